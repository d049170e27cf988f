/** The words for units of time in one language. */
export interface UnitWords {
  readonly day: string;
  readonly hour: string;
  readonly minute: string;
  readonly second: string;
}

/** The two largest units that follow each other, seconds only below a minute: `12 s`, `3 h 5 min`, `2 d`. */
export function lengthOf(seconds: number, { day, hour, minute, second }: UnitWords): string {
  const units: readonly (readonly [string, number])[] = [
    [day, 86_400],
    [hour, 3_600],
    [minute, 60],
    [second, 1],
  ];
  const first = units.findIndex(([, size]) => seconds >= size);
  if (first < 0) return `0 ${second}`;
  let rest = seconds;
  const parts = units.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { unit, count };
  });
  return parts
    .filter(({ unit, count }, place) => place === 0 || (count > 0 && unit !== second))
    .map(({ unit, count }) => `${count} ${unit}`)
    .join(" ");
}
