import type { PlanLife } from "../../../local/catalog/chronicle.ts";
import type { Played } from "../play.ts";
import { noticesAmiss } from "./blindness.ts";
import { type Due, duesOf, type Introduction, introductions } from "./dues.ts";
import { type Claim, match } from "./matching.ts";
import { changesAmiss, turnsAmiss } from "./particulars.ts";
import { seenOf, type View, viewOf } from "./sights.ts";
import { caseOf, decisionOf, type Stay, staysOf } from "./stays.ts";
import { type Item, type PlanTold, readSlack } from "./told.ts";
import { ENDED, PROMISED } from "./words.ts";

/** One plan, by the cloud's own memory and by what people read. */
export interface PlanCase {
  readonly life: PlanLife;
  readonly stays: readonly Stay[];
  readonly told: PlanTold | undefined;
  readonly view: View;
  /** Which stay each poll saw for certain. */
  readonly seen: readonly (number | undefined)[];
  readonly introduction: Introduction | undefined;
  /** Details were refused at some time, so something may be told without them. */
  readonly veiled: boolean;
}

/**
 * Compares what was told with what was: every line is a promise that was not kept, none when all was well.
 *
 * It knows what the emulated cloud remembers of its plans, when the polls looked and what they could read, and what
 * stands in Slack. It knows nothing of how Planbell works.
 */
export function verdictOn(played: Played): readonly string[] {
  const { history, chronicle, polls, messages, refused, errors } = played;
  const reading = readSlack(messages);
  const lives = [...chronicle.plans.values()];
  const view = viewOf(polls, lives, history.cloud.listLagMs);
  const plans = lives.map((life) => ({ life, stays: staysOf(life) }));
  const introduced = introductions(plans, view, history.firstRun);
  const veiled = polls.some(({ failed }) => failed > 0);
  const amiss = plans.flatMap(({ life, stays }) => {
    const told = reading.plans.get(life.id);
    const seen = seenOf(life, stays, view);
    const one: PlanCase = { life, stays, told, view, seen, introduction: introduced.get(life.id), veiled };
    return planAmiss(one).map((what) => `${life.name} (${life.id}): ${what}`);
  });
  return [
    ...errors.map((error) => `the bot threw ${error instanceof Error ? error.stack : String(error)}`),
    ...refused.map((why) => `Slack would refuse a message: ${why}`),
    ...reading.obscure.map((what) => `nobody understands ${what}`),
    ...[...reading.plans].filter(([id]) => !chronicle.plans.has(id)).map(([id]) => `told of ${id}, which never was`),
    ...messages.flatMap(({ versions }) =>
      versions
        .filter(({ text, blocks }) => /Hidden-/.test(text + JSON.stringify(blocks)))
        .map(() => "a secret was told"),
    ),
    ...amiss,
    ...noticesAmiss(view, reading.notices, history.interval),
  ];
}

function planAmiss(one: PlanCase): string[] {
  const { told, stays, life, seen, view } = one;
  const introduced = introductionAmiss(one);
  const dues = duesOf(life, stays, seen, view, told);
  if (told === undefined) return [...introduced, ...dues.map((due) => missed(due, stays))];
  return [
    ...introduced,
    ...(told.name === life.name ? [] : [`is called ${told.name}`]),
    ...(told.cards.length > 1 ? [`has ${told.cards.length} cards`] : []),
    ...statesAmiss(one, told, dues),
    ...turnsAmiss(one, told),
    ...changesAmiss(one, told),
    ...loudnessAmiss(told),
    ...endAmiss(one, told),
  ];
}

function introductionAmiss({ introduction, told, view }: PlanCase): string[] {
  const sight = view.sights[view.first];
  if (introduction === undefined || introduction === "either" || sight === undefined) return [];
  const card = told?.cards.some(([version]) => version?.state === "waiting" && version.at <= sight.ended) ?? false;
  const line = told?.lines.some(({ at }) => at <= sight.ended) ?? false;
  const found = card ? "card" : line ? "line" : "nothing";
  return found === introduction ? [] : [`the first run gave it ${found} instead of ${introduction}`];
}

const missed = ({ stays, by }: Due, all: readonly Stay[]): string => {
  const stay = all[stays.at(-1) ?? 0] as Stay;
  return `${stay.state} was never told${by === "any" ? "" : ` by a ${by}`}; it was so from ${stay.from} to ${stay.to}`;
};

