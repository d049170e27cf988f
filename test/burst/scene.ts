import type { Fault } from "../../local/slack/faults.ts";
import { Chance } from "../sweep/chance.ts";

export type Move = "approve" | "reject" | "cancel" | "execute";

/** What becomes of a plan, and how its card and the notes in the card's thread begin once all is told. */
export interface Fate {
  readonly moves: readonly Move[];
  readonly fails?: true;
  readonly card: string;
  readonly notes: readonly string[];
}

const FATES: readonly Fate[] = [
  { moves: [], card: "Waiting for approval", notes: [] },
  { moves: ["approve"], card: "Approved, not run yet", notes: ["Approved"] },
  { moves: ["reject"], card: "Rejected", notes: ["Rejected"] },
  { moves: ["cancel"], card: "Canceled", notes: ["Canceled"] },
  { moves: ["approve", "execute"], card: "Succeeded", notes: ["Approved", "Succeeded"] },
  { moves: ["approve", "execute"], fails: true, card: "Failed", notes: ["Approved", "Failed"] },
];

/** A plan that is there when the burst begins. All times in milliseconds. */
export interface BurstPlan {
  readonly name: string;
  readonly fate: Fate;
  /** When each of its moves comes at the earliest, counted from the beginning of the burst. */
  readonly at: readonly number[];
  /** How long its execution takes. */
  readonly executes: number;
}

/** How one process of the bot ends. All times in milliseconds. */
export interface Death {
  /** The arrival of its process's so-many-th message at Slack sets it off. */
  readonly message: number;
  /** From that arrival to the kill; 0 = before the answer leaves. */
  readonly late: number;
  /** So many messages before it the faults begin. */
  readonly shadow: number;
  /** What goes wrong with the last calls. */
  readonly faults: readonly Fault[];
  /** Until the next process is started. */
  readonly rest: number;
}

/** All that chance decides in a run. */
export interface BurstScene {
  readonly seed: number;
  readonly state: "sqlite" | "postgres";
  readonly plans: readonly BurstPlan[];
  readonly deaths: readonly Death[];
}

const PLANS = 5;
/** Every plan's card and notes stand in each of them: the bot sends a message a second into each, 20 in all. */
export const CHANNELS: readonly string[] = Array.from({ length: 20 }, (_, n) => `C0BURST${String(n).padStart(3, "0")}`);
/** All moves come at the earliest within so many milliseconds: Slack is busy with them for about so long. */
const BURST = 12_000;

/** The scene of a seed: odd seeds keep their state in SQLite, even ones in PostgreSQL; two in five die twice. */
export function burstScene(seed: number): BurstScene {
  const chance = new Chance(seed);
  const plans = Array.from({ length: PLANS }, (_, n) => planOf(`plan-${n + 1}`, chance));
  const messages = CHANNELS.length * plans.reduce((sum, { fate }) => sum + 1 + fate.notes.length, 0);
  const shares = chance.happens(0.4) ? [0.5, 0.3] : [0.85];
  const deaths = shares.map((share) => deathOf(chance, Math.floor(share * messages)));
  return { seed, state: seed % 2 === 1 ? "sqlite" : "postgres", plans, deaths };
}

function planOf(name: string, chance: Chance): BurstPlan {
  const fate = chance.pick(FATES);
  const at = fate.moves.map(() => chance.whole(500, BURST)).sort((a, b) => a - b);
  return { name, fate, at, executes: chance.whole(500, 5_000) };
}

function deathOf(chance: Chance, latest: number): Death {
  return {
    message: chance.whole(1, latest),
    late: chance.happens(0.5) ? 0 : chance.whole(1, 40),
    shadow: chance.whole(1, 8),
    faults: Array.from({ length: chance.whole(0, 2) }, () => faultOf(chance)),
    rest: chance.whole(0, 2_000),
  };
}

/** Slow answers keep several calls under way until the kill; lost ones leave doubt that the kill then adds to. */
function faultOf(chance: Chance): Fault {
  const method = chance.happens(0.75) ? "chat.postMessage" : "chat.update";
  const kind = chance.pick(["delay", "delay", "drop-after-accept", "drop-before-accept"] as const);
  const times = chance.whole(1, kind === "delay" ? 6 : 2);
  return { kind, method, times, ...(kind === "delay" ? { ms: chance.whole(200, 4_000) } : {}) };
}
