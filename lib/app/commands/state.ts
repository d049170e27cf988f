import type { EpochMs, PlanId } from "../../model/brand.ts";
import { never } from "../../model/never.ts";
import { muteOfProduct, stillMuted } from "../../notify/mute.ts";
import type { MuteRecord, PlanRecord, PollRecord } from "../../notify/record.ts";
import type { ShownMute } from "../../slack/messages/mute-answer.ts";
import { secondsBetween } from "../../slack/messages/pending-list.ts";
import { donePlanKey, type Hot, hotPrefix, readRecord, sortHot } from "../records.ts";
import type { Asking } from "./asking.ts";
import { type Found, findPlan } from "./find.ts";

/** What Planbell knows, as the last poll left it. */
export interface State {
  readonly hot: Hot;
  /** Undefined until the first poll is through: till then nothing known is not the same as nothing there. */
  readonly poll: PollRecord | undefined;
  readonly now: EpochMs;
}

/** @throws {StoreUnusable} {NewerFormat} {RecordRefused} */
export async function readState({ ports, settings }: Asking): Promise<State> {
  const hot = sortHot(await ports.store.scan(hotPrefix(settings.shard)));
  const poll = hot.poll?.value;
  return { hot, poll: poll?.watermark === undefined ? undefined : poll, now: ports.clock.now() };
}

/** How old the state is, in words. */
export function ageOf({ poll, now }: State, { settings: { texts } }: Asking): string {
  return poll === undefined ? texts.command.neverRead : texts.command.asOf(secondsBetween(poll.heartbeat, now));
}

/**
 * The plan of that id or name; also one that is over, of which somebody may have copied the id.
 * @throws {StoreUnusable} {NewerFormat} {RecordRefused}
 */
export async function readPlan(asking: Asking, { hot }: Pick<State, "hot">, typed: string): Promise<Found<PlanRecord>> {
  const found = findPlan(hot, typed);
  const isById = found.kind === "one" && found.it.value.id.toLowerCase() === typed.trim().toLowerCase();
  // An id counts more than the name that another plan may have.
  const done = isById ? undefined : await readDone(asking, typed);
  if (done !== undefined) return { kind: "one", it: done };
  switch (found.kind) {
    case "one":
      return { kind: "one", it: found.it.value };
    case "several":
      return { kind: "several", all: found.all.map(({ value }) => value) };
    case "none":
      return found;
    default:
      return never(found);
  }
}

async function readDone({ ports, settings }: Asking, typed: string): Promise<PlanRecord | undefined> {
  if (!/^plan-/i.test(typed) || !isId(typed)) return undefined;
  const stored = await ports.store.get(donePlanKey(settings.shard, typed as PlanId));
  const record = stored && readRecord(stored);
  return record?.kind === "plan" ? record : undefined;
}

/** May it be an id of the catalog's? Nothing else is asked for. */
export const isId = (typed: string): boolean => /^[\w*-]{1,128}$/.test(typed);

/** Mutes that hold now: of the plan, and of its product. */
export function mutesOf({ facts, mute }: PlanRecord, { hot, now }: Pick<State, "hot" | "now">): readonly ShownMute[] {
  const own = stillMuted(mute, now);
  const product = { id: facts.productId, name: facts.productName };
  const products = muteOfProduct(allMutes(hot), product, now);
  return [
    ...(own === undefined ? [] : [{ name: facts.name, until: own.until, by: own.by }]),
    ...(products === undefined ? [] : [shownMute(products)]),
  ];
}

export const allMutes = (hot: Hot): readonly MuteRecord[] => [...hot.mutes.values()].map(({ value }) => value);

export const shownMute = ({ productName: name, until, by }: MuteRecord): ShownMute => ({ name, until, by });
