import type { ChannelId, MentionId } from "../model/brand.ts";
import type { Locale } from "../model/locale.ts";
import type { Principal, Tag } from "../model/plan.ts";

/** What a rule looks at: something that changed, whatever kind of thing it changed of. */
export interface Matter {
  /** Of the transition: `plan.failed`. */
  readonly kind: string;
  /** The account's number. */
  readonly account: string;
  /** What the settings call the account: `self`. */
  readonly accountName: string;
  readonly portfolio: string;
  readonly product: string;
  readonly productName: string;
  readonly operation: string;
  readonly owner: Principal;
  readonly tags: readonly Tag[];
  readonly danger: boolean;
}

/** All keys must match, any of a key's values suffices. Exact, upper and lower case too. */
export interface When {
  readonly account?: readonly string[];
  readonly portfolio?: readonly string[];
  /** Ids or names. */
  readonly product?: readonly string[];
  readonly operation?: readonly string[];
  /** Kinds; one that ends in `.*` stands for all that begin so. */
  readonly kind?: readonly string[];
  /** `RamUser:alice`. */
  readonly owner?: readonly string[];
  /** The values that each of these tags may have. */
  readonly tag?: Readonly<Record<string, readonly string[]>>;
  readonly danger?: boolean;
}

/** Where to: a conversation or a person, or whoever that is of what changed. */
export type Addressee = ChannelId | "approvers" | "requester";

/** Whom messages mention; a list is exactly those. */
export type Mention = "approvers" | "requester" | "none" | readonly MentionId[];

/** One rule: what it takes, and how that is told. */
export interface Route {
  /** Absent: everything. */
  readonly when?: When;
  readonly to: readonly Addressee[];
  /** Absent: whoever has to act, as docs/operations.md lists it. */
  readonly mention?: Mention;
  readonly locale?: Locale;
  /** Do notes show in the channel, too? Absent: those of failures do. */
  readonly broadcast?: boolean;
  /** May people decide from its cards, where that is enabled? Absent: yes. */
  readonly approvals?: boolean;
  /** Are the rules below asked, too? */
  readonly continue?: boolean;
}

/** What became of one rule, and why. */
export type Verdict =
  | { readonly kind: "matched" }
  /** The first key that did not match: `kind`, `tag.env`. */
  | {
      readonly kind: "differs";
      readonly key: string;
      readonly expected: readonly string[];
      readonly found: readonly string[];
    }
  /** A rule above took it. */
  | { readonly kind: "not-reached" };

/** One verdict a rule, in their order: rules are asked until one matches that does not say `continue`. */
export function judgeRoutes(routes: readonly Route[], matter: Matter): readonly Verdict[] {
  let taken = false;
  return routes.map((route) => {
    if (taken) return { kind: "not-reached" };
    const differs = differenceOf(route.when ?? {}, matter);
    if (differs !== undefined) return differs;
    taken = route.continue !== true;
    return { kind: "matched" };
  });
}

/** The places of the rules that take it. */
export const placesOf = (routes: readonly Route[], matter: Matter): readonly number[] =>
  judgeRoutes(routes, matter).flatMap(({ kind }, place) => (kind === "matched" ? [place] : []));

/** Does the rule name this kind, in full? Then its card is due there, whatever is usual. */
export const isNamed = ({ when }: Route, kind: string): boolean => when?.kind?.includes(kind) === true;

function differenceOf(when: When, matter: Matter): Verdict | undefined {
  for (const { key, expected, found } of comparisons(when, matter)) {
    const fits = key === "kind" ? fitsKind : (value: string, wanted: string): boolean => value === wanted;
    if (!expected.some((wanted) => found.some((value) => fits(value, wanted)))) {
      return { kind: "differs", key, expected, found };
    }
  }
  return undefined;
}

interface Comparison {
  readonly key: string;
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

/** In the order in which the contract lists the keys. */
function comparisons(when: When, matter: Matter): readonly Comparison[] {
  const { owner } = matter;
  const asked: readonly (readonly [key: string, expected: readonly string[] | undefined, ...found: string[]])[] = [
    ["account", when.account, matter.account, matter.accountName],
    ["portfolio", when.portfolio, matter.portfolio],
    ["product", when.product, matter.product, matter.productName],
    ["operation", when.operation, matter.operation],
    ["kind", when.kind, matter.kind],
    ["owner", when.owner, `${owner.kind}:${owner.name}`],
    ...Object.entries(when.tag ?? {}).map(
      ([key, values]) => [`tag.${key}`, values, ...valuesOf(matter.tags, key)] as const,
    ),
    ["danger", when.danger === undefined ? undefined : [String(when.danger)], String(matter.danger)],
  ];
  return asked.flatMap(([key, expected, ...found]) => (expected === undefined ? [] : [{ key, expected, found }]));
}

const valuesOf = (tags: readonly Tag[], key: string): readonly string[] =>
  tags.flatMap((tag) => (tag.key === key ? [tag.value] : []));

const fitsKind = (kind: string, wanted: string): boolean =>
  wanted.endsWith(".*") ? kind.startsWith(wanted.slice(0, -1)) : kind === wanted;

/** Is it a person, to be told in direct messages? */
export const isPersonId = (id: string): id is ChannelId => /^[UW]/.test(id);

/** Words that stand for people of the matter, and are no conversation yet. */
const isWord = (to: Addressee): to is "approvers" | "requester" => to === "approvers" || to === "requester";

/** The default destination: the first channel of the last rule, or else its first person. */
export function lastResort(routes: readonly Route[]): ChannelId | undefined {
  const named = (routes.at(-1)?.to ?? []).filter((to): to is ChannelId => !isWord(to));
  return named.find((id) => !isPersonId(id)) ?? named[0];
}

/**
 * The language of a destination: that of the first rule that leads there, by its id or, for a person whom none names, by
 * a word that may mean them. Undefined: the configured one.
 */
export function localeAt(routes: readonly Route[], destination: ChannelId): Locale | undefined {
  const named = routes.find(({ to }) => to.includes(destination));
  const meant = isPersonId(destination) ? routes.find(({ to }) => to.some(isWord)) : undefined;
  return (named ?? meant)?.locale;
}
