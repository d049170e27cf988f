import type { Job } from "../model/job.ts";
import { never } from "../model/never.ts";
import type { Answers, Approvals, Directory } from "../ports.ts";
import type { AuditLine } from "./audit.ts";
import { answerCommand } from "./command-job.ts";
import type { ApprovalSettings } from "./config.ts";
import { decide } from "./decide.ts";
import { fillForm } from "./form.ts";
import { showHome } from "./home.ts";
import type { RenderSettings } from "./render.ts";
import type { PollPorts, PollSettings } from "./run.ts";

/** All that slow work needs: what a poll has, and people. */
export interface WorkPorts extends PollPorts {
  readonly approvals: Approvals;
  readonly directory: Directory;
  readonly answers: Answers;
  /** Keeps a line of the audit, where nobody can take it back: on stdout, which is the log of a function. */
  readonly audit: (line: AuditLine) => void;
}

export interface WorkSettings extends PollSettings, RenderSettings {
  readonly approvals: ApprovalSettings;
  /** `/planbell`, as this workspace names it. */
  readonly command: string;
}

/**
 * Does one job. It may be done twice, by the same process or by two: a decision is made once all the same, and the rest
 * does no harm.
 *
 * Whoever asked is told when it fails; what is thrown is for the log, and for whoever counts failures.
 * @throws {StoreUnusable} {NewerFormat} {SlackError}
 */
export async function runJob(ports: WorkPorts, settings: WorkSettings, job: Job): Promise<void> {
  switch (job.kind) {
    case "command":
      return answerCommand(ports, settings, job);
    case "decide":
      return decide(ports, settings, job);
    case "form":
      return fillForm(ports, settings, job);
    case "home":
      return showHome(ports, settings, job);
    default:
      return never(job);
  }
}
