import type { PlanLife } from "../../../local/catalog/chronicle.ts";
import type { View } from "./sights.ts";
import type { Stay } from "./stays.ts";
import type { PlanTold } from "./told.ts";
import { ENDED, type PlanState, PROMISED } from "./words.ts";

/** Something that has to be told of a plan. */
export interface Due {
  /** Any of these stays: all of one state; when a poll was in doubt it may have been an earlier one. */
  readonly stays: readonly number[];
  /** `note`: in a note, or a digest that several plans share. `card`: on its card. `any`: in any of them. */
  readonly by: "note" | "card" | "any";
  /** The number of the poll that saw it. */
  readonly poll: number;
}

/**
 * What has to be told of a plan after the first run: every state that a poll saw for certain. A state that lasted 1.2
 * intervals is one of them wherever two polls in a row saw everything, for then the whole of a poll lies in it.
 * @param veiled some details were refused: who decided may have been learnt only when the plan had been told further
 */
export function duesOf(
  life: PlanLife,
  stays: readonly Stay[],
  seen: readonly (number | undefined)[],
  view: View,
  told: PlanTold | undefined,
  veiled: boolean,
): readonly Due[] {
  const dues: Due[] = [];
  const introduced = view.sights[view.first];
  if (introduced === undefined) return dues;
  /** What may have been remembered of it by the first run, without a word. */
  const remembered = new Set(
    stays.filter((s) => s.from <= introduced.until && s.to > introduced.began - view.lag).map((s) => s.state),
  );
  let last = -1;
  let lastSeen = -1;
  let gone = 0;
  seen.forEach((place, poll) => {
    const stay = place === undefined ? undefined : stays[place];
    if (place === undefined || stay === undefined) return;
    const before = stays[last]?.state;
    const isNews = last < 0 ? !remembered.has(stay.state) || life.createdAt > introduced.until : before !== stay.state;
    if (stay.state === "deleted") {
      gone += 1;
      // The second poll that misses it is believed.
      const missed = gone === 2 && isDeletionNews(stays, last);
      if (missed && hasMessage(told, view, poll)) dues.push({ stays: [place], by: "note", poll });
      return;
    }
    if (poll > view.first && stay.from > introduced.until && isNews) {
      const same = stays.flatMap((s, n) => (n > last && n <= place && s.state === stay.state ? [n] : []));
      const by = howToTell(stay, [before, stays[place - 1]?.state], view, poll, told);
      if (by !== undefined) dues.push({ stays: same, by, poll });
    }
    // A digest that several plans share after a gap says only how things stand.
    const isJoined = told?.lines.some(({ at }) => at > (view.sights[lastSeen]?.ended ?? 0));
    if (poll > view.first && hasMessage(told, view, poll) && !isJoined && !veiled)
      dues.push(...decidedUnseen(stays, last, place).map((n): Due => ({ stays: [n], by: "note", poll })));
    last = place;
    lastSeen = poll;
  });
  return dues;
}

/**
 * Decisions between two looks that leave no doubt: a plan that waited was rejected before it went on, or approved and
 * run at once.
 */
function decidedUnseen(stays: readonly Stay[], last: number, place: number): number[] {
  if (stays[last]?.state !== "waiting") return [];
  const [decided, then] = [stays[last + 1]?.state, stays[last + 2]?.state];
  if (last + 1 >= place || stays[place]?.state === "deleted") return [];
  return decided === "rejected" || (decided === "approved" && then === "running" && place <= last + 3)
    ? [last + 1]
    : [];
}

function howToTell(
  { state, moments }: Stay,
  before: readonly (PlanState | undefined)[],
  view: View,
  poll: number,
  told: PlanTold | undefined,
): Due["by"] | undefined {
  const { card, note } = PROMISED[state];
  const needsApproval = (moments[0]?.assigned.length ?? 0) > 0;
  const opens = card === "any" || (card === "with approval" && needsApproval);
  // A card says how things stand when it is sent: one that had to wait may say the next thing.
  if (state === "waiting") return view.sights[poll]!.crowded ? undefined : "any";
  // Whoever edits a plan that waits sends it through a preview: its card says so. Nobody needs to have seen it wait:
  // that it did is told then, and a second note about the preview is promised no more than to those who saw it.
  const isPassing = state === "previewing" && before.includes("waiting");
  if (note && !isPassing) return opens || hasMessage(told, view, poll) ? "note" : undefined;
  const cardAt = told?.cards[0]?.[0]?.at ?? Number.POSITIVE_INFINITY;
  return cardAt < view.sights[poll]!.began && !view.sights[poll]!.crowded ? "card" : undefined;
}

/** Whatever was over when it was seen last, or may have been seen to be, may be deleted without a word. */
export const isDeletionNews = (stays: readonly Stay[], lastSeen: number): boolean =>
  lastSeen === stays.length - 2 && !ENDED.has(stays[lastSeen]?.state ?? "deleted");

/** Did anything stand for the plan when the poll began? Then its notes have a place. */
function hasMessage(told: PlanTold | undefined, { sights }: View, poll: number): boolean {
  const first = Math.min(
    ...(told?.cards ?? []).map(([version]) => version!.at),
    ...(told?.lines ?? []).map(({ at }) => at),
  );
  return first < sights[poll]!.began;
}

/** How the first run had to introduce a plan. */
export type Introduction = "card" | "line" | "nothing" | "either";

/** The first run gives the ten oldest that wait cards, the others that wait lines, and remembers everything else. */
export function introductions(
  lives: readonly { readonly life: PlanLife; readonly stays: readonly Stay[] }[],
  { sights, first, lag }: View,
  mode: "cards" | "silent",
): ReadonlyMap<string, Introduction> {
  const sight = sights[first];
  if (sight === undefined) return new Map();
  const there = lives.filter(({ life }) => life.createdAt <= sight.until && !(Number(life.goneAt) + lag < sight.began));
  const stayOf = (stays: readonly Stay[]): Stay | undefined =>
    stays.find(({ from, to }) => from + lag < sight.began && to > sight.until);
  const mayWait = there.filter(({ stays }) =>
    stays.some((s) => s.state === "waiting" && s.from <= sight.until && s.to > sight.began - lag),
  );
  const waits = there.filter(({ stays }) => stayOf(stays)?.state === "waiting");
  const seconds = (of: typeof there): number[] => of.map(({ life }) => Math.floor(life.createdAt / 1_000));
  const [perhaps, surely] = [seconds(mayWait), seconds(waits)];
  return new Map(
    there.map(({ life, stays }) => {
      const mine = Math.floor(life.createdAt / 1_000);
      const stay = stayOf(stays);
      if (stay === undefined) return [life.id, "either"];
      // In the list it looks like one that may be run; a poll that reads it again finds out, and tells.
      const looksReady = stay.moments[0]?.status === "PreviewSuccess";
      if (stay.state !== "waiting") return [life.id, "nothing"];
      if (looksReady && !sight.good) return [life.id, "either"];
      if (mode === "silent") return [life.id, looksReady ? "either" : "nothing"];
      if (perhaps.filter((second) => second <= mine).length <= FIRST_CARDS) return [life.id, "card"];
      const behind = surely.filter((second) => second < mine).length >= FIRST_CARDS;
      return [life.id, behind && !looksReady ? "line" : "either"];
    }),
  );
}

const FIRST_CARDS = 10;
