import { type EpochMs, earlier, type Ms, minutes, seconds } from "../model/brand.ts";
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
  readonly until: EpochMs;
  /** When they decided, which tells a job that comes again from another click; older claims lack it. */
  readonly clickedAt?: EpochMs;
}

/** What was decided through Slack last. */
export interface Decided {
  readonly by: string;
  readonly as: Principal;
  readonly action: DecisionAction;
  /** Of what was decided on. */
  readonly seal: string;
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

/**
 * Who in Slack stands behind what a role did, as far as the record knows: what was decided, or is being decided, in that
 * role's name, at about that time; of several the nearest.
 */
export function deciderOf(record: Decisions, done: OperationRecord): string | undefined {
  const { decision } = record;
  const known = [
    ...allDecided(record),
    ...(decision === undefined ? [] : [{ ...decision, at: earlier(decision.until, CLAIM) }]),
  ];
  const far = ({ at }: { readonly at: EpochMs }): number => Math.abs(done.at - at);
  const [nearest] = known
    .filter((one) => done.action === spelling(one.action) && isDoneBy(done.by, one.as) && far(one) <= NEAR)
    .sort((a, b) => far(a) - far(b));
  return nearest?.by;
}
