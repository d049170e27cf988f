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
}

/** Is a card promised where there is none? `missed`: only where there never was one. */
export type CardNeed = "due" | "missed" | "none";

/** What happened to one thing, as far as it decides where that is told, and to whom. */
export interface News extends Parties {
  readonly matter: Omit<Matter, "kind">;
  readonly happened: readonly { readonly kind: string; readonly card: CardNeed }[];
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
}

/** Kinds that are everybody's to see: their notes show in the channel, too. */
const LOUD: ReadonlySet<string> = new Set(["plan.failed", "plan.preview-failed", "task.failed", "instance.error"]);
export const isLoud = (kind: string): boolean => LOUD.has(kind);

/** Something that happened, and a rule that takes it. */
interface Hit {
  readonly kind: string;
  readonly card: CardNeed;
  readonly route: Route;
}

/**
 * Where that is told: all destinations of all rules that take any of it, each once, in the order of the rules. In a
 * destination that several rules lead to the first of them decides how.
 * @param isTold is it told somewhere already? Then it need not be told instead
 * @returns beside that the places of rules that reached nobody, in whose place the default destination is told, in its own
 *   language and otherwise as they have it
 */
export function aimsOf(
  { routes, people, fallback }: Routing,
  news: News,
  isTold: boolean,
): { readonly aims: readonly Aim[]; readonly unreached: readonly number[] } {
  const hits = new Map<ChannelId, Hit[]>();
  const missed: { readonly place: number; readonly hit: Hit }[] = [];
  for (const { kind, card } of news.happened) {
    const here = new Set<ChannelId>();
    for (const place of placesOf(routes, { ...news.matter, kind })) {
      const route = routes[place] as Route;
      const hit = { kind, route, card: isNamed(route, kind) ? "due" : card } as const;
      const destinations = reachedBy(route, people, news);
      if (destinations.length === 0) missed.push({ place, hit });
      for (const destination of destinations) {
        if (!here.has(destination)) hits.set(destination, [...(hits.get(destination) ?? []), hit]);
        here.add(destination);
      }
    }
  }
  const wanted = missed.filter(({ hit }) => hit.card !== "none");
  if (hits.size > 0 || isTold || wanted.length === 0) {
    return { aims: [...hits].map(([destination, those]) => aimAt(destination, those, people, news)), unreached: [] };
  }
  const spoken = localeAt(routes, fallback);
  const { locale: _locale, ...aim } = aimAt(
    fallback,
    missed.map(({ hit }) => hit),
    people,
    news,
  );
  const instead = { ...aim, ...(spoken === undefined ? {} : { locale: spoken }) };
  return { aims: [instead], unreached: [...new Set(wanted.map(({ place }) => place))] };
}

function reachedBy({ to }: Route, people: People = {}, { pending, requester }: Parties): readonly ChannelId[] {
  const all = to.flatMap((one): readonly ChannelId[] => {
    if (one === "approvers") return directTo(people, pending);
    return one === "requester" ? directTo(people, [requester]) : [one];
  });
  return [...new Set(all)];
}

function aimAt(destination: ChannelId, hits: readonly Hit[], people: People | undefined, parties: Parties): Aim {
  const asked: readonly Asked[] = hits.map(({ kind, route }) => ({ kind, mention: route.mention }));
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
