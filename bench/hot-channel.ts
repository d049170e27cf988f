import { type Burst, channel, type Seen, spread } from "./stage/burst.ts";
import { oursOf, slackOf, theirsOf } from "./stage/bursts.ts";
import type { Effort, Score } from "./stage/score.ts";

const OTHERS = 10;
/** In seconds. */
const GOAL = 1;

/**
 * E3: how much a hot channel holds up the others: nearly all notes are for one channel and were owed first, ten others
 * wait for one note each. From the beginning of the poll until Slack took the last of those ten, in seconds.
 */
export async function hotChannel(effort: Effort): Promise<readonly Score[]> {
  const notes = 2 * effort.notes;
  const hot = spread(notes - OTHERS, 1);
  const channels = [...hot, ...Array.from({ length: OTHERS }, (_, n) => channel(n + 1))];
  const scores: Score[] = [];
  for (const capacity of [1, 5]) {
    const burst: Burst = { channels, slack: slackOf(capacity) };
    const ours = (await oursOf(burst, effort)).flatMap((run) => [run.first, run.second]);
    const theirs = await theirsOf(burst, effort, "one by one");
    scores.push({
      title: `E3 ${notes} notes, ${hot.length} of them for one channel: the last note of the others, seconds`,
      line: `1 + ${OTHERS} channels, bucket of ${capacity}`,
      ours: ours.map(lastOfOthers),
      baseline: { name: "default WebClient, one by one", values: theirs.map(lastOfOthers) },
      goal: GOAL,
    });
  }
  return scores;
}

/** A note that never came is infinitely late. */
function lastOfOthers({ standing }: Seen): number {
  const others = standing.filter((note) => note.channel !== channel(0));
  if (others.length < OTHERS) return Number.POSITIVE_INFINITY;
  return Math.max(...others.map((note) => note.after)) / 1_000;
}
