import type { FormJob } from "../model/job.ts";
import type { WorkPorts, WorkSettings } from "./work.ts";

/** In the making. */
export async function fillForm(_ports: WorkPorts, _settings: WorkSettings, job: FormJob): Promise<void> {
  throw new Error(`${job.kind} is not built`);
}
