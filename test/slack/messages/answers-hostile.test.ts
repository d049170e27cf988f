import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hours, later, type PlanId, type TaskId } from "../../../lib/model/brand.ts";
import type { Message } from "../../../lib/model/message.ts";
import type { Draft } from "../../../lib/notify/record.ts";
import { quoted, sentence, usageOf } from "../../../lib/slack/messages/command-answer.ts";
import { failedList } from "../../../lib/slack/messages/failed-list.ts";
import { mutedAnswer } from "../../../lib/slack/messages/mute-answer.ts";
import { pendingList } from "../../../lib/slack/messages/pending-list.ts";
import { namesakes, planAnswer } from "../../../lib/slack/messages/plan-answer.ts";
import { type Status, statusAnswer } from "../../../lib/slack/messages/status-answer.ts";
import { taskLog } from "../../../lib/slack/messages/task-log.ts";
import { type Whoami, whoamiAnswer } from "../../../lib/slack/messages/whoami-answer.ts";
import { type Why, whyAnswer } from "../../../lib/slack/messages/why-answer.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import type { Texts } from "../../../lib/text/catalogue.ts";
import { aFailure, anApprovalNode, aPlanFacts, bob, dangerousChanges } from "../../build/facts.ts";
import { anInstanceFacts, aTaskFact } from "../../build/instances.ts";
import { aCard, aNoteDraft, aPlanRecord, NOW } from "../../build/records.ts";
import { ALL_TEXTS, anyTexts, HOSTILE, hostileLike, interpreted, literal, live } from "./hostile.ts";

const times = <T>(count: number, make: (n: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, n) => make(n));
const plan = aPlanFacts({
  failure: aFailure(),
  changes: dangerousChanges(),
  pending: times(2, () => anApprovalNode({ approvers: times(3, () => bob) })),
});
const mute = { name: "vpc-prod", until: later(NOW, hours(1)), by: "U01LIN0001" };
const draft: Draft = aNoteDraft({ state: "dead", attempts: 8, reason: "timeout" });
const FOUND = ["a", "b", "c", "d", "e", "f"];

const why: Why = {
  record: aPlanRecord({
    facts: plan,
    events: times(20, () => ({ at: NOW, kind: "plan.failed", status: "ExecuteFailed", taskId: "task-1" as TaskId })),
    cards: times(9, () => aCard({ edit: { sending: false, attempts: 3, notBefore: NOW, firstAt: NOW, reason: "x" } })),
    drafts: times(12, () => draft),
    decision: { by: "U01LIN0001", as: bob, action: "approve", seal: "", until: later(NOW, hours(1)) },
  }),
  kind: "plan.failed",
  rules: times(20, (n) => ({
    route: { to: times(6, () => "approvers" as const) },
    verdict: n % 2 === 0 ? { kind: "matched" } : { kind: "differs", key: "tag.x", expected: FOUND, found: FOUND },
  })),
  people: times(9, () => ({ who: bob, ids: times(9, () => "U02BOB0001") })),
  mutes: [mute, mute],
  now: NOW,
  age: "As of 1 s ago",
  team: "T01TEAM001",
};
const status: Status = {
  now: NOW,
  read: NOW,
  interval: hours(1),
  paused: true,
  blind: NOW,
  wasBlind: { since: NOW, until: NOW },
  lag: hours(1),
  plans: 3,
  waiting: 2,
  instances: 1,
  owed: 5,
  inDoubt: 1,
  edits: 2,
  oldest: NOW,
  dead: times(30, () => ({ key: "note:plan-1:1:1:C0", reason: "channel_not_found" })),
  refused: times(30, () => ({ destination: "C0DEFAULT0", told: NOW })),
  filter: { leftOut: ["plan-1" as PlanId] },
  cut: true,
  catchingUp: true,
  stacksUnread: 3,
  mutes: times(30, () => mute),
  team: "T01TEAM001",
};
const whoami: Whoami = {
  user: "U01LIN0001",
  team: "T01TEAM001",
  identities: times(30, (n) => ({ who: bob, group: n % 2 === 0 ? "S03GROUP01" : undefined, hasRole: n % 3 === 0 })),
  anybody: true,
  closedGroups: 3,
  allowSelf: false,
};

type Options = { readonly texts: Texts; readonly label: string };
const consoleUrl = (): string => "https://console.example.com/plan";
const [waiting, failedPlans, instances] = [
  times(25, () => plan),
  times(12, () => plan),
  times(12, () => anInstanceFacts()),
];

