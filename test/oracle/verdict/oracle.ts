import type { Played } from "../played.ts";
import { noticesAmiss } from "./blindness.ts";
import type { PlanCase } from "./case.ts";
import { duesOf, introductions, isDeletionNews } from "./dues.ts";
import { instancesAmiss } from "./instances.ts";
import { changesAmiss, turnsAmiss } from "./particulars.ts";
import { seenOf, viewOf } from "./sights.ts";
import { missed, statesAmiss } from "./states.ts";
import { staysOf } from "./stays.ts";
import { type PlanTold, readSlack } from "./told.ts";
import { PROMISED } from "./words.ts";

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
  const view = viewOf(polls, lives, history.cloud.listLagMs, history.interval);
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
    ...instancesAmiss(played, reading, view, veiled),
    ...noticesAmiss(view, reading.notices, history.interval),
  ];
}

function planAmiss(one: PlanCase): string[] {
  const { told, stays, life, seen, view } = one;
  const introduced = introductionAmiss(one);
  const dues = duesOf(life, stays, seen, view, told, one.veiled);
  if (told === undefined) return [...introduced, ...dues.map((due) => missed(due, stays))];
  return [
    ...introduced,
    ...(told.name === life.name ? [] : [`is called ${told.name}`]),
    ...(told.cards.length > 1 ? [`has ${told.cards.length} cards`] : []),
    ...statesAmiss(one, told, dues),
    ...turnsAmiss(one, told),
    ...changesAmiss(one, told),
    ...loudnessAmiss(told),
    ...cardAmiss(one, told),
    ...endAmiss(one, told),
  ];
}

function introductionAmiss({ introduction, told, view }: PlanCase): string[] {
  const sight = view.sights[view.first];
  if (introduction === undefined || introduction === "either" || sight === undefined) return [];
  // Lines come last: those that it had no time to send, the next one sends.
  const next = sight.crowded && introduction === "line" ? view.sights[view.first + 1] : undefined;
  const card = told?.cards.some(([version]) => version?.state === "waiting" && version.at <= sight.ended) ?? false;
  const line = told?.lines.some(({ at }) => at <= (next ?? sight).ended) ?? false;
  const found = card ? "card" : line ? "line" : "nothing";
  return found === introduction ? [] : [`the first run gave it ${found} instead of ${introduction}`];
}

const loudnessAmiss = ({ notes }: PlanTold): string[] =>
  notes
    .filter(({ items, broadcast }) => broadcast !== items.some(({ state }) => state && PROMISED[state].loud === true))
    .map(({ text, broadcast }) => `${broadcast ? "shown" : "not shown"} in the channel: ${text}`);

/** After every poll that had the time for it the card shows what that poll saw. */
function cardAmiss({ stays, seen, view }: PlanCase, { cards }: PlanTold): string[] {
  const versions = cards[0] ?? [];
  return view.sights.flatMap(({ ended, crowded }, n) => {
    const stay = stays[seen[n] ?? -1];
    const shown = versions.findLast(({ at }) => at <= ended);
    if (stay === undefined || stay.state === "deleted" || crowded || shown === undefined) return [];
    return shown.state === stay.state ? [] : [`after poll ${n} the card says ${shown.state}, but it is ${stay.state}`];
  });
}

/** At the end the card shows how things stand. */
function endAmiss({ stays, seen }: PlanCase, { cards }: PlanTold): string[] {
  const last = stays.length - 1;
  const shown = cards[0]?.at(-1);
  const stay = stays[last];
  if (shown === undefined || stay === undefined || seen.at(-1) !== last) return [];
  // It was seen when it was over, and nobody looks for it any more.
  if (stay.state === "deleted" && shown.state !== "deleted") {
    const before = seen.findLast((place) => place !== undefined && place !== last) ?? -1;
    return isDeletionNews(stays, before) ? [`the card says ${shown.state} at the end, but it is deleted`] : [];
  }
  if (shown.state !== stay.state) return [`the card says ${shown.state} at the end, but it is ${stay.state}`];
  if (stay.state !== "waiting") return [];
  const who = (stay.moments.at(-1)?.pending ?? []).map(({ name }) => name).sort();
  return shown.waitingFor.join() === who.join() ? [] : [`the card waits for ${shown.waitingFor}, but it is ${who}`];
}
