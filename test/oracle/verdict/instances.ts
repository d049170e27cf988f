import type { InstanceLife, PlanLife, TaskLife } from "../../../local/catalog/chronicle.ts";
import type { Played } from "../played.ts";
import type { View } from "./sights.ts";
import { caseOf } from "./stays.ts";
import type { PlanTold, Reading } from "./told.ts";
import type { InstanceTold } from "./told-instances.ts";
import { INSTANCE_STATE_OF, LOUD, TASK_WORDS } from "./words.ts";

/** Instants of the cloud are cut to whole seconds: what lies nearer than this to the first look may be news or not. */
const SECOND = 1_000;
/** So long after a failure was seen its plan is looked for: an interval and a half, and two minutes at most. */
const INTERVALS = 1.5;
const LONGEST = 120_000;
/** So long a plan that may run, or may have failed, holds it back. */
const HELD_BACK = 600_000;
/** Everything is listed on one page. */
const PAGE = 95;

/** One provisioned product, by the cloud's own memory and by what people read. */
interface InstanceCase {
  readonly life: InstanceLife;
  readonly told: InstanceTold | undefined;
  readonly view: View;
  /** Which polls listed provisioned products, and could read whatever they wanted. */
  readonly rounds: readonly boolean[];
  readonly plans: readonly PlanLife[];
  readonly plansTold: ReadonlyMap<string, PlanTold>;
  /** How long it takes until it is sure that no plan tells a failure. */
  readonly wait: number;
  /** Something could not be read at some time: it may be told without its task, or later, or with a plan as well. */
  readonly veiled: boolean;
}

/** What of provisioned products was told that should not have been, or was not told that should have been. */
export function instancesAmiss(played: Played, reading: Reading, view: View, veiled: boolean): string[] {
  const { history, chronicle, polls } = played;
  const { direct, interval } = history;
  if (direct === undefined) return [...reading.instances].map(([id]) => `told of ${id}, though nobody watches it`);
  const lives = [...chronicle.instances.values()];
  const rounds = polls.map((poll, n) => poll.instances === true && poll.unread === 0 && view.sights[n]?.good === true);
  const unread = polls.some((poll) => poll.unread > 0 || poll.instances === false);
  const patience = Math.min(INTERVALS * interval, LONGEST);
  return [
    ...roundsAmiss(played, view, direct.sweep),
    ...[...reading.instances].filter(([id]) => !chronicle.instances.has(id)).map(([id]) => `told of ${id}, never was`),
    ...lives.flatMap((life) => {
      const told = reading.instances.get(life.id);
      const plans = [...chronicle.plans.values()].filter(({ instance }) => instance === life.id);
      const wait = plans.length > 0 ? HELD_BACK : patience;
      // Where lists lag as long as that a plan is told when it comes to light; it may be told alone before.
      const late = view.lag >= patience;
      const one = { life, told, view, rounds, plans, plansTold: reading.plans, wait, veiled: veiled || unread || late };
      return instanceAmiss(one, lives.length <= PAGE).map((what) => `${life.name} (${life.id}): ${what}`);
    }),
  ];
}

/** Whenever the time that was asked for is over, whoever watches lists them; a slow look at plans comes before. */
function roundsAmiss({ polls }: Played, { sights, first }: View, sweep: number): string[] {
  const amiss: string[] = [];
  let last = Number.NEGATIVE_INFINITY;
  polls.forEach((poll, n) => {
    const sight = sights[n];
    if (first < 0 || n < first || sight === undefined) return;
    const isDue = sight.whole && poll.began - last >= sweep;
    if (isDue && poll.instances === undefined) amiss.push(`poll ${n} listed no provisioned products`);
    if (poll.instances !== undefined) last = poll.began;
  });
  return amiss;
}

function instanceAmiss(one: InstanceCase, isListed: boolean): string[] {
  const { told, life } = one;
  const dues = isListed ? life.tasks.filter((task) => isDirectFailure(task)) : [];
  if (told === undefined) return dues.flatMap((task) => missed(one, task, []));
  const tellings = tellingsOf(one, told);
  return [
    ...(told.name === life.name ? [] : [`is called ${told.name}`]),
    ...(told.cards.length > 1 ? [`has ${told.cards.length} cards`] : []),
    ...(tellings.length > 0 || told.lines.length > 0 ? [] : ["has a card, though nothing that failed is told"]),
    ...tellings.flatMap((telling) => lies(one, telling)),
    ...again(one, tellings),
    ...dues.flatMap((task) => missed(one, task, tellings)),
    ...endAmiss(one, told),
  ];
}

/** A failure that was told. */
interface Telling {
  readonly at: number;
  readonly word: string;
  readonly task: string | undefined;
  readonly text: string;
}

/** A card that comes alone tells why it came; one that comes with a note says how things stand. */
function tellingsOf({ view, life }: InstanceCase, { cards, notes }: InstanceTold): Telling[] {
  const inNotes = notes.flatMap(({ at, items }) => items.map((item) => ({ ...item, at })));
  const first = cards[0]?.[0];
  if (first === undefined || first.state !== "failed") return inNotes;
  const n = view.sights.findIndex(({ ended }) => ended >= first.at);
  // In a crowd its note may come with the next poll.
  const until = view.sights[view.sights[n]?.crowded ? n + 1 : n]?.ended ?? first.at;
  const isPlans = life.tasks.some(({ id, plan }) => id === first.task && plan !== undefined);
  const hasNote = inNotes.some(({ at, task }) => (at >= first.at && at <= until) || task === first.task || isPlans);
  const alone = { at: first.at, word: "", task: first.task, text: first.text };
  return hasNote ? inNotes : [...inNotes, alone].sort((a, b) => a.at - b.at);
}

