import { type EpochMs, earlier, later, type Ms, minutes, seconds } from "../model/brand.ts";
import type { Asker } from "../model/job.ts";
import type { People } from "../notify/people.ts";
import type { Refusal } from "./refusal.ts";

/** A decision that is carried out later is not what the person sees any more. */
const LASTS: Ms = minutes(5);
/** So far may the clock of whoever took the click be ahead of ours. */
const SKEW: Ms = seconds(60);

/** Who may decide in Slack, as the settings have it. */
export interface Rules {
  readonly enabled: boolean;
  /** By principal (`RamRole:net-approvers`): the ARN of the role that is assumed to act as that approver. */
  readonly roles: Readonly<Record<string, string>>;
  readonly allowSelf: boolean;
}

/** Why nobody at all may decide that now; undefined: somebody may. Asks nobody. */
export function refuseAll(rules: Rules, people: People | undefined, at: EpochMs, now: EpochMs): Refusal | undefined {
  if (!rules.enabled) return { reason: "disabled", what: "settings" };
  if (at < earlier(now, LASTS) || at > later(now, SKEW)) return { reason: "expired" };
  if (Object.keys(people ?? {}).length === 0) return { reason: "not-mapped", what: "nobody" };
  return undefined;
}

/** Somebody in Slack, as far as it decides whether they may decide anything. */
interface Person {
  readonly team: string | undefined;
  /** In an organisation of several workspaces: these. */
  readonly teams?: readonly string[];
  readonly isBot: boolean;
  readonly isDeactivated: boolean;
  readonly isGuest: boolean;
  readonly isForeign: boolean;
}

/** Whoever asks, and from where. */
export interface Presence {
  readonly by: Asker;
  /** Our own workspace. */
  readonly team: string;
  /** Undefined: Slack knows nobody of that id. */
  readonly person: Person | undefined;
  /** Of each place the decision came from: do others read along? Undefined: nobody can tell. */
  readonly shared: readonly (boolean | undefined)[];
}

/** Why this person may decide nothing from here, whatever the plan; undefined: they may. */
export function refuseAsker({ by, team, person, shared }: Presence): Refusal | undefined {
  if (person?.isBot) return { reason: "bot" };
  if (person?.isDeactivated) return { reason: "disabled", what: "person" };
  if (person === undefined || isForeigner({ by, team, person })) return { reason: "foreign" };
  if (person.isGuest) return { reason: "guest" };
  if (shared.includes(true)) return { reason: "shared-channel", known: true };
  if (shared.includes(undefined)) return { reason: "shared-channel", known: false };
  return undefined;
}

/**
 * Do they belong elsewhere? Of an organisation that has our workspace, Slack may name another one as theirs; one that
 * has not is another organisation. What was done has to come from ours all the same.
 */
export function isForeigner({
  by,
  team,
  person,
}: Pick<Presence, "by" | "team"> & { readonly person: Person }): boolean {
  if (person.isForeign || by.team !== team) return true;
  if (person.teams?.includes(team)) return false;
  return person.team !== team || (by.home ?? team) !== team;
}
