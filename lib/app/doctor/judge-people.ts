import type { SlackAccount, SlackGroup } from "../../model/slack.ts";
import { shown } from "../../text/shown.ts";
import { type Check, counted, fail, ok, skipped, warn } from "./check.ts";
import type { Finding } from "./finding.ts";
import { unknown } from "./judge-slack.ts";
import { isAddressed, type Named } from "./named.ts";

/** Everybody whom the settings name, as Slack knows them. */
export interface Sights {
  readonly people: ReadonlyMap<string, Finding<SlackAccount>>;
  /** Undefined: none are named, so nobody asked. */
  readonly groups: Finding<readonly SlackGroup[]> | undefined;
  readonly ownTeam: string;
}

/** One line for everybody with whom something is wrong, and one that counts the others. */
export function peopleChecks(named: Pick<Named, "people" | "groups">, sights: Sights): readonly Check[] {
  const people = [...named.people].flatMap(([id, places]) => {
    const sight = sights.people.get(id);
    return sight === undefined ? [] : [personCheck(id, places, sight, sights.ownTeam)];
  });
  const groups = groupChecks(named.groups, sights.groups);
  const all = [...people, ...groups];
  if (all.length === 0) return [skipped("people", "the settings name nobody")];
  const sound = (checks: readonly Check[]): number => checks.filter(({ state }) => state === "ok").length;
  const known = `${counted(sound(people), "person").replace("persons", "people")} and ${counted(sound(groups), "user group")} are as they should be`;
  return [ok("people", known), ...all.filter(({ state }) => state !== "ok")];
}

function personCheck(id: string, places: readonly string[], sight: Finding<SlackAccount>, ownTeam: string): Check {
  const name = `person ${id}`;
  const at = `(${places.map((place) => shown(place, 100)).join("; ")})`;
  if (sight.kind === "failed") {
    return /^user(s?_not_found|_not_visible)$/.test(sight.code)
      ? fail(name, `Slack knows nobody of this id ${at}`, "correct the id: it stands in the person's profile")
      : unknown(name, sight);
  }
  const person = sight.value;
  const called = `${shown(person.name, 80)} ${at}`;
  if (person.deactivated) {
    const text = `${called} is deactivated: no message and no mention reaches them`;
    return (isAddressed(places) ? fail : warn)(name, text, "name somebody else, or nobody");
  }
  if (person.bot) return warn(name, `${called} is an app: it decides nothing`, "name a person");
  const isOurs = person.teamId === "" || person.teamId === ownTeam || person.teams?.includes(ownTeam) === true;
  if (person.stranger || !isOurs) {
    return warn(
      name,
      `${called} is of another organisation or workspace: their decisions are refused`,
      "name a member",
    );
  }
  if (person.guest) return warn(name, `${called} is a guest: their decisions are refused`, "name a full member");
  return ok(name, called);
}

function groupChecks(named: Named["groups"], sight: Sights["groups"]): readonly Check[] {
  if (named.size === 0 || sight === undefined) return [];
  if (sight.kind === "failed") {
    const text = `${counted(named.size, "user group")} cannot be seen without usergroups:read, and decide nothing`;
    const fix = "add usergroups:read and install the app again, or name people";
    return [sight.code === "missing_scope" ? warn("user groups", text, fix) : unknown("user groups", sight)];
  }
  return [...named].map(([id, places]) => {
    const name = `user group ${id}`;
    const at = `(${places.map((place) => shown(place, 100)).join("; ")})`;
    const group = sight.value.find((one) => one.id === id);
    if (group === undefined) {
      return fail(name, `Slack knows no such user group ${at}`, "correct the id: it stands in the group's settings");
    }
    if (group.disabled) return warn(name, `is disabled ${at}: it calls nobody`, "enable it, or name people");
    if (group.size === 0) return warn(name, `has nobody in it ${at}`, "add people, or name them");
    return ok(name, at);
  });
}
