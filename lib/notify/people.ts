import type { ChannelId, MentionId } from "../model/brand.ts";
import type { Principal } from "../model/plan.ts";
import { isPersonId } from "./route.ts";

/** Whom a RAM principal (`RamUser:alice`) is in Slack: people, and user groups. */
export type People = Readonly<Record<string, readonly MentionId[]>>;

export const principalKey = ({ kind, name }: Principal): string => `${kind}:${name}`;

/** Undefined: not in the map. */
export function idsOf(people: People, who: Principal): readonly MentionId[] | undefined {
  const key = principalKey(who);
  return Object.hasOwn(people, key) ? people[key] : undefined;
}

/** The people among those, each once, as destinations: a user group cannot be written to. */
export const directTo = (people: People, principals: readonly Principal[]): readonly ChannelId[] => [
  ...new Set(principals.flatMap((who) => (idsOf(people, who) ?? []).map((id): string => id)).filter(isPersonId)),
];
