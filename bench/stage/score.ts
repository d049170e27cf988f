/** How much to measure: the whole of it, or a little to see that it still can be measured. */
export interface Effort {
  /** Every run is repeated with so many seeds. */
  readonly seeds: number;
  /** In a burst. */
  readonly notes: number;
  /** Plans that are watched. */
  readonly plans: number;
  /** How many plans the catalog holds, for each run of what must not grow with them. */
  readonly stocks: readonly number[];
  /** Plans that are listed. */
  readonly rows: number;
  /** Calls of a client between two readings of its CPU time, and answers of a function between two of their time. */
  readonly calls: number;
  /** Starts of a function that make up one run. */
  readonly starts: number;
  /** Small instances are given so many times their share of a processor. */
  readonly haste: number;
  /** Bytes of the longest log. */
  readonly text: number;
}

/** One figure of the bench. */
export type Figure = (effort: Effort) => Promise<readonly Score[]>;

/** One line of the scoreboard: the same measure of Planbell and of what it is measured beside, in the same run. */
export interface Score {
  /** What is measured, and its unit; lines of the same title stand together. */
  readonly title: string;
  /** Under which circumstances. */
  readonly line: string;
  /** One for each run. */
  readonly ours: readonly number[];
  readonly baseline: { readonly name: string; readonly values: readonly number[] };
  /** What no run may exceed; undefined for what is only shown. */
  readonly goal?: number | undefined;
}

/** Undefined when there is no goal. */
export const isMet = ({ ours, goal }: Score): boolean | undefined =>
  goal === undefined ? undefined : ours.length > 0 && ours.every((value) => value <= goal);

/** The scoreboard as lines of text: medians, with the least and the most where runs differ. */
export function scoreboard(scores: readonly Score[]): string[] {
  const titles = [...new Set(scores.map(titleOf))];
  const rows = titles.flatMap((title) => [[title], ...scores.filter((s) => titleOf(s) === title).map(rowOf)]);
  const table = [["", "Planbell", "beside it", "ratio", "goal"], ...rows];
  const cells = table.filter((row) => row.length > 1);
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return table.map((row) => {
    const padded = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    return padded.join("  ").trimEnd();
  });
}

const titleOf = ({ title, baseline }: Score): string => `${title}; beside ${baseline.name}`;

function rowOf(score: Score): string[] {
  const { line, ours, baseline, goal } = score;
  const verdict = goal === undefined ? ["", "shown"] : [`<= ${shown(goal)}`, isMet(score) ? "met" : "NOT MET"];
  return [`  ${line}`, spreadOf(ours), spreadOf(baseline.values), ratioOf(score), ...verdict];
}

/** Of the medians. */
function ratioOf({ ours, baseline }: Score): string {
  const beside = median(baseline.values);
  return beside === 0 ? "-" : (median(ours) / beside).toFixed(3);
}

function spreadOf(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)].map(shown);
  return least === most ? `${most}` : `${shown(median(values))} (${least}..${most})`;
}

const shown = (value: number): string => (Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 3 : 1));

/** The middle one, or the upper of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
