import { type Env, readConfig } from "../config.ts";
import { type HeartbeatReport, readHeartbeat } from "../heartbeat.ts";
import { deliveryPorts, openState, type Wiring } from "./adapters.ts";
import { latePorts } from "./late-ports.ts";
import { realClock } from "./real-clock.ts";

/** What works beside the poll, as often as wanted. */
export interface WorkerApp {
  /** Looks whether anybody polls, and tells when nobody does. @throws {StoreUnusable} {NewerFormat} */
  heartbeat(): Promise<HeartbeatReport>;
  close(): Promise<void>;
}

/**
 * The composition root of the working function. It never calls the catalog, and needs no credentials for it. Reads the
 * configuration at once and connects to nothing.
 * @param file what the config file parses to; undefined when there is none
 * @throws {ConfigFault}
 */
export function buildWorker(env: Env, file: unknown, wiring: Partial<Wiring> = {}): WorkerApp {
  const config = readConfig(env, file);
  const clock = wiring.clock ?? realClock;
  const ports = latePorts(async () => {
    const store = wiring.store ?? (await openState(config.state, clock));
    return deliveryPorts(config, { clock, store });
  });
  return {
    heartbeat: async () => readHeartbeat(await ports.opened(), config),
    close: () => ports.close(),
  };
}
