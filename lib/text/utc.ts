import type { EpochMs } from "../model/brand.ts";

/** An instant for readers without a time zone: `2026-11-23 16:00 UTC`. An impossible instant reads `unknown`. */
export function utc(at: EpochMs): string {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? "unknown" : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
