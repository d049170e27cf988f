import type { Job } from "../../model/job.ts";
import { never } from "../../model/never.ts";
import { answerCommand } from "../commands/command-job.ts";
import { decide } from "../decide/decide.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";
import { fillForm } from "./form.ts";
import { showHome } from "./home.ts";

/**
 * Does one job. It may be done twice, by the same process or by two: a decision is made once all the same, and the rest
 * does no harm.
 *
 * Whoever asked is told when it fails; what is thrown is for the log, and for whoever counts failures, or tries again.
 * @returns what failed where nobody may try again: only for the log
 * @throws {StoreUnusable} {NewerFormat} {SlackError}
 */
export async function runJob(ports: WorkPorts, settings: WorkSettings, job: Job): Promise<Error | undefined> {
  switch (job.kind) {
    case "decide":
      return decide(ports, settings, job);
    case "command":
      await answerCommand(ports, settings, job);
      return undefined;
    case "form":
      await fillForm(ports, settings, job);
      return undefined;
    case "home":
      await showHome(ports, settings, job);
      return undefined;
    default:
      return never(job);
  }
}
