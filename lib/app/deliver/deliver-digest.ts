import type { ChannelId, PlanId, ProvisionedProductId } from "../../model/brand.ts";
import {
  advanceDigest,
  beginDigest,
  claimDigest,
  type DigestStep,
  freeze,
  isSettled,
  nextDigest,
  settleMember,
  undigested,
} from "../../notify/digest.ts";
import type { DigestMember, DigestRecord, WatchedRecord } from "../../notify/record.ts";
import type { Stored } from "../../ports.ts";
import {
  digestKey,
  type Hot,
  hotPrefix,
  instanceKey,
  keepIn,
  planKey,
  putRecord,
  sortHot,
  watchedIn,
} from "../records.ts";
import { allOf, unlessConflict } from "../run.ts";
import { type Delivery, isOver, settlingOf } from "./deliver.ts";
import { callAlone } from "./deliver-alone.ts";
import { reread, settle } from "./settle.ts";

/** The records a digest run works on; all maps are kept up to date. */
export interface DigestShelf extends Pick<Hot, "plans" | "instances" | "digests"> {
  readonly shard: string;
}

/** Cards of the plans that wait longest go before a digest, and it goes before the others. */
const AFTER_CARDS = 10;
/** So many digests of one destination follow each other in a run; more than a run has time for. */
const MOST_ROUNDS = 50;

/**
 * Tells the plans and instances that wait to be told together: begins a digest, freezes who is in, posts once, settles each member.
 *
 * One digest per destination at a time. Its members are read only after it was begun, and it is removed only after they
 * are settled: so nobody is in two, however many polls run at once. A crash anywhere loses nothing: the digest is a
 * record and is taken up again, and who is not in it forms the next.
 */
export async function deliverDigests(d: Delivery, shelf: DigestShelf): Promise<void> {
  const left = [...shelf.digests.values()].map((stored) => deliverOne(d, shelf, stored));
  await allOf(left);
  await allOf([...undigested(valuesOf(shelf)).keys()].map((destination) => deliverTo(d, shelf, destination)));
}

/** Whoever finds no place in one digest is in the next. */
async function deliverTo(d: Delivery, shelf: DigestShelf, destination: ChannelId): Promise<void> {
  for (let rounds = 0; rounds < MOST_ROUNDS && !isOver(d); rounds++) {
    const begun = undigested(valuesOf(shelf)).has(destination) ? await begin(d, shelf, destination) : undefined;
    if (begun === undefined || !(await deliverOne(d, shelf, begun))) return;
  }
}

async function begin(d: Delivery, shelf: DigestShelf, destination: ChannelId) {
  const key = digestKey(shelf.shard, destination);
  if (shelf.digests.has(key)) return undefined;
  return unlessConflict(d.tally, () => putRecord(d.store, key, beginDigest(destination), "absent"));
}

/** True when it was told to its end, and another may begin. */
async function deliverOne(d: Delivery, shelf: DigestShelf, start: Stored<DigestRecord>): Promise<boolean> {
  let current = start;
  while (!d.halt.done) {
    const step = nextDigest(current.value, d.clock.now());
    if (step.do === "settle") return settleMembers(d, shelf, current);
    if (step.do === "wait") break;
    let after: Stored<DigestRecord> | undefined;
    if (step.do === "gather") after = await gather(d, shelf, current);
    else after = await call(d, current, step);
    if (after === undefined) break;
    current = after;
  }
  shelf.digests.set(start.key, current);
  return false;
}

/** Freezes who still waits, from records read just now; a digest that nobody is left for is taken away. */
async function gather(d: Delivery, shelf: DigestShelf, begun: Stored<DigestRecord>) {
  const hot = sortHot(await d.store.scan(hotPrefix(shelf.shard)));
  const { destination } = begun.value;
  const members = undigested(valuesOf(hot)).get(destination) ?? [];
  const isMember = new Set(members);
  for (const stored of watchedIn(hot)) if (isMember.has(stored.value)) keepIn(shelf, stored);
  return unlessConflict(d.tally, async () => {
    if (members.length > 0) {
      return putRecord(
        d.store,
        begun.key,
        freeze(destination, members, d.clock.now(), d.localeAt(destination)),
        begun.version,
      );
    }
    await d.store.remove(begun.key, begun.version);
    return undefined;
  });
}

const valuesOf = (shelf: Pick<Hot, "plans" | "instances">): WatchedRecord[] => watchedIn(shelf).map((s) => s.value);

function call(d: Delivery, current: Stored<DigestRecord>, step: DigestCall) {
  const { key, destination } = current.value;
  return callAlone(d, current, {
    channel: destination,
    mark: { type: "planbell_digest", key },
    message: d.render.digest(current.value),
    sought: step.do === "find" ? step : undefined,
    rank: AFTER_CARDS,
    claim: (digest) => claimDigest(digest, d.clock.now(), d.me),
    draft: (claimed) => claimed.draft,
    settle: (digest, claimed, outcome) => advanceDigest(digest, claimed, outcome, settlingOf(d)),
  });
}

type DigestCall = Extract<DigestStep, { do: "post" | "find" }>;

/**
 * The digest's own record goes last: until then its members cannot form another. It stays for the next run when a member
 * could not be settled in time.
 * @returns true when it is gone, and another may begin
 */
async function settleMembers(d: Delivery, shelf: DigestShelf, { key, version, value }: Stored<DigestRecord>) {
  let all = true;
  for (const member of value.members) {
    const record = keptOf(shelf, member) ?? (await reread<WatchedRecord>(d, keyOf(shelf.shard, member)));
    if (record === undefined) continue;
    const settled = await settle(d, record, (now) => settleMember(now, value, d.fallback, d.localeAt(d.fallback)));
    keepIn(shelf, settled);
    all &&= isSettled(settled.value, value, d.fallback);
  }
  if (!all) return false;
  await unlessConflict(d.tally, () => d.store.remove(key, version));
  shelf.digests.delete(key);
  return true;
}

const keptOf = (shelf: DigestShelf, { id, instance }: DigestMember): Stored<WatchedRecord> | undefined =>
  instance ? shelf.instances.get(id as ProvisionedProductId) : shelf.plans.get(id as PlanId);

const keyOf = (shard: string, { id, instance }: DigestMember): string =>
  instance ? instanceKey(shard, id as ProvisionedProductId) : planKey(shard, id as PlanId);
