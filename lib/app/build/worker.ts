import { logLine } from "../../fc/log.ts";
import type { Asker } from "../../model/job.ts";
import { type CommandAnswer, runCommand, type Typed } from "../commands/command.ts";
import { type Config, type Credentials, type Env, readConfig } from "../config/config.ts";
import { withoutValues } from "../deliver/discreet-messenger.ts";
import { type HeartbeatReport, readHeartbeat } from "../heartbeat.ts";
import { jobOf } from "../jobs/job-of.ts";
import { runJob } from "../jobs/work.ts";
import { openState } from "./adapters.ts";
import { faultOf } from "./fault-line.ts";
import { latePorts } from "./late-ports.ts";
import type { PollWiring } from "./poll-adapters.ts";
import { realClock } from "./real-clock.ts";
import { roleOf } from "./role.ts";
import { workPorts, workSettings } from "./work-adapters.ts";

/** What works beside the poll, as often as wanted. */
export interface WorkerApp {
  /** Looks whether anybody polls, and tells when nobody does. @throws {StoreUnusable} {NewerFormat} */
  heartbeat(): Promise<HeartbeatReport>;
  /**
   * Does what somebody in Slack waits for, who is told when it fails.
   * @param given the job, as it came from whoever handed it over
   * @param options.credentials of this run; needed where the environment brings none
   * @throws {UnknownJob} {StoreUnusable} {NewerFormat} {SlackError}
   */
  work(
    given: Readonly<Record<string, unknown>>,
    options?: { readonly credentials?: Credentials | undefined },
  ): Promise<void>;
  /** What a command answers, where this process gives the answer itself. @throws {StoreUnusable} {NewerFormat} */
  answer(typed: Typed, by: Asker): Promise<CommandAnswer>;
  close(): Promise<void>;
}

/**
 * The composition root of the working function. Reads the configuration at once and connects to nothing.
 * @param file what the config file parses to; undefined when there is none
 * @throws {ConfigFault}
 */
export const buildWorker = (env: Env, file: unknown, wiring: Partial<PollWiring> = {}): WorkerApp =>
  workerOf(readConfig(env, file), wiring);

/** The same by settings that were read already. */
export function workerOf(config: Config, wiring: Partial<PollWiring> = {}): WorkerApp {
  const clock = wiring.clock ?? realClock;
  const role = roleOf(config.catalog.credentials);
  const settings = workSettings(config);
  const ports = latePorts(async () => {
    const store = wiring.store ?? (await openState(config.state, clock));
    return workPorts(config, { clock, store, credentials: wiring.credentials ?? role.credentials });
  });
  return {
    heartbeat: async () => readHeartbeat(await ports.opened(), config),
    async work(given, { credentials } = {}) {
      const job = jobOf(given);
      const began = clock.elapsed();
      role.take(credentials);
      const fault = await runJob(await ports.opened(), settings, job);
      if (fault !== undefined) logLine("job-failed", { kind: job.kind, ...faultOf(fault) });
      logLine("job", { kind: job.kind, ms: Math.round(clock.elapsed() - began) });
    },
    async answer(typed, by) {
      const opened = await ports.opened();
      const { kind, message } = await runCommand(opened, settings, typed, by);
      // As all that leaves by `answers`.
      return { kind, message: withoutValues(opened.redactor)(message) };
    },
    close: () => ports.close(),
  };
}
