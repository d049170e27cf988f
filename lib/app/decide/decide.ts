import { SlackError } from "../../model/errors.ts";
import type { DecideJob } from "../../model/job.ts";
import { type DecisionTold, decisionAnswer } from "../../slack/messages/decision-answer.ts";
import type { Texts } from "../../text/catalogue.ts";
import { clean } from "../../text/clean.ts";
import { clip } from "../../text/clip.ts";
import { textsFor } from "../../text/pick.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { planLink } from "../deliver/render.ts";
import { showHome } from "../jobs/home.ts";
import { poll } from "../poll.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";
import { auditLine } from "./audit.ts";
import { judgeAsker } from "./decision-asker.ts";
import { releasePlan } from "./decision-record.ts";
import { decideInRounds, type Outcome, unlessDone } from "./decision-rounds.ts";

/** The longest comment that Service Catalog surely takes, in UTF-16 units. */
const LONGEST_COMMENT = 128;

/**
 * Decides on a plan in somebody's name, or says why not. A decision is one call to the cloud at most, however often its
 * job comes and whoever else decides at the same time; each that was judged has one line of audit, and one answer.
 *
 * Where nobody can tell whether it counts, since Slack, the catalog or the state cannot be asked, nothing is done: the
 * person is asked to try again, and that is not audited. What fails once the call was sent is told and audited as unsure.
 * @returns what failed besides, once the person was told: the job must not come again, or something would be done that
 *   they were told was not
 * @throws whatever failed when they could not be told: it may
 */
export async function decide(ports: WorkPorts, settings: WorkSettings, job: DecideJob): Promise<Error | undefined> {
  const comment = clip(clean(job.comment), LONGEST_COMMENT);
  let { texts } = settings;
  let outcome: Outcome;
  try {
    const asker = await judgeAsker(ports, settings, job);
    if (asker.locale !== undefined) texts = textsFor(asker.locale);
    outcome =
      asker.refusal === undefined
        ? await decideInRounds(ports, settings, job, comment)
        : await unlessDone(ports, settings, job, asker.refusal);
  } catch (error) {
    const isTold = await answer(ports, settings, job, { told: { kind: "unjudged" } }, texts).then(
      () => true,
      () => false,
    );
    if (isTold && error instanceof Error) return error;
    throw error;
  }
  const { told } = outcome;
  // Before anything that may fail: what was done in somebody's name must not go unnoticed.
  if (told.kind === "decided" || told.kind === "refused") ports.audit(auditLine(job, comment, told));
  let isTold = false;
  const failed = await eachOf([
    () => release(ports, settings, job, outcome),
    async () => {
      await answer(ports, settings, job, outcome, texts);
      isTold = true;
    },
    // The poll's own way, so that one path tells.
    async () => void (outcome.isNews && (await poll(ports, settings, { only: job.on.plan }))),
    // Whoever decided finds one plan less at Home. That it fails takes nothing back; nobody else's Home is of our making.
    async () => void (told.kind === "decided" && (await showHome(ports, settings, job).catch(() => undefined))),
  ]);
  const first = outcome.fault ?? failed[0];
  if (isTold && (first === undefined || first instanceof Error)) return first;
  throw first;
}

/** What may still arrive keeps its claim until that ends: nobody must decide beside it. */
async function release(ports: WorkPorts, { shard }: WorkSettings, { on }: DecideJob, outcome: Outcome): Promise<void> {
  const { told, claim } = outcome;
  if (claim === undefined || isUnsure(told)) return;
  const { until: _over, clickedAt: _clicked, ...deciding } = claim;
  const decided = told.kind === "decided" ? { ...deciding, at: ports.clock.now() } : undefined;
  await releasePlan(ports, { shard, id: on.plan }, claim, decided);
}

const isUnsure = (told: Outcome["told"]): boolean =>
  told.kind === "refused" &&
  told.refusal.reason === "cloud-refused" &&
  (told.refusal.how === "unsure" || told.refusal.how === "broken");

/** Where the click says, else where the person is. */
async function answer(
  { answers }: WorkPorts,
  { consolePlan }: WorkSettings,
  { by, on, action, card, responseUrl }: DecideJob,
  { told, facts }: { readonly told: DecisionTold; readonly facts?: PlanFacts },
  texts: Texts,
): Promise<void> {
  const consoleUrl = facts === undefined ? undefined : planLink(consolePlan, facts);
  const message = decisionAnswer(told, { texts, action, plan: facts ?? { id: on.plan }, consoleUrl });
  const channel = card?.channel ?? by.channel;
  if (responseUrl === undefined) return answers.whisper(message, { user: by.user, channel });
  try {
    await answers.respond(responseUrl, message);
  } catch (error) {
    // Such an address is good for half an hour, and for five answers.
    if (!(error instanceof SlackError) || error.fault === "ambiguous") throw error;
    await answers.whisper(message, { user: by.user, channel });
  }
}

/** Does all of it in turn, whatever fails. @returns what did */
async function eachOf(steps: readonly (() => Promise<void>)[]): Promise<readonly unknown[]> {
  const failed: unknown[] = [];
  for (const step of steps) await step().catch((error: unknown) => failed.push(error));
  return failed;
}
