import { type EpochMs, type Ms, ms, seconds } from "../model/brand.ts";
import type { PollRecord } from "../notify/record.ts";
import { announce } from "../notify/watch-record.ts";
import type { Stored } from "../ports.ts";
import { isSilent, judgeSilence, silenceOf } from "../watch/blindness.ts";
import { type Delivery, type DeliveryPorts, deadlineOf, newDelivery } from "./deliver/deliver.ts";
import { deliverNotices } from "./deliver/deliver-notices.ts";
import { reread } from "./deliver/settle.ts";
import { pollKey, putRecord } from "./records.ts";
import { type PollReport, since } from "./report.ts";
import { type PollSettings, unlessConflict } from "./run.ts";

/** However seldom it polls: a function that only reads the heartbeat is not given longer. */
const LONGEST_RUN: Ms = seconds(60);

export type HeartbeatSettings = Pick<PollSettings, "shard" | "routes" | "fallback" | "interval" | "paused">;

/** What one look at the heartbeat found and did; counts as in the report of a poll. */
export interface HeartbeatReport extends Pick<PollReport, "at" | "kinds" | "posted" | "warnings" | "calls" | "ms"> {
  /** False when nobody has read the catalog's lists for too long, or ever. */
  readonly ok: boolean;
  /** How long ago they were read; absent when nobody has polled yet. */
  readonly ageMs?: Ms;
}

/**
 * Tells in place of a poll that is dead that nothing is seen, once while that lasts, and sends what notices are owed.
 * A poll that is alive is left alone; when it comes back it tells the end by itself.
 *
 * Repeating it is always safe, also beside a poll or another of its kind.
 * @throws {StoreUnusable} when the state fails
 * @throws {NewerFormat} before anything is sent
 */
export async function readHeartbeat(ports: DeliveryPorts, settings: HeartbeatSettings): Promise<HeartbeatReport> {
  const { calls, clock } = ports;
  const { shard, interval, paused } = settings;
  const before = calls();
  const began = clock.now();
  const until = deadlineOf(clock, began, LONGEST_RUN);
  const d = newDelivery(ports, settings, { until, editsOnly: false, still: paused });
  const poll = await reread<PollRecord>(d, pollKey(shard));
  if (poll === undefined) d.tally.warn("no-heartbeat", NEVER_POLLED);
  const ok = poll !== undefined && !(await tellSilence(d, poll, began, silenceOf(interval)));
  return {
    ok,
    at: new Date(began).toISOString(),
    ...(poll === undefined ? {} : { ageMs: ms(began - poll.value.heartbeat) }),
    kinds: d.tally.kinds,
    posted: d.tally.posted,
    warnings: d.tally.warnings,
    calls: since(before, calls()),
    ms: clock.now() - began,
  };
}

const NEVER_POLLED =
  "nobody has polled on this state yet: see the log of the polling function, and whether its timer is on and both have the same PLANBELL_STATE and SERVICE_CATALOG_ENDPOINT";

/** Writes that nobody polls and sends it, with what else is owed. @returns false when somebody does */
async function tellSilence(d: Delivery, poll: Stored<PollRecord>, now: EpochMs, patience: Ms): Promise<boolean> {
  const { key, value, version } = poll;
  if (!isSilent(value, now, patience)) return false;
  const notices = judgeSilence(value, now, patience);
  const told = announce(value, notices, now, d.fallback);
  // Whoever wrote before this is alive, and tells by itself.
  const stored = told === value ? poll : await unlessConflict(d.tally, () => putRecord(d.store, key, told, version));
  if (stored === undefined) return false;
  for (const { kind } of notices) d.tally.told(kind);
  const last = new Date(value.heartbeat).toISOString();
  d.tally.warn("watch-blind", `nothing has been seen since ${last}: see the log and the timer of the polling function`);
  await deliverNotices(d, stored);
  return true;
}
