import type { Answers, Approvals, Directory } from "../ports.ts";
import type { ApprovalSettings } from "./config/config.ts";
import type { AuditLine } from "./decide/audit.ts";
import type { RenderSettings } from "./deliver/render.ts";
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
