import { beforeEach, describe, expect, it } from "vitest";
import { donePlanKey, putRecord } from "../../lib/app/records.ts";
import type { ChannelId, PlanId, TaskId } from "../../lib/model/brand.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import { aPlanFacts, bob } from "../build/facts.ts";
import { ALICE, aCard, aCardDraft, aNoteDraft, aPlanRecord, NET, OPS } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { objects } from "../slack/messages/hostile.ts";
import { aPerson, CommandStage, LIN, SHARD } from "./command-stage.ts";

let stage: CommandStage;
beforeEach(async () => {
  stage = new CommandStage();
  await stage.polled();
});

const waits = { at: at("16:06:00"), kind: "plan.awaiting-approval", status: "ApplicationInProgress" } as const;
const knows = (record: Partial<PlanRecord>, facts: Partial<PlanRecord["facts"]> = {}) =>
  stage.knows({ name: "vpc-prod", ...facts, record: { events: [waits], ...record } });
/** The lines of one section. */
async function section(heading: string): Promise<readonly string[]> {
  const lines = (await stage.says("why plan-0")).split("\n");
  const from = lines.indexOf(heading) + 1;
  const to = lines.findIndex((line, n) => n >= from && (HEADINGS.includes(line) || line.startsWith("Plan plan-")));
  return from === 0 ? [] : lines.slice(from, to);
}
const HEADINGS = [
  "What was seen, the newest first",
  'Rules for "Waiting for approval"',
  "Whom that means in Slack",
  "What was sent",
  "What is owed",
];

