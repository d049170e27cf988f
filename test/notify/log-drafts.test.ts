import { describe, expect, it } from "vitest";
import { later, seconds, type TaskId } from "../../lib/model/brand.ts";
import { advance, type Call, claim, isCall, next, owes } from "../../lib/notify/delivery.ts";
import { undigested } from "../../lib/notify/digest.ts";
import type { Failed, Outcome } from "../../lib/notify/outcome.ts";
import { moveOn } from "../../lib/notify/plan-record.ts";
import type { Draft, PlanRecord } from "../../lib/notify/record.ts";
import { revive } from "../../lib/notify/replay.ts";
import type { Failure } from "../../lib/watch/plan-facts.ts";
import type { Transition } from "../../lib/watch/transition.ts";
import { aFailure } from "../build/facts.ts";
import {
  aCard,
  aCardDraft,
  aNoteDraft,
  aPlanRecord,
  approved,
  ME,
  NET,
  NOW,
  OPS,
  settling,
  telling,
  ts,
} from "../build/records.ts";
import { at } from "../build/rows.ts";
import { aSighting, move, owed } from "./plan-sighting.ts";

const task = "task-1" as TaskId;
const failing = (over: Partial<Failure>): Transition => ({
  kind: "plan.failed",
  failure: aFailure({ taskId: task, ...over }),
});
const carded = aPlanRecord({ cards: [aCard()] });

const aPart = (part: number, over: Partial<Draft> = {}): Draft => ({
  key: `log:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0:${part}`,
  destination: OPS,
  state: "new",
  attempts: 0,
  notBefore: NOW,
  body: { what: "log", seq: 2, task, part, of: 3 },
  ...over,
});
const aFile = (over: Partial<Draft> = {}): Draft => ({
  ...aPart(0),
  key: "log:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0:file",
  body: { what: "log", seq: 2, task },
  ...over,
});
const parts = [aPart(1), aPart(2), aPart(3)];

const failed = (fault: Failed["fault"]): Failed => ({ kind: "failed", fault, code: "some_word" });
const sent: Outcome = { kind: "sent", channel: OPS, ts: ts("9.9") };

/** The call that a record asks for, and the record with its claim. */
function claimed(record: PlanRecord, now = NOW): [held: PlanRecord, call: Call] {
  const step = next(record, now, OPS);
  if (!isCall(step)) throw new Error(`expected a call, got ${step.do}`);
  return [claim(record, step, now, ME), step];
}
const outcomeOf = (record: PlanRecord, outcome: Outcome, now = NOW): PlanRecord => {
  const [held, call] = claimed(record, now);
  return advance(held, call, outcome, settling(now));
};

