import { type EpochMs, later, type Ms, minutes } from "../../model/brand.ts";
import type { Job } from "../../model/job.ts";
import type { Clock, Jobs } from "../../ports.ts";

/** Slack sends nothing again so much later. */
const REMEMBERED: Ms = minutes(10);

/** Jobs that this process does itself. */
export interface InProcessJobs extends Jobs {
  /** Resolves once none is under way. */
  settled(): Promise<void>;
}

export interface InProcessOptions {
  readonly run: (job: Job) => Promise<void>;
  /** What a job failed with: whoever handed it over has gone on. */
  readonly onFault: (job: Job, error: unknown) => void;
  readonly clock: Pick<Clock, "now">;
}

/** Does each job at once, beside what else goes on; of those with the same name in ten minutes, the first. */
export function inProcessJobs({ run, onFault, clock }: InProcessOptions): InProcessJobs {
  const seen = new Map<string, EpochMs>();
  const running = new Set<Promise<void>>();
  return {
    async submit(job, id) {
      const now = clock.now();
      for (const [known, until] of seen) if (until <= now) seen.delete(known);
      if (seen.has(id)) return;
      seen.set(id, later(now, REMEMBERED));
      const done = run(job).catch((error: unknown) => onFault(job, error));
      running.add(done);
      void done.finally(() => running.delete(done));
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
