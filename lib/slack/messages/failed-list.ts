import type { EpochMs, Ms } from "../../model/brand.ts";
import type { Message } from "../../model/message.ts";
import type { Texts } from "../../text/catalogue.ts";
import { hintFor } from "../../text/hints/hint.ts";
import { shown } from "../../text/shown.ts";
import type { InstanceFacts } from "../../watch/instance-facts.ts";
import type { Failure, PlanFacts } from "../../watch/plan-facts.ts";
import { instanceStateOf } from "./instance-words.ts";
import type { Line } from "./line.ts";
import { type ListOptions, nameLink, secondsBetween } from "./pending-list.ts";
import { labelOf, stateOf } from "./plan-words.ts";
import { answerInSections, type Entry } from "./sections.ts";

/** Something that failed, and when. */
export type FailedThing = {
  readonly at: EpochMs;
  /** `ExecuteFailed`, `PreviewFailed`; of an instance `Error`. */
  readonly how: string;
  /** Absent where it has gone on since, or nothing is known. */
  readonly failure?: Failure | undefined;
} & (
  | { readonly what: "plan"; readonly facts: PlanFacts }
  | { readonly what: "instance"; readonly facts: InstanceFacts }
);

export interface FailedList {
  /** The newest first. */
  readonly failed: readonly FailedThing[];
  readonly within: Ms;
  readonly now: EpochMs;
  /** When the catalog was last read. */
  readonly asOf: EpochMs;
}

const MOST = 20;
const ERROR_LINE = 200;

/**
 * What failed: name, id, when, the first line of why, what helps, and the state it is in by now if that is another.
 * Whatever the facts hold, Slack takes the message and nobody is mentioned.
 */
export function failedList({ failed, within, now, asOf }: FailedList, options: ListOptions): Message {
  const { texts, label } = options;
  const seconds = within / 1_000;
  const title =
    failed.length === 0 ? texts.command.noFailures(seconds) : texts.command.failures(failed.length, seconds);
  const entries = failed.slice(0, MOST).map((one) => entryOf(one, options));
  const foot = [texts.command.asOf(secondsBetween(asOf, now))];
  return answerInSections(title + labelOf(label), [{ entries, total: failed.length }], foot, texts);
}

function entryOf(one: FailedThing, options: ListOptions): Entry {
  const { texts } = options;
  const { facts, at, how } = one;
  const id = shown(facts.id, 40);
  const [name, then, now] =
    one.what === "plan"
      ? [nameLink(one.facts, options), texts.state.status(how), stateOf(one.facts, texts)]
      : [
          { stress: shown(facts.name, 60, texts.state.unnamed) },
          texts.instance.status(how),
          instanceStateOf(one.facts, texts),
        ];
  const first: Line = [name, `${texts.digest.line(id, shown(then, 40), "", false)} · `, { at }];
  return [
    first,
    ...(one.failure === undefined ? [] : whyLines(one.failure, texts)),
    ...(now === shown(then, 40) ? [] : [[texts.command.nowIn(now)]]),
  ];
}

function whyLines(failure: Failure, texts: Texts): readonly Line[] {
  const hint = hintFor(failure);
  const said = failure.lines.find((line) => line.trim() !== "");
  return [
    [said === undefined ? texts.plan.noReason : shown(said, ERROR_LINE)],
    ...(hint === undefined ? [] : texts.hint(hint).map((line): Line => [line])),
  ];
}