const isDirectFailure = ({ plan, status }: TaskLife): boolean => plan === undefined && status === "Failed";

/** What was told was so, is no plan's, and is no more than people wanted to hear. */
function lies({ life, view, veiled, plansTold }: InstanceCase, { at, word, task: id, text }: Telling): string[] {
  if (word !== "" && !LOUD.has(word)) return [`tells what is quiet: ${text}`];
  if (id === undefined) return veiled ? [] : [`is in error, and no task says why: ${text}`];
  const task = life.tasks.find((one) => one.id === id);
  const began = view.sights[0]?.began ?? 0;
  if (task === undefined || task.status !== "Failed" || task.ended > at) return [`tells what never failed: ${text}`];
  if (word !== "" && word !== `${TASK_WORDS[task.type]} failed`) return [`another task than that failed: ${text}`];
  if (task.ended < began - SECOND) return [`tells what failed before anybody watched: ${text}`];
  if (caseOf(text) !== caseOf(task.reason)) return [`tells another reason than ${task.reason}: ${text}`];
  if (task.plan === undefined || veiled) return [];
  const plan = plansTold.get(task.plan);
  const texts = [...(plan?.cards.flat() ?? []), ...(plan?.notes ?? [])].map((one) => one.text);
  return texts.some((one) => caseOf(one) === caseOf(task.reason)) ? [`tells what the plan tells: ${text}`] : [];
}

/** Nothing is told twice, and what failed later is told later. */
function again({ life }: InstanceCase, tellings: readonly Telling[]): string[] {
  const places = tellings.flatMap(({ task }) =>
    task === undefined ? [] : [life.tasks.findIndex((t) => t.id === task)],
  );
  return places.flatMap((place, n) => {
    if (places.indexOf(place) < n) return [`tells twice that ${life.tasks[place]?.id} failed`];
    return place < (places[n - 1] ?? -1) ? [`tells too late that ${life.tasks[place]?.id} failed`] : [];
  });
}

/** Was it seen, and not told by the poll that knew that no plan tells it? */
function missed(one: InstanceCase, task: TaskLife, tellings: readonly Telling[]): string[] {
  const { view, told, wait, veiled, plans } = one;
  const round = roundThatSaw(one, task);
  const seen = view.sights[round];
  // A plan whose run of the same kind failed takes it for its own.
  if (seen === undefined || one.life.tasks.some((t) => t.plan !== undefined && isLike(t, task))) return [];
  const judged = view.sights.findIndex(({ whole, began }) => whole && began > seen.until + wait);
  const sight = view.sights[judged];
  if (sight === undefined) return [];
  const alone = tellings.filter((telling) => telling.task === task.id).map(({ at }) => at);
  // A digest that several share after a gap says only how things stand.
  const lines = (told?.lines ?? []).filter(({ at }) => at >= task.ended);
  const bare = veiled ? tellings.filter((telling) => telling.task === undefined && telling.at >= task.ended) : [];
  // Of very many a note tells the last five, and counts the others.
  const counted = (told?.notes ?? []).filter(({ at, text }) => at >= task.ended && /^and \d+ more$/m.test(text));
  const times = [...alone, ...[...lines, ...bare, ...counted].map(({ at }) => at)];
  const what = `${task.type} failed at ${task.ended}, seen by poll ${round}, judged by poll ${judged}`;
  if (times.length === 0) return [`${what}: never told${plans.length > 0 ? ", a plan's instance" : ""}`];
  return !sight.crowded && !veiled && Math.min(...times) > sight.ended
    ? [`${what}: told at ${Math.min(...times)}`]
    : [];
}

const isLike = (plans: TaskLife, { type }: TaskLife): boolean => plans.type === type && plans.status === "Failed";

/**
 * The poll that saw it for certain: -1 when none did. One that has recovered by then is forgotten, one that is gone is in
 * no list, and of one that a plan changes the plan tells.
 */
function roundThatSaw({ life, view, rounds }: InstanceCase, task: TaskLife): number {
  const { sights, first, lag } = view;
  if (first < 0 || task.ended < sights[first]!.began + SECOND) return -1;
  return rounds.findIndex((isRound, n) => {
    const { began, until } = sights[n]!;
    if (!isRound || n < first || task.ended > began) return false;
    const recovered = life.tasks.some((t) => t.status === "Succeeded" && t.ended > task.ended && t.ended <= until);
    const planned = life.tasks.some((t) => t.plan !== undefined && t.began <= until && t.ended > began - lag - SECOND);
    return !recovered && !planned;
  });
}

/** At the end the card shows how things stand. */
function endAmiss({ life, veiled }: InstanceCase, { cards }: InstanceTold): string[] {
  const shown = cards[0]?.at(-1);
  const last = life.moments.at(-1);
  if (shown === undefined || last === undefined) return [];
  const state = INSTANCE_STATE_OF[last.status];
  if (shown.state !== state) return [`the card says ${shown.state} at the end, but it is ${state}`];
  // Of one that is gone nobody can be asked what it did last.
  const task = life.tasks.at(-1)?.id;
  const isPast = state !== "terminated" && !veiled && shown.task !== task;
  return isPast ? [`the card shows ${shown.task} at the end, but ${task} came last`] : [];
}
