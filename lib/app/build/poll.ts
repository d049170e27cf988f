import { type Config, type Credentials, type Env, readConfig } from "../config/config.ts";
import { type PollOptions, poll } from "../poll.ts";
import type { PollReport } from "../report.ts";
import { openState } from "./adapters.ts";
import { latePorts } from "./late-ports.ts";
import { type PollWiring, pollPorts } from "./poll-adapters.ts";
import { realClock } from "./real-clock.ts";
import { roleOf } from "./role.ts";

/** A poll that is ready to run, as often as wanted; one at a time. */
export interface PollApp {
  readonly config: Config;
  /**
   * @param options.credentials of this run; needed where the environment brings none
   * @throws {StoreUnusable} {NewerFormat}
   */
  poll(options?: PollOptions & { readonly credentials?: Credentials }): Promise<PollReport>;
  /** Opens the state now, to learn at once whether it can be used. @throws {StoreUnusable} {NewerFormat} */
  open(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The composition root of the polling function. Reads the configuration at once and connects to nothing; the state is
 * opened by the first run, and again by the next when that failed.
 * @param file what the config file parses to; undefined when there is none
 * @throws {ConfigFault}
 */
export function buildPoll(env: Env, file: unknown, wiring: Partial<PollWiring> = {}): PollApp {
  const config = readConfig(env, file);
  const clock = wiring.clock ?? realClock;
  const role = roleOf(config.catalog.credentials);
  const ports = latePorts(async () => {
    const store = wiring.store ?? (await openState(config.state, clock));
    return pollPorts(config, { clock, credentials: wiring.credentials ?? role.credentials, store });
  });
  return {
    config,
    async poll(options = {}) {
      role.take(options.credentials);
      return poll(await ports.opened(), config, options);
    },
    async open() {
      await ports.opened();
    },
    close: () => ports.close(),
  };
}
