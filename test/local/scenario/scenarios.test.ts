import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Demo } from "../../../local/demo.ts";
import { playOnce, type Summary } from "../../../local/play-once.ts";
import { scenarios } from "../../../local/scenario/all.ts";
import type { Scenario } from "../../../local/scenario/scenario.ts";
import type { StoredMessage } from "../../../local/slack/workspace.ts";
import { aScenario, aStory } from "./small-story.ts";

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "planbell-test-"));
  said = [];
  vi.spyOn(console, "error").mockImplementation((line) => said.push(String(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Plays it, and keeps every message with what it said before it was edited. */
async function play(
  scenario: Scenario,
  locale?: string,
): Promise<{ summary: Summary; messages: StoredMessage[]; began: number }> {
  let demo: Demo | undefined;
  let began = 0;
  const state = `sqlite:${join(folder, "planbell.db")}`;
  const onDemo = (opened: Demo): void => {
    demo = opened;
    began = opened.slack.workspace.clock.now();
  };
  const summary = await playOnce(scenario, { state, locale, onDemo });
  return { summary, messages: demo?.slack.workspace.messages() ?? [], began };
}

/** Values of parameters that nobody may see. */
const secretsOf = ({ parts }: Scenario): string[] =>
  parts
    .flatMap(({ story }) => story.plans.flatMap(({ plan }) => plan.parameters ?? []))
    .filter(({ key }) => /password|secret|private/.test(key))
    .map(({ value }) => value);

describe.each(scenarios().map((scenario) => [scenario.name, scenario] as const))("%s", (_name, scenario) => {
  it("plays to its ends, tells everything once, and shows no secret but as dots; something stands after 5 s", async () => {
    const { summary, messages, began } = await play(scenario);
    expect(said.filter((line) => !/^planbell: (catalog-|slack-|watch-)/.test(line))).toEqual([]);
    expect(summary).toMatchObject({ ok: true, again: { posted: 0, updated: 0, replied: 0 } });
    const secrets = secretsOf(scenario);
    const everything = JSON.stringify(messages);
    expect(secrets.filter((secret) => everything.includes(secret))).toEqual([]);
    expect(everything.includes("••••••")).toBe(secrets.length > 0);
    expect((messages[0]?.postedAt ?? Number.POSITIVE_INFINITY) - began).toBeLessThanOrEqual(5_000);
  }, 120_000);
});

describe("a Planbell that speaks Chinese", () => {
  // The tour, and what it does not show.
  const played = scenarios().filter(({ name }) => name === "tour" || name === "direct-launch");

  it.each(played)(
    "plays $name to its ends, and says nothing in English",
    async (scenario) => {
      const { summary, messages } = await play(scenario, "zh");
      expect(said.filter((line) => !/^planbell: (catalog-|slack-|watch-)/.test(line))).toEqual([]);
      expect(summary).toMatchObject({ ok: true, again: { posted: 0, updated: 0, replied: 0 } });
      expect(JSON.stringify(messages)).not.toMatch(/Waiting|Requested|RAM user|Open in console|Approved|Planbell sees/);
    },
    120_000,
  );
});

describe("a scenario that does not end as it says", () => {
  const [only] = aStory().plans;

  it.each([
    ["card", { status: "ExecuteSuccess", card: "Waiting" }, 'web: its card does not begin with "Waiting"'],
    ["status", { status: "Canceled", card: "Succeeded: web" }, "web is ExecuteSuccess, not Canceled"],
    [
      "card's text",
      { status: "ExecuteSuccess", card: "Succeeded: web", shows: ["fine", "never said"] },
      'web: its card does not hold "never said"',
    ],
    [
      "replies",
      { status: "ExecuteSuccess", card: "Succeeded: web", notes: ["fine", "never said"] },
      'web: no reply to its card holds "never said"',
    ],
  ] as const)("is not ok, and says why: its %s", async (_what, ends, fault) => {
    const story = aStory({ plans: [{ plan: only!.plan, ends }] });
    const { summary } = await play(aScenario("alone", story));
    expect(summary.ok).toBe(false);
    expect(said).toEqual([`planbell: ${fault}`]);
  });

  it("is not ok when the channel lacks what it must hold", async () => {
    const story = aStory({ channel: ["Succeeded: web", "Planbell sees nothing"] });
    const { summary } = await play(aScenario("alone", story));
    expect(summary.ok).toBe(false);
    expect(said).toEqual(['planbell: nobody was told "Planbell sees nothing"']);
  });
});
