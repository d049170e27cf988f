import { minutes } from "../lib/model/brand.ts";
import { type Burst, drained, optimum, type Seen } from "./stage/burst.ts";
import { cases, oursOf, theirsOf } from "./stage/bursts.ts";
import type { Effort, Score } from "./stage/score.ts";

const GOAL = 1.05;

/**
 * E1: how long a burst takes, in terms of the least that Slack's limit allows: from the beginning of the poll that finds
 * the notes owed until Slack took the last of them.
 *
 * Judged is the second burst of a process: in the first it may learn the size of the bucket. Shown are the first, and
 * the second when a poll leaves what it cannot send within a minute to the next one, as `serve` does.
 */
export async function drain(effort: Effort): Promise<readonly Score[]> {
  const scores: Score[] = [];
  for (const { line, burst } of cases(effort)) {
    const theirs = await theirsOf(burst, effort, "all at once");
    const baseline = { name: "default WebClient, all at once", values: inOptima(burst, theirs) };
    const long = await oursOf(burst, effort);
    const often = await oursOf(burst, effort, minutes(1));
    const add = (what: string, seen: readonly Seen[], goal?: number): void => {
      const title = `E1 ${effort.notes} notes owed at once, time until the last is taken / optimum: ${what}`;
      scores.push({ title, line, ours: inOptima(burst, seen), baseline, goal });
    };
    add(
      "second burst",
      long.map((run) => run.second),
      GOAL,
    );
    add(
      "first burst",
      long.map((run) => run.first),
    );
    add(
      "second burst, a poll each minute",
      often.map((run) => run.second),
    );
  }
  return scores;
}

const inOptima = (burst: Burst, seen: readonly Seen[]): number[] => seen.map((one) => drained(one) / optimum(burst));
