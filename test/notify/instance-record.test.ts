import { describe, expect, it } from "vitest";
import type { ChannelId, MentionId } from "../../lib/model/brand.ts";
import {
  emptyInstance,
  hasStandingCard,
  isForgettable,
  missedInstance,
  settleDoubts,
  sightInstance,
  unreachedBy,
} from "../../lib/notify/instance-record.ts";
import type { InstanceRecord } from "../../lib/notify/record.ts";
import type { Route } from "../../lib/notify/route.ts";
import type { InstanceFailure, InstanceTransition } from "../../lib/watch/instance-transition.ts";
import { aFailure } from "../build/facts.ts";
import { anInstanceFacts, anInstanceRecord, aTaskFact, taskId } from "../build/instances.ts";
import { aCard, NET, NOW, OPS, telling } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { owed } from "./plan-sighting.ts";

const failed = (id = "task-2", log?: number): InstanceFailure => ({
  kind: "task.failed",
  task: aTaskFact({ id: taskId(id) }),
  failure: aFailure({ taskId: taskId(id), ...(log === undefined ? {} : { log }) }),
});
const started: InstanceTransition = { kind: "task.started", task: aTaskFact({ status: "InProgress" }) };
const mark = { status: "Error", task: taskId("task-2") };
const told = (record: InstanceRecord, failures: readonly InstanceFailure[], how = telling()): InstanceRecord =>
  settleDoubts(
    { ...record, doubts: failures.map((t) => ({ transition: t, seen: NOW })) },
    failures.length,
    failures,
    NOW,
    how,
  );
const carded = anInstanceRecord({ cards: [aCard()] });

describe("a look at an instance", () => {
  const idle = anInstanceFacts({ status: "Available", task: aTaskFact({ status: "Succeeded" }) });

  it("remembers of an error when the instance was seen last without one", () => {
    const sighting = { facts: anInstanceFacts(), mark, transitions: [{ kind: "instance.error" } as const], now: NOW };
    const doubtOf = (record: InstanceRecord) => sightInstance(record, sighting).doubts[0];
    const well = anInstanceRecord({ facts: idle, readAt: at("17:46:00") });
    expect(doubtOf(well)).toEqual({ transition: { kind: "instance.error" }, seen: NOW, sound: at("17:46:00") });
    // A look that did not find it, one at the error itself, and none.
    for (const record of [missedInstance(well, NOW), anInstanceRecord(), emptyInstance(idle, mark, "salt", NOW)]) {
      expect(doubtOf(record)?.sound).toBeUndefined();
    }
  });

  it("tells nobody: what failed waits for its verdict, all of it is among the events", () => {
    const record = sightInstance(emptyInstance(anInstanceFacts(), mark, "salt", NOW), {
      facts: anInstanceFacts(),
      mark,
      transitions: [failed(), started],
      now: NOW,
    });
    expect(record).toMatchObject({
      kind: "instance",
      born: 1_795_449_600,
      seq: 0,
      drafts: [],
      doubts: [{ transition: failed(), seen: NOW }],
      events: [
        { at: NOW, kind: "task.failed", status: "Error" },
        { at: NOW, kind: "task.started", status: "Error" },
      ],
    });
    expect(record.closedAt).toBeUndefined();
  });

  it("that finds it idle or gone closes its record, and one that finds it under change opens it again", () => {
    const look = { mark, transitions: [], now: NOW };
    const closed = sightInstance(carded, { ...look, facts: idle });
    expect(closed.closedAt).toBe(NOW);
    expect(sightInstance(closed, { ...look, facts: anInstanceFacts() }).closedAt).toBeUndefined();
    expect(sightInstance(carded, { ...look, facts: anInstanceFacts({ gone: true }) }).closedAt).toBe(NOW);
  });

  it("leaves nothing to remember of an idle one that nobody was told of", () => {
    const look = { mark, transitions: [], now: NOW };
    expect(isForgettable(sightInstance(anInstanceRecord(), { ...look, facts: idle }))).toBe(true);
    expect(isForgettable(sightInstance(carded, { ...look, facts: idle }))).toBe(false);
    expect(isForgettable(anInstanceRecord())).toBe(false);
    const doubtful = sightInstance(anInstanceRecord(), { ...look, transitions: [failed()], facts: idle });
    expect(isForgettable(doubtful)).toBe(false);
  });

  it("that does not find it is counted, and forgotten when it is found again", () => {
    const twice = missedInstance(missedInstance(anInstanceRecord(), NOW), NOW);
    expect(twice.missing).toBe(2);
    const found = sightInstance(twice, { facts: anInstanceFacts(), mark, transitions: [], now: NOW });
    expect(found.missing).toBeUndefined();
  });
});

