import type { ChannelId, EpochMs } from "../model/brand.ts";
import type { DecisionAction } from "../model/job.ts";
import { isWaiting, type OperationRecord, type Principal } from "../model/plan.ts";
import { allDecided, type Decisions, deciderOf } from "../notify/decided.ts";
import { circumstancesOfPlan } from "../notify/matters.ts";
import { type People, principalKey } from "../notify/people.ts";
import { placesOf, type Route } from "../notify/route.ts";
import { isDangerous } from "../watch/danger.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";
import type { Rules } from "./asker.ts";
import { isClaimed } from "./claim.ts";
import { isClosed, keysOfActor, type Members, principalsOf } from "./principals.ts";
import type { Decider, Refusal } from "./refusal.ts";
import { planSeal } from "./seal.ts";

/** A decision, and all that tells whether it counts. */
export interface Question {
  readonly user: string;
  readonly action: DecisionAction;
  /** Of what was shown. */
  readonly seal: string;
  /** Was the name typed as it is? Undefined: nothing was. */
  readonly typed: boolean | undefined;
  /** The plan as it is now. */
  readonly facts: PlanFacts;
  /** What the record knows of decisions, and the key of its seals. */
  readonly record: { readonly salt: string } & Decisions;
  readonly rules: Rules;
  readonly people: People;
  /** Of the groups that stand for those who are waited for, and for the requester. */
  readonly members: Members;
  readonly routes: readonly Route[];
  /** What the settings call the account. */
  readonly accountName: string;
  /** Where the card stands that was decided from; undefined: from none. */
  readonly destination: ChannelId | undefined;
  readonly now: EpochMs;
}

/** The one approver in whose name it is decided, or why it does not count. */
export type Judgement =
  | { readonly kind: "counts"; readonly as: Principal; readonly roleArn: string }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/**
 * Does the decision count? Only if this person stands for exactly one approver who is waited for now, as whom Planbell
 * may act; on exactly what was shown; and nobody else is at it, or was before.
 *
 * Pure. Whether the cloud would take it is for the cloud to say: here nothing is allowed that it would refuse for what
 * is known.
 */
export function judge(question: Question): Judgement {
  const mine = principalsOf(question.people, question.user, question.members);
  const before = whyBeforeAll(question, mine) ?? whyNotWaiting(question);
  if (before !== undefined) return refused(before);
  const found = approverOf(question, mine);
  if ("reason" in found) return refused(found);
  const refusal = whyNotByThem(question, mine) ?? whyNotThis(question);
  return refusal === undefined ? { kind: "counts", ...found } : refused(refusal);
}

const refused = (refusal: Refusal): Judgement => ({ kind: "refused", refusal });

/** Whoever is nobody, and whoever comes too late. */
function whyBeforeAll(question: Question, mine: ReadonlySet<string>): Refusal | undefined {
  const { people, members, facts, seal, now } = question;
  const { decision } = question.record;
  if (mine.size === 0) {
    const perhaps = waitedFor(facts).some((who) => isClosed(people, principalKey(who), members));
    return { reason: "not-mapped", what: perhaps ? "closed-group" : "stranger" };
  }
  const decided = allDecided(question.record).find((one) => one.seal === seal);
  if (decided !== undefined) return { reason: "decided", by: { slack: decided.by }, action: decided.action };
  if (decision !== undefined && isClaimed(decision, now)) {
    return { reason: "decided", by: { slack: decision.by }, action: decision.action, now: true };
  }
  return undefined;
}

function whyNotWaiting({ facts, record }: Question): Refusal | undefined {
  if (facts.gone) return { reason: "not-pending", what: "unknown" };
  if (isWaiting(facts)) return undefined;
  const last = DECIDED.has(facts.status) ? lastDecision(facts) : undefined;
  return last === undefined ? { reason: "not-pending", what: "over" } : decidedBy(last, record, facts);
}

/** Where approvers bring a plan, and where it goes from there. */
const DECIDED: ReadonlySet<string> = new Set([
  "ApplicationApproved",
  "ApplicationRejected",
  "ExecuteInProgress",
  "ExecuteSuccess",
  "ExecuteFailed",
]);

