import { fateOf } from "../../approve/fate.ts";
import { decidedBy } from "../../approve/judge.ts";
import { earlier, type Ms, ms, seconds } from "../../model/brand.ts";
import { CatalogError, isThrottled, NotThere, PlanbellError, RoleRefused } from "../../model/errors.ts";
import type { DecideJob } from "../../model/job.ts";
import type { DecisionClaim } from "../../notify/decided.ts";
import type { PlanRecord } from "../../notify/record.ts";
import type { Redactor } from "../../text/redactor.ts";
import { safeLine } from "../../text/safe-line.ts";
import { dangerLens } from "../../watch/danger.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { planFacts } from "../look/plan-facts.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";
import type { Verdict } from "./audit.ts";

/** The call that decides is answered, or given up, within so much of the claim. */
const RESERVE: Ms = seconds(30);
/** After a lost answer the plan is read so long after each other: what was taken shows within seconds. */
const LOOKS: readonly Ms[] = [ms(0), seconds(1), seconds(2), seconds(4)];

type Ports = Pick<WorkPorts, "catalog" | "approvals" | "clock" | "redactor">;
type Settings = Pick<WorkSettings, "dangerTypes">;

/** The plan as it is now, made into facts as the poll makes them. @throws {CatalogError} {NotThere} */
export async function seePlan(
  { catalog, redactor }: Pick<Ports, "catalog" | "redactor">,
  { dangerTypes }: Settings,
  { id, facts: before, salt }: PlanRecord,
): Promise<PlanFacts> {
  const detail = await catalog.plan(id);
  return planFacts(detail, { before, detail, task: undefined, salt, lens: dangerLens(dangerTypes), redactor });
}

/** A decision that counts, and whose claim is written. */
export interface Claimed {
  readonly job: DecideJob;
  /** As it is sent. */
  readonly comment: string;
  /** As it was read, without the claim. */
  readonly record: PlanRecord;
  /** The plan as it was judged. */
  readonly facts: PlanFacts;
  readonly claim: DecisionClaim;
  readonly roleArn: string;
}

/**
 * Carries it out, by one call that is never repeated. Where its answer is lost the plan is read: it shows what was done.
 *
 * Throws no {CatalogError}: whatever the cloud says is a verdict. And nothing at all once the call was sent: what fails
 * then is `fault`, and nobody knows what was done.
 */
export async function carryOut(
  ports: Ports,
  settings: Settings,
  claimed: Claimed,
): Promise<{ readonly told: Verdict; readonly fault?: unknown }> {
  let isSent = false;
  const onSend = (): void => {
    isSent = true;
  };
  try {
    return { told: await sendOnce(ports, settings, claimed, onSend) };
  } catch (fault) {
    if (!isSent) throw fault;
    const code = fault instanceof PlanbellError ? fault.code : "Bug";
    return {
      told: { kind: "refused", as: claimed.claim.as, refusal: { reason: "cloud-refused", code, how: "broken" } },
      fault,
    };
  }
}

async function sendOnce(ports: Ports, settings: Settings, claimed: Claimed, onSend: () => void): Promise<Verdict> {
  const { job, comment, claim, roleArn } = claimed;
  const { as: principal } = claim;
  const as = { principal, roleArn, user: job.by.user, until: earlier(claim.until, RESERVE), onSend };
  try {
    const requestId = await ports.approvals.decide(job.on.plan, job.action, comment, as);
    return { kind: "decided", as: principal, requestId };
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    return afterFailure(ports, settings, claimed, error);
  }
}

async function afterFailure(ports: Ports, settings: Settings, claimed: Claimed, error: CatalogError): Promise<Verdict> {
  const { claim, comment, facts, record } = claimed;
  const { as } = claim;
  if (error instanceof NotThere) {
    return { kind: "refused", as, refusal: { reason: "not-pending", what: "unknown" } };
  }
  const sent = { as, action: claim.action, comment: kept(comment, ports.redactor) };
  // What was refused is looked at once: somebody else may have been quicker.
  for (const wait of error.retryable ? LOOKS : LOOKS.slice(0, 1)) {
    if (wait > 0) await ports.clock.sleep(wait);
    const after = await seeAgain(ports, settings, record);
    const fate = after === undefined ? undefined : fateOf(facts, after, sent);
    if (fate?.kind === "taken" && error.retryable) return { kind: "decided", as };
    if (after !== undefined && fate?.kind === "theirs")
      return { kind: "refused", as, refusal: decidedBy(fate.done, record, after) };
  }
  const { code, requestId } = error;
  const how = error.retryable ? "unsure" : error instanceof RoleRefused ? "role" : undefined;
  return {
    kind: "refused",
    as,
    refusal: {
      reason: "cloud-refused",
      code,
      ...(requestId === undefined ? {} : { requestId }),
      ...(how === undefined ? {} : { how }),
      ...(isThrottled(code) ? { busy: true } : {}),
    },
  };
}

/** So much of a comment is kept in facts. */
const COMMENT = 300;

/** A comment as facts keep it. */
export const kept = (comment: string, redactor: Redactor): string => safeLine(comment, COMMENT, redactor);

/** Undefined where it cannot be read, or is gone: then nothing is known. */
async function seeAgain(ports: Ports, settings: Settings, record: PlanRecord): Promise<PlanFacts | undefined> {
  try {
    return await seePlan(ports, settings, record);
  } catch (error) {
    if (error instanceof CatalogError) return undefined;
    throw error;
  }
}
