import { clean } from "./clean.ts";

/** One error as Terraform printed it: the frame and all control characters removed, the first line is the headline. */
export type ErrorBlock = readonly string[];

/** Enough for every cause that a reader would follow up. */
const MOST_BLOCKS = 20;
const MOST_LINES = 120;
/** UTF-16 units of the first error, and of each other, whose headline only is told: they bound what a log may cost. */
const FIRST_TEXT = 65_536;
const OTHER_TEXT = 8_192;
/** Longer lines are dumps; an error's headline comes first in them. */
const LONGEST_LINE = 8_192;

/** Of the end of a log: enough to see a secret whole that starts before the lines that are shown. */
const TAIL = 65_536;

const HEADLINE = /^\s*(?:Error:|Error applying plan|\[ERROR\] terraform-provider-)/;
/** Inside an error the provider's own headline is one more position, not one more error. */
const NEXT_ERROR = /^\s*Error:/;
/** How the SDKs print an error when nothing wraps it. */
const BARE_HEADLINE = /^\s*(?:SDKError:|SDK\.(?:Server|Client)Error|Aliyun API Error)/;
const FRAME = /^\s*[│┃|] ?/;
const FRAME_EDGE = /^\s*[╷╵]/;
/** What Terraform prints after an unframed error. */
const NEXT_THING =
  /^(?:Warning:|Plan: |Apply (?:complete|cancelled)|Destroy complete|Releasing state lock|Terraform does not automatically rollback|Outputs:|[\w.\-[\]"]+: (?:Still |Creat|Destr|Modif|Read|Refresh|Provision))/;

/**
 * The errors in a Terraform log, in order: framed (`╷ │ ╵`), plain, or the SDK's own.
 *
 * Skips from one occurrence of "Error" to the next, so that megabytes without errors cost one search.
 */
export function errorBlocks(log: string): readonly ErrorBlock[] {
  const found = blocksAt(log, /Error|ERROR/g, HEADLINE);
  return found.length > 0 ? found : blocksAt(log, /SDKError|SDK\.|Aliyun API/g, BARE_HEADLINE);
}

/** The last lines of a log that say anything, at most `count`. */
export function lastLines(log: string, count: number): readonly string[] {
  const near = clean(log.slice(-TAIL), { lines: true }).split("\n");
  return near.filter((line) => line.replace(FRAME, "").trim() !== "").slice(-count);
}

function blocksAt(log: string, hint: RegExp, headline: RegExp): ErrorBlock[] {
  const blocks: ErrorBlock[] = [];
  while (blocks.length < MOST_BLOCKS) {
    const hit = hint.exec(log);
    if (hit === null) break;
    const start = log.lastIndexOf("\n", hit.index) + 1;
    const first = lineAt(log, start);
    if (headline.test(unframed(first.line))) {
      const { lines, end } = readBlock(log, first, blocks.length === 0 ? FIRST_TEXT : OTHER_TEXT);
      blocks.push(lines);
      hint.lastIndex = end;
    } else hint.lastIndex = first.end;
  }
  return blocks;
}

interface Line {
  readonly line: string;
  /** Where the next line starts. */
  readonly end: number;
}

function lineAt(log: string, start: number): Line {
  const feed = log.indexOf("\n", start);
  const end = feed < 0 ? log.length : feed + 1;
  return { line: clean(log.slice(start, Math.min(end, start + LONGEST_LINE)), { lines: true }).trimEnd(), end };
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
