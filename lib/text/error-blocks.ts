import { clean } from "./clean.ts";
import { isPlace, plainly } from "./error-essence.ts";

/** One error as Terraform printed it: the frame and all control characters removed, the first line is the headline. */
export type ErrorBlock = readonly string[];

/** Enough for every cause that a reader would follow up. */
const MOST_BLOCKS = 20;
const MOST_LINES = 120;
/** UTF-16 units of the first error, and of each other, whose headline only is told: they bound what a log may cost. */
const FIRST_TEXT = 65_536;
const OTHER_TEXT = 8_192;
/**
 * Longer lines are dumps; an error's headline comes first in them. Far more than is shown of a line, so that what is
 * cut here in the middle of a secret is not shown.
 */
const LONGEST_LINE = 8_192;

/** Of the end of a log: enough to see a secret whole that starts before the lines that are shown. */
const TAIL = 65_536;

/** How a kind of error is found: by a word that is searched for, then by the line that holds it. */
interface Kind {
  readonly word: RegExp;
  readonly headline: RegExp;
  /** Whether what was read is one; absent where the headline says so. */
  readonly holds?: (block: ErrorBlock) => boolean;
}

/** The likeliest first; a kind is looked for only where the ones before it are not found. */
const KINDS: readonly Kind[] = [
  {
    word: /Error|ERROR|panic: \S/g,
    headline: /^\s*(?:Error:|Error applying plan|\[ERROR\] terraform-provider-|panic: )/,
  },
  // How the SDKs print an error when nothing wraps it, and Terraform before 0.10 a list of them.
  {
    word: /SDKError|SDK\.|Aliyun API|error\(s\)/g,
    headline: /^\s*(?:SDKError:|SDK\.(?:Server|Client)Error|Aliyun API Error|\d{1,9} error\(s\) occurred:)/,
  },
  // What is left of a framed error whose beginning was cut off.
  {
    word: /[│┃]/g,
    headline: /^/,
    holds: (block) =>
      !/^\s*Warning:/.test(block[0] ?? "") && block.some((line) => isPlace(plainly(line)) || /^\s*Message:/.test(line)),
  },
];

/** Before a headline stand frames, brackets, numbers and colours, but no words: most lines need no closer look. */
const WORDS = /[A-Za-z]{2}/;
/** Where nothing is hidden, words are words. */
const PRINTED = /^[\t -~]*$/;
/** UTF-16 units of a line in which such words are looked for. */
const FAR = 200;

/** Inside an error the provider's own headline is one more position, not one more error. */
const NEXT_ERROR = /^\s*Error:/;
const FRAME = /^\s*[│┃|] ?/;
const FRAME_EDGE = /^\s*[╷╵]/;
/** What Terraform prints after an unframed error. */
const NEXT_THING =
  /^(?:Warning:|Plan: |Apply (?:complete|cancelled)|Destroy complete|Releasing state lock|Terraform does not automatically rollback|Outputs:|Stack trace from |panic: |[\w.\-[\]"]+: (?:Still |Creat|Destr|Modif|Read|Refresh|Provision))/;

/**
 * The errors in a Terraform log, in order: framed (`╷ │ ╵`), plain, or the SDK's own; of a log whose beginning is
 * missing, the rest of one.
 *
 * Skips from one occurrence of a word to the next, so that megabytes without errors cost one search for each kind.
 */
export function errorBlocks(log: string): readonly ErrorBlock[] {
  for (const kind of KINDS) {
    const found = blocksOf(log, kind);
    if (found.length > 0) return found;
  }
  return [];
}

/** The last lines of a log that say anything, at most `count`. */
export function lastLines(log: string, count: number): readonly string[] {
  const near = clean(log.slice(-TAIL), { lines: true }).split("\n");
  return near.filter((line) => unframed(line).trim() !== "").slice(-count);
}

function blocksOf(log: string, { word, headline, holds }: Kind): ErrorBlock[] {
  const blocks: ErrorBlock[] = [];
  const search = new RegExp(word);
  while (blocks.length < MOST_BLOCKS) {
    const hit = search.exec(log);
    if (hit === null) break;
    const start = log.lastIndexOf("\n", hit.index) + 1;
    const before = log.slice(start, Math.min(hit.index, start + FAR));
    if (WORDS.test(before) && PRINTED.test(before)) {
      search.lastIndex = lineEnd(log, hit.index);
      continue;
    }
    const first = lineAt(log, start);
    search.lastIndex = first.end;
    if (!headline.test(unframed(first.line))) continue;
    const { lines, end } = readBlock(log, first, blocks.length === 0 ? FIRST_TEXT : OTHER_TEXT);
    search.lastIndex = end;
    if (holds === undefined || holds(lines)) blocks.push(lines);
  }
  return blocks;
}

interface Line {
  readonly line: string;
  /** Where the next line starts. */
  readonly end: number;
}

function lineEnd(log: string, from: number): number {
  const feed = log.indexOf("\n", from);
  return feed < 0 ? log.length : feed + 1;
}

function lineAt(log: string, start: number): Line {
  const end = lineEnd(log, start);
  // Cleaned before it is cut: escapes must not make the part that is seen short.
  return { line: clean(log.slice(start, end), { lines: true }).slice(0, LONGEST_LINE).trimEnd(), end };
}

const unframed = (line: string): string => line.replace(FRAME, "");

function readBlock(log: string, first: Line, room: number): { lines: ErrorBlock; end: number } {
  const framed = FRAME.test(first.line);
  const lines = [unframed(first.line)];
  let end = first.end;
  let left = room - first.line.length;
  while (end < log.length && lines.length < MOST_LINES && left > 0) {
    const next = lineAt(log, end);
    if (FRAME_EDGE.test(next.line) || (framed && !FRAME.test(next.line))) break;
    const line = unframed(next.line);
    if (NEXT_ERROR.test(line) || (!framed && NEXT_THING.test(line))) break;
    lines.push(line);
    left -= line.length;
    end = next.end;
  }
  return { lines, end };
}
