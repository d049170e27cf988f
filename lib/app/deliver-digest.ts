import type { ChannelId, PlanId } from "../model/brand.ts";
import { Conflict } from "../model/errors.ts";
import {
  advanceDigest,
  claimDigest,
  freeze,
  memberIds,
  nextDigest,
  settleMember,
  undigested,
} from "../notify/digest.ts";
import type { DigestRecord, Draft, PlanRecord } from "../notify/record.ts";
import type { Stored } from "../ports.ts";
import { count, type Delivery, reread, settle, turnIn } from "./deliver.ts";
import { digestKey, planKey, putRecord } from "./records.ts";
import { plainText } from "./render.ts";
import { look, send } from "./slack-call.ts";

/** The records a digest run works on; both maps are kept up to date. */
export interface DigestShelf {
  readonly shard: string;
  readonly plans: Map<PlanId, Stored<PlanRecord>>;
  readonly digests: Map<string, Stored<DigestRecord>>;
}

/**
 * Tells the plans that wait to be told together: freezes who is in, posts once, settles each member.
 *
 * A crash anywhere loses nothing: a frozen digest is a record and is taken up again, and who is not in one yet forms
 * the next.
 */
export async function deliverDigests(d: Delivery, shelf: DigestShelf): Promise<void> {
  const frozen = [...shelf.digests.values()].map((s) => s.value);
  const waiting = undigested(
    [...shelf.plans.values()].map((s) => s.value),
    frozen,
  );
  for (const [destination, plans] of waiting) await freezeOne(d, shelf, destination, plans);
  for (const stored of [...shelf.digests.values()]) await deliverOne(d, shelf, stored);
}

async function freezeOne(d: Delivery, shelf: DigestShelf, destination: ChannelId, plans: readonly PlanRecord[]) {
  const digest = freeze(destination, plans, d.clock.now());
  try {
    const stored = await putRecord(d.store, digestKey(shelf.shard, digest.key), digest, "absent");
    shelf.digests.set(digest.key, stored);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    // Somebody froze the same members a moment ago and will post them.
    d.tally.conflicts++;
  }
}

async function deliverOne(d: Delivery, shelf: DigestShelf, start: Stored<DigestRecord>): Promise<void> {
  let current = start;
  while (!d.stopped) {
    const step = nextDigest(current.value, d.clock.now());
    if (step.do === "settle") return settleMembers(d, shelf, current);
    if (step.do === "wait" || !(await turnIn(d, current.value.destination))) break;
    const claimed = await claimOne(d, current);
    if (claimed === undefined) break;
    current = await call(d, claimed, step);
  }
  shelf.digests.set(current.value.key, current);
}

async function claimOne(d: Delivery, current: Stored<DigestRecord>): Promise<Stored<DigestRecord> | undefined> {
  try {
    return await putRecord(d.store, current.key, claimDigest(current.value, d.clock.now()), current.version);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    d.tally.conflicts++;
    return undefined;
  }
}

async function call(
  d: Delivery,
  held: Stored<DigestRecord>,
  step: Extract<ReturnType<typeof nextDigest>, { do: "post" | "find" }>,
): Promise<Stored<DigestRecord>> {
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
  try {
    await d.store.remove(digest.key, digest.version);
    shelf.digests.delete(digest.value.key);
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
    d.tally.conflicts++;
  }
}
