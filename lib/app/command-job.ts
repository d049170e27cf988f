import type { CommandJob } from "../model/job.ts";
import type { WorkPorts, WorkSettings } from "./work.ts";

/** In the making. */
export async function answerCommand(_ports: WorkPorts, _settings: WorkSettings, job: CommandJob): Promise<void> {
  throw new Error(`${job.kind} is not built`);
}
