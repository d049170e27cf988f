import type { ChannelId, PlanId } from "../model/brand.ts";
import {
  advanceDigest,
  beginDigest,
  claimDigest,
  type DigestStep,
  freeze,
  memberIds,
  nextDigest,
  settleMember,
  undigested,
} from "../notify/digest.ts";
import type { DigestRecord, Draft, PlanRecord } from "../notify/record.ts";
import type { Stored } from "../ports.ts";
import { count, type Delivery, reread, settle, turnIn } from "./deliver.ts";
import { digestKey, hotPrefix, planKey, putRecord, sortHot } from "./records.ts";
import { plainText } from "./render.ts";
import { unlessConflict } from "./run.ts";
import { look, send } from "./slack-call.ts";

/** The records a digest run works on; both maps are kept up to date. */
export interface DigestShelf {
  readonly shard: string;
  readonly plans: Map<PlanId, Stored<PlanRecord>>;
  readonly digests: Map<string, Stored<DigestRecord>>;
}

/**
 * Tells the plans that wait to be told together: begins a digest, freezes who is in, posts once, settles each member.
 *
 * One digest per destination at a time. Its members are read only after it was begun, and it is removed only after they
 * are settled: so nobody is in two, however many polls run at once. A crash anywhere loses nothing: the digest is a
 * record and is taken up again, and who is not in it forms the next.
 */
export async function deliverDigests(d: Delivery, shelf: DigestShelf): Promise<void> {
  for (const destination of undigested(valuesOf(shelf.plans)).keys()) await begin(d, shelf, destination);
  for (const stored of [...shelf.digests.values()]) await deliverOne(d, shelf, stored);
}

async function begin(d: Delivery, shelf: DigestShelf, destination: ChannelId): Promise<void> {
  const key = digestKey(shelf.shard, destination);
  if (shelf.digests.has(key) || d.stopped) return;
  const stored = await unlessConflict(d.tally, () => putRecord(d.store, key, beginDigest(destination), "absent"));
  if (stored !== undefined) shelf.digests.set(key, stored);
}

async function deliverOne(d: Delivery, shelf: DigestShelf, start: Stored<DigestRecord>): Promise<void> {
  let current = start;
  while (!d.stopped) {
    const step = nextDigest(current.value, d.clock.now());
    if (step.do === "settle") return settleMembers(d, shelf, current);
    if (step.do === "wait") break;
    let after: Stored<DigestRecord> | undefined;
    if (step.do === "gather") after = await gather(d, shelf, current);
    else if (await turnIn(d, current.value.destination)) after = await claimAndCall(d, current, step);
    if (after === undefined) break;
    current = after;
  }
}

/** Freezes who still waits, from records read just now; a digest that nobody is left for is taken away. */
async function gather(d: Delivery, shelf: DigestShelf, begun: Stored<DigestRecord>) {
  const { plans } = sortHot(await d.store.scan(hotPrefix(shelf.shard)));
  const { destination } = begun.value;
  const members = undigested(valuesOf(plans)).get(destination) ?? [];
  for (const { id } of members) shelf.plans.set(id, plans.get(id) as Stored<PlanRecord>);
  return unlessConflict(d.tally, async () => {
    if (members.length > 0) {
      return putRecord(d.store, begun.key, freeze(destination, members, d.clock.now()), begun.version);
    }
    await d.store.remove(begun.key, begun.version);
    return undefined;
  });
}

const valuesOf = (stored: ReadonlyMap<PlanId, Stored<PlanRecord>>): PlanRecord[] =>
  [...stored.values()].map((s) => s.value);

async function claimAndCall(d: Delivery, current: Stored<DigestRecord>, step: DigestCall) {
  const claimed = claimDigest(current.value, d.clock.now());
  const held = await unlessConflict(d.tally, () => putRecord(d.store, current.key, claimed, current.version));
  return held === undefined ? undefined : call(d, held, step);
}

type DigestCall = Extract<DigestStep, { do: "post" | "find" }>;

async function call(d: Delivery, held: Stored<DigestRecord>, step: DigestCall): Promise<Stored<DigestRecord>> {
  const digest = held.value;
  const claimed = digest.draft as Draft;
  const message = d.render.digest(digest);
  const mark = { type: "planbell_digest", key: digest.key } as const;
  const target = { channel: digest.destination };
  const outcome =
    step.do === "find"
      ? await look(d.messenger, mark, target, step.since)
      : await send(d.messenger, claimed.plain ? plainText(message) : message, target, mark);
  count(d, step, outcome);
  return settle(d, held, (record) => advanceDigest(record, claimed, outcome, d.clock.now(), d.chance()));
}

/** The digest's own record goes last: until then its members cannot form another. */
async function settleMembers(d: Delivery, shelf: DigestShelf, digest: Stored<DigestRecord>): Promise<void> {
  for (const id of memberIds(digest.value)) {
    const plan = shelf.plans.get(id) ?? (await reread<PlanRecord>(d, planKey(shelf.shard, id)));
    if (plan !== undefined) shelf.plans.set(id, await settle(d, plan, (record) => settleMember(record, digest.value)));
  }
  await unlessConflict(d.tally, () => d.store.remove(digest.key, digest.version));
}
