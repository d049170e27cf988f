import { Refusal } from "../../local/catalog/refusal.ts";
import type { DirectLaunch, DirectTask, World } from "../../local/catalog/world.ts";
import type { Chance } from "../sweep/chance.ts";
import { type Pace, reasonOf, spread } from "./lives.ts";
import { type Outage, randomInstanceOutage } from "./outages.ts";

/** What somebody starts without a plan, while the history goes on. */
interface Launch {
  /** Milliseconds since the beginning. */
  readonly at: number;
  readonly wanted: DirectLaunch;
  /** How often people come by afterwards. */
  readonly visits: number;
  /** Of the chance by which they act. */
  readonly seed: number;
}

/** What happens to provisioned products beside plans. */
export interface DirectDeeds {
  /** How often the bot is told to list provisioned products; milliseconds. */
  readonly sweep: number;
  readonly launches: readonly Launch[];
  /** How often people change directly what a plan has made, and by which chance; one entry a plan that is born. */
  readonly onPlans: readonly { readonly visits: number; readonly seed: number }[];
  readonly outages: readonly Outage[];
}

const NAMES = ["sandbox", "load-test", "training", "demo"];

/** @param births plans that are born meanwhile @param end when the last of them is, at the latest */
export function randomDirectDeeds(
  chance: Chance,
  { births, interval, end }: { births: number; interval: number; end: number },
  pace: Pace,
): DirectDeeds {
  let at = 0;
  const launches = Array.from({ length: chance.whole(1, 4) }, (_, n): Launch => {
    const together = n > 0 && chance.happens(0.2);
    at = together ? at + chance.pick([0, 1, 300]) : chance.whole(0, Math.round(end * 0.8));
    const name = `d${n + 1}-${chance.pick(NAMES)}`;
    return { at, wanted: { name, ...taskOf(chance, pace) }, visits: chance.whole(0, 6), seed: seedOf(chance) };
  });
  const touched = chance.happens(0.4);
  return {
    // Ten seconds are the shortest that may be asked for.
    sweep: Math.max(10_000, chance.pick([interval / 2, interval, interval * 3, 300_000])),
    launches,
    onPlans: Array.from({ length: births }, () => ({
      visits: touched ? chance.whole(0, 4) : 0,
      seed: seedOf(chance),
    })),
    outages: chance.happens(0.25) ? [randomInstanceOutage(chance, end, interval)] : [],
  };
}

const seedOf = (chance: Chance): number => chance.whole(1, 1_000_000_000);

/** How it goes. Every way to fail has a number of its own, wherever it is told. */
function taskOf(chance: Chance, pace: Pace): DirectTask {
  const lasts = spread(chance, { shortest: 200, longest: Math.max(2_000, pace.longest / 4) });
  const { statusMessage, log } = reasonOf(chance);
  if (chance.happens(0.5)) return { lasts };
  return { lasts, fails: { statusMessage, ...(chance.happens(0.6) ? { logs: log } : {}) } };
}

/** How long after one visit the next comes: now and then somebody tries again at once. */
export const untilNextTry = (chance: Chance, pace: Pace): number =>
  chance.happens(0.3) ? chance.whole(300, 3_000) : spread(chance, pace);

/** Somebody comes by and changes the provisioned product without a plan, or leaves it. @returns what they did */
export function meddle(world: World, id: string, chance: Chance, pace: Pace): string {
  const deed = chance.pick(["update", "update", "update", "terminate", "leave"] as const);
  const how = taskOf(chance, pace);
  try {
    if (deed === "update") world.updateInstance(id, how);
    else if (deed === "terminate") world.terminate(id, how);
    return how.fails !== undefined && deed !== "leave" ? `${deed}, fails` : deed;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${deed}, refused`;
  }
}
