import type { Typed } from "../../model/act.ts";
import type { Asker, DecisionAction, FormJob } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import { sentence } from "../../slack/messages/command-answer.ts";
import { emptyForm, LONGEST_COMMENT } from "../../slack/messages/decision-form.ts";
import { clean } from "../../text/clean.ts";
import { clip } from "../../text/clip.ts";
import { type AuditLine, auditLine } from "../decide/audit.ts";
import { jobIdOf } from "../jobs/job-id.ts";
import { alone, type FrontOutcome, type FrontPorts, type FrontSettings, tryOpen, trySubmit } from "./front.ts";

/** What stands behind `approve` or `reject`, as it was typed. */
interface Asked {
  readonly action: DecisionAction;
  readonly plan: string;
  readonly comment: string;
}

/**
 * Opens a modal at once, empty, and has it filled in: a command was shown nothing that could be decided on, and its
 * trigger does not wait for the plan to be read.
 * @returns the message only when nothing comes of it
 */
export async function askForForm(
  ports: Pick<FrontPorts, "jobs" | "openModal" | "audit">,
  { texts, approvals, isAlone }: FrontSettings,
  { by, trigger }: Pick<Typed, "by" | "trigger">,
  { action, plan, comment }: Asked,
): Promise<FrontOutcome & { readonly said?: Message }> {
  const t = texts.form;
  if (!approvals.enabled) {
    if (by !== undefined) ports.audit(refusedLine(by, { action, plan, comment }));
    return { result: "disabled", said: sentence(texts.decision.disabled) };
  }
  if (isAlone) return alone(texts);
  if (by === undefined) return { result: "unreadable", said: sentence(t.nobody) };
  if (trigger === undefined) return { result: "late", said: sentence(t.typeAgain) };
  const id = jobIdOf(trigger);
  const job: FormJob = { kind: "form", by, action, plan, comment, externalId: id };
  const [notOpened, notTaken] = await Promise.all([
    tryOpen(ports, trigger, emptyForm(action, id, texts), texts, t.typeAgain),
    trySubmit(ports, job, id, texts),
  ]);
  return notOpened ?? notTaken ?? { result: "opened" };
}

/** As of a button that would first ask. Of what was typed, an id alone is kept. */
function refusedLine(by: Asker, { action, plan, comment }: Asked): AuditLine {
  const on = { plan: AN_ID.test(plan) ? plan : "", seal: "" };
  const refusal = { reason: "disabled", what: "settings" } as const;
  return auditLine({ by, action, on }, clip(clean(comment), LONGEST_COMMENT), { kind: "refused", refusal });
}

const AN_ID = /^plan-[a-z0-9]{1,60}$/;
