import { isClaimed, isSame, wasCarriedOut } from "../../approve/claim.ts";
import { judge } from "../../approve/judge.ts";
import type { Refusal } from "../../approve/refusal.ts";
import { planSeal } from "../../approve/seal.ts";
import { type ChannelId, ms } from "../../model/brand.ts";
import { Conflict, NotThere } from "../../model/errors.ts";
import { hashOf } from "../../model/hash.ts";
import type { DecideJob } from "../../model/job.ts";
import { allDecided, CLAIM, type DecisionClaim } from "../../notify/decided.ts";
import { factsHash } from "../../notify/facts-hash.ts";
import type { PlanRecord } from "../../notify/record.ts";
import type { Stored } from "../../ports.ts";
import { isName, nameToType } from "../../slack/messages/decision-codec.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";
import type { Verdict } from "./audit.ts";
import { membersFor } from "./decision-asker.ts";
import { carryOut, kept, seePlan } from "./decision-call.ts";
import { claimPlan, readPlan, releasePlan } from "./decision-record.ts";

/** How often a record may move on under somebody who decides: each time another write was quicker. */
const ROUNDS = 5;

/** What became of a decision, and what is left to do for it. */
export interface Outcome {
  /** `done`: it was before; `underway`: somebody carries it out. */
  readonly told: Verdict | { readonly kind: "done" | "underway" };
  /** The plan as it was seen last; undefined: nothing is known of it. */
  readonly facts?: PlanFacts;
  /** To be released. */
  readonly claim?: DecisionClaim;
  /** The card does not show the plan as it is. */
  readonly isNews?: boolean;
  /** What failed once it was sent. */
  readonly fault?: unknown;
}

const refused = (refusal: Refusal): Outcome => ({ told: { kind: "refused", refusal } });

/**
 * Judges a decision on the plan as it is now, claims the plan, and carries the decision out; all anew when the record has
 * moved on since it was read.
 * @param comment as it is sent
 * @throws {SlackError} {CatalogError} {StoreUnusable} {NewerFormat} {Conflict} where nothing was done
 */
export async function decideInRounds(
  ports: WorkPorts,
  settings: WorkSettings,
  job: DecideJob,
  comment: string,
): Promise<Outcome> {
  const [accountName = ""] = settings.shard.split("@");
  for (let round = 1; round <= ROUNDS; round++) {
    const stored = await readPlan(ports.store, settings.shard, job.on.plan);
    if (stored === undefined || job.on.account !== accountName) {
      return refused({ reason: "not-pending", what: "unknown" });
    }
    const outcome = await oneRound(ports, settings, { job, comment, accountName }, stored);
    if (outcome !== undefined) return outcome;
  }
  throw new Conflict(`plan ${job.on.plan}: its record moved on ${ROUNDS} times while it was decided on`);
}

/**
 * Why nothing is done; but a job that comes again, and was carried out by then, was not refused, whatever whoever wanted
 * it may do since.
 * @throws {CatalogError} {StoreUnusable} {NewerFormat}
 */
export async function unlessDone(
  ports: WorkPorts,
  settings: WorkSettings,
  job: DecideJob,
  refusal: Refusal,
): Promise<Outcome> {
  const read = () => readPlan(ports.store, settings.shard, job.on.plan);
  let stored = await read();
  if (stored && (await waitedOut(ports, job, stored.value))) stored = await read();
  return (stored && (await begunBefore(ports, settings, job, stored.value))) ?? refused(refusal);
}

const wantedOf = ({ by, action, on }: DecideJob) => ({ by: by.user, action, seal: on.seal });

/**
 * This very job has begun before, and holds the claim: who did it may have died, and then nobody else finds out what it
 * did, since the job does not come a third time. So it waits until the claim ends. @returns whether it did
 */
async function waitedOut({ clock }: WorkPorts, job: DecideJob, record: PlanRecord): Promise<boolean> {
  const wanted = wantedOf(job);
  const { decision } = record;
  if (decision?.clickedAt !== job.at || !isSame(decision, wanted)) return false;
  if (!isClaimed(decision, clock.now()) || allDecided(record).some((one) => isSame(one, wanted))) return false;
  await clock.sleep(ms(Math.min(decision.until - clock.now(), CLAIM)));
  return true;
}

