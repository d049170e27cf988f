import type { Message } from "../../model/message.ts";
import { never } from "../../model/never.ts";
import { clip } from "../../text/clip.ts";
import { shown } from "../../text/shown.ts";
import type { Notice } from "../../watch/transition.ts";
import { richText, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { type Line, rich, spoken } from "./line.ts";
import { labelOf, type PlanMessageOptions } from "./plan-words.ts";

/**
 * What people have to know of Planbell itself, one paragraph a notice. A blindness that was over when it could be told
 * is one paragraph with its end.
 */
export function watchNotice(notices: readonly Notice[], options: Pick<PlanMessageOptions, "texts" | "label">): Message {
  const isOver = notices.some((n) => n.kind === "watch.recovered");
  const told = notices.filter((n) => !(isOver && n.kind === "watch.blind"));
  const paragraphs = told.map((notice) => linesOf(notice, options));
  return {
    text: clip(paragraphs.flatMap((lines) => lines.map((line) => spoken(line, 400))).join("\n"), LIMITS.text),
    blocks: paragraphs.map((lines) => richText(words(...rich(lines)))),
  };
}

function linesOf(notice: Notice, { texts, label }: Pick<PlanMessageOptions, "texts" | "label">): readonly Line[] {
  const t = texts.watch;
  const title = (said: string): Line => [{ stress: said + labelOf(label) }];
  switch (notice.kind) {
    case "watch.blind":
      return [
        title(t.blind),
        [`${t.sinceWhen} `, { at: notice.since }],
        [notice.code === undefined ? t.nobodyPolls : t.listsFail(shown(notice.code, 80))],
        [t.blindMeans],
      ];
    case "watch.recovered": {
      const minutes = Math.floor((notice.until - notice.since) / 60_000);
      return [title(t.recovered), [t.wasBlind(minutes), " ", { at: notice.since }], [t.recoveredMeans]];
    }
    case "watch.refused":
      return [
        title(t.refused(shown(notice.destination, 40))),
        [t.refusedWhy(shown(notice.code, 80))],
        [t.refusedMeans(notice.code)],
      ];
    default:
      return never(notice);
  }
}