describe("a failure whose log has more to say", () => {
  it("owes the parts behind the note", () => {
    const record = move(carded, [failing({ log: 3 })]);
    expect(owed(record.drafts)).toEqual([
      "note C0DEFAULT0: plan.failed",
      "log C0DEFAULT0: task-1 1/3",
      "log C0DEFAULT0: task-1 2/3",
      "log C0DEFAULT0: task-1 3/3",
    ]);
    expect(record.drafts.slice(1)).toEqual(parts);
  });

  it("owes a file behind the note when there are no parts", () => {
    expect(move(carded, [failing({ log: 0 })]).drafts.slice(1)).toEqual([aFile()]);
  });

  it("owes them in every channel, and behind a card that is promised with them", () => {
    expect(owed(move(aPlanRecord(), [failing({ log: 1 })], {}, [OPS, NET]).drafts)).toEqual([
      "card C0DEFAULT0 #0",
      "card C0123ABCD #0",
      "note C0DEFAULT0: plan.failed",
      "log C0DEFAULT0: task-1 1/1",
      "note C0123ABCD: plan.failed",
      "log C0123ABCD: task-1 1/1",
    ]);
  });

  it.each<[string, Transition]>([
    ["without a log", failing({})],
    ["without a task", { kind: "plan.failed", failure: aFailure({ log: 3 }) }],
    ["of which nothing is known", { kind: "plan.failed" }],
    ["of a preview", { kind: "plan.preview-failed", failure: aFailure({ taskId: task, log: 3 }) }],
    ["that is over", { kind: "plan.succeeded" }],
  ])("owes none %s", (_, transition) => {
    expect(move(carded, [transition]).drafts).toHaveLength(1);
  });

  it("is told without it where many notes are told together", () => {
    const joined = telling([OPS], { joined: new Set([OPS]) });
    expect(owed(moveOn(carded, aSighting([failing({ log: 3 })]), joined).drafts)).toEqual([
      "note C0DEFAULT0: plan.failed",
    ]);
  });

  it("is told without it where the plan has only a line in a digest", () => {
    const crowded = telling([OPS], { crowded: new Set([OPS]) });
    expect(owed(moveOn(aPlanRecord(), aSighting([failing({ log: 3 })]), crowded).drafts)).toEqual([
      "digest C0DEFAULT0 #0",
      "note C0DEFAULT0: plan.failed",
    ]);
  });

  it("is told in the default channel where the card was given up", () => {
    const given = aPlanRecord({ drafts: [aCardDraft({ state: "dead", destination: NET })] });
    const record = moveOn(given, aSighting([failing({ log: 1 })]), telling([OPS]));
    expect(owed(record.drafts)).toEqual([
      "card C0123ABCD #0",
      "card C0DEFAULT0 #0",
      "note C0DEFAULT0: plan.failed",
      "log C0DEFAULT0: task-1 1/1",
    ]);
  });
});

describe("a promised log", () => {
  const loud = aNoteDraft({ body: { what: "note", seq: 2, transitions: [failing({ log: 3 })] } });
  const thread = { channel: "C0DEFAULT0", thread: "1795449960.000100" };

  it("follows its note, part by part, and comes before the next note", () => {
    const later3 = aNoteDraft({ key: "note:3", body: { what: "note", seq: 3, transitions: [approved] } });
    let record = aPlanRecord({ cards: [aCard()], drafts: [loud, ...parts, later3] });
    const said: string[] = [];
    for (let step = next(record, NOW, OPS); isCall(step); step = next(record, NOW, OPS)) {
      said.push(step.do === "update" ? "update" : `${step.do} ${step.draft.key}`);
      record = outcomeOf(record, sent);
    }
    expect(said).toEqual([
      "reply note:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0",
      "reply-log log:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0:1",
      "reply-log log:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0:2",
      "reply-log log:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0:3",
      "reply note:3",
    ]);
    expect(owes(record, OPS)).toBe(false);
  });

  it("goes into the thread of the card", () => {
    const [part, file] = [aPart(1), aFile()];
    expect(next({ ...carded, drafts: [part] }, NOW, OPS)).toEqual({
      do: "reply-log",
      draft: part,
      body: part.body,
      ...thread,
    });
    expect(next({ ...carded, drafts: [file] }, NOW, OPS)).toEqual({
      do: "upload",
      draft: file,
      body: file.body,
      ...thread,
    });
  });

  it("keeps a note that waits for a digest behind it", () => {
    const joined = aNoteDraft({ body: { what: "note", seq: 3, transitions: [approved], digest: true } });
    expect(undigested([{ ...carded, drafts: [aPart(1), joined] }]).size).toBe(0);
    expect(undigested([{ ...carded, drafts: [aPart(1, { state: "dead" }), joined] }]).size).toBe(1);
  });

  it("is claimed for as long as reading and uploading it may take", () => {
    for (const draft of [aPart(1), aFile()]) {
      const [held] = claimed({ ...carded, drafts: [draft] });
      // 2 minutes of skew, 60 s to read, 15 s to upload, 30 s for stragglers.
      expect(held.drafts[0]).toMatchObject({ state: "sending", attempts: 1, notBefore: at("18:03:45"), at: thread });
      expect(next(held, at("18:03:44.999"), OPS)).toEqual({ do: "wait", until: at("18:03:45") });
    }
  });

  it("that has nothing to say any more is owed no longer", () => {
    for (const draft of [aPart(3), aFile()]) {
      expect(outcomeOf({ ...carded, drafts: [draft, loud] }, { kind: "left-out" }).drafts).toEqual([loud]);
    }
  });

  it("that cannot be read is put off", () => {
    const record = outcomeOf({ ...carded, drafts: [aPart(1)] }, { ...failed("transient"), unread: true });
    expect(next(record, NOW, OPS)).toEqual({ do: "wait", until: at("18:00:11.250") });
    expect(next(record, at("18:00:11.250"), OPS).do).toBe("reply-log");
  });
});