describe("a failure that no plan tells", () => {
  it("owes one card, which says why by itself, and the log behind it", () => {
    const record = told(anInstanceRecord(), [failed("task-2", 2)]);
    expect(owed(record.drafts)).toEqual([`card ${OPS} #0`, `log ${OPS}: task-2 1/2`, `log ${OPS}: task-2 2/2`]);
    expect(record.drafts[0]?.key).toBe("card:pp-bp1ddg1n2a0001:1795449600:C0DEFAULT0:0");
    expect(record).toMatchObject({ seq: 1, doubts: [] });
  });

  it("owes a note where the card stands already", () => {
    const record = told(carded, [failed("task-2", 1)]);
    expect(owed(record.drafts)).toEqual([`note ${OPS}: task.failed`, `log ${OPS}: task-2 1/1`]);
    expect(record.drafts[0]?.key).toBe("note:pp-bp1ddg1n2a0001:1795449600:1:C0DEFAULT0");
  });

  it("owes a note beside the card where that shows something else by now", () => {
    const failures = [failed("task-1"), failed()];
    expect(owed(told(anInstanceRecord(), failures).drafts)).toEqual([
      `card ${OPS} #0`,
      `note ${OPS}: task.failed, task.failed`,
    ]);
    const recovered = anInstanceRecord({ facts: anInstanceFacts({ status: "Available" }) });
    expect(owed(told(recovered, [failed()]).drafts)).toEqual([`card ${OPS} #0`, `note ${OPS}: task.failed`]);
    const gone = anInstanceRecord({ facts: anInstanceFacts({ gone: true }) });
    expect(owed(told(gone, [failed()]).drafts)).toEqual([`card ${OPS} #0`, `note ${OPS}: task.failed`]);
  });

  it("owes that note also where the card was not posted before it shows something else", () => {
    const waiting = told(anInstanceRecord(), [failed()]);
    const look = (over: Parameters<typeof anInstanceFacts>[0], record = waiting) =>
      sightInstance(record, { facts: anInstanceFacts(over), mark, transitions: [], now: NOW });
    const [card, note] = [`card ${OPS} #0`, `note ${OPS}: task.failed`];
    expect(owed(look({ since: at("17:46:00") }).drafts)).toEqual([card]);
    expect(owed(look({ gone: true }).drafts)).toEqual([card, note]);
    const recovered = look({ status: "Available" });
    expect(owed(recovered.drafts)).toEqual([card, note]);
    expect(owed(look({ gone: true }, recovered).drafts)).toEqual([card, note]);
    const [draft] = waiting.drafts;
    const sending = { ...waiting, drafts: draft === undefined ? [] : [{ ...draft, state: "sending" as const }] };
    expect(owed(look({ gone: true }, sending).drafts)).toHaveLength(1);
  });

  it("that no task explains has a note of its own when its card is promised after another task has failed", () => {
    const unexplained: InstanceFailure = { kind: "instance.error", failure: aFailure({ lines: ["no stock"] }) };
    const asItWas = anInstanceRecord({ facts: anInstanceFacts({ failure: aFailure({ lines: ["no stock"] }) }) });
    expect(owed(told(asItWas, [unexplained]).drafts)).toEqual([`card ${OPS} #0`]);
    const later = anInstanceRecord({ facts: anInstanceFacts({ failure: aFailure({ taskId: taskId("task-2") }) }) });
    expect(owed(told(later, [unexplained]).drafts)).toEqual([`card ${OPS} #0`, `note ${OPS}: instance.error`]);
  });

  it("goes to every destination, and into a digest where there was enough of it, with a note", () => {
    const how = telling([OPS, NET], { crowded: new Set<ChannelId>([NET]) });
    expect(owed(told(anInstanceRecord(), [failed("task-2", 1)], how).drafts)).toEqual([
      `card ${OPS} #0`,
      `digest ${NET} #0`,
      `log ${OPS}: task-2 1/1`,
      `note ${NET}: task.failed`,
    ]);
  });

  it("gets a card of its own after it was told in a digest", () => {
    const listed = anInstanceRecord({ cards: [aCard({ via: "digest:1" })] });
    expect(owed(told(listed, [failed()]).drafts)).toEqual([`card ${OPS} #1`]);
  });

  it("is not promised a second card while the first is owed", () => {
    const again = told(told(anInstanceRecord(), [failed()]), [failed("task-3")]);
    expect(owed(again.drafts)).toEqual([`card ${OPS} #0`, `note ${OPS}: task.failed`]);
  });

  it("that a plan tells is not told, and what waits behind it goes on waiting", () => {
    const doubts = [failed(), failed("task-3")].map((transition) => ({ transition, seen: NOW }));
    const record = settleDoubts(anInstanceRecord({ doubts }), 1, [], NOW, telling());
    expect(record).toEqual(anInstanceRecord({ doubts: doubts.slice(1) }));
  });
});

