import type { PlanLife, PlanMoment } from "../../../local/catalog/chronicle.ts";
import { type PlanState, STATE_OF } from "./words.ts";

/** A plan was in one state, without a break. Milliseconds since 1970. */
export interface Stay {
  readonly state: PlanState;
  readonly from: number;
  /** Infinity: it is so to the end. */
  to: number;
  /** What it was meanwhile, oldest first; empty once it is deleted. */
  readonly moments: PlanMoment[];
}

/** The states a plan was in, in their order. */
export function staysOf(life: PlanLife): readonly Stay[] {
  const stays: Stay[] = [];
  for (const moment of life.moments) {
    const state = moment.pending.length > 0 ? "waiting" : (STATE_OF[moment.status] as PlanState);
    const last = stays.at(-1);
    if (last?.state === state) last.moments.push(moment);
    else enter(stays, { state, from: moment.at, to: Number.POSITIVE_INFINITY, moments: [moment] });
  }
  if (life.goneAt !== undefined)
    enter(stays, { state: "deleted", from: life.goneAt, to: Number.POSITIVE_INFINITY, moments: [] });
  return stays;
}

function enter(stays: Stay[], stay: Stay): void {
  const last = stays.at(-1);
  if (last !== undefined) last.to = stay.from;
  stays.push(stay);
}

/** The decision that ended the waiting and began the stay. */
export function decisionOf({ moments }: Stay): { name: string; comment: string } | undefined {
  const record = moments[0]?.lastRecord;
  return record && { name: record.by.name, comment: record.comment };
}

/** The number that tells one failure from all others. */
export const caseOf = (text: string | undefined): string | undefined => /case (\d{5})/.exec(text ?? "")?.[1];

/** While it waited: from when to when it was the same people's turn. */
export interface Turn {
  readonly from: number;
  to: number;
  readonly who: readonly string[];
  readonly node: number;
  readonly updatedSecond: number;
  /** The newest thing that anybody had done to the plan when it began. */
  readonly record: PlanMoment["lastRecord"];
}

export function turnsOf(stays: readonly Stay[]): readonly Turn[] {
  return stays
    .filter((stay) => stay.state === "waiting")
    .flatMap((stay) => {
      const turns: Turn[] = [];
      for (const { at, pending, node, updatedAt, lastRecord: record } of stay.moments) {
        const who = pending.map(({ name }) => name).sort();
        const last = turns.at(-1);
        if (last !== undefined && last.node === node && last.who.join() === who.join()) continue;
        if (last !== undefined) last.to = at;
        turns.push({ from: at, to: stay.to, who, node, updatedSecond: Math.floor(updatedAt / 1_000), record });
      }
      return turns;
    });
}
