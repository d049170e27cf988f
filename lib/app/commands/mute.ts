import { later, type Ms } from "../../model/brand.ts";
import { Conflict } from "../../model/errors.ts";
import type { Message } from "../../model/message.ts";
import type { Mute } from "../../notify/decided.ts";
import { stillMuted } from "../../notify/mute.ts";
import { type MuteRecord, type PlanRecord, RECORD_FORMAT } from "../../notify/record.ts";
import { quoted, sentence } from "../../slack/messages/command-answer.ts";
import { mutedAnswer } from "../../slack/messages/mute-answer.ts";
import { type Namesake, namesakes, planNamesake } from "../../slack/messages/plan-answer.ts";
import { shown } from "../../text/shown.ts";
import { muteKey, putRecord, readRecord } from "../records.ts";
import { type Asking, listOptions } from "./asking.ts";
import { allOf, findPlan, findProduct } from "./find.ts";
import { readState } from "./state.ts";

/** Somebody else may write each time: a poll, or another who mutes. */
const TRIES = 5;

/** A plan or a product, to be muted or no longer. */
type Target =
  | { readonly what: "plan"; readonly key: string; readonly id: string; readonly name: string }
  | { readonly what: "product"; readonly key: string; readonly id: string; readonly name: string };

/**
 * Mutes a plan or a product, or mutes it anew: whoever does it last decides until when. Mentions that stand are left
 * alone.
 * @throws {StoreUnusable} {NewerFormat} {RecordRefused}
 */
export async function mute(asking: Asking, typed: string, length: Ms): Promise<Message> {
  const target = await targetOf(asking, typed);
  if ("message" in target) return target.message;
  const { settings, by, ports } = asking;
  const { texts } = settings;
  const until = later(ports.clock.now(), length);
  const written = await write(asking, target, { by: by.user, until });
  if (written === "busy") return sentence(texts.mute.busy);
  if (written === "gone") return sentence(texts.command.nothing(quoted(typed), ""));
  const ends = `${settings.command} unmute ${shown(target.id, 128)}`;
  return mutedAnswer({ name: target.name, until, by: by.user }, ends, settings);
}

/** Ends that; also of what was muted by somebody else. */
export async function unmute(asking: Asking, typed: string): Promise<Message> {
  const target = await targetOf(asking, typed);
  if ("message" in target) return target.message;
  const { texts } = asking.settings;
  const written = await write(asking, target, undefined);
  if (written === "busy") return sentence(texts.mute.busy);
  const name = shown(target.name, 100, texts.state.unnamed);
  return sentence((written === "done" ? texts.mute.unmuted : texts.mute.notMuted)(name));
}

/** What was typed, if that is one thing; else what to say instead. */
async function targetOf(asking: Asking, typed: string): Promise<Target | { readonly message: Message }> {
  const { settings } = asking;
  const { texts } = settings;
  const { hot, poll } = await readState(asking);
  if (poll === undefined) return { message: sentence(texts.command.neverRead) };
  const plans = findPlan(hot, typed);
  const products = findProduct(hot, typed);
  const all: readonly Namesake[] = [...plansOf(plans), ...productsOf(products)];
  const [only, ...more] = all;
  if (only === undefined) {
    const nearest = [plans, products].find((found) => found.kind === "none" && found.nearest !== "");
    return { message: sentence(texts.command.nothing(quoted(typed), nearest?.kind === "none" ? nearest.nearest : "")) };
  }
  if (more.length > 0) return { message: namesakes(typed, all, listOptions(asking)) };
  if (only.what === "product") return { ...only, key: muteKey(settings.shard, only.id) };
  const { facts } = only;
  return { what: "plan", id: facts.id, name: facts.name, key: hot.plans.get(facts.id)?.key ?? "" };
}

const plansOf = (found: ReturnType<typeof findPlan>): readonly Namesake[] =>
  allOf(found).map(({ value }) => planNamesake(value));

/** A product whose id nobody knows yet has no place for a mute. */
const productsOf = (found: ReturnType<typeof findProduct>): readonly Namesake[] =>
  allOf(found)
    .filter(({ id }) => id !== "")
    .map(({ id, name }) => ({ what: "product", id, name }));

/** What came of it: `none` was muted; it is `gone`; others wrote each time. */
type Written = "done" | "none" | "gone" | "busy";

/** @param muted undefined: no longer */
async function write(asking: Asking, target: Target, muted: Mute | undefined): Promise<Written> {
  for (let left = TRIES; left > 0; left--) {
    try {
      return await (target.what === "plan"
        ? writePlan(asking, target.key, muted)
        : writeProduct(asking, target, muted));
    } catch (error) {
      if (!(error instanceof Conflict)) throw error;
    }
  }
  return "busy";
}

async function writePlan({ ports }: Asking, key: string, muted: Mute | undefined): Promise<Written> {
  const { store, clock } = ports;
  const stored = await store.get(key);
  const record = stored && readRecord(stored);
  if (stored === undefined || record?.kind !== "plan") return "gone";
  const { mute: before, ...rest } = record;
  if (muted === undefined && stillMuted(before, clock.now()) === undefined) return "none";
  await putRecord<PlanRecord>(store, key, { ...rest, ...(muted === undefined ? {} : { mute: muted }) }, stored.version);
  return "done";
}

async function writeProduct({ ports }: Asking, { key, id, name }: Target, muted: Mute | undefined): Promise<Written> {
  const { store, clock } = ports;
  const stored = await store.get(key);
  const record = stored && readRecord(stored);
  const before = record?.kind === "mute" ? record : undefined;
  if (muted === undefined) {
    if (stored === undefined || stillMuted(before, clock.now()) === undefined) return "none";
    await store.remove(key, stored.version);
    return "done";
  }
  const value: MuteRecord = { format: RECORD_FORMAT, kind: "mute", productId: id, productName: name, ...muted };
  await putRecord(store, key, value, stored?.version ?? "absent");
  return "done";
}
