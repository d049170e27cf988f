import type { Message } from "../model/message.ts";
import type { AnyTransition, WatchedRecord } from "../notify/record.ts";
import { INSTANCE_KINDS, type InstanceTransition } from "../watch/instance-transition.ts";
import type { Transition } from "../watch/transition.ts";
import type { Renderer } from "./render.ts";

/** The card of a plan or an instance. */
export const cardOf = (render: Renderer, record: WatchedRecord): Message =>
  record.kind === "plan" ? render.card(record.facts) : render.instanceCard(record.facts);

/** A note below it. */
export const noteOf = (render: Renderer, record: WatchedRecord, transitions: readonly AnyTransition[]): Message =>
  record.kind === "plan"
    ? render.note(record.facts, transitions.filter(isOfPlan))
    : render.instanceNote(record.facts, transitions.filter(isOfInstance));

const KINDS: ReadonlySet<string> = new Set(INSTANCE_KINDS);
const isOfInstance = (t: AnyTransition): t is InstanceTransition => KINDS.has(t.kind);
const isOfPlan = (t: AnyTransition): t is Transition => !KINDS.has(t.kind);

const LOUD: ReadonlySet<AnyTransition["kind"]> = new Set([
  "plan.failed",
  "plan.preview-failed",
  "task.failed",
  "instance.error",
]);

/** A failure is everybody's to see: its note also shows in the channel. */
export const isLoud = (transitions: readonly AnyTransition[]): boolean =>
  transitions.some(({ kind }) => LOUD.has(kind));
