import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hours, minutes, seconds } from "../../lib/model/brand.ts";
import { validateMessage } from "../../lib/slack/validate-message.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const FAILED = {
  statusMessage: "Create stack failed",
  logs: [{ command: "apply", stream: "stderr", content: '\u001b[31mError: no stock\u001b[0m\npassword = "hunter2"\n' }],
};

describe("delivery to a Slack that does not always cooperate", () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await openStage();
    await stage.poll();
  });
  afterEach(() => stage.close());
  const waiting = (name = "orders-vpc"): string => {
    const id = stage.catalog.world.createPlan({
      name,
      approvers: [ALICE],
      previewMs: 1_000,
      executeMs: 1_000,
      executeFails: FAILED,
    });
    stage.pass(seconds(10));
    return id;
  };
  const keys = (): string[] => stage.slack.workspace.messages().map((m) => String(m.metadata?.event_payload["key"]));

  it("posts once, edits in place and replies in the thread", async () => {
    const id = waiting();
    await stage.poll();
    stage.catalog.world.approve(id, ALICE, "go");
    stage.pass(seconds(5));
    await stage.poll();
    const [card] = stage.cards(id);
    expect(stage.cards(id)).toHaveLength(1);
    expect(card?.edits).toBe(1);
    expect(card?.text).toMatch(/^Approved, not run yet: orders-vpc/);
    expect(stage.notes(id).map((n) => [n.threadTs === card?.ts, n.broadcast ?? false, n.text.split("\n")[0]])).toEqual([
      [true, false, "Approved: orders-vpc"],
    ]);
  });

  it("tells a failure once, with its log lines and without its secrets, in the thread and in the channel", async () => {
    const id = waiting();
    stage.catalog.world.approve(id, ALICE, "go");
    stage.catalog.world.execute(id);
    stage.pass(seconds(10));
    const report = await stage.poll();
    expect(report).toMatchObject({ kinds: { "plan.failed": 1 }, posted: 1, replied: 1 });
    const [note] = stage.notes(id);
    expect(note?.broadcast).toBe(true);
    expect(note?.text).toContain("Error: no stock");
    expect(JSON.stringify(stage.slack.workspace.messages())).not.toContain("hunter2");
    const again = await stage.poll();
    expect(again).toMatchObject({ posted: 0, updated: 0, replied: 0 });
  });

  it("waits as long as Slack asks, then sends", async () => {
    const id = waiting();
    stage.slack.faults.next("ratelimited", { method: "chat.postMessage", retryAfter: 40 });
    const refused = await stage.poll();
    expect(refused).toMatchObject({ posted: 0, throttled: 1, waiting: 1 });
    const calls = stage.slack.calls.total;
    expect(calls).toBeGreaterThan(0);
    const sent = await stage.poll();
    expect(sent).toMatchObject({ posted: 1, throttled: 0, waiting: 0 });
    expect(stage.cards(id)).toHaveLength(1);
  });

  it("waits within the run when Slack asks for a moment only", async () => {
    const id = waiting();
    stage.slack.faults.next("ratelimited", { method: "chat.postMessage", retryAfter: 3 });
    expect(await stage.poll()).toMatchObject({ posted: 1, throttled: 1, waiting: 0 });
    expect(stage.cards(id)).toHaveLength(1);
  });

  it("sends the text alone when Slack refuses the blocks", async () => {
    const id = waiting();
    stage.slack.faults.next("error", { method: "chat.postMessage", error: "invalid_blocks" });
    expect(await stage.poll()).toMatchObject({ posted: 1, failed: 1 });
    const [card] = stage.cards(id);
    expect(card?.blocks).toEqual([]);
    expect(card?.text).toMatch(/^Waiting for approval: orders-vpc/);
  });

  it("adopts the card whose answer was lost instead of posting another", async () => {
    const id = waiting();
    stage.slack.faults.next("drop-after-accept", { method: "chat.postMessage" });
    expect(await stage.poll()).toMatchObject({ posted: 0, ambiguous: 1 });
    expect(await stage.poll()).toMatchObject({ posted: 0, ambiguous: 0, resent: 0 });
    expect(stage.cards(id)).toHaveLength(1);
    stage.catalog.world.approve(id, ALICE);
    stage.pass(seconds(5));
    await stage.poll();
    expect(stage.cards(id)[0]?.text).toMatch(/^Approved, not run yet/);
  });

  it("adopts the note whose answer was lost", async () => {
    const id = waiting();
    await stage.poll();
    stage.catalog.world.approve(id, ALICE);
    stage.pass(seconds(5));
    stage.slack.faults.next("drop-after-accept", { method: "chat.postMessage" });
    await stage.poll();
    await stage.poll();
    expect(stage.notes(id)).toHaveLength(1);
  });

  it("sends again when the post never arrived", async () => {
    const id = waiting();
    stage.slack.faults.next("drop-before-accept", { method: "chat.postMessage" });
    const bot = stage.bot();
    expect(await bot.poll()).toMatchObject({ posted: 0, ambiguous: 1 });
    stage.pass(seconds(60));
    expect(await bot.poll()).toMatchObject({ posted: 1, ambiguous: 0 });
    expect(stage.cards(id)).toHaveLength(1);
  });

  it("sends again what another process lost only when its clock cannot be wrong about it", async () => {
    const id = waiting();
    stage.slack.faults.next("drop-before-accept", { method: "chat.postMessage" });
    expect(await stage.poll()).toMatchObject({ posted: 0, ambiguous: 1 });
    expect(await stage.poll()).toMatchObject({ posted: 0, ambiguous: 1 });
    stage.pass(seconds(60));
    expect(await stage.poll()).toMatchObject({ posted: 1, ambiguous: 0 });
    expect(stage.cards(id)).toHaveLength(1);
  });

  it("sends at most once more for each lost answer when it may not read history", async () => {
    const blind = await openStage({ slack: { historyAllowed: false } });
    await blind.poll();
    const id = blind.catalog.world.createPlan({ name: "blind", approvers: [ALICE], previewMs: 1_000 });
    blind.pass(seconds(10));
    blind.slack.faults.next("drop-after-accept", { method: "chat.postMessage" });
    const bot = blind.bot();
    await bot.poll();
    blind.pass(seconds(60));
    expect(await bot.poll()).toMatchObject({ posted: 1, resent: 1, ambiguous: 0 });
    await blind.poll();
    expect(blind.cards(id)).toHaveLength(2);
    await blind.close();
  });

  it("tries an edit again when Slack is down for a while, and ends with the cloud's state", async () => {
    const id = waiting();
    await stage.poll();
    stage.catalog.world.reject(id, ALICE, "no");
    stage.pass(seconds(5));
    stage.slack.faults.next("http503", { times: 20 });
    await stage.poll();
    await stage.poll();
    stage.slack.faults.clear();
    for (let i = 0; i < 5; i++) await stage.poll();
    expect(stage.cards(id)[0]?.text).toMatch(/^Rejected: orders-vpc/);
    expect(stage.notes(id)).toHaveLength(1);
  });

  it("posts a card anew when somebody deleted it, and goes on with the new one", async () => {
    const id = waiting();
    await stage.poll();
    const old = stage.cards(id)[0];
    stage.slack.workspace.delete(CHANNEL, old?.ts ?? "");
    stage.catalog.world.approve(id, ALICE);
    stage.pass(seconds(5));
    await stage.poll();
    await stage.poll();
    const cards = stage.cards(id);
    expect(cards).toHaveLength(1);
    expect(cards[0]?.ts).not.toBe(old?.ts);
    expect(stage.notes(id).map((n) => n.threadTs)).toEqual([cards[0]?.ts]);
    expect(new Set(keys()).size).toBe(keys().length);
  });

  it("keeps a message for a channel that the app is not in, and sends it once it is invited", async () => {
    const id = waiting();
    stage.slack.faults.next("error", { method: "chat.postMessage", error: "not_in_channel" });
    const refused = await stage.poll();
    expect(refused).toMatchObject({ ok: true, posted: 0, waiting: 1, warnings: [{ code: "slack-destination" }] });
    await stage.poll();
    expect(stage.cards(id)).toHaveLength(1);
  });

  it("tells a deleted plan after two polls that do not find it, not after one", async () => {
    const id = waiting();
    await stage.poll();
    stage.catalog.world.remove(id);
    expect(await stage.poll()).toMatchObject({ changed: 0 });
    expect(await stage.poll()).toMatchObject({ kinds: { "plan.vanished": 1 }, updated: 1, replied: 1 });
    expect(stage.cards(id)[0]?.text).toMatch(/^Deleted: orders-vpc/);
  });

  it("moves what is long over out of the way, and takes it back when the plan is submitted again", async () => {
    const id = waiting();
    await stage.poll();
    stage.catalog.world.reject(id, ALICE, "no");
    stage.pass(seconds(5));
    await stage.poll();
    stage.pass(hours(25));
    waiting("another");
    await stage.poll();
    await stage.poll();
    expect((await stage.store.scan("hot/")).some((r) => r.key.endsWith(id))).toBe(false);
    expect((await stage.store.scan("done/")).map((r) => r.key.endsWith(id))).toEqual([true]);
    stage.catalog.world.update(id, {});
    stage.pass(minutes(1));
    await stage.poll();
    expect(stage.cards(id)).toHaveLength(1);
    expect(stage.cards(id)[0]?.text).toMatch(/^Waiting for approval: orders-vpc/);
    expect(stage.notes(id).map((n) => n.text.split("\n")[0])).toEqual([
      "Rejected: orders-vpc",
      "Waiting for approval: orders-vpc",
    ]);
  });

  it("shows hostile names literally, mentions nobody, and stays within Slack's limits", async () => {
    const names = [
      "<!channel> *x* <https://evil.example|click>",
      "x".repeat(300),
      "\u001b[31mred\u001b[0m \u202Egnp.exe",
      "&lt;!here&gt; @here",
    ];
    const ids = names.map((name) => waiting(name));
    await stage.poll();
    for (const id of ids) {
      const [card] = stage.cards(id);
      expect(validateMessage({ text: card?.text, blocks: card?.blocks })).toEqual([]);
      expect(card?.text).not.toMatch(/<!(?!date\^)|<[@#]/);
    }
    const header = (id: string | undefined): unknown => {
      const [block] = stage.cards(id ?? "").flatMap((card) => card.blocks);
      return (block as { text: { text: string } }).text.text;
    };
    expect(header(ids[0])).toBe("Waiting for approval: <!channel> *x* <https://evil.example|click>");
    expect(header(ids[2])).toBe("Waiting for approval: red gnp.exe");
    expect(header(ids[3])).toBe("Waiting for approval: &lt;!here&gt; @here");
  });
});
