import type { Violation } from "../../lib/slack/validate-report.ts";

/** Each broken rule and its place, as Slack writes it: "must be a string [json-pointer:/blocks/0/block_id]". */
export const placesOf = (violations: readonly Violation[]): string[] =>
  violations.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);

/** The part of a refusal that names the places. */
export const namedPlaces = (violations: readonly Violation[]) => ({
  response_metadata: { messages: placesOf(violations).map((place) => `[ERROR] ${place}`) },
});
