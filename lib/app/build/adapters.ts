import { randomBytes } from "node:crypto";
import { createCatalog } from "../../catalog/pop-catalog.ts";
import { createRpc } from "../../catalog/rpc.ts";
import { never } from "../../model/never.ts";
import type { Clock, StateStore } from "../../ports.ts";
import { createMessenger } from "../../slack/web-messenger.ts";
import { CountedStore } from "../../store/counted-store.ts";
import { MemoryStore } from "../../store/memory-store.ts";
import { openPostgres } from "../../store/postgres-store.ts";
import { openSqlite } from "../../store/sqlite-store.ts";
import { textsFor } from "../../text/pick.ts";
import type { Config, Credentials, StatePlace } from "../config.ts";
import { Pacer } from "../pacer.ts";
import { createRenderer } from "../render.ts";
import type { PollPorts } from "../run.ts";

/** What a process may bring along instead of the defaults. */
export interface Wiring {
  readonly clock: Clock;
  /** Asked before every call to the catalog; a function's role changes its keys while the instance lives. */
  readonly credentials: () => Promise<Credentials>;
  /** A store that is open already; otherwise the one the configuration names is opened. */
  readonly store?: StateStore;
}

/** @throws {StoreUnusable} when it cannot be opened: the message says what to mend */
export async function openState(place: StatePlace, clock: Clock): Promise<StateStore> {
  const now = () => clock.now();
  switch (place.kind) {
    case "memory":
      return new MemoryStore();
    case "sqlite":
      return openSqlite(place.path, now);
    case "postgres":
      return openPostgres(place.url, now);
    default:
      return never(place);
  }
}

/** All adapters of a poll, each counting its calls. */
export function pollPorts(config: Config, wiring: Wiring & { readonly store: StateStore }): PollPorts {
  const counted = { catalog: 0, slack: 0, store: 0 };
  const { clock, credentials } = wiring;
  const rpc = createRpc({ endpoint: config.catalog.endpoint, credentials, clock, onCall: () => counted.catalog++ });
  return {
    catalog: createCatalog(rpc),
    store: new CountedStore(wiring.store, () => counted.store++),
    messenger: createMessenger({ ...config.slack, onCall: () => counted.slack++ }),
    clock,
    render: createRenderer({ texts: textsFor(config.locale), label: config.label, consolePlan: config.consolePlan }),
    pacer: new Pacer(clock),
    chance: Math.random,
    me: randomBytes(6).toString("hex"),
    newSalt: () => randomBytes(16).toString("hex"),
    calls: () => ({ ...counted }),
  };
}
