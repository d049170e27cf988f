import { describe, expect, it } from "vitest";
import type { MentionId, TaskId } from "../../lib/model/brand.ts";
import { advance, claim, isCall, next } from "../../lib/notify/delivery.ts";
import { freeze } from "../../lib/notify/digest.ts";
import { factsHash } from "../../lib/notify/facts-hash.ts";
import { endInstead } from "../../lib/notify/log-drafts.ts";
import { moveOn, openRecord, type Telling, unreached } from "../../lib/notify/plan-record.ts";
import type { Draft, PlanRecord } from "../../lib/notify/record.ts";
import { repost } from "../../lib/notify/redirect.ts";
import type { Route } from "../../lib/notify/route.ts";
import type { Transition } from "../../lib/watch/transition.ts";
import { aFailure, alice, anApprovalNode, aPlanFacts, bob } from "../build/facts.ts";
import {
  ALICE,
  aCard,
  aCardDraft,
  aPlanRecord,
  approved,
  NET,
  NOW,
  OPS,
  settling,
  telling,
  ts,
} from "../build/records.ts";
import { aSighting, executing, owed, succeeded, waits } from "./plan-sighting.ts";

const [A, B, W] = ["U01ALICE01", "U02BOB0001", "U03WEICHEN"] as unknown as [MentionId, MentionId, MentionId];
const PEOPLE = { "RamUser:alice": [A], "RamUser:bob": [B], "RamUser:wei.chen": [W] };
const wei = { kind: "RamUser", name: "wei.chen" };
const carol = { kind: "RamUser", name: "carol" };

const by = (routes: readonly Route[], people: Telling["people"] = PEOPLE): Telling => ({
  ...telling(),
  routes,
  people,
});
const DIRECT = by([{ to: [OPS, "approvers"] }]);
const pendingOf = (...approvers: readonly (typeof alice)[]) => [anApprovalNode({ approvers })];
const handedOver = (...to: readonly (typeof alice)[]): Transition => ({
  kind: "plan.handed-over",
  pending: pendingOf(...to),
});
const waitingFor = (...approvers: readonly (typeof alice)[]) =>
  ({ requester: wei, assigned: [alice, bob], pending: pendingOf(...approvers) }) as const;

/** A plan that waits for alice, its cards promised. */
const opened = (how: Telling = DIRECT): PlanRecord =>
  openRecord(aSighting([waits], waitingFor(alice)), "salt", how, "told");
/** The same, and everything it owed sent. */
function standing(record: PlanRecord): PlanRecord {
  let now = record;
  for (let step = next(now, NOW, OPS); isCall(step); step = next(now, NOW, OPS)) {
    const at = step.do === "update" ? step.card : { channel: step.draft.destination, ts: ts(step.draft.key) };
    const outcome = step.do === "update" ? ({ kind: "edited" } as const) : ({ kind: "sent", ...at } as const);
    now = advance(claim(now, step, NOW, "me"), step, outcome, settling());
  }
  return now;
}
const find = (drafts: readonly Draft[], key: string): Draft | undefined => drafts.find((d) => d.key.includes(key));

