import type { Typed } from "../../model/act.ts";
import type { DecisionAction, FormJob } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import { sentence } from "../../slack/messages/command-answer.ts";
import { emptyForm } from "../../slack/messages/decision-form.ts";
import { jobIdOf } from "../jobs/job-id.ts";
import { type FrontOutcome, type FrontPorts, type FrontSettings, tryOpen, trySubmit } from "./front.ts";

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
  ports: Pick<FrontPorts, "jobs" | "openModal">,
  { texts, approvals }: FrontSettings,
  { by, trigger }: Pick<Typed, "by" | "trigger">,
  { action, plan, comment }: Asked,
): Promise<FrontOutcome & { readonly said?: Message }> {
  const t = texts.form;
  if (!approvals.enabled) return { result: "disabled", said: sentence(texts.decision.disabled) };
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
