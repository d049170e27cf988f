import { randomBytes } from "node:crypto";
import { never } from "../../model/never.ts";
import type { Clock, StateStore } from "../../ports.ts";
import { createMessenger } from "../../slack/web-messenger.ts";
import { CountedStore } from "../../store/counted-store.ts";
import { MemoryStore } from "../../store/memory-store.ts";
import { openPostgres } from "../../store/postgres-store.ts";
import { openSqlite } from "../../store/sqlite-store.ts";
import { textsFor } from "../../text/pick.ts";
import { redactorOf } from "../../text/redactor.ts";
import type { Config, StatePlace } from "../config/config.ts";
import { ownSecrets } from "../config/own-secrets.ts";
import type { DeliveryPorts } from "../deliver/deliver.ts";
import { discreetMessenger } from "../deliver/discreet-messenger.ts";
import { Pacer } from "../deliver/pacer.ts";
import { createRenderer } from "../deliver/render.ts";

/** What a process may bring along instead of the defaults. */
export interface Wiring {
  readonly clock: Clock;
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

/** All adapters but the catalog, each counting its calls. */
export function deliveryPorts(config: Config, { clock, store }: Required<Wiring>): DeliveryPorts {
  const counted = { slack: 0, store: 0 };
  const { token, apiUrl } = config.slack;
  const { keys, values } = config.redact;
  const redactor = redactorOf({ keys, values: [...values, ...ownSecrets(config)] });
  const messenger = createMessenger({ token, apiUrl, onCall: () => counted.slack++ });
  return {
    store: new CountedStore(store, () => counted.store++),
    messenger: discreetMessenger(messenger, redactor),
    redactor,
    clock,
    render: createRenderer({ ...config, texts: textsFor(config.locale) }),
    pacer: new Pacer(clock),
    chance: Math.random,
    me: randomBytes(6).toString("hex"),
    calls: () => ({ catalog: 0, ...counted }),
  };
}
