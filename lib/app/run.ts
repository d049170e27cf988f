import { type EpochMs, later, type Ms, ms, type PlanId, seconds } from "../model/brand.ts";
import { Conflict } from "../model/errors.ts";
import type { Routing } from "../notify/aims.ts";
import type { Telling } from "../notify/plan-record.ts";
import type { MuteRecord } from "../notify/record.ts";
import type { Catalog } from "../ports.ts";
import { type DangerLens, dangerLens } from "../watch/danger.ts";
import { type Delivery, type DeliveryPorts, deadlineOf, newDelivery } from "./deliver/deliver.ts";
import { logReader } from "./deliver/deliver-log.ts";
import type { Claimed } from "./deliver/deliver-record.ts";
import { Flood } from "./deliver/flood.ts";
import type { LaneName } from "./deliver/pacer.ts";
import { StackReader } from "./look/stack-reader.ts";
import type { Tally } from "./report.ts";

/** However short the interval, the catalog gets this much. */
const SHORTEST_LOOK: Ms = seconds(5);

export interface PollPorts extends DeliveryPorts {
  readonly catalog: Catalog;
  /** Unguessable: the key under which parameter values are remembered. */
  readonly newSalt: () => string;
}

export interface PollSettings extends Routing {
  /** `<account name or id>@<region>`; shards never share a record. */
  readonly shard: string;
  readonly interval: Ms;
  readonly firstRun: "cards" | "silent";
  /** How often provisioned products are listed; undefined = they are not watched. */
  readonly sweep?: Ms | undefined;
  /** Resource types that are dangerous to lose, besides those that Planbell knows; `*` stands for anything. */
  readonly dangerTypes: readonly string[];
  /** Watch and record, send nothing. */
  readonly paused: boolean;
}

/** One poll under way: what it works with, what it has counted, what it still has to do. */
export interface Run {
  readonly ports: PollPorts;
  readonly settings: PollSettings;
  /** Look, decide, report; write and send nothing. */
  readonly dry: boolean;
  readonly began: EpochMs;
  /** No further call to the catalog begins after it: the other half of the interval is for Slack. */
  readonly lookUntil: EpochMs;
  readonly tally: Tally;
  readonly delivery: Delivery;
  readonly flood: Flood;
  readonly lens: DangerLens;
  readonly stacks: StackReader;
  /** Once aborted nothing more is looked at. */
  readonly stop: AbortSignal;
  /** Calls whose claims were written with their records: they are made, or their claims taken back, in this run. */
  readonly ridden: Map<PlanId, Claimed>;
  /** How many of them wait in each lane. */
  readonly ahead: Map<LaneName, number>;
  /** Products that somebody has muted. */
  mutes: readonly MuteRecord[];
}

/** How a run differs from an ordinary poll. */
export interface RunKind {
  readonly dry?: boolean | undefined;
  readonly editsOnly?: boolean | undefined;
  readonly stop?: AbortSignal | undefined;
}

const NEVER = new AbortController().signal;

export function beginRun(
  ports: PollPorts,
  settings: PollSettings,
  { dry = false, editsOnly = false, stop = NEVER }: RunKind,
): Run {
  const { clock } = ports;
  const began = clock.now();
  const until = deadlineOf(clock, began, settings.interval);
  const delivery = newDelivery({ ...ports, taskLog: logReader(ports.catalog, ports.redactor) }, settings, {
    until,
    editsOnly,
    still: settings.paused || dry,
  });
  return {
    ports,
    settings,
    dry,
    began,
    lookUntil: later(began, ms(Math.max(settings.interval / 2, SHORTEST_LOOK))),
    tally: delivery.tally,
    delivery,
    flood: new Flood(),
    lens: dangerLens(settings.dangerTypes),
    stacks: new StackReader(ports.catalog, delivery.tally),
    stop,
    ridden: new Map(),
    ahead: new Map(),
    mutes: [],
  };
}

/** Where this run tells a plan's transitions. */
export const tellingOf = ({ settings, flood, mutes }: Run): Telling => ({
  routes: settings.routes,
  people: settings.people,
  fallback: settings.fallback,
  approvals: settings.approvals,
  accountName: settings.shard.split("@")[0] ?? "",
  crowded: flood.crowded,
  joined: flood.joined,
  mutes,
});

/**
 * What reaches nobody is told in the default destination, and here.
 * @param what the plan or instance @param places of the rules that take it
 */
export function warnOfNobody({ tally }: Run, what: string, places: readonly number[]): void {
  for (const place of places) {
    const text = `routes[${place}] takes ${what} and reaches nobody, so the default destination has it: map its people in \`people\`, or name a channel in its \`to\``;
    tally.warn("route-reaches-nobody", text, String(place));
  }
}

/** Undefined when somebody else's write came before: what was to be written is dropped. */
export async function unlessConflict<T>(tally: Tally, write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    tally.conflicts++;
    return undefined;
  }
}

/** Waits for all of them, also when one fails, so that nothing goes on behind the caller's back; then throws. */
export async function allOf(work: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((r) => r.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
