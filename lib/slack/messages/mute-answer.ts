import type { EpochMs } from "../../model/brand.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import { type Line, labelled } from "./line.ts";
import { labelOf, type PlanMessageOptions } from "./plan-words.ts";
import { answerInSections } from "./sections.ts";
import { personPiece } from "./slack-places.ts";

/** Of a plan or a product, by name. */
export interface ShownMute {
  readonly name: string;
  readonly until: EpochMs;
  /** Who said so, in Slack. */
  readonly by: string;
}

/** `vpc-prod is muted · Until: <when> · By: @lin` */
export const muteLine = ({ name, until, by }: ShownMute, texts: Texts): Line => [
  { stress: texts.mute.muted(shown(name, 60)) },
  " · ",
  ...labelled(texts, texts.mute.until, { at: until }),
  " · ",
  ...labelled(texts, texts.mute.by, personPiece(by)),
];

/** What was muted, until when, by whom, what that means and how it ends. @param usage the command that ends it */
export function mutedAnswer(mute: ShownMute, usage: string, options: Pick<PlanMessageOptions, "texts" | "label">) {
  const { texts, label } = options;
  const lines: readonly Line[] = [
    labelled(texts, texts.mute.until, { at: mute.until }),
    labelled(texts, texts.mute.by, personPiece(mute.by)),
    [texts.mute.means],
    [texts.mute.ends(usage)],
  ];
  const title = texts.mute.muted(shown(mute.name, 100)) + labelOf(label);
  return answerInSections(title, [{ entries: lines.map((line) => [line]) }], [], texts);
}
