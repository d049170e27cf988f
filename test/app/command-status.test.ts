import { beforeEach, describe, expect, it } from "vitest";
import { instanceKey, putRecord } from "../../lib/app/records.ts";
import { type ChannelId, minutes, type PlanId, type ProvisionedProductId } from "../../lib/model/brand.ts";
import type { PollRecord } from "../../lib/notify/record.ts";
import { aFailure } from "../build/facts.ts";
import { anInstanceRecord } from "../build/instances.ts";
import { aCard, aCardDraft, aNoteDraft, NET } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { aPerson, CommandStage, LIN, SHARD } from "./command-stage.ts";

let stage: CommandStage;
beforeEach(() => {
  stage = new CommandStage();
});

const lines = async () => (await stage.says("status")).split("\n");
const WELL = [
  "How Planbell is",
  "Service Catalog was read 12 s ago, and is every 1 min",
  "0 plans are remembered, 0 wait for approval",
  "Planbell has never been blind, as far as it remembers",
  "What is owed",
  "Nothing: all that was to be told stands in Slack",
];
/** The lines that are there beside those of a Planbell that is well. */
const besides = async (over: Partial<PollRecord> = {}) => {
  await stage.polled(over);
  return (await lines()).filter((line) => !WELL.includes(line));
};

describe("status", () => {
  it("says that all is well", async () => {
    await stage.polled();
    expect(await lines()).toEqual(WELL);
  });

  it("speaks the reader's language", async () => {
    stage.person = aPerson({ locale: "zh" });
    await stage.polled();
    expect(await lines()).toEqual([
      "Planbell 的状态",
      "服务目录于 12 秒前读取，每 1 分钟读取一次",
      "已记录 0 个计划，其中 0 个待审批",
      "据 Planbell 所知，从未中断过读取",
      "待发送",
      "无：应发送的消息均已在 Slack 中",
    ]);
  });

  it("counts what is remembered", async () => {
    await stage.knows({}, { status: "ExecuteInProgress" }, { gone: true });
    await stage.knowsInstance();
    const id = "pp-2" as ProvisionedProductId;
    await putRecord(stage.store, instanceKey(SHARD, id), anInstanceRecord({ id, closedAt: at("17:00:00") }), "absent");
    expect(await besides()).toEqual([
      "3 plans are remembered, 1 waits for approval",
      "1 provisioned product is under change or failed",
    ]);
  });

  it("says how late the last change was noticed, and when nothing was seen last", async () => {
    const wasBlind = { since: at("10:00:00"), until: at("11:05:00") };
    expect(await besides({ lag: { at: at("17:00:00"), length: minutes(2) }, wasBlind })).toEqual([
      "The last change was noticed 2 min after it happened",
      "Nothing was seen for 1 h 5 min, until 2026-11-23 11:05 UTC",
    ]);
  });

  it("says that nothing is seen now, and that it is paused", async () => {
    stage.set({ paused: true, interval: minutes(5) });
    expect(await besides({ heartbeat: at("17:00:00"), blind: at("17:00:00") })).toEqual([
      "Service Catalog was read 1 h ago, and is every 5 min",
      "Nothing has been seen since 2026-11-23 17:00 UTC",
      "Paused: it watches and sends nothing",
    ]);
  });

  it("counts what is owed, and says since when", async () => {
    await stage.knows({
      record: {
        cards: [aCard({ shown: "older" }), aCard({ destination: NET, via: "digest:1", shown: "" })],
        drafts: [
          aNoteDraft({ state: "ambiguous", attempts: 1, firstAt: at("17:10:00"), notBefore: at("18:00:30") }),
          aCardDraft({ destination: NET, notBefore: at("17:50:00") }),
        ],
      },
    });
    expect((await besides()).slice(1)).toEqual([
      "2 messages are still to be sent",
      "1 message was perhaps sent, and looked for",
      "1 card is still to be edited",
      "The oldest since: 2026-11-23 17:10 UTC",
    ]);
  });

  it("names what was given up, why, and how it is sent again", async () => {
    const dead = { state: "dead", attempts: 8, reason: "channel_not_found" } as const;
    await stage.knows({
      record: { drafts: [aNoteDraft(dead), aNoteDraft({ ...dead, key: "x", reason: "told-elsewhere" })] },
    });
    const notice = aNoteDraft({ ...dead, key: "note:watch:blind:1", reason: "is_archived" });
    expect((await besides({ drafts: [notice] })).slice(1)).toEqual([
      "Given up",
      "note:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0 (channel_not_found)",
      "note:watch:blind:1 (is_archived)",
      "To send one again, whoever runs Planbell runs npm run poll -- --replay KEY",
    ]);
  });

  it("names destinations that refuse", async () => {
    expect(await besides({ refused: { C0OLD00001: at("12:00:00"), U01ALICE01: at("13:00:00") } })).toEqual([
      "Slack takes no messages for",
      "C0OLD00001 · last told 2026-11-23 12:00 UTC",
      "<@U01ALICE01> · last told 2026-11-23 13:00 UTC",
    ]);
  });

  it("says what to know of the catalog", async () => {
    await stage.knows({ status: "ExecuteFailed", failure: aFailure({ stackUnread: true }) });
    const told = await besides({ filter: { broken: at("17:00:00") }, cuts: {}, catchingUp: true });
    expect(told.slice(1)).toEqual([
      "What to know",
      "Service Catalog leaves active plans out of its list: they are listed state by state",
      "There are more plans than one look reads: the rest is read by the next",
      "Planbell still goes through what happened while it saw nothing",
      "The stacks of 1 failure could not be read: that may lack ros:GetStack",
    ]);
    stage = new CommandStage();
    expect(await besides({ filter: { leftOut: ["plan-1" as PlanId] } })).toEqual([
      "What to know",
      "Service Catalog left 1 active plan out of its list once",
    ]);
  });

  it("names what is muted, until when, by whom; not what was", async () => {
    await stage.mutes({ by: LIN });
    await stage.mutes({ productId: "prod-2", productName: "Old", until: at("18:00:00") });
    await stage.knows(
      { name: "vpc-prod", record: { mute: { by: LIN, until: at("19:00:00") } } },
      { name: "older", record: { mute: { by: LIN, until: at("18:00:12") } } },
    );
    expect((await besides()).slice(1)).toEqual([
      "Muted",
      `VPC baseline is muted · Until: 2026-11-23 20:00 UTC · By: <@${LIN}>`,
      `vpc-prod is muted · Until: 2026-11-23 19:00 UTC · By: <@${LIN}>`,
    ]);
  });

  it("shows what has no room as a number, and what is no id as words", async () => {
    const refused = Object.fromEntries(Array.from({ length: 14 }, (_, n) => [`<!here|${n}>`, at("12:00:00")]));
    const told = await besides({ refused: refused as Record<ChannelId, never> });
    expect(told.slice(0, 2)).toEqual([
      "Slack takes no messages for",
      "&lt;!here|0&gt; · last told 2026-11-23 12:00 UTC",
    ]);
    expect(told.at(-1)).toBe("and 4 more");
  });
});
