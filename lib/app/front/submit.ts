import type { Submission } from "../../model/act.ts";
import type { DecideJob } from "../../model/job.ts";
import { type DecisionForm, isName, readFormMetadata } from "../../slack/messages/decision-codec.ts";
import { COMMENT, DECISION_FORM, LONGEST_COMMENT, NAME } from "../../slack/messages/decision-form.ts";
import type { Texts } from "../../text/catalogue.ts";
import { clean } from "../../text/clean.ts";
import { shown } from "../../text/shown.ts";
import { jobIdOf } from "../jobs/job-id.ts";
import { type FrontOutcome, type FrontPorts, type FrontSettings, trySubmit } from "./front.ts";

/** What a modal that was sent gets to hear. */
export interface Taken extends FrontOutcome {
  /** By block id; undefined: the modal closes. */
  readonly errors?: Readonly<Record<string, string>>;
}

/**
 * Takes a modal that was sent: looks at what stands in its fields, and hands the decision on. Whether it counts is for
 * whoever decides.
 */
export async function takeSubmission(
  ports: Pick<FrontPorts, "jobs" | "clock">,
  { texts }: Pick<FrontSettings, "texts">,
  submission: Submission,
): Promise<Taken> {
  if (submission.form !== DECISION_FORM) return { result: "ignored" };
  const form = readFormMetadata(submission.metadata);
  if (form === undefined) return { result: "unreadable", errors: { [COMMENT]: texts.form.formUnreadable } };
  const comment = clean(submission.entered[COMMENT] ?? "");
  const typed = submission.entered[NAME] ?? "";
  const wanted = submission.placeholders[NAME];
  const errors = {
    ...commentFault(form, comment, texts),
    ...(wanted === undefined || isName(typed, wanted) ? {} : { [NAME]: texts.form.nameDiffers(shown(wanted, 128)) }),
  };
  if (Object.keys(errors).length > 0) return { result: "refused", errors };
  const job: DecideJob = {
    kind: "decide",
    by: { ...submission.by, ...(form.channel === undefined ? {} : { channel: form.channel }) },
    action: form.action,
    on: form.on,
    comment,
    ...(wanted === undefined ? {} : { typedName: typed }),
    at: ports.clock.now(),
    ...(form.channel === undefined || form.ts === undefined ? {} : { card: { channel: form.channel, ts: form.ts } }),
  };
  const setback = await trySubmit(ports, job, jobIdOf(submission.trigger), texts);
  // It stays open, so that nothing that was typed is lost.
  if (setback === undefined) return { result: "submitted" };
  const { said, ...told } = setback;
  return { ...told, errors: { [COMMENT]: said.text } };
}

function commentFault({ action }: DecisionForm, comment: string, { form: t }: Texts): Record<string, string> {
  if (comment.length > LONGEST_COMMENT) return { [COMMENT]: t.commentTooLong(LONGEST_COMMENT, comment.length) };
  return action === "reject" && comment === "" ? { [COMMENT]: t.reasonMissing } : {};
}
