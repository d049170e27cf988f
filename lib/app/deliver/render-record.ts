import { planSeal } from "../../approve/seal.ts";
import { OWN_ACCOUNT, type Sealed } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import { isWaiting } from "../../model/plan.ts";
import { deciderOf } from "../../notify/decided.ts";
import type { AnyTransition, Manner, PlanRecord, WatchedRecord } from "../../notify/record.ts";
import { INSTANCE_KINDS, type InstanceTransition } from "../../watch/instance-transition.ts";
import type { Transition } from "../../watch/transition.ts";
import type { Renderer } from "./render.ts";

/** The card of a plan or an instance. */
export const cardOf = (render: Renderer, record: WatchedRecord, manner: Manner): Message =>
  record.kind === "plan"
    ? render.card(record.facts, manner, decidable(record, manner))
    : render.instanceCard(record.facts, manner);

/** What people may decide on from this card now: while the plan waits, and where its card has buttons at all. */
function decidable({ facts, salt }: PlanRecord, { buttons }: Manner): Sealed | undefined {
  if (!buttons || !isWaiting(facts) || facts.gone) return undefined;
  const seal = planSeal(facts, salt);
  return seal === undefined ? undefined : { account: OWN_ACCOUNT, plan: facts.id, seal };
}

/** A note below it. */
export const noteOf = (
  render: Renderer,
  record: WatchedRecord,
  transitions: readonly AnyTransition[],
  manner: Manner,
): Message =>
  record.kind === "plan"
    ? render.note(record.facts, transitions.filter(isOfPlan), manner, (done) =>
        deciderOf(record, done, record.facts.history),
      )
    : render.instanceNote(record.facts, transitions.filter(isOfInstance), manner);

const KINDS: ReadonlySet<string> = new Set(INSTANCE_KINDS);
const isOfInstance = (t: AnyTransition): t is InstanceTransition => KINDS.has(t.kind);
const isOfPlan = (t: AnyTransition): t is Transition => !KINDS.has(t.kind);