describe("a part whose answer was lost", () => {
  it("is looked for in its thread, and adopted or sent again", () => {
    const lost = outcomeOf({ ...carded, drafts: parts }, failed("ambiguous"));
    const soon = later(NOW, seconds(30));
    expect(next(lost, soon, OPS)).toMatchObject({
      do: "find",
      draft: { key: parts[0]?.key },
      ...{ thread: aCard().ts },
    });
    const found = outcomeOf(lost, { kind: "found", channel: OPS, ts: ts("9.9") }, soon);
    expect(next(found, soon, OPS)).toMatchObject({ do: "reply-log", body: { part: 2 } });
    expect(next(outcomeOf(lost, { kind: "absent" }, soon), soon, OPS)).toMatchObject({ body: { part: 1 } });
  });
});

describe("a file", () => {
  const promised = { ...carded, drafts: [aFile()] };

  it("that was uploaded is owed no more, however late that is known", () => {
    const [held, call] = claimed(promised);
    const [again] = claimed(held, at("18:10:00"));
    for (const record of [held, again]) expect(advance(record, call, { kind: "uploaded" }, settling())).toEqual(carded);
  });

  it("whose answer was lost counts as sent", () => {
    expect(outcomeOf(promised, failed("ambiguous"))).toEqual(carded);
  });

  it("whose process died is uploaded anew, since it cannot be looked for", () => {
    const [held, first] = claimed(promised);
    const [again, second] = claimed(held, at("18:03:45"));
    expect(second).toMatchObject({ do: "upload", draft: { attempts: 1 } });
    expect(again.drafts[0]).toMatchObject({ state: "sending", attempts: 2 });
    // What the first learns late, but for success, is of no interest any more.
    expect(advance(again, first, failed("ambiguous"), settling())).toBe(again);
    expect(outcomeOf(held, { kind: "uploaded" }, at("18:03:45"))).toEqual(carded);
  });

  it("that was given up is uploaded when somebody asks for it", () => {
    const dead = { ...carded, drafts: [aFile({ state: "dead", attempts: 9 })] };
    const revived = revive(dead, aFile().key, NOW);
    expect(revived && next(revived, NOW, OPS).do).toBe("upload");
    expect(revived && outcomeOf(revived, { kind: "uploaded" })).toEqual(carded);
  });

  it.each(["transient", "throttled", "token"] as const)("refused by %s is uploaded later", (fault) => {
    const record = outcomeOf(promised, failed(fault));
    expect(record.drafts).toMatchObject([{ key: aFile().key, state: "new", reason: "some_word" }]);
    expect(next(record, later(NOW, seconds(15)), OPS).do).toBe("upload");
  });

  it.each<[string, Outcome]>([
    ["not taken at all", { kind: "no-files", code: "missing_scope" }],
    ["refused itself", failed("payload")],
  ])("that is %s is replaced by the end of the log, in its place", (_, outcome) => {
    const behind = aNoteDraft();
    const record = outcomeOf({ ...carded, drafts: [aFile(), behind] }, outcome);
    expect(record).toEqual({ ...carded, drafts: [...parts, behind] });
    expect(next(record, NOW, OPS).do).toBe("reply-log");
  });

  it("that is not taken leaves the other channels alone: nothing is wrong with this one", () => {
    const net = { ...aFile(), key: "log:plan-bp1jvmdk2k0001:1795449600:2:C0123ABCD:file", destination: NET };
    const cards = [aCard({ destination: NET, channel: NET })];
    const record = outcomeOf(aPlanRecord({ cards, drafts: [net] }), { kind: "no-files", code: "missing_scope" });
    expect(record.drafts.map((d) => d.destination)).toEqual([NET, NET, NET]);
  });

  it("into a thread that is gone waits for a new card", () => {
    const record = outcomeOf(promised, failed("stale"));
    expect(next(record, NOW, OPS)).toMatchObject({ do: "post", draft: { body: { what: "card", n: 1 } } });
    const posted = outcomeOf(record, sent);
    expect(next(posted, later(NOW, seconds(30)), OPS)).toMatchObject({ do: "upload", thread: "9.9" });
  });
});

