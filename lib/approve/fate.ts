import type { DecisionAction } from "../model/job.ts";
import { isWaiting, type OperationRecord, type Principal } from "../model/plan.ts";
import { isDoneBy, spelling } from "../notify/decided.ts";
import { principalKey } from "../notify/people.ts";
import { newRecords } from "../watch/meanwhile.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";

/** A decision that was sent, and whose answer was lost. */
export interface Sent {
  readonly as: Principal;
  readonly action: DecisionAction;
  /** As facts keep it. */
  readonly comment: string;
}

/** What became of it: the plan shows it; somebody else was quicker; or nothing shows, as far as one can see. */
export type Fate =
  | { readonly kind: "taken" }
  | { readonly kind: "theirs"; readonly done: OperationRecord }
  | { readonly kind: "unseen" };

/**
 * What became of a decision, by the plan's records before and after it; where these tell nothing, by whether the plan
 * still waits for that approver.
 */
export function fateOf(before: PlanFacts, after: PlanFacts, sent: Sent): Fate {
  const since = newRecords(before, after);
  const done = since.filter(({ action }) => action === "Approve" || action === "Reject");
  const isOurs = ({ by, action, comment }: OperationRecord): boolean =>
    isDoneBy(by, sent.as) && action === spelling(sent.action) && comment === sent.comment;
  if (done.some(isOurs)) return { kind: "taken" };
  const last = done.at(-1);
  if (waitsThere(before, after, sent.as)) return { kind: "unseen" };
  if (last !== undefined) return { kind: "theirs", done: last };
  // Records that tell of something else, as of a plan that was changed and submitted anew, tell of no decision.
  const isSilent = since.length === 0 && !isAnother(before, after);
  return isSilent && isAsSent(before, after, sent.action) ? { kind: "taken" } : { kind: "unseen" };
}

/** Does running it do something else by now? Then it began anew, at its first step. */
const isAnother = (before: PlanFacts, after: PlanFacts): boolean =>
  before.changes?.hash !== after.changes?.hash ||
  before.productVersion !== after.productVersion ||
  marksOf(before) !== marksOf(after);

const marksOf = ({ parameters }: PlanFacts): string => JSON.stringify(parameters.map(({ key, mark }) => [key, mark]));

/** Does it wait for the approver at a step at which it waited before? */
function waitsThere(before: PlanFacts, after: PlanFacts, as: Principal): boolean {
  const steps = stepsOf(before, as);
  return stepsOf(after, as).some((name) => steps.includes(name));
}

const stepsOf = (facts: PlanFacts, as: Principal): readonly string[] =>
  isWaiting(facts)
    ? facts.pending
        .filter((node) => node.approvers.some((who) => principalKey(who) === principalKey(as)))
        .map((n) => n.name)
    : [];

const APPROVED: ReadonlySet<string> = new Set([
  "ApplicationApproved",
  "ExecuteInProgress",
  "ExecuteSuccess",
  "ExecuteFailed",
]);

/**
 * Is the plan where such a decision brings it? One that waits at a step where it waited before may have been handed to
 * others there, which nobody decided.
 */
function isAsSent(before: PlanFacts, after: PlanFacts, action: DecisionAction): boolean {
  if (action === "reject") return after.status === "ApplicationRejected";
  if (!isWaiting(after)) return APPROVED.has(after.status);
  return !after.pending.some(({ name }) => before.pending.some((node) => node.name === name));
}
