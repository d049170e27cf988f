import type { MentionId } from "../../model/brand.ts";
import { SlackError } from "../../model/errors.ts";
import { groupsIn, standsFor } from "../../notify/people.ts";
import type { Directory } from "../../ports.ts";
import type { Asking } from "./asking.ts";

/** Whom somebody stands for. */
export interface Identities {
  /** By principal (`RamUser:alice`), with the user group through which; undefined: by name. */
  readonly mine: ReadonlyMap<string, MentionId | undefined>;
  /** User groups whose members are closed to us: somebody may be in them. */
  readonly closed: number;
}

/** A group costs a call to Slack, unless it was asked for a moment ago. */
const MOST_GROUPS = 20;

/** @param keys principals that matter; absent: all of the map */
export async function identitiesOf({ ports, settings, by }: Asking, keys?: readonly string[]): Promise<Identities> {
  const people = settings.people ?? {};
  const groups = groupsIn(people, keys).slice(0, MOST_GROUPS);
  const members = new Map(
    await Promise.all(groups.map(async (group) => [group, await membersOf(ports.directory, group)] as const)),
  );
  const mine = standsFor(people, by.user, (group) => members.get(group)?.includes(by.user) === true);
  return { mine, closed: groups.filter((group) => members.get(group) === undefined).length };
}

async function membersOf(directory: Directory, group: MentionId): Promise<readonly string[] | undefined> {
  try {
    return await directory.members(group);
  } catch (error) {
    if (error instanceof SlackError) return undefined;
    throw error;
  }
}
