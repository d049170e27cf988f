import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createHandler } from "../../lib/slack/app.ts";
import { interactionForm, signed } from "../build/signed.ts";
import { ScriptedSlack } from "../slack/scripted-slack.ts";
import { type Behind, eventOf, HELP, json, start, statusOf } from "./door-stage.ts";
import { DUTIES, type Duty, type Fulfilment } from "./duties.data.ts";

/** The test of a duty: without the duty's line it fails. */
const duty = (name: Duty, show: () => Promise<void> | void): void => it(name, show);

describe("the door, with Bolt behind it,", () => {
  let slack: ScriptedSlack;
  beforeEach(async () => {
    slack = await new ScriptedSlack().start();
  });
  afterEach(() => slack.stop());

  const person = { id: "U01ALICE01" };
  type Answering = Parameters<typeof createHandler>[0]["onCommand"];
  const hi: Answering = async () => ({ answer: { text: "hi", blocks: [] } });
  const quiet = async () => ({});
  const SILENT = { onPress: quiet, onSubmit: quiet, onHome: quiet, onFault: () => {} };
  const bolt = (onCommand = hi): Behind => ({
    load: async () => createHandler({ token: "xoxb-1", apiUrl: slack.apiUrl, ...SILENT, onCommand }),
  });

  duty("answers 400 to what Bolt would trip over", async () => {
    const trips = [{ type: "message", item: "x" }, { type: "message", channel: null }, { type: "function_executed" }];
    for (const event of trips)
      expect(await statusOf(eventOf(json({ type: "event_callback", event })), bolt())).toBe(400);
  });

  duty("calls nobody at a cold start", async () => {
    const { call } = start(bolt());
    expect((await call(eventOf(HELP))).statusCode).toBe(200);
    await call(eventOf(signed(interactionForm({ type: "block_actions", user: person, actions: [] }))));
    expect(slack.seen).toEqual([]);
  });

  duty("stays at 200 when the listener throws after its answer", async () => {
    const after = () => {
      throw new Error("late");
    };
    const late: Answering = async () => ({ answer: { text: "hi", blocks: [] }, after });
    const answer = await start(bolt(late)).call(eventOf(HELP));
    expect(answer).toMatchObject({ statusCode: 200, body: expect.stringContaining("hi") });
  });

  duty("answers 500, and nothing else, when the listener throws before its answer", async () => {
    const early: Answering = () => Promise.reject(new Error("CANARY"));
    const answer = await start(bolt(early)).call(eventOf(HELP));
    expect(answer).toEqual({ statusCode: 500, headers: {}, isBase64Encoded: false, body: "" });
  });

  duty("keeps Bolt from logging", async () => {
    const ways = (["debug", "info", "log", "warn", "error"] as const).map((way) => vi.spyOn(console, way));
    for (const way of ways) way.mockImplementation(() => {});
    await start(bolt(() => Promise.reject(new Error("early")))).call(eventOf(HELP));
    await start(bolt()).call(eventOf(json({ type: "app_rate_limited" })));
    const printed = ways.flatMap((way) => way.mock.calls);
    vi.restoreAllMocks();
    expect(printed).toEqual([]);
  });
});

describe("the table of duties", () => {
  const here = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
  const tests = here("./duties.test.ts") + here("./duties-with-bolt.test.ts");

  it.each(Object.keys(DUTIES))("has one test for each: %s", (name) => {
    expect(tests.split(`duty("${name}", `)).toHaveLength(2);
  });

  it.each(Object.entries<Fulfilment>(DUTIES))("names the one line that fulfils it: %s", (_, { in: file, line }) => {
    expect(here(`../../lib/${file}.ts`).split(line)).toHaveLength(2);
  });
});
