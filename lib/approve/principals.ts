import type { Principal } from "../model/plan.ts";
import { type People, principalKey } from "../notify/people.ts";

/** Who is in each user group that was asked for; undefined: that is closed to us. */
export type Members = ReadonlyMap<string, readonly string[] | undefined>;

const isGroup = (id: string): boolean => id.startsWith("S");

/** User groups that stand for these principals, each once. @param keys `RamRole:net-approvers`; those of nobody are none */
export const groupsOf = (people: People, keys: readonly string[] = Object.keys(people)): readonly string[] => [
  ...new Set(keys.flatMap((key) => idsAt(people, key)).filter(isGroup)),
];

/** Which principals this person stands for, as keys of the map: by name, or as a member of a group that was asked for. */
export function principalsOf(people: People, user: string, members: Members): ReadonlySet<string> {
  const isMeant = (id: string): boolean => id === user || (isGroup(id) && members.get(id)?.includes(user) === true);
  return new Set(Object.keys(people).filter((key) => idsAt(people, key).some(isMeant)));
}

/**
 * Keys of the map under which whoever asked for a plan may stand: by their name in any case, and by a role's without the
 * session behind it. Whether the service names that is not documented; nobody is to decide on their own plan for it.
 */
export function keysOfActor(people: People, { kind, name }: Principal): readonly string[] {
  const [own = name] = name.split(/[/:]/, 1);
  const wanted = principalKey({ kind, name: own }).toLowerCase();
  return Object.keys(people).filter((key) => key.toLowerCase() === wanted);
}

/** May somebody stand for this principal without our knowing? */
export const isClosed = (people: People, key: string, members: Members): boolean =>
  groupsOf(people, [key]).some((group) => members.get(group) === undefined);

const idsAt = (people: People, key: string): readonly string[] =>
  Object.hasOwn(people, key) ? (people[key] ?? []) : [];
