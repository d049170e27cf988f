import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { elementsOf } from "../../local/slack/elements.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import { Command } from "./command.ts";
import { openRealStage, type RealStage, SIGNING_SECRET } from "./real-stage.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const CAROL = "U03CAROL01";
const PATIENCE = { timeout: 25_000, interval: 25 };
const LINES = Array.from({ length: 120 }, (_, n) => `line ${n} of what terraform printed while it worked`);

let stage: RealStage;
let served: Command;
const waiting: string[] = [];
beforeAll(async () => {
  const app = { signingSecret: SIGNING_SECRET, commands: [{ name: "/planbell", description: "", hint: "" }] };
  stage = await openRealStage({ users: [{ id: CAROL, name: "carol" }], app });
  for (let n = 1; n <= 12; n++) waiting.push(await stage.waitingPlan(`vpc-${n}`));
  const env = { PLANBELL_POLL_SECONDS: "0.5", PLANBELL_CONFIG: stage.file("planbell.yaml", "buttons: true\n") };
  served = new Command("local/serve.ts", [], { ...stage.env, ...env }, stage.folder);
  const [, origin] = /planbell ready (http:\S+)\n/.exec(await served.prints("planbell ready http")) ?? [];
  expect(await stage.slack.app.enterRequestUrl(`${origin}/slack/events`)).toBe(true);
}, 60_000);
afterAll(async () => {
  served.process.kill("SIGKILL");
  await stage.close();
});

const toCarol = () => stage.slack.workspace.messages().filter(({ ephemeralFor }) => ephemeralFor === CAROL);

/** Carol uses something on that message. @returns what she alone is told for it */
async function asks(message: StoredMessage | undefined, action: string, choice = {}): Promise<StoredMessage> {
  const element = elementsOf(message?.blocks ?? []).find(({ actionId }) => actionId === action);
  if (message === undefined || element === undefined) throw new Error(`no ${action} on ${message?.text}`);
  const { channel, ts } = message;
  const { blockId, actionId } = element;
  const before = toCarol().length;
  const deed = await stage.slack.people.act({ user: CAROL, at: { channel, ts }, blockId, actionId, choice });
  expect(deed).toEqual({ ok: true });
  return vi.waitFor(() => {
    const told = toCarol()[before];
    if (told === undefined) throw new Error("nothing was told");
    return told;
  }, PATIENCE);
}

describe("people of a workspace ask by what they press", { timeout: 60_000 }, () => {
  it("the details of a card's plan", async () => {
    const [oldest = ""] = waiting;
    await vi.waitFor(() => expect(stage.cards(oldest)).toHaveLength(1), PATIENCE);
    const { text } = await asks(stage.cards(oldest)[0], "plan_details");
    expect(text).toMatch(/^Waiting for approval: vpc-1\n/);
    expect(text).toContain(oldest);
    expect(text).toMatch(/\nAs of /);
  });

  it("a plan of a digest", async () => {
    const digest = await vi.waitFor(() => {
      const found = stage.slack.workspace.messages().find(({ text }) => text.startsWith("2 more plans wait"));
      if (found === undefined) throw new Error("no digest yet");
      return found;
    }, PATIENCE);
    const last = waiting.at(-1) ?? "";
    const { text } = await asks(digest, "digest_show", { selected_option: { value: last } });
    expect(text).toMatch(/^Waiting for approval: vpc-12\n/);
  });

  it("the log of what failed, a page after the other", async () => {
    const failing = { statusMessage: "no", logs: [{ command: "apply", stream: "stderr", content: LINES.join("\n") }] };
    const { world } = stage.catalog;
    const id = world.createPlan({
      name: "orders",
      approvers: [ALICE],
      previewMs: 1,
      executeMs: 1,
      executeFails: failing,
    });
    await vi.waitFor(() => expect(stage.cards(id)).toHaveLength(1), PATIENCE);
    world.approve(id, ALICE, "go");
    world.execute(id);
    await vi.waitFor(() => expect(stage.cards(id)[0]?.text).toMatch(/^Failed: orders\n/), PATIENCE);
    const first = await asks(stage.cards(id)[0], "log_open");
    expect(first.text).toMatch(/^Log of orders, part 1 of \d\n/);
    const second = await asks(first, "log_open");
    expect(second.text).toMatch(/^Log of orders, part 2 of \d\n/);
    const shown = JSON.stringify([first.blocks, second.blocks]);
    for (const line of [0, 30, 60]) expect(shown).toContain(`line ${line} of what terraform printed`);
  });
});
