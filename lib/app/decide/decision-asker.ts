import { type Presence, refuseAll, refuseAsker } from "../../approve/asker.ts";
import { waitedFor } from "../../approve/judge.ts";
import { groupsOf, keysOfActor, type Members, principalsOf } from "../../approve/principals.ts";
import type { Refusal } from "../../approve/refusal.ts";
import type { ChannelId } from "../../model/brand.ts";
import type { DecideJob } from "../../model/job.ts";
import type { Locale } from "../../model/locale.ts";
import { type People, principalKey } from "../../notify/people.ts";
import type { Directory } from "../../ports.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";

/** Somebody who asks to decide, before any plan is looked at. */
export interface Judged {
  /** Why they may decide nothing; undefined: they may. */
  readonly refusal: Refusal | undefined;
  /** Theirs, where it is known by then. */
  readonly locale: Locale | undefined;
}

/**
 * May this person decide anything, from here and now? Slack is asked about them only where anybody may.
 * @throws {SlackError} when Slack does not tell: then nobody knows
 */
export async function judgeAsker(
  { clock, directory }: Pick<WorkPorts, "clock" | "directory">,
  { approvals, people, paused }: Pick<WorkSettings, "approvals" | "people" | "paused">,
  job: DecideJob,
): Promise<Judged> {
  // Whoever stops Planbell stops this, too.
  const rules = { ...approvals, enabled: approvals.enabled && !paused };
  const refusal = refuseAll(rules, people, job.at, clock.now());
  if (refusal !== undefined) return { refusal, locale: undefined };
  const places = placesOf(job);
  const [team, person, ...shared] = await Promise.all([
    directory.team(),
    directory.person(job.by.user),
    // From nowhere: then nobody can tell who reads along.
    ...(places.length === 0 ? [undefined] : places.map((channel) => isShared(directory, channel))),
  ]);
  const presence: Presence = { by: job.by, team, person, shared };
  return { refusal: refuseAsker(presence), locale: person?.locale };
}

/** Where the decision was made, and where the card stands: mostly the same channel. */
const placesOf = ({ by, card }: DecideJob): readonly ChannelId[] => [
  ...new Set([by.channel, card?.channel].filter((channel) => channel !== undefined)),
];

/** Direct messages are between the person and the app: whoever is foreign there is so by themselves. */
const isShared = async (directory: Directory, channel: ChannelId): Promise<boolean | undefined> =>
  channel.startsWith("D") ? false : directory.isShared(channel);

/**
 * Who is in the groups that stand for whoever is waited for, and for the requester; in all others only where the person
 * would be nobody otherwise.
 * @throws {SlackError}
 */
export async function membersFor(
  directory: Directory,
  people: People,
  user: string,
  facts: PlanFacts,
): Promise<Members> {
  const keys = [...waitedFor(facts).map(principalKey), ...keysOfActor(people, facts.requester)];
  const members = await read(directory, groupsOf(people, keys));
  if (principalsOf(people, user, members).size > 0) return members;
  const others = groupsOf(people).filter((group) => !members.has(group));
  return new Map([...members, ...(await read(directory, others))]);
}

const read = async (directory: Directory, groups: readonly string[]): Promise<Members> =>
  new Map(await Promise.all(groups.map(async (group) => [group, await directory.members(group)] as const)));
