import { type EpochMs, earlier, hours, type Ms, minutes } from "../../model/brand.ts";
import type { Message } from "../../model/message.ts";
import type { InstanceRecord, PlanRecord, WatchedRecord } from "../../notify/record.ts";
import { sentence } from "../../slack/messages/command-answer.ts";
import { type FailedThing, failedList } from "../../slack/messages/failed-list.ts";
import { INSTANCE_FAILURES } from "../../watch/instance-transition.ts";
import { isFailed } from "../look/plan-facts.ts";
import { donePrefix, readRecord, watchedIn } from "../records.ts";
import { type Asking, listOptions } from "./asking.ts";
import { readState } from "./state.ts";

/** What is over stays among the hot records that long: only beyond it the others are looked at. */
const KEPT_HOT = hours(24);

/** Plans and provisioned products that failed within that time, the newest first; each with its last failure. */
export async function failed(asking: Asking, within: Ms): Promise<Message> {
  const { hot, poll, now } = await readState(asking);
  if (poll === undefined) return sentence(asking.settings.texts.command.neverRead);
  const since = earlier(now, within);
  const recent = watchedIn(hot).map(({ value }) => value);
  const known = new Set<string>(recent.map(({ id }) => id));
  // What came back is in both places.
  const older = within > KEPT_HOT ? (await done(asking)).filter(({ id }) => !known.has(id)) : [];
  const records = [...recent, ...older];
  const plans = records.flatMap((record) => (record.kind === "plan" ? failureOfPlan(record, since) : []));
  const instances = records.flatMap((record) =>
    record.kind === "instance" ? failureOfInstance(record, since).filter((one) => !isToldBy(plans, one)) : [],
  );
  const all = [...plans, ...instances].toSorted((a, b) => b.at - a.at || (a.facts.id < b.facts.id ? -1 : 1));
  return failedList({ failed: all, within, now, asOf: poll.heartbeat }, listOptions(asking));
}

async function done({ ports, settings }: Asking): Promise<readonly WatchedRecord[]> {
  const records = (await ports.store.scan(donePrefix(settings.shard))).map(readRecord);
  return records.filter((record) => record.kind === "plan" || record.kind === "instance");
}

const HOW: Readonly<Record<string, string>> = {
  "plan.failed": "ExecuteFailed",
  "plan.preview-failed": "PreviewFailed",
};

function failureOfPlan({ facts, events }: PlanRecord, since: EpochMs): readonly FailedThing[] {
  const isNow = isFailed(facts.status);
  const event = events.findLast(({ kind }) => Object.hasOwn(HOW, kind));
  const at = isNow ? facts.since : event?.at;
  if (at === undefined || at < since) return [];
  const how = isNow ? facts.status : (HOW[event?.kind ?? ""] ?? "");
  return [{ what: "plan", facts, at, how, failure: isNow ? (facts.failure ?? NO_REASON) : undefined }];
}

/** Failed, and nobody knows why. */
const NO_REASON = { lines: [], source: "none" } as const;

function failureOfInstance({ facts, events }: InstanceRecord, since: EpochMs): readonly FailedThing[] {
  const isNow = facts.status === "Error" && facts.gone !== true;
  const event = events.findLast(({ kind }) => INSTANCE_FAILURES.some((failure) => failure === kind));
  const at = isNow ? facts.since : event?.at;
  if (at === undefined || at < since) return [];
  return [{ what: "instance", facts, at, how: "Error", failure: isNow ? (facts.failure ?? NO_REASON) : undefined }];
}

/** Where a task is not known, that near to each other are one failure. */
const SAME: Ms = minutes(5);

/** Did one of these plans fail to run, in the same task? Then that is one failure. */
const isToldBy = (plans: readonly FailedThing[], { facts, failure, at }: FailedThing): boolean =>
  plans.some((plan) => {
    if (plan.what !== "plan" || plan.facts.provisionedProductId !== facts.id || plan.how !== "ExecuteFailed")
      return false;
    const [one, other] = [failure?.taskId, plan.failure?.taskId];
    return one === undefined || other === undefined ? Math.abs(at - plan.at) <= SAME : one === other;
  });
