import type { People } from "../notify/people.ts";

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

/** May somebody stand for this principal without our knowing? */
export const isClosed = (people: People, key: string, members: Members): boolean =>
  groupsOf(people, [key]).some((group) => members.get(group) === undefined);

const idsAt = (people: People, key: string): readonly string[] =>
  Object.hasOwn(people, key) ? (people[key] ?? []) : [];