describe("a card that says how the instance is", () => {
  it("stands when it was posted; a digest and what is only promised do not count", () => {
    const digest = aCard({ via: "digest:1" });
    expect(hasStandingCard(anInstanceRecord({ cards: [digest, aCard()] }))).toBe(true);
    expect(hasStandingCard(anInstanceRecord({ cards: [digest] }))).toBe(false);
    expect(hasStandingCard(told(anInstanceRecord(), [failed()]))).toBe(false);
  });
});

describe("a failure that a rule takes", () => {
  const kind = "task.failed";
  const owner = anInstanceFacts().owner;
  const people = { [`${owner.kind}:${owner.name}`]: ["U03WEICHEN" as MentionId] };
  const GROUP = "S03GROUP01" as MentionId;
  const by = (route: Partial<Route>, over = {}) =>
    told(
      anInstanceRecord(),
      [failed()],
      telling([OPS], { routes: [{ to: [NET], when: { kind: [kind] }, ...route }, { to: [OPS] }], ...over }),
    );

  it("goes where that leads, in its language", () => {
    expect(owed(by({ locale: "zh" }).drafts)).toEqual([`card ${NET} #0`]);
    expect(by({ locale: "zh" }).drafts[0]?.locale).toBe("zh");
    expect(owed(by({ when: { operation: ["LaunchProduct"] } }).drafts)).toEqual([`card ${OPS} #0`]);
  });

  it("mentions on its card whom the rule names, and nobody by itself", () => {
    expect(by({}, { people }).drafts[0]?.mentions).toBeUndefined();
    expect(by({ mention: [GROUP] }).drafts[0]?.mentions).toEqual({ also: [GROUP] });
    expect(by({ mention: "requester" }, { people }).drafts[0]?.mentions).toEqual({
      who: { [`${owner.kind}:${owner.name}`]: ["U03WEICHEN"] },
    });
  });

  it("goes to the default destination where that leads to nobody", () => {
    const routes = [{ to: ["requester" as const] }];
    const how = telling([OPS], { routes, people: {} });
    expect(owed(told(anInstanceRecord(), [failed()], how).drafts)).toEqual([`card ${OPS} #0`]);
    expect(unreachedBy(anInstanceRecord(), [failed()], how)).toEqual([0]);
    expect(unreachedBy(anInstanceRecord(), [failed()], telling([OPS], { routes, people }))).toEqual([]);
  });
});
