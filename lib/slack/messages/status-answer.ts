import type { EpochMs, Ms } from "../../model/brand.ts";
import type { Message } from "../../model/message.ts";
import type { DeadDraft } from "../../notify/replay.ts";
import { shown } from "../../text/shown.ts";
import type { FilterDoubt } from "../../watch/filter-guard.ts";
import { type Line, labelled } from "./line.ts";
import { muteLine, type ShownMute } from "./mute-answer.ts";
import { secondsBetween } from "./pending-list.ts";
import { labelOf, type PlanMessageOptions } from "./plan-words.ts";
import { answerInSections, type Section } from "./sections.ts";
import { placePiece } from "./slack-places.ts";

/** How Planbell is, from what it remembers. */
export interface Status {
  readonly now: EpochMs;
  /** When both lists were last read. */
  readonly read: EpochMs;
  readonly interval: Ms;
  readonly paused: boolean;
  /** Since when nothing is seen. */
  readonly blind: EpochMs | undefined;
  readonly wasBlind: { readonly since: EpochMs; readonly until: EpochMs } | undefined;
  readonly lag: Ms | undefined;
  readonly plans: number;
  readonly waiting: number;
  readonly instances: number;

  /** Messages that are neither sent nor given up. */
  readonly owed: number;
  readonly inDoubt: number;
  /** Cards that show what is no longer so. */
  readonly edits: number;
  /** The earliest beginning of what is owed, as far as it was tried. */
  readonly oldest: EpochMs | undefined;
  readonly dead: readonly DeadDraft[];
  /** With the time of the last notice about it. */
  readonly refused: readonly { readonly destination: string; readonly told: EpochMs }[];

  readonly filter: FilterDoubt | undefined;
  readonly cut: boolean;
  readonly catchingUp: boolean;
  readonly stacksUnread: number;
  readonly mutes: readonly ShownMute[];
  readonly team: string;
}

const MOST_DEAD = 10;
const MOST = 10;

/** How Planbell is. Whatever its records hold, Slack takes the message and nobody is called. */
export function statusAnswer(status: Status, { texts, label }: Pick<PlanMessageOptions, "texts" | "label">): Message {
  const { status: t, mute } = texts;
  const { dead, refused, team } = status;
  const section = (heading: string, lines: readonly Line[], most = MOST): Section => ({
    heading,
    entries: lines.slice(0, most).map((line) => [line]),
    total: lines.length,
  });
  const refusals = refused.map(
    ({ destination, told }): Line => [placePiece(destination, team), ` · ${t.lastTold} `, { at: told }],
  );
  const given = dead.map(({ key, reason }): Line => [`${shown(key, 128)} (${shown(reason, 60)})`]);
  return answerInSections(
    t.title + labelOf(label),
    [
      { entries: looking(status, t).map((line) => [line]) },
      section(t.queue, owing(status, texts)),
      section(t.dead, given, MOST_DEAD),
      section(t.refused, refusals),
      section(t.warnings, warnings(status, t)),
      section(
        mute.heading,
        status.mutes.map((one) => muteLine(one, texts)),
      ),
    ],
    dead.length > 0 ? [t.replay] : [],
    texts,
  );
}

type Words = PlanMessageOptions["texts"]["status"];

function looking(status: Status, t: Words): readonly Line[] {
  const { now, read, interval, blind, wasBlind, lag, plans, waiting, instances, paused } = status;
  return [
    [t.read(secondsBetween(read, now), Math.max(1, Math.round(interval / 1_000)))],
    ...(blind === undefined ? [] : [[`${t.blindSince} `, { at: blind }]]),
    ...(paused ? [[t.paused]] : []),
    [t.watched(plans, waiting)],
    ...(instances === 0 ? [] : [[t.instances(instances)]]),
    ...(lag === undefined ? [] : [[t.lag(Math.round(lag / 1_000))]]),
    ...lastBlind(wasBlind, blind, t),
  ];
}

function lastBlind(wasBlind: Status["wasBlind"], blind: EpochMs | undefined, t: Words): readonly Line[] {
  if (wasBlind !== undefined) {
    return [[`${t.wasBlind(secondsBetween(wasBlind.since, wasBlind.until))} `, { at: wasBlind.until }]];
  }
  return blind === undefined ? [[t.neverBlind]] : [];
}

function owing({ owed, edits, inDoubt, oldest }: Status, texts: PlanMessageOptions["texts"]): readonly Line[] {
  const { status: t } = texts;
  if (owed + edits === 0) return [[t.nothingOwed]];
  return [
    ...(owed === 0 ? [] : [[t.owed(owed)]]),
    ...(inDoubt === 0 ? [] : [[t.inDoubt(inDoubt)]]),
    ...(edits === 0 ? [] : [[t.edits(edits)]]),
    ...(oldest === undefined ? [] : [labelled(texts, t.oldest, { at: oldest })]),
  ];
}

function warnings({ filter, cut, catchingUp, stacksUnread }: Status, t: Words): readonly Line[] {
  return [
    ...(filter === undefined ? [] : [["broken" in filter ? t.filterBroken : t.filterDoubted(filter.leftOut.length)]]),
    ...(cut ? [[t.cut]] : []),
    ...(catchingUp ? [[t.catchingUp]] : []),
    ...(stacksUnread === 0 ? [] : [[t.stacksUnread(stacksUnread)]]),
  ];
}
