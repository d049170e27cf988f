import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { buildWorker } from "../../lib/app/build/worker.ts";
import type { HeartbeatReport } from "../../lib/app/heartbeat.ts";
import { minutes, seconds } from "../../lib/model/brand.ts";
import type { StateStore } from "../../lib/ports.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

const PAUSED = { PLANBELL_PAUSED: "1" };

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

/** What a fresh worker on the same state finds. */
const heartbeat = (env: Record<string, string> = {}, store: StateStore = stage.store): Promise<HeartbeatReport> =>
  buildWorker({ ...stage.env, ...env }, undefined, { clock: stage.clock, store }).heartbeat();

/** The same state; something comes between reading it and what follows. */
const afterReading = (happen: () => unknown): StateStore => ({
  scan: (prefix) => stage.store.scan(prefix),
  get: async (key) => {
    const seen = await stage.store.get(key);
    await happen();
    return seen;
  },
  put: (key, value, expected) => stage.store.put(key, value, expected),
  remove: (key, expected) => stage.store.remove(key, expected),
  close: () => stage.store.close(),
});

/** The first lines of all that was said in the channel. */
const said = (): (string | undefined)[] =>
  stage.slack.workspace.messages(CHANNEL).map((message) => message.text.split("\n")[0]);

describe("a poll that dies and comes back", () => {
  it("is told of once by the worker while it is dead, and its return once by itself", async () => {
    const { at } = await stage.bot().poll();
    stage.pass(minutes(20));
    expect(await heartbeat()).toEqual({
      ok: false,
      at: "2026-03-02T08:20:00.000Z",
      ageMs: 1_200_000,
      kinds: { "watch.blind": 1 },
      posted: 1,
      warnings: [{ code: "watch-blind", text: expect.stringContaining(at) as string }],
      // The record is read, then written with the notice, its claim and its end.
      calls: { catalog: 0, slack: 1, store: 4 },
      ms: 0,
    });
    stage.pass(minutes(15));
    expect(await heartbeat()).toMatchObject({ ok: false, ageMs: 2_100_000, kinds: {}, posted: 0 });
    expect(said()).toEqual(["Planbell sees nothing"]);
    expect(stage.slack.workspace.messages(CHANNEL)[0]?.text).toContain("the polling function does not run");

    expect(await stage.poll()).toMatchObject({ ok: true, kinds: { "watch.recovered": 1 }, posted: 1 });
    await stage.poll();
    expect(await heartbeat()).toMatchObject({ ok: true, ageMs: 60_000, kinds: {}, posted: 0, warnings: [] });
    expect(said()).toEqual(["Planbell sees nothing", "Planbell sees again"]);
    expect(stage.slack.workspace.messages(CHANNEL)[1]?.text).toContain("Nothing was seen for 35 min");
  });

  it("is missed after three intervals, but not within five minutes", async () => {
    await stage.bot().poll();
    stage.pass(minutes(5));
    expect(await heartbeat()).toMatchObject({ ok: true, posted: 0 });
    stage.pass(seconds(1));
    expect(await heartbeat({ PLANBELL_POLL_SECONDS: "300" })).toMatchObject({ ok: true, posted: 0 });
    expect(await heartbeat()).toMatchObject({ ok: false, posted: 1 });
  });

  it("is told of by nobody else when it comes back just then", async () => {
    await stage.bot().poll();
    stage.pass(minutes(20));
    const overtaken = afterReading(() => stage.bot().poll());
    expect(await heartbeat({}, overtaken)).toMatchObject({ ok: true, kinds: {}, posted: 0, warnings: [] });
    expect(said()).toEqual(["Planbell sees again"]);
  });
});

describe("a poll that lives and cannot read the catalog", () => {
  it("tells that by itself, and the worker does not say it again", async () => {
    await stage.poll();
    const blind = stage.bot({ ALIBABA_CLOUD_ACCESS_KEY_SECRET: "wrong" });
    for (let i = 0; i < 10; i++) {
      await blind.poll();
      stage.pass(minutes(1));
    }
    expect(await heartbeat()).toMatchObject({ ok: false, kinds: {}, posted: 0, warnings: [{ code: "watch-blind" }] });
    expect(said()).toEqual(["Planbell sees nothing"]);
    expect(stage.slack.workspace.messages(CHANNEL)[0]?.text).toContain("SignatureDoesNotMatch");
  });
});

describe("a poll that has never run", () => {
  it("is a warning, and nothing is said or written", async () => {
    const report = await heartbeat();
    expect(report).toMatchObject({ ok: false, kinds: {}, posted: 0, warnings: [{ code: "no-heartbeat" }] });
    expect(report).not.toHaveProperty("ageMs");
    expect(await stage.store.scan("")).toEqual([]);
    expect(said()).toEqual([]);
  });
});

describe("a worker that is paused", () => {
  it("writes what it would say, and it is said once the pause is over and still nobody polls", async () => {
    await stage.bot().poll();
    stage.pass(minutes(20));
    expect(await heartbeat(PAUSED)).toMatchObject({ ok: false, kinds: { "watch.blind": 1 }, posted: 0 });
    expect(said()).toEqual([]);
    stage.pass(minutes(15));
    expect(await heartbeat()).toMatchObject({ ok: false, kinds: {}, posted: 1 });
    expect(said()).toEqual(["Planbell sees nothing"]);
  });

  it("leaves it to the poll when somebody polls again", async () => {
    await stage.bot().poll();
    stage.pass(minutes(20));
    await heartbeat(PAUSED);
    await stage.bot(PAUSED).poll();
    expect(await heartbeat()).toMatchObject({ ok: true, posted: 0 });
    expect(said()).toEqual([]);
    await stage.poll();
    expect(said()).toEqual(["Planbell sees again"]);
  });
});

describe("a Slack that does not take what the worker says", () => {
  it("is asked again at the next look when it refused", async () => {
    await stage.bot().poll();
    stage.pass(minutes(20));
    stage.slack.faults.next("ratelimited", { method: "chat.postMessage" });
    expect(await heartbeat()).toMatchObject({ ok: false, kinds: { "watch.blind": 1 }, posted: 0 });
    stage.pass(minutes(15));
    expect(await heartbeat()).toMatchObject({ ok: false, kinds: {}, posted: 1 });
    expect(said()).toEqual(["Planbell sees nothing"]);
  });

  it("is searched at the next look when the answer was lost", async () => {
    await stage.bot().poll();
    stage.pass(minutes(20));
    stage.slack.faults.next("drop-after-accept", { method: "chat.postMessage" });
    expect(await heartbeat()).toMatchObject({ posted: 0, warnings: [{}, { code: "slack-ambiguous" }] });
    stage.pass(minutes(15));
    expect(await heartbeat()).toMatchObject({ ok: false, kinds: {}, posted: 0, calls: { slack: 2 } });
    stage.pass(minutes(15));
    expect(await heartbeat()).toMatchObject({ posted: 0, calls: { slack: 0 } });
    expect(said()).toEqual(["Planbell sees nothing"]);
  });
});

describe("a state that takes most of a minute to answer", () => {
  it("leaves no time to send: the notice is written, and sent at the next look", async () => {
    await stage.bot().poll();
    stage.pass(minutes(20));
    const slow = afterReading(() => stage.pass(seconds(51)));
    expect(await heartbeat({}, slow)).toMatchObject({ ok: false, kinds: { "watch.blind": 1 }, posted: 0, ms: 51_000 });
    stage.pass(minutes(15));
    expect(await heartbeat()).toMatchObject({ ok: false, kinds: {}, posted: 1 });
    expect(said()).toEqual(["Planbell sees nothing"]);
  });
});
