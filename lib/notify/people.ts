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

/** The user groups that stand for any of these, each once. @param keys `RamRole:net-approvers`; absent: of all */
export const groupsIn = (people: People, keys: readonly string[] = Object.keys(people)): readonly MentionId[] => [
  ...new Set(keys.flatMap((key) => (Object.hasOwn(people, key) ? (people[key] ?? []) : [])).filter(isGroup)),
];

const isGroup = (id: string): boolean => id.startsWith("S");

/**
 * The principals that somebody stands for (`RamUser:alice`), each with the user group through which, undefined where the
 * map names them.
 */
export function standsFor(
  people: People,
  user: string,
  isIn: (group: MentionId) => boolean,
): ReadonlyMap<string, MentionId | undefined> {
  const mine = new Map<string, MentionId | undefined>();
  for (const [key, ids] of Object.entries(people)) {
    const group = ids.find((id) => isGroup(id) && isIn(id));
    if (ids.some((id) => id === user)) mine.set(key, undefined);
    else if (group !== undefined) mine.set(key, group);
  }
  return mine;
}

/** The people among those, each once, as destinations: a user group cannot be written to. */
export const directTo = (people: People, principals: readonly Principal[]): readonly ChannelId[] => [
  ...new Set(principals.flatMap((who) => (idsOf(people, who) ?? []).map((id): string => id)).filter(isPersonId)),
];
