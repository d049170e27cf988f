import type { KnownBlock } from "@slack/types";
import type { Message } from "../../model/message.ts";
import type { Texts } from "../../text/catalogue.ts";
import { bold, bullets, context, header, plain, richText, text, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { clipSpoken, type Line, rich, spoken } from "./line.ts";
import { more } from "./plan-words.ts";

/** One bullet: its first line, and what stands below that. */
export type Entry = readonly Line[];

/** What belongs together under a heading; without one it follows the title. */
export interface Section {
  readonly heading?: string;
  readonly entries: readonly Entry[];
  /** Of the things that these are the first of; absent: there are no more. */
  readonly total?: number;
}

/** Of each part: room for "and N more". */
const CLOSING = 60;
/** What any later section may count on, so that a long one leaves something. */
const LEAST = 300;
const LONGEST_LINE = 700;

/**
 * An answer of several parts, each a list; what there is no room for is counted. `foot` is small print. `text` says the
 * same as the blocks, as far as its smaller room goes. Slack takes it whatever stands in it, as long as there are at
 * most 40 sections.
 */
export function answerInSections(
  title: string,
  sections: readonly Section[],
  foot: readonly string[],
  texts: Texts,
): Message {
  const told = sections.filter(({ entries }) => entries.length > 0);
  const small = foot.filter((line) => line !== "");
  const fixed = title.length + small.reduce((sum, line) => sum + line.length, 0);
  const shown = fitted(told, LIMITS.messageText - fixed, bare);
  const blocks: KnownBlock[] = [
    header(title),
    ...told.map((section, n) => blockOf(section, shown[n] ?? [], texts)),
    ...(small.length === 0 ? [] : [context(...small.map((line) => plain(line)))]),
  ];
  const beginning = spoken([title], 300);
  const end = small.map((line) => `\n${spoken([line], 300)}`).join("");
  const said = fitted(told, LIMITS.text - beginning.length - end.length, loud);
  const body = told.map((section, n) => saidOf(section, said[n] ?? [], texts));
  return { text: clipSpoken([beginning, ...body].join("\n"), LIMITS.text - end.length) + end, blocks };
}

function blockOf({ heading, entries, total = entries.length }: Section, shown: readonly Entry[], texts: Texts) {
  const rest = more(total - shown.length, texts).map((said) => words(text(said)));
  const items = [...shown.map((lines) => words(...rich(lines))), ...rest];
  return richText(...(heading === undefined ? [] : [words(bold(heading))]), bullets(...items));
}

function saidOf({ heading, entries, total = entries.length }: Section, said: readonly Entry[], texts: Texts): string {
  const lines = said.flatMap((entry) => entry.map((line) => spoken(line, LONGEST_LINE)));
  const rest = more(total - said.length, texts);
  return [...(heading === undefined ? [] : [spoken([heading], 100)]), ...lines, ...rest].join("\n");
}

/** The first entries of each section, as many as there is room for. */
function fitted(
  sections: readonly Section[],
  room: number,
  sizeOf: (line: Line) => number,
): readonly (readonly Entry[])[] {
  let left = room - sections.reduce((sum, { heading = "" }) => sum + heading.length + CLOSING, 0);
  return sections.map(({ entries }, n) => {
    const others = sections.slice(n + 1).reduce((sum, later) => sum + Math.min(LEAST, sizeOfAll(later, sizeOf)), 0);
    const kept: Entry[] = [];
    for (const entry of entries) {
      const size = sizeOfEntry(entry, sizeOf);
      if (size > left - others) break;
      kept.push(entry);
      left -= size;
    }
    return kept;
  });
}

const sizeOfEntry = (entry: Entry, sizeOf: (line: Line) => number): number =>
  entry.reduce((sum, line) => sum + sizeOf(line) + 1, 0);
const sizeOfAll = ({ entries }: Section, sizeOf: (line: Line) => number): number =>
  entries.reduce((sum, entry) => sum + sizeOfEntry(entry, sizeOf), 0);

/** As blocks count: not escaped, and no address. */
const bare = (line: Line): number =>
  line.reduce((sum, piece) => {
    if (typeof piece === "string") return sum + piece.length;
    return sum + ("stress" in piece ? piece.stress.length : 40);
  }, 0);
/** As top-level text counts. */
const loud = (line: Line): number => spoken(line, LONGEST_LINE).length;