/** What was decided last since the plan was submitted last. */
function lastDecision({ history }: PlanFacts): OperationRecord | undefined {
  const submitted = history.findLastIndex(({ action }) => action === "Submit");
  return history.slice(submitted + 1).findLast(({ action }) => action === "Approve" || action === "Reject");
}

/** That refusal, from what the catalog says was done. @param facts with all that was */
export function decidedBy(done: OperationRecord, record: Question["record"], { history }: PlanFacts): Refusal {
  const slack = deciderOf(record, done, history);
  const by: Decider = slack === undefined ? { principal: done.by } : { slack };
  return { reason: "decided", by, action: done.action === "Approve" ? "approve" : "reject" };
}

/** Everybody who is waited for, each once. */
export const waitedFor = ({ pending }: PlanFacts): readonly Principal[] => [
  ...new Map(pending.flatMap((node) => node.approvers).map((who) => [principalKey(who), who])).values(),
];

/** The one approver as whom Planbell may act for this person. */
function approverOf(
  { facts, rules, people, members, record }: Question,
  mine: ReadonlySet<string>,
): { readonly as: Principal; readonly roleArn: string } | Refusal {
  const here = waitedFor(facts).filter((who) => mine.has(principalKey(who)));
  if (here.length === 0) {
    const last = lastDecision(facts);
    if (last !== undefined && mine.has(principalKey(last.by))) return decidedBy(last, record, facts);
    const perhaps = waitedFor(facts).some((who) => isClosed(people, principalKey(who), members));
    return perhaps ? { reason: "not-mapped", what: "closed-group" } : { reason: "not-pending", what: "others" };
  }
  const roles = here.flatMap((as) => {
    const roleArn = as.kind === "RamRole" ? rules.roles[principalKey(as)] : undefined;
    return roleArn !== undefined && isOf(roleArn, as) ? [{ as, roleArn }] : [];
  });
  const [only, ...more] = roles;
  if (only === undefined) return { reason: "not-mapped", what: "no-role" };
  return more.length === 0 ? only : { reason: "ambiguous", between: roles.map(({ as }) => as) };
}

/** Whoever assumed another role would decide as somebody else. Upper and lower case are one in an ARN. */
const isOf = (roleArn: string, { name }: Principal): boolean =>
  roleArn.toLowerCase().endsWith(`:role/${name.toLowerCase()}`);

/** Not from this card, and not on what they asked for themselves. */
function whyNotByThem(question: Question, mine: ReadonlySet<string>): Refusal | undefined {
  const { facts, rules, people, members } = question;
  if (!isAllowedAt(question)) return { reason: "disabled", what: "route" };
  if (rules.allowSelf) return undefined;
  const requester = keysOfActor(people, facts.requester);
  if (requester.some((key) => mine.has(key))) return { reason: "self" };
  const perhaps = requester.some((key) => isClosed(people, key, members));
  return perhaps ? { reason: "not-mapped", what: "closed-group" } : undefined;
}

type Place = Pick<Question, "routes" | "facts" | "accountName" | "destination">;

/**
 * Do the rules that take a plan that waits let people decide on it there? Of those that lead to the card the first
 * says; where none of them does, and without a card, any of them may.
 */
export function isAllowedAt({ routes, facts, accountName, destination }: Place): boolean {
  const matter = { ...circumstancesOfPlan(facts, accountName), kind: "plan.awaiting-approval" };
  const taking = placesOf(routes, matter).map((place) => routes[place] as Route);
  const first = destination === undefined ? undefined : taking.find((route) => leadsTo(route, destination));
  return (first === undefined ? taking : [first]).some((route) => route.approvals !== false);
}

const leadsTo = ({ to }: Route, destination: ChannelId): boolean =>
  to.includes(destination) ||
  (/^[UWD]/.test(destination) && to.some((one) => one === "approvers" || one === "requester"));

/** Not on anything but what was shown. */
function whyNotThis({ facts, record, seal, action, typed }: Question): Refusal | undefined {
  const mustType = action === "approve" && isDangerous(facts);
  const isShown = planSeal(facts, record.salt) === seal;
  return isShown && typed !== false && (typed === true || !mustType) ? undefined : { reason: "changed" };
}