describe("a plan that waits for somebody who is in Slack", () => {
  it("has a card in the channel that mentions them, and one in their direct messages", () => {
    const { drafts } = opened();
    expect(owed(drafts)).toEqual(["card C0DEFAULT0 #0", "card U01ALICE01 #0"]);
    expect(drafts.map((d) => d.mentions)).toEqual([
      { who: { "RamUser:alice": [A] } },
      { who: { "RamUser:alice": [A] } },
    ]);
  });

  it("has cards that keep whom they mention, and their language, once they stand, and posted anew", () => {
    const { cards } = standing(opened(by([{ to: [OPS], locale: "zh" }])));
    expect(cards).toMatchObject([{ locale: "zh", mentions: { who: { "RamUser:alice": [A] } } }]);
    const again = repost(aPlanRecord({ cards }), OPS, NOW, ts(`card:${aPlanFacts().id}:1795449600:C0DEFAULT0:0`));
    expect(again.drafts).toMatchObject([{ locale: "zh", mentions: { who: { "RamUser:alice": [A] } } }]);
  });

  it("is handed over, though the catalog assigns nobody: the next one has a card all the same", () => {
    const only = by([{ to: ["approvers"] }]);
    const standsAt = standing(
      openRecord(aSighting([waits], { ...waitingFor(alice), assigned: [] }), "salt", only, "told"),
    );
    const moved = moveOn(standsAt, aSighting([handedOver(bob)], { ...waitingFor(bob), assigned: [] }), only);
    expect(owed(moved.drafts)).toContain("card U02BOB0001 #0");
  });

  it("is handed over: the next one is mentioned in the thread, and has a card of their own", () => {
    const moved = moveOn(standing(opened()), aSighting([handedOver(bob)], waitingFor(bob)), DIRECT);
    expect(owed(moved.drafts)).toEqual([
      "card U02BOB0001 #0",
      "note C0DEFAULT0: plan.handed-over",
      "note U01ALICE01: plan.handed-over",
      "note U02BOB0001: plan.handed-over",
    ]);
    const whom = moved.drafts.map(({ mentions }) => mentions?.who);
    const toBob = { "RamUser:bob": [B] };
    // Bob's card speaks to him already, and alice need not be told by name.
    expect(whom).toEqual([toBob, toBob, undefined, undefined]);
    expect(moved.cards[0]?.mentions).toEqual({ who: { "RamUser:alice": [A], "RamUser:bob": [B] } });
  });

  it("is handed over to somebody who is not: their name says so where the plan is known", () => {
    const moved = moveOn(standing(opened()), aSighting([handedOver(carol)], waitingFor(carol)), DIRECT);
    expect(moved.drafts.map(({ destination, mentions }) => [destination, mentions?.who])).toEqual([
      [OPS, { "RamUser:carol": [] }],
      [ALICE, { "RamUser:carol": [] }],
    ]);
  });

  it("was approved: whoever asked is mentioned where the rule leads, and elsewhere only the thread goes on", () => {
    const after = { ...waitingFor(alice), pending: [], status: "ApplicationApproved" };
    const { drafts } = moveOn(standing(opened()), aSighting([approved], after), DIRECT);
    expect(drafts.map(({ destination, mentions }) => [destination, mentions])).toEqual([
      [OPS, { who: { "RamUser:wei.chen": [W] } }],
      [ALICE, undefined],
    ]);
  });
});

describe("another config", () => {
  it("changes no card and no promise, and edits nothing", () => {
    const before = standing(opened());
    const others = by([{ to: [NET], locale: "zh", mention: [W] }], {});
    const after = moveOn(before, aSighting([], waitingFor(alice)), others);
    expect(after).toEqual({ ...before, readAt: NOW });
    expect(next(after, NOW, OPS)).toEqual({ do: "nothing" });
  });

  it("leaves a thread its language: notes and logs are told as the card was", () => {
    const before = standing(opened(by([{ to: [OPS], locale: "zh" }])));
    const failure = aFailure({ taskId: "task-1" as TaskId, log: 1 });
    const { drafts } = moveOn(before, aSighting([{ kind: "plan.failed", failure }]), by([{ to: [OPS], locale: "en" }]));
    expect(drafts.map(({ body, locale }) => [body.what, locale])).toEqual([
      ["note", "zh"],
      ["log", "zh"],
    ]);
    const file = { ...(drafts[1] as Draft), body: { what: "log", seq: 2, task: "task-1" as TaskId } } as const;
    expect(endInstead({ ...before, drafts: [file] }, file, NOW).drafts.map((d) => d.locale)).toEqual([
      "zh",
      "zh",
      "zh",
    ]);
  });
});

describe("a rule that names a kind", () => {
  const watched = by([{ when: { kind: ["plan.succeeded", "plan.executing"] }, to: [NET] }, { to: [OPS] }]);
  const plain = aPlanRecord({ facts: aPlanFacts({ assigned: [], pending: [] }) });
  const told = (transition: Transition) =>
    owed(moveOn(plain, aSighting([transition], { assigned: [], pending: [] }), watched).drafts);

  it("makes a card due where none would be", () => {
    expect(told(succeeded)).toEqual(["card C0123ABCD #0", "note C0123ABCD: plan.succeeded"]);
    expect(told(executing)).toEqual(["card C0123ABCD #0"]);
    expect(told({ kind: "plan.moved", from: "a", to: "b" })).toEqual([]);
  });

  it("makes one where the plan was but a line of a digest", () => {
    const line = aPlanRecord({ cards: [aCard({ destination: NET, via: "digest:1" })] });
    expect(owed(moveOn(line, aSighting([succeeded]), watched).drafts)).toEqual([
      "card C0123ABCD #1",
      "note C0123ABCD: plan.succeeded",
    ]);
  });
});

