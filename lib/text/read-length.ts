import { hours, type Ms, minutes, ms } from "../model/brand.ts";

const UNITS: Readonly<Record<string, Ms>> = {
  m: minutes(1),
  min: minutes(1),
  h: hours(1),
  d: hours(24),
  w: hours(7 * 24),
};

/** A length of time as people type it: `30m`, `24h`, `7d`; undefined when it is none, is nothing, or is too long. */
export function readLength(typed: string, longest?: Ms): Ms | undefined {
  const [, count, unit = ""] = /^(\d{1,6})(m|min|h|d|w)$/.exec(typed.toLowerCase()) ?? [];
  const length = Number(count ?? 0) * (UNITS[unit] ?? 0);
  return length > 0 && length <= (longest ?? Number.POSITIVE_INFINITY) ? ms(length) : undefined;
}