describe("a channel that refuses a log", () => {
  const net = (draft: Draft): Draft => ({
    ...draft,
    key: draft.key.replace("C0DEFAULT0", "C0123ABCD"),
    destination: NET,
  });
  const card = aCard({ destination: NET, channel: NET });

  it("has it told in the default one, with a card", () => {
    for (const drafts of [parts, [aFile()]]) {
      const record = outcomeOf(aPlanRecord({ cards: [card], drafts: drafts.map(net) }), failed("destination"));
      expect(record.drafts.slice(drafts.length)).toEqual([aCardDraft({ notBefore: NOW }), ...drafts]);
    }
  });

  it("and whose card is given up owes it no longer", () => {
    const old = { attempts: 7, firstAt: at("00:00:00"), destination: NET, notBefore: NOW };
    const promised = aCardDraft({ ...old, key: "card:plan-bp1jvmdk2k0001:1795449600:C0123ABCD:0" });
    const record = aPlanRecord({ cards: [aCard()], drafts: [promised, ...parts.map(net), net(aFile())] });
    const day = at("23:59:59");
    const given = outcomeOf(record, failed("destination"), later(day, seconds(1)));
    expect(given.drafts).toMatchObject([{ key: promised.key, state: "dead" }]);
    expect(owes(given, OPS)).toBe(false);
  });

  it("and whose card is given up owes it no longer where only a digest's line is left", () => {
    const old = { attempts: 7, firstAt: at("00:00:00"), notBefore: NOW, body: { what: "card", n: 1 } as const };
    const cards = [aCard({ via: "digest:C0DEFAULT0:0", shown: "" })];
    const record = aPlanRecord({ cards, drafts: [aCardDraft(old), ...parts] });
    const given = outcomeOf(record, failed("stale"), later(at("23:59:59"), seconds(1)));
    expect(given.drafts).toMatchObject([{ state: "dead", body: { what: "card" } }]);
  });

  it("and whose card is given up keeps a part that may stand there, until that is known", () => {
    const old = { attempts: 7, firstAt: at("00:00:00"), destination: NET, notBefore: NOW };
    const inDoubt = net(aPart(1, { state: "ambiguous", attempts: 1, firstAt: NOW, at: { channel: NET } }));
    const day = at("23:59:59");
    const record = aPlanRecord({ cards: [aCard()], drafts: [aCardDraft(old), inDoubt, net(aPart(2))] });
    const given = outcomeOf(record, failed("stale"), later(day, seconds(1)));
    expect(given.drafts).toMatchObject([{ state: "dead" }, { key: inDoubt.key }]);
    expect(outcomeOf(given, { kind: "absent" }, later(day, seconds(1))).drafts).toHaveLength(1);
  });
});
