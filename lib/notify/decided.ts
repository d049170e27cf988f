import { type EpochMs, earlier, type Ms, minutes, seconds } from "../model/brand.ts";
import { hashOf } from "../model/hash.ts";
import type { DecisionAction } from "../model/job.ts";
import type { OperationRecord, Principal } from "../model/plan.ts";

/** How long somebody who decides keeps others away: as long as the calls that it takes, with room to spare. */
export const CLAIM: Ms = seconds(60);

/** Somebody decides right now: nobody else does, until that is over or given up. */
export interface DecisionClaim {
  /** Who, in Slack. */
  readonly by: string;
  /** The approver in whose name. */
  readonly as: Principal;
  readonly action: DecisionAction;
  readonly seal: string;
  /** Of the comment, as facts keep it: tells it from what others do in the same role's name. */
  readonly said?: string;
  readonly until: EpochMs;
}

/** What was decided through Slack last. */
export interface Decided {
  readonly by: string;
  readonly as: Principal;
  readonly action: DecisionAction;
  /** Of what was decided on. */
  readonly seal: string;
  /** Of the comment, as facts keep it. */
  readonly said?: string;
  readonly at: EpochMs;
}

/** Nobody is reminded or told loudly until then, on somebody's word. */
export interface Mute {
  readonly by: string;
  readonly until: EpochMs;
}

/** The catalog's clock and ours, and the time that a decision takes. */
const NEAR: Ms = minutes(2);

/** As the catalog writes it in a plan's records. */
export const spelling = (action: DecisionAction): "Approve" | "Reject" => (action === "approve" ? "Approve" : "Reject");

/**
 * Did the role do it? The service may name the session behind the role's name, in which neither sign can stand.
 * Whether it does is not documented.
 */
export const isDoneBy = ({ kind, name }: Principal, role: Principal): boolean =>
  kind === role.kind && (name === role.name || name.startsWith(`${role.name}/`) || name.startsWith(`${role.name}:`));

/** What a record remembers of decisions. */
export interface Decisions {
  readonly decision?: DecisionClaim;
  readonly decided?: Decided;
  readonly decidedBefore?: readonly Decided[];
}

/** What was decided through Slack, as far as it is remembered, oldest first. */
export const allDecided = ({ decided, decidedBefore = [] }: Decisions): readonly Decided[] =>
  decided === undefined ? decidedBefore : [...decidedBefore, decided];

/** Does the catalog's record say what that decision wanted? */
const isDoing = (
  { as, action, said }: Pick<Decided, "as" | "action" | "said">,
  done: Pick<OperationRecord, "by" | "action" | "comment">,
): boolean =>
  done.action === spelling(action) && isDoneBy(done.by, as) && (said === undefined || said === hashOf(done.comment));

/**
 * Who in Slack stands behind what a role did, as far as the record knows: what was decided, or is being decided, in that
 * role's name and words, at about that time. Of several the nearest; and nobody stands behind two things at once.
 * @param history all that was done to the plan
 */
export function deciderOf(
  record: Decisions,
  done: OperationRecord,
  history: readonly OperationRecord[] = [],
): string | undefined {
  const { decision } = record;
  const known = [
    ...allDecided(record),
    ...(decision === undefined ? [] : [{ ...decision, at: earlier(decision.until, CLAIM) }]),
  ];
  const far = (one: { readonly at: EpochMs }, other: OperationRecord): number => Math.abs(other.at - one.at);
  const [nearest] = known
    .filter((one) => isDoing(one, done) && far(one, done) <= NEAR)
    .filter((one) => !history.some((other) => isDoing(one, other) && far(one, other) < far(one, done)))
    .sort((a, b) => far(a, done) - far(b, done));
  return nearest?.by;
}
