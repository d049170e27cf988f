import { describe, expect, it } from "vitest";
import type { MentionId } from "../../lib/model/brand.ts";
import { settleDoubts } from "../../lib/notify/instance-record.ts";
import { moveOn, openRecord, type Telling } from "../../lib/notify/plan-record.ts";
import type { Draft, MuteRecord, PlanRecord } from "../../lib/notify/record.ts";
import type { Mention } from "../../lib/notify/route.ts";
import type { InstanceFailure } from "../../lib/watch/instance-transition.ts";
import { aFailure, alice, anApprovalNode, bob } from "../build/facts.ts";
import { anInstanceFacts, anInstanceRecord, aTaskFact } from "../build/instances.ts";
import { aCard, aPlanRecord, NET, NOW, OPS, telling } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { aSighting, failedToRun, owed, waits } from "./plan-sighting.ts";

const [A, B] = ["U01ALICE01", "U02BOB0001"] as unknown as [MentionId, MentionId];
const by = "U03WEICHEN";
const aMute = (over: Partial<MuteRecord> = {}): MuteRecord => ({
  format: 5,
  kind: "mute",
  productId: "prod-1",
  productName: "VPC baseline",
  by,
  until: at("19:00:00"),
  ...over,
});
/** Whoever has to act is mentioned, and all of it shows in the channel. */
const loud = (over: Partial<Telling> = {}, mention?: Mention): Telling => ({
  ...telling(),
  routes: [{ to: [OPS], broadcast: true, ...(mention === undefined ? {} : { mention }) }],
  people: { "RamUser:alice": [A], "RamUser:bob": [B] },
  ...over,
});
const heard = ({ drafts }: { readonly drafts: readonly Draft[] }) =>
  drafts.map(({ mentions, body }) => [mentions, body.what === "note" ? body.broadcast : undefined]);
const carded = (over: Partial<PlanRecord> = {}): PlanRecord => aPlanRecord({ cards: [aCard()], ...over });
const failedNow = aSighting([failedToRun], { status: "ExecuteFailed", productId: "prod-1", pending: [] });

describe("a plan that somebody muted", () => {
  const mute = { by, until: at("19:00:00") };

  it("is told as ever, and mentions nobody; nothing of it shows in the channel", () => {
    const told = moveOn(carded({ mute }), failedNow, loud());
    expect(owed(told.drafts)).toEqual(["note C0DEFAULT0: plan.failed"]);
    expect(heard(told)).toEqual([[undefined, false]]);
    expect(heard(moveOn(carded(), failedNow, loud()))).toEqual([[{ who: { "RamUser:alice": [A] } }, true]]);
  });

  it("mentions nobody whom a rule names, either", () => {
    expect(heard(moveOn(carded({ mute }), failedNow, loud({}, [B])))).toEqual([[undefined, false]]);
    expect(heard(moveOn(carded(), failedNow, loud({}, [B])))).toEqual([[{ also: [B] }, true]]);
  });

  it("is quiet in channels whose rules do not lead there any more, too", () => {
    const there = carded({ mute, cards: [aCard({ destination: NET, channel: NET })] });
    expect(heard(moveOn(there, failedNow, loud({ routes: [{ when: { danger: true }, to: [OPS] }] })))).toEqual([
      [undefined, false],
    ]);
  });

  it("says all the same who of its approvers is not in Slack", () => {
    const { drafts } = moveOn(
      aPlanRecord({ mute }),
      aSighting([waits], { pending: [anApprovalNode({ approvers: [alice, { kind: "RamUser", name: "eve" }] })] }),
      loud(),
    );
    expect(drafts.map((d) => d.mentions)).toEqual([{ who: { "RamUser:eve": [] } }]);
  });

  it("is muted until then, and stays so when it is seen again", () => {
    const [before, then] = [
      { by, until: at("18:00:01") },
      { by, until: NOW },
    ];
    expect(heard(moveOn(carded({ mute: before }), failedNow, loud()))).toEqual([[undefined, false]]);
    expect(heard(moveOn(carded({ mute: then }), failedNow, loud()))[0]?.[1]).toBe(true);
    expect(moveOn(carded({ mute }), failedNow, loud()).mute).toEqual(mute);
  });
});

describe("a product that somebody muted", () => {
  const opened = (mute: MuteRecord, productId?: string) =>
    openRecord(
      aSighting([waits], { pending: [anApprovalNode({ approvers: [bob] })], ...(productId ? { productId } : {}) }),
      "salt",
      loud({ mutes: [aMute({ productId: "prod-0", productName: "Other" }), mute] }),
      "told",
    ).drafts.map((d) => d.mentions);
  const mentions = [{ who: { "RamUser:bob": [B] } }];

  it("has plans that mention nobody, also those that are seen for the first time", () => {
    expect(opened(aMute(), "prod-1")).toEqual([undefined]);
    expect(opened(aMute({ until: NOW }), "prod-1")).toEqual(mentions);
  });

  it("is known by its id, and by its name where a plan knows no other", () => {
    expect(opened(aMute(), "prod-2")).toEqual(mentions);
    expect(opened(aMute({ productName: "renamed" }), "prod-1")).toEqual([undefined]);
    expect(opened(aMute())).toEqual([undefined]);
    expect(opened(aMute({ productName: "renamed" }))).toEqual(mentions);
  });

  it("has instances that fail quietly", () => {
    const failure: InstanceFailure = { kind: "task.failed", task: aTaskFact(), failure: aFailure() };
    const owner = { kind: "RamUser", name: "alice" };
    const told = (mutes: readonly MuteRecord[], cards = [aCard()]) =>
      heard(
        settleDoubts(
          anInstanceRecord({ facts: anInstanceFacts({ owner }), cards, doubts: [{ transition: failure, seen: NOW }] }),
          1,
          [failure],
          NOW,
          loud({ mutes }, "requester"),
        ),
      );
    expect(told([aMute()])).toEqual([[undefined, false]]);
    expect(told([aMute()], [])).toEqual([[undefined, undefined]]);
    expect(told([])[0]?.[1]).toBe(true);
    expect(told([], [])).toEqual([[{ who: { "RamUser:alice": [A] } }, undefined]]);
  });
});
