import type { Violation } from "../../lib/slack/validate-report.ts";

/** Each broken rule with its place, as Slack writes them: "must be less than 151 characters [json-pointer:/blocks/0]". */
export const placesOf = (violations: readonly Violation[]): string[] =>
  violations.map(({ message, pointer }) => `${message} [json-pointer:${pointer}]`);

/** The part of a refusal that names the places. */
export const namedPlaces = (violations: readonly Violation[]) => ({
  response_metadata: { messages: placesOf(violations).map((place) => `[ERROR] ${place}`) },
});
