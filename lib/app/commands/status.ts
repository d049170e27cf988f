import type { EpochMs } from "../../model/brand.ts";
import type { Message } from "../../model/message.ts";
import { isWaiting } from "../../model/plan.ts";
import { stillMuted } from "../../notify/mute.ts";
import type { Draft, PollRecord, WatchedRecord } from "../../notify/record.ts";
import { deadOf } from "../../notify/replay.ts";
import { sentence } from "../../slack/messages/command-answer.ts";
import type { ShownMute } from "../../slack/messages/mute-answer.ts";
import { statusAnswer } from "../../slack/messages/status-answer.ts";
import { watchedIn } from "../records.ts";
import type { Asking } from "./asking.ts";
import { allMutes, readState, type State, shownMute } from "./state.ts";

/** How Planbell is, from what it remembers: nothing is asked, of Slack or of the catalog. */
export async function status(asking: Asking): Promise<Message> {
  const { settings, by } = asking;
  const state = await readState(asking);
  const { hot, poll, now } = state;
  if (poll === undefined) return sentence(settings.texts.command.neverRead);
  const records = watchedIn(hot).map(({ value }) => value);
  const plans = [...hot.plans.values()].map(({ value }) => value);
  const owed = [...records.flatMap(({ drafts }) => drafts), ...poll.drafts].filter((draft) => draft.state !== "dead");
  return statusAnswer(
    {
      now,
      read: poll.heartbeat,
      interval: settings.interval,
      paused: settings.paused,
      blind: poll.blind,
      wasBlind: poll.wasBlind,
      lag: poll.lag?.length,
      plans: plans.length,
      waiting: plans.filter(({ facts }) => isWaiting(facts) && !facts.gone).length,
      instances: [...hot.instances.values()].filter(({ value }) => value.closedAt === undefined).length,
      owed: owed.length,
      inDoubt: owed.filter((draft) => draft.state === "ambiguous").length,
      edits: records.reduce((sum, record) => sum + editsOf(record), 0),
      oldest: oldestOf(owed),
      dead: [...records, poll].flatMap(deadOf),
      refused: refusedIn(poll),
      filter: poll.filter,
      cut: poll.cuts !== undefined,
      catchingUp: poll.catchingUp === true,
      stacksUnread: records.filter(({ facts }) => facts.failure?.stackUnread === true).length,
      mutes: mutesIn(state),
      team: by.team,
    },
    settings,
  );
}

/** Cards that show what is no longer so; a digest is never edited. */
const editsOf = ({ cards, hash }: WatchedRecord): number =>
  cards.filter(({ via, shown }) => via === undefined && shown !== hash).length;

function oldestOf(owed: readonly Draft[]): EpochMs | undefined {
  const since = owed.map(({ firstAt, notBefore }) => firstAt ?? notBefore);
  return since.length === 0 ? undefined : (Math.min(...since) as EpochMs);
}

const refusedIn = ({ refused = {} }: PollRecord) =>
  Object.entries(refused).map(([destination, told]) => ({ destination, told }));

function mutesIn({ hot, now }: State): readonly ShownMute[] {
  const products = allMutes(hot).filter((mute) => stillMuted(mute, now) !== undefined);
  const plans = [...hot.plans.values()].flatMap(({ value: { facts, mute } }) => {
    const own = stillMuted(mute, now);
    return own === undefined ? [] : [{ name: facts.name, until: own.until, by: own.by }];
  });
  return [...products.map(shownMute), ...plans];
}
