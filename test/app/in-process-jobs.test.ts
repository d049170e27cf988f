import { describe, expect, it } from "vitest";
import { type InProcessOptions, inProcessJobs } from "../../lib/app/jobs/in-process-jobs.ts";
import type { EpochMs } from "../../lib/model/brand.ts";
import type { Job } from "../../lib/model/job.ts";

const JOB: Job = { kind: "home", by: { team: "T0PLANBELL", user: "U01ALICE01" } };

/** Jobs that end when the test says so. */
function open(over: Partial<InProcessOptions> = {}) {
  const run: Job[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const faults: unknown[] = [];
  const clock = { time: 1_764_000_000_000, now: () => clock.time as EpochMs };
  const jobs = inProcessJobs({
    run: (job) => {
      run.push(job);
      return new Promise((resolve, reject) => ends.push((error) => (error ? reject(error) : resolve())));
    },
    onFault: (job, error) => faults.push([job, error]),
    clock,
    ...over,
  });
  return { jobs, run, faults, clock, end: (error?: Error) => ends.shift()?.(error) };
}
const isOver = (work: Promise<unknown>) => Promise.race([work.then(() => true), new Promise((r) => setImmediate(r))]);

describe("a job of this process", () => {
  it("is taken at once, and goes on", async () => {
    const { jobs, run, end } = open();
    await jobs.submit(JOB, "slack_1");
    expect(run).toEqual([JOB]);
    expect(await isOver(jobs.settled())).toBeUndefined();
    end();
    await jobs.settled();
  });

  it("counts once within ten minutes, whether it is over or not", async () => {
    const { jobs, run, end, clock } = open();
    await jobs.submit(JOB, "slack_1");
    await jobs.submit(JOB, "slack_1");
    end();
    clock.time += 599_999;
    await jobs.submit(JOB, "slack_1");
    expect(run).toHaveLength(1);
    await jobs.submit(JOB, "slack_2");
    clock.time += 1;
    await jobs.submit(JOB, "slack_1");
    expect(run).toHaveLength(3);
  });

  it("that fails is told, and keeps nobody waiting", async () => {
    const { jobs, faults, end } = open();
    await jobs.submit(JOB, "slack_1");
    const failure = new Error("no");
    end(failure);
    await jobs.settled();
    expect(faults).toEqual([[JOB, failure]]);
  });
});
