import type { HomeJob } from "../model/job.ts";
import type { WorkPorts, WorkSettings } from "./work.ts";

/** In the making. */
export async function showHome(_ports: WorkPorts, _settings: WorkSettings, job: HomeJob): Promise<void> {
  throw new Error(`${job.kind} is not built`);
}
