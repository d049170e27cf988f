import type { ChannelId } from "../../model/brand.ts";
import type { People } from "../../notify/people.ts";
import { isPersonId, type Route } from "../../notify/route.ts";

/** Who or what the settings name in Slack, by id, each with the places where it is named. */
export interface Named {
  /** `C...` and `G...`. */
  readonly channels: Places;
  /** `U...` and `W...`. */
  readonly people: Places;
  /** `S...`. */
  readonly groups: Places;
}

/** Where: `people, RamUser:alice`, `routes[1].to`, `PLANBELL_CHANNEL`. */
type Places = ReadonlyMap<string, readonly string[]>;

/** Everybody and every channel that messages may go to or mention, in the order in which they are named. */
export function namedIn(routes: readonly Route[], people: People, fallback: ChannelId | undefined): Named {
  const channels = new Map<string, string[]>();
  const persons = new Map<string, string[]>();
  const groups = new Map<string, string[]>();
  const add = (id: string, place: string): void => {
    const kind = isPersonId(id) ? persons : id.startsWith("S") ? groups : channels;
    kind.set(id, [...(kind.get(id) ?? []), place]);
  };
  for (const [place, { to, mention }] of routes.entries()) {
    for (const one of to) if (one !== "approvers" && one !== "requester") add(one, `routes[${place}].to`);
    for (const one of Array.isArray(mention) ? (mention as readonly string[]) : [])
      add(one, `routes[${place}].mention`);
  }
  if (fallback !== undefined && !channels.has(fallback) && !persons.has(fallback)) add(fallback, "PLANBELL_CHANNEL");
  for (const [principal, ids] of Object.entries(people)) for (const id of ids) add(id, `people, ${principal}`);
  return { channels, people: persons, groups };
}

/** Do messages go there, and not just a mention? */
export const isAddressed = (places: readonly string[]): boolean =>
  places.some((place) => place === "PLANBELL_CHANNEL" || place.endsWith("].to"));
