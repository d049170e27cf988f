import type { DecideJob } from "../model/job.ts";
import type { WorkPorts, WorkSettings } from "./work.ts";

/** In the making. */
export async function decide(_ports: WorkPorts, _settings: WorkSettings, job: DecideJob): Promise<void> {
  throw new Error(`${job.kind} is not built`);
}
