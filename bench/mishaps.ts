import { type Ms, ms } from "../lib/model/brand.ts";
import type { Burst, Seen } from "./stage/burst.ts";
import { cases, oursOf, theirsOf } from "./stage/bursts.ts";
import type { Effort, Score } from "./stage/score.ts";

/** A call takes 80 to 160 ms. */
const ROUGH: Ms = ms(80);

/**
 * E2: what goes wrong in the bursts of E1, counted by Slack: answers 429 once the process has sent a burst before, notes
 * lost, notes out of the order in which they were owed in their channel; and, where 5 % of the answers are lost after
 * Slack took the message, messages that stand twice. Our process polls until it owes nothing; it reads history.
 */
export async function mishaps(effort: Effort): Promise<readonly Score[]> {
  const scores: Score[] = [];
  for (const { line, burst } of cases(effort)) {
    const calm = await sendsOf(burst, effort);
    const lossy = await sendsOf({ ...burst, slack: { ...burst.slack, lossShare: 0.05 } }, effort);
    const rough = await sendsOf({ ...burst, slack: { ...burst.slack, jitter: ROUGH } }, effort);
    const doubtful = [...lossy.first, ...lossy.second];
    const ours = [...calm.first, ...calm.second, ...doubtful];
    const theirs = [...calm.theirs, ...lossy.theirs];
    const score = (what: string, count: (seen: Seen) => number, us: readonly Seen[], them: readonly Seen[]): Score => ({
      title: `E2 ${effort.notes} notes owed at once: ${what}`,
      line,
      ours: us.map(count),
      baseline: { name: "default WebClient, all at once", values: them.map(count) },
    });
    scores.push(
      { ...score("answers 429, second burst", (seen) => seen.refused, calm.second, calm.theirs), goal: 0 },
      { ...score("lost", (seen) => seen.lost, ours, theirs), goal: 0 },
      { ...score("out of order", (seen) => seen.outOfOrder, ours, theirs), goal: 0 },
      { ...score("doubled, 5 % of answers lost", (seen) => seen.doubled, doubtful, lossy.theirs), goal: 0 },
      score("answers 429, first burst", (seen) => seen.refused, calm.first, calm.theirs),
      score("answers 429, second burst, calls of 80 to 160 ms", (seen) => seen.refused, rough.second, rough.theirs),
    );
  }
  return scores;
}

async function sendsOf(burst: Burst, effort: Effort) {
  const twice = await oursOf(burst, effort);
  const theirs = await theirsOf(burst, effort, "all at once");
  return { first: twice.map((run) => run.first), second: twice.map((run) => run.second), theirs };
}