/** Everything told was so, in that order, and nothing twice; and all that is due is among it. */
function statesAmiss(one: PlanCase, told: PlanTold, dues: readonly Due[]): string[] {
  const { stays } = one;
  const due = new Set(dues.flatMap((d) => d.stays));
  const states = { note: new Set<number>(), card: new Set<number>(), line: new Set<number>() };
  const find = (by: keyof typeof states, groups: readonly (readonly Claim[])[], texts: readonly string[]): string[] => {
    const found = match(groups, stays.length, due);
    if (!found.fits) return [`a ${by} tells what was not so, or not then, or again: ${texts[found.group]}`];
    for (const place of found.places) states[by].add(place);
    return [];
  };
  const isTrue = (place: number, state: unknown, at: number): boolean =>
    mayBeTold(one, place, at) && stays[place]?.state === state;
  const notes = told.notes.map(({ at, items, text }) => ({
    text,
    claims: items
      .filter(({ state }) => state !== undefined)
      .map(
        (item): Claim =>
          (place) =>
            isTrue(place, item.state, at) && isSo(one, item, text, stays[place] as Stay),
      ),
  }));
  const told_ = notes.filter(({ claims }) => claims.length > 0);
  // An edit that changes something else leaves the state as it was.
  const versions = (told.cards[0] ?? []).filter((v, n, all) => v.state !== all[n - 1]?.state);
  const lies = [
    ...find(
      "note",
      told_.map((n) => n.claims),
      told_.map((n) => n.text),
    ),
    ...find(
      "card",
      versions.map((v) => [(place) => isTrue(place, v.state, v.at)]),
      versions.map((v) => v.text),
    ),
    ...find(
      "line",
      told.lines.map((l) => [(place) => isTrue(place, l.state, l.at)]),
      told.lines.map((l) => l.text),
    ),
  ];
  if (lies.length > 0) return lies;
  return dues
    .filter(({ stays: places, by }) => {
      const ways = by === "note" ? [states.note, states.line] : by === "card" ? [states.card] : Object.values(states);
      return !ways.some((way) => places.some((place) => way.has(place)));
    })
    .map((d) => missed(d, stays));
}

/** Was it so by then, and since anybody watched? What the first run found is not told, but for those that wait. */
function mayBeTold({ stays, view, introduction, seen }: PlanCase, place: number, at: number): boolean {
  const stay = stays[place];
  const sight = view.sights[view.first];
  if (stay === undefined || sight === undefined || stay.from > at) return false;
  if (stay.to <= sight.began - view.lag) return false;
  return !(introduction === "nothing" && seen[view.first] === place);
}

/** Are the particulars those of this time? */
function isSo({ veiled }: PlanCase, { state, by }: Item, text: string, stay: Stay): boolean {
  if (state === "failed" || state === "preview failed") return caseOf(text) === caseOf(stay.moments[0]?.statusMessage);
  if (state !== "approved" && state !== "rejected" && state !== "canceled") return true;
  const decision = decisionOf(stay);
  if (by === undefined) return veiled;
  return by.name === decision?.name && by.comment === decision.comment;
}

const loudnessAmiss = ({ notes }: PlanTold): string[] =>
  notes
    .filter(({ items, broadcast }) => broadcast !== items.some(({ state }) => state && PROMISED[state].loud === true))
    .map(({ text, broadcast }) => `${broadcast ? "shown" : "not shown"} in the channel: ${text}`);

/** At the end the card shows how things stand. */
function endAmiss({ stays, seen }: PlanCase, { cards }: PlanTold): string[] {
  const last = stays.length - 1;
  const shown = cards[0]?.at(-1);
  const stay = stays[last];
  if (shown === undefined || stay === undefined || seen.at(-1) !== last) return [];
  const before = stays[last - 1]?.state;
  const overBefore = stay.state === "deleted" && before !== undefined && ENDED.has(before);
  if (shown.state !== stay.state && !(overBefore && shown.state === before))
    return [`the card says ${shown.state} at the end, but it is ${stay.state}`];
  if (stay.state !== "waiting") return [];
  const who = (stay.moments.at(-1)?.pending ?? []).map(({ name }) => name).sort();
  return shown.waitingFor.join() === who.join() ? [] : [`the card waits for ${shown.waitingFor}, but it is ${who}`];
}