const STATES = ["new", "sending", "ambiguous", "dead"] as const;

/** One answer of each kind, from all that comes from outside. */
const ANSWERS: Readonly<Record<string, fc.Arbitrary<(options: Options) => Message>>> = {
  pending: hostileLike({ waiting, product: "VPC" }).map(({ waiting: plans, product }) => (options) => {
    const list = { plans, total: 40, now: NOW, asOf: NOW, of: { product }, closedGroups: 2 };
    return pendingList(list, { ...options, consoleUrl });
  }),
  plan: hostileLike({ facts: plan, mute }).map((answer) => (options) => planAnswer({ ...answer, age: "x" }, options)),
  namesakes: hostileLike({ typed: "web", facts: plan, id: "prod-1", name: "web" }).map(
    ({ typed, facts, id, name }) =>
      (options) => {
        const plans = times(30, () => ({ what: "plan" as const, facts }));
        return namesakes(typed, [{ what: "product", id, name }, ...plans], { ...options, consoleUrl });
      },
  ),
  task: hostileLike({ task: aTaskFact(), name: "net", failure: aFailure(), text: "log" }).map((log) => (options) => {
    const text = log.text.slice(0, 2_900).replace(/[^\P{Cc}\n]|\u202E|\p{Surrogate}/gu, "");
    return taskLog({ ...log, text, page: 1, of: 2, leftOut: 5_000 }, "/planbell task task-1 2", options);
  }),
  failed: hostileLike({ failedPlans, instances }).map((all) => (options) => {
    const plans = all.failedPlans.map((facts) => ({ what: "plan" as const, facts, failure: facts.failure }));
    const others = all.instances.map((facts) => ({ what: "instance" as const, facts, failure: facts.failure }));
    const failed = [...plans, ...others].map((one) => ({ ...one, at: NOW, how: one.facts.id }));
    return failedList({ failed, within: hours(24), now: NOW, asOf: NOW }, { ...options, consoleUrl });
  }),
  mute: hostileLike(mute).map((muted) => (options) => mutedAnswer(muted, "/planbell unmute plan-1", options)),
  whoami: hostileLike(whoami).map((me) => (options) => whoamiAnswer(me, options)),
  stranger: hostileLike({ ...whoami, identities: [], unread: "x" }).map((me) => (options) => whoamiAnswer(me, options)),
  why: hostileLike(why).map((all) => (options) => {
    const drafts = all.record.drafts.map((one, n) => ({ ...one, state: STATES[n % STATES.length] ?? "new" }));
    return whyAnswer({ ...all, age: why.age, record: { ...all.record, drafts } }, options);
  }),
  status: hostileLike(status).map((all) => (options) => statusAnswer(all, options)),
  sentence: hostileLike("typed").map(
    (typed) =>
      ({ texts }) =>
        sentence(texts.command.noPlan(quoted(typed), usageOf("/planbell", "plan", texts))),
  ),
};

describe.each(Object.entries(ANSWERS))("an answer to %s of hostile text", (_, answers) => {
  it("is one that Slack takes, that calls and links nobody", () => {
    fc.assert(
      fc.property(answers, fc.constantFrom(...HOSTILE), anyTexts, (answer, label, texts) => {
        const message = answer({ texts, label });
        expect(validateMessage(message)).toEqual([]);
        expect(interpreted(message).flatMap(live)).toEqual([]);
        expect(literal(message.blocks).join()).not.toMatch(/[^\P{Cc}\n]|\u202E|\p{Surrogate}/u);
      }),
      { numRuns: 15 },
    );
  });
});

describe("the longest answers", () => {
  it.each([
    ["why", (texts: Texts) => whyAnswer(why, { texts, label: "prod" })],
    ["status", (texts: Texts) => statusAnswer(status, { texts, label: "prod" })],
    ["whoami", (texts: Texts) => whoamiAnswer(whoami, { texts, label: "prod" })],
  ])("say of each part that there is more: %s", (_, answer) => {
    for (const texts of ALL_TEXTS) {
      const message = answer(texts);
      expect(validateMessage(message)).toEqual([]);
      const most = literal(message.blocks).filter((text) => /^(and \d+ more|另有 \d+ 项)$/.test(text));
      expect(most.length).toBeGreaterThanOrEqual(2);
    }
  });
});
