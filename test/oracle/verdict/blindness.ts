import type { View } from "./sights.ts";

/** So many intervals without a look at both lists are told of, and at least so many milliseconds. */
const INTERVALS = 3;
const SHORTEST = 15_000;
/** What lies between two instants that count as the same here. */
const SLACK = 90_000;

/** Being blind for three intervals is told; being blind for less is not. */
export function noticesAmiss(
  { sights, first }: View,
  notices: readonly { readonly at: number; readonly text: string }[],
  interval: number,
): string[] {
  const patience = Math.max(INTERVALS * interval, SHORTEST);
  const watching = sights.filter(({ whole }, n) => whole || n === 0);
  const amiss: string[] = [];
  watching.forEach((sight, n) => {
    const before = watching[n - 1];
    if (before === undefined || first < 0) return;
    const told = notices.filter(({ at }) => at >= sight.began && at <= sight.ended);
    const gap = sight.began - before.ended;
    const ends = told.filter(({ text }) => text.startsWith("Planbell sees again")).length;
    if (gap > patience + SLACK && ends !== 1) amiss.push(`a gap of ${gap} ms was told ${ends} times`);
    if (sight.began - before.began < patience && told.length > 0)
      amiss.push(`no gap, but it was told: ${told[0]?.text}`);
  });
  return amiss;
}