describe("why", () => {
  it("says what was seen, which rules took it, whom it means, what was sent and what is owed", async () => {
    stage.knowsPeople({ "RamUser:alice": ["U01ALICE01"], "RamRole:net-approvers": ["U02BOB0001", "S03GROUP01"] });
    stage.set({
      routes: [
        { when: { danger: true }, to: [NET] },
        { when: { kind: ["plan.*"] }, to: [OPS, "approvers"] },
        { to: [OPS] },
      ],
    });
    const failed = { state: "ambiguous", attempts: 2, reason: "timeout", notBefore: at("18:01:00") } as const;
    await knows({ cards: [aCard()], drafts: [aNoteDraft(failed)] });
    expect((await stage.says("why vpc-prod")).split("\n")).toEqual([
      "Waiting for approval: vpc-prod",
      "What was seen, the newest first",
      "2026-11-23 16:06 UTC · Waiting for approval",
      'Rules for "Waiting for approval"',
      "Rule 1 does not: danger is false, it takes true",
      "Rule 2 takes it: C0DEFAULT0, approvers",
      "Rule 3 is not asked: one above took it",
      "Whom that means in Slack",
      "bob (RAM user): not in the people of the settings",
      "net-approvers (RAM role): <@U02BOB0001> <!subteam^S03GROUP01>",
      "alice (RAM user): <@U01ALICE01>",
      "What was sent",
      "C0DEFAULT0 · card",
      "What is owed",
      "C0DEFAULT0 · note (Approved) · perhaps sent, looked for · 2 tries, timeout · Next try: 2026-11-23 18:01 UTC",
      "Plan plan-0",
      "As of 12 s ago",
    ]);
  });

  it("speaks the reader's language", async () => {
    stage.person = aPerson({ locale: "zh" });
    stage.set({ routes: [{ when: { owner: ["RamUser:eve"] }, to: [NET], continue: true }, { to: [OPS] }] });
    await knows({});
    expect((await stage.says("why plan-0")).split("\n")).toEqual([
      "待审批：vpc-prod",
      "所见的变化，最新的在前",
      "2026-11-23 16:06 UTC · 待审批",
      "“待审批”的路由匹配",
      "路由 1 不匹配：owner 为 RamUser:alice，要求为 RamUser:eve",
      "路由 2 匹配：C0DEFAULT0",
      "对应的 Slack 用户",
      "bob（RAM 用户）：不在配置的人员映射中",
      "net-approvers（RAM 角色）：不在配置的人员映射中",
      "alice（RAM 用户）：不在配置的人员映射中",
      "已发送",
      "Slack 中没有相关消息。",
      "计划 plan-0",
      "数据更新于 12 秒前",
    ]);
  });

  it("opens the channels of cards", async () => {
    await knows({ cards: [aCard(), aCard({ destination: ALICE, channel: "D01ALICE01" as ChannelId })] });
    const { blocks, text } = await stage.ask("why plan-0");
    expect(objects(blocks).filter((o) => o["type"] === "link")).toEqual([
      { type: "link", text: "C0DEFAULT0", url: "https://slack.com/app_redirect?channel=C0DEFAULT0&team=T01TEAM001" },
    ]);
    expect(text).toContain("\n<@U01ALICE01> · card\n");
  });

  it("names the task of a failure, and the state where that is another", async () => {
    const events = [
      waits,
      { at: at("16:40:00"), kind: "plan.handed-over", status: "ApplicationInProgress" } as const,
      { at: at("17:00:00"), kind: "plan.failed", status: "ExecuteFailed", taskId: "task-1" as TaskId } as const,
    ];
    await knows({ events });
    expect(await section("What was seen, the newest first")).toEqual([
      "2026-11-23 17:00 UTC · Failed · task-1",
      "2026-11-23 16:40 UTC · Handed over · Waiting for approval",
      "2026-11-23 16:06 UTC · Waiting for approval",
      'Rules for "Failed"',
      "Rule 1 takes it: C0DEFAULT0",
    ]);
  });

  it("says why nobody was told of what was there before Planbell was", async () => {
    await knows({ events: [] });
    expect(await section("What was seen, the newest first")).toEqual([
      "Nothing has changed since Planbell first saw it, so nobody was told.",
    ]);
    expect(await stage.says("why plan-0")).not.toContain("Rule 1");
  });

  it("says which cards are out of date, and which stand in a digest", async () => {
    const edit = {
      sending: false,
      attempts: 1,
      notBefore: at("18:02:00"),
      firstAt: at("18:00:00"),
      reason: "ratelimited",
    };
    await knows({
      cards: [aCard({ shown: "older", edit }), aCard({ destination: NET, via: "digest:1", shown: "" })],
    });
    expect(await section("What was sent")).toEqual([
      "C0DEFAULT0 · card · an edit is owed · 1 try, ratelimited · Next try: 2026-11-23 18:02 UTC",
      "C0123ABCD · a line of a digest",
    ]);
  });

  it("says of each draft what became of it", async () => {
    await knows({
      drafts: [
        aCardDraft(),
        aNoteDraft({ state: "sending", attempts: 1, notBefore: at("18:03:00") }),
        aNoteDraft({ state: "dead", attempts: 8, reason: "channel_not_found", body: { what: "log", seq: 2, part: 1 } }),
      ],
    });
    expect(await section("What is owed")).toEqual([
      "C0DEFAULT0 · card · not tried yet",
      "C0DEFAULT0 · note (Approved) · under way · 1 try · Next try: 2026-11-23 18:03 UTC",
      "C0DEFAULT0 · log · given up · 8 tries, channel_not_found",
    ]);
  });

  it("says who has muted it, and who decides or has decided", async () => {
    const claim = { by: "U02BOB0001", as: bob, action: "approve", seal: "", until: at("18:01:00") } as const;
    const mute = { by: LIN, until: at("20:00:00") };
    await knows({ mute, decision: claim }, { productId: "prod-1" });
    await stage.mutes({ by: "U02BOB0001" });
    expect((await stage.says("why plan-0")).split("\n").slice(1, 4)).toEqual([
      "Being decided in Slack: <@U02BOB0001>",
      `vpc-prod is muted · Until: 2026-11-23 20:00 UTC · By: <@${LIN}>`,
      "VPC baseline is muted · Until: 2026-11-23 20:00 UTC · By: <@U02BOB0001>",
    ]);
  });

  it("knows who decided last, once nobody is at it", async () => {
    const claim = { by: "U02BOB0001", as: bob, action: "approve", seal: "", until: at("18:00:12") } as const;
    const decided = { by: LIN, action: "reject", at: at("17:30:00") } as NonNullable<PlanRecord["decided"]>;
    await knows({ decision: claim, decided });
    expect((await stage.says("why plan-0")).split("\n")[1]).toBe(`Decided in Slack: <@${LIN}> · 2026-11-23 17:30 UTC`);
  });

  it("is answered of what is over, too", async () => {
    const facts = aPlanFacts({ id: "plan-old" as PlanId, name: "old", status: "ExecuteSuccess", pending: [] });
    await putRecord(stage.store, donePlanKey(SHARD, facts.id), aPlanRecord({ id: facts.id, facts }), "absent");
    expect(await stage.says("why plan-old")).toMatch(/^Succeeded: old\n/);
  });

  it("suggests what may be meant, and asks no catalog", async () => {
    await knows({});
    expect(await stage.says("why plan-00")).toBe('Planbell knows no plan "plan-00". Did you mean vpc-prod (plan-0)?');
    expect(stage.asked).toEqual([]);
  });
});