describe("a rule that says how loud", () => {
  const noteOf = (broadcast: boolean) =>
    moveOn(aPlanRecord({ cards: [aCard()] }), aSighting([approved]), by([{ to: [OPS], broadcast }])).drafts[0]?.body;

  it("has it kept with the note", () => {
    expect([noteOf(true), noteOf(false)]).toMatchObject([{ broadcast: true }, { broadcast: false }]);
  });
});

describe("a plan that reaches nobody", () => {
  const routes: readonly Route[] = [{ when: { danger: false }, to: ["approvers"] }, { to: [OPS] }];
  const seen = aSighting([waits], waitingFor(carol));

  it("is told in the default channel, and the rule is known", () => {
    expect(owed(openRecord(seen, "salt", by(routes), "told").drafts)).toEqual(["card C0DEFAULT0 #0"]);
    expect(unreached(undefined, seen, by(routes))).toEqual([0]);
  });

  it("is no more, once the default channel has it", () => {
    expect(unreached(aPlanRecord({ cards: [aCard()] }), seen, by(routes))).toEqual([]);
    const dead = aPlanRecord({ drafts: [aCardDraft({ state: "dead" })] });
    expect(unreached(dead, seen, by(routes))).toEqual([0]);
  });
});

describe("a plan that is handed over to somebody who is not in Slack, where only approvers are told", () => {
  it("is told in the default channel", () => {
    const direct = by([{ when: { danger: false }, to: ["approvers"] }, { to: [OPS] }]);
    const before = standing(opened(direct));
    const sighting = aSighting([handedOver(carol)], waitingFor(carol));
    expect(owed(moveOn(before, sighting, direct).drafts)).toEqual([
      "card C0DEFAULT0 #0",
      "note U01ALICE01: plan.handed-over",
      "note C0DEFAULT0: plan.handed-over",
    ]);
    expect(unreached(before, sighting, direct)).toEqual([0]);
  });
});

describe("direct messages that are refused", () => {
  const refused = (record: PlanRecord, destination: string): PlanRecord => {
    const draft = find(record.drafts, `:${destination}:`) as Draft;
    const step = { do: "post", draft, hash: record.hash } as const;
    const failed = { kind: "failed", fault: "destination", code: "messages_tab_disabled" } as const;
    return advance(claim(record, step, NOW, "me"), step, failed, { ...settling(), locale: "zh" });
  };

  it("are told in the default channel, in its language, to whom they were for", () => {
    const record = refused(opened(by([{ to: ["approvers"], locale: "en" }])), "U01ALICE01");
    expect(find(record.drafts, OPS)).toMatchObject({ locale: "zh", mentions: { who: { "RamUser:alice": [A] } } });
  });

  it("are told nowhere else where the default channel is told anyway", () => {
    expect(refused(opened(), "U01ALICE01").drafts).toHaveLength(2);
  });
});

describe("a digest", () => {
  it("has the language of its destination", () => {
    expect(freeze(NET, [aPlanRecord()], NOW, "zh").locale).toBe("zh");
    expect(freeze(NET, [aPlanRecord()], NOW)).not.toHaveProperty("locale");
  });
});

describe("the hash of what cards show", () => {
  const { productId: _id, tags: _tags, ...older } = aPlanFacts();

  it("is the same with and without what only rules look at", () => {
    const newer = { ...older, productId: "prod-1", tags: [{ key: "env", value: "prod" }] };
    expect(factsHash(newer)).toBe(factsHash(older));
  });

  it("is another when a card would show something else", () => {
    expect(factsHash({ ...older, name: "renamed" })).not.toBe(factsHash(older));
  });
});
