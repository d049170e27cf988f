import type { Ms } from "../../model/brand.ts";
import { NoWorker, PlanbellError, SlackError } from "../../model/errors.ts";
import type { Job } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import type { View } from "../../model/view.ts";
import type { Clock, Jobs } from "../../ports.ts";
import { sentence } from "../../slack/messages/command-answer.ts";
import type { Texts } from "../../text/catalogue.ts";
import type { ApprovalSettings } from "../config/config.ts";
import type { AuditLine } from "../decide/audit.ts";

/** What may be done before Slack has its answer: little, and at once. */
export interface FrontPorts {
  readonly jobs: Jobs;
  /**
   * Opens the modal over whatever that person has open, while the trigger lives: 3 s from what they did, and once.
   * @throws {SlackError} `stale` when the trigger is used up; `ambiguous` when nobody knows whether the modal is open
   */
  readonly openModal: (trigger: string, view: View) => Promise<void>;
  /** For whoever acted alone. @param within where Slack does not wait as long as usual @throws {SlackError} */
  readonly respond: (responseUrl: string, message: Message, within?: Ms) => Promise<void>;
  /** Keeps a line of the audit. */
  readonly audit: (line: AuditLine) => void;
  readonly clock: Pick<Clock, "now">;
}

export interface FrontSettings {
  /** In the configured language: there is no time to ask for anybody's own. */
  readonly texts: Texts;
  readonly approvals: Pick<ApprovalSettings, "enabled">;
  /** `/planbell`, as this workspace names it. */
  readonly command: string;
  /** Nobody does slow work: nothing that takes any is begun. */
  readonly isAlone?: boolean;
}

/** What became of an act, for the log; `ignored` is none of ours. */
type FrontResult =
  | "submitted"
  | "opened"
  | "ignored"
  | "unreadable"
  | "disabled"
  | "late"
  | "not-opened"
  | "not-taken"
  | "refused";

/** What the log is told. */
export interface FrontOutcome {
  readonly result: FrontResult;
  /** Of what failed. */
  readonly code?: string;
  readonly text?: string;
}

/** Why it came to nothing, as whoever acted is told it. */
export interface Setback extends FrontOutcome {
  readonly said: Message;
}

/** What is begun nowhere, since nobody would do it. */
export const alone = ({ form }: Texts): Setback => ({
  result: "not-taken",
  code: "job-not-taken",
  text: "PLANBELL_WORKER is not set",
  said: sentence(form.noWorker("PLANBELL_WORKER")),
});

/** Opens the modal. @param tooLate what is said when its trigger is used up */
export async function tryOpen(
  { openModal }: Pick<FrontPorts, "openModal">,
  trigger: string,
  view: View,
  { form }: Texts,
  tooLate: string,
): Promise<Setback | undefined> {
  try {
    await openModal(trigger, view);
    return undefined;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    const { fault, code, message: text } = error;
    if (fault === "stale") return { result: "late", code, text, said: sentence(tooLate) };
    const said = sentence(fault === "ambiguous" ? form.perhapsOpen : form.notOpened(code));
    return { result: "not-opened", code, text, said };
  }
}

/** Hands the job over. */
export async function trySubmit(
  { jobs }: Pick<FrontPorts, "jobs">,
  job: Job,
  id: string,
  texts: Texts,
): Promise<Setback | undefined> {
  try {
    await jobs.submit(job, id);
    return undefined;
  } catch (error) {
    if (!(error instanceof PlanbellError)) throw error;
    const { code, message: text } = error;
    if (error instanceof NoWorker) return { ...alone(texts), text };
    return { result: "not-taken", code, text, said: sentence(texts.form.notTaken) };
  }
}

/** Where there is no answer, or not yet. */
export type Excuse = "follows" | "nobody" | "stateFails" | "tooSlow" | "failed";

export const excuseOf = ({ form, command }: Texts, why: Excuse): Message =>
  sentence(why === "follows" || why === "nobody" ? form[why] : command[why]);
