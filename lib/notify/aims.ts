import type { ChannelId } from "../model/brand.ts";
import type { Locale } from "../model/locale.ts";
import { type Asked, type Mentions, onCard, onNote, type Parties } from "./mentions.ts";
import { directTo, type People } from "./people.ts";
import { isNamed, localeAt, type Matter, placesOf, type Route } from "./route.ts";

/** Who is told what, as the settings have it. */
export interface Routing {
  readonly routes: readonly Route[];
  /** Undefined: nothing is known of who is whom. */
  readonly people?: People | undefined;
  /** The default destination. */
  readonly fallback: ChannelId;
  /** May people decide in Slack at all? */
  readonly approvals?: { readonly enabled: boolean } | undefined;
}

/** Is a card promised where there is none? `missed`: only where there never was one. */
export type CardNeed = "due" | "missed" | "none";

/** What happened to one thing, as far as it decides where that is told, and to whom. */
export interface News extends Parties {
  readonly matter: Omit<Matter, "kind">;
  readonly happened: readonly Happened[];
}

interface Happened {
  readonly kind: string;
  readonly card: CardNeed;
  /** It is over by now: nobody has to act for it. */
  readonly passed?: boolean | undefined;
}

/** One destination of what is told now, and how that is told there. */
export interface Aim {
  readonly destination: ChannelId;
  readonly card: CardNeed;
  readonly onCard: Mentions;
  readonly onNote: Mentions;
  readonly locale?: Locale;
  /** Does the note show in the channel, too? Absent: as is usual. */
  readonly broadcast?: boolean;
  /** Do cards there have buttons? */
  readonly buttons?: true;
}

/** Kinds that are everybody's to see: their notes show in the channel, too. */
const LOUD: ReadonlySet<string> = new Set(["plan.failed", "plan.preview-failed", "task.failed", "instance.error"]);
export const isLoud = (kind: string): boolean => LOUD.has(kind);

/** Something that happened, and a rule that takes it. */
interface Hit extends Happened {
  readonly route: Route;
  /** Of the rule. */
  readonly place: number;
}

/**
 * Where that is told: all destinations of all rules that take any of it, each once, in the order of the rules. In a
 * destination that several rules lead to the first of them decides how.
 *
 * Where the rules reach nobody the default destination is told, in its own language and otherwise as they have it; not
 * where others have the card already, unless there are approvers who would not learn that it is their turn.
 * @param told destinations that have a card, or are promised one
 * @returns beside that the places of rules that reached nobody, so that the default destination gets a card
 */
export function aimsOf(
  routing: Routing,
  news: News,
  told: ReadonlySet<ChannelId>,
): { readonly aims: readonly Aim[]; readonly unreached: readonly number[] } {
  const { people, routes, fallback, approvals } = routing;
  const { hits, lost } = hitsOf(routing, news);
  const isReached = [...hits.values()].flat().some(({ card }) => card !== "none");
  const calls = ({ route }: Hit): boolean => news.pending.length > 0 && route.to.includes("approvers");
  const instead = isReached ? [] : lost.filter((hit) => told.size === 0 || told.has(fallback) || calls(hit));
  if (instead.length > 0) hits.set(fallback, [...(hits.get(fallback) ?? []), ...instead]);
  const spoken = localeAt(routes, fallback);
  const aims = [...hits].map(([destination, those]) => {
    const { locale: first, ...aim } = aimAt(destination, those, people, news);
    const locale = instead.length > 0 && destination === fallback ? spoken : first;
    const decides = approvals?.enabled === true && those[0]?.route.approvals !== false;
    return { ...aim, ...(locale === undefined ? {} : { locale }), ...(decides ? { buttons: true as const } : {}) };
  });
  return { aims, unreached: told.has(fallback) ? [] : [...new Set(instead.map(({ place }) => place))] };
}

/** What the rules take, by destination; and what would make a card, but leads to nobody. */
function hitsOf({ routes, people }: Routing, news: News) {
  const hits = new Map<ChannelId, Hit[]>();
  const lost: Hit[] = [];
  for (const { kind, card, passed } of news.happened) {
    const here = new Set<ChannelId>();
    for (const place of placesOf(routes, { ...news.matter, kind })) {
      const route = routes[place] as Route;
      const hit: Hit = { kind, passed, route, place, card: isNamed(route, kind) ? "due" : card };
      const destinations = reachedBy(route, people, news);
      if (destinations.length === 0 && hit.card !== "none" && !passed) lost.push(hit);
      for (const destination of destinations) {
        if (!here.has(destination)) hits.set(destination, [...(hits.get(destination) ?? []), hit]);
        here.add(destination);
      }
    }
  }
  return { hits, lost };
}

function reachedBy({ to }: Route, people: People = {}, { pending, requester }: Parties): readonly ChannelId[] {
  const all = to.flatMap((one): readonly ChannelId[] => {
    if (one === "approvers") return directTo(people, pending);
    return one === "requester" ? directTo(people, [requester]) : [one];
  });
  return [...new Set(all)];
}

function aimAt(destination: ChannelId, hits: readonly Hit[], people: People | undefined, parties: Parties): Aim {
  const asked: readonly Asked[] = hits.map(({ kind, passed, route: { mention } }) => ({
    kind,
    mention: passed && typeof mention !== "object" ? "none" : mention,
  }));
  const locale = hits[0]?.route.locale;
  const isSaid = hits.some(({ route }) => route.broadcast !== undefined);
  const broadcast = hits.some(({ kind, route }) => route.broadcast ?? isLoud(kind));
  return {
    destination,
    card: hits.some(({ card }) => card === "due")
      ? "due"
      : hits.some(({ card }) => card === "missed")
        ? "missed"
        : "none",
    onCard: onCard(people, parties, asked),
    onNote: onNote(people, parties, asked),
    ...(locale === undefined ? {} : { locale }),
    ...(isSaid ? { broadcast } : {}),
  };
}