/** What became of this decision when it was begun before; undefined: it was not, or came to nothing. */
async function begunBefore(
  ports: WorkPorts,
  settings: WorkSettings,
  job: DecideJob,
  record: PlanRecord,
): Promise<Outcome | undefined> {
  const wanted = wantedOf(job);
  const { decision, facts: known } = record;
  if (allDecided(record).some((one) => isSame(one, wanted))) return { told: { kind: "done" }, facts: known };
  if (decision === undefined || !isSame(decision, wanted)) return undefined;
  if (isClaimed(decision, ports.clock.now())) return { told: { kind: "underway" }, facts: known };
  const facts = await seePlan(ports, settings, record).catch(orGone);
  // Whoever had begun it did it, and could not write so.
  return facts !== undefined && planSeal(facts, record.salt) !== job.on.seal && wasCarriedOut(decision, facts)
    ? { told: { kind: "decided", as: decision.as }, facts, claim: decision, isNews: true }
    : undefined;
}

interface Asked {
  readonly job: DecideJob;
  readonly comment: string;
  readonly accountName: string;
}

/** Undefined: the record has moved on since it was read, or must have by now. */
async function oneRound(
  ports: WorkPorts,
  settings: WorkSettings,
  asked: Asked,
  stored: Stored<PlanRecord>,
): Promise<Outcome | undefined> {
  const { job, comment } = asked;
  const { value: record } = stored;
  if (await waitedOut(ports, job, record)) return undefined;
  const before = await begunBefore(ports, settings, job, record);
  if (before !== undefined) return before;
  const facts = await seePlan(ports, settings, record).catch(orGone);
  if (facts === undefined) return { ...refused({ reason: "not-pending", what: "unknown" }), facts: record.facts };
  const judgement = await judged(ports, settings, asked, record, facts);
  if (judgement.kind === "refused") {
    // The same click may have come twice, and the other have been carried out since the record was read.
    const outcome = await unlessDone(ports, settings, job, judgement.refusal);
    return outcome.told.kind === "refused" ? { ...outcome, facts, isNews: factsHash(facts) !== record.hash } : outcome;
  }
  const { as, roleArn } = judgement;
  const deciding = { ...wantedOf(job), as, said: hashOf(kept(comment, ports.redactor)) };
  const claim = await claimPlan(ports, stored, deciding, job.at);
  if (claim === undefined) return undefined;
  try {
    const carried = await carryOut(ports, settings, { job, comment, record, facts, claim, roleArn });
    return { ...carried, facts, claim, isNews: true };
  } catch (error) {
    // Nothing was sent. Where that cannot be written, the claim ends by itself.
    await releasePlan(ports, { shard: settings.shard, id: record.id }, claim, undefined).catch(() => undefined);
    throw error;
  }
}

function orGone(error: unknown): undefined {
  if (!(error instanceof NotThere)) throw error;
}

async function judged(
  { directory, clock }: WorkPorts,
  { people = {}, approvals, routes }: WorkSettings,
  { job, accountName }: Asked,
  record: PlanRecord,
  facts: PlanFacts,
) {
  const { user } = job.by;
  const members = await membersFor(directory, people, user, facts);
  return judge({
    user,
    action: job.action,
    seal: job.on.seal,
    typed: job.typedName === undefined ? undefined : isName(job.typedName, nameToType(facts)),
    facts,
    record,
    rules: approvals,
    people,
    members,
    routes,
    accountName,
    destination: destinationOf(job, record),
    now: clock.now(),
  });
}

/** As the rules name it: a person's card stands in a conversation that they do not know. */
function destinationOf({ card }: DecideJob, { cards }: PlanRecord): ChannelId | undefined {
  const stands = cards.find(({ channel, ts }) => channel === card?.channel && ts === card.ts);
  return stands?.destination ?? card?.channel;
}
