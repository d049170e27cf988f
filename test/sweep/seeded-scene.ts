import type { ChannelId, PlanId } from "../../lib/model/brand.ts";
import { hours, type Ms, minutes, ms, seconds } from "../../lib/model/brand.ts";
import type { KnownPlanStatus } from "../../lib/model/plan.ts";
import { Chance } from "./chance.ts";
import type { Cloud, Outage } from "./cloud.ts";
import { FATES, type Misfortune } from "./slack.ts";
import { aScene, type Bot, type Deed, INTERVAL, type Scene } from "./stage.ts";

/**
 * What a plan may do next in each state, likelier things more often. A plan that ended may be submitted again or
 * deleted, or stays.
 */
type Move = KnownPlanStatus | "waits" | "waits early" | "handed over" | "handed over silently" | "deleted" | "stays";
const MOVES: Readonly<Record<string, readonly Move[]>> = {
  PreviewInProgress: ["waits", "waits", "waits", "waits early", "PreviewFailed"],
  waits: [
    "ApplicationApproved",
    "ApplicationApproved",
    "ApplicationRejected",
    "Canceled",
    "handed over",
    "handed over silently",
    "deleted",
  ],
  ApplicationApproved: ["ExecuteInProgress", "ExecuteInProgress", "Canceled", "stays"],
  ExecuteInProgress: ["ExecuteSuccess", "ExecuteFailed"],
};
const OF_ENDED: readonly Move[] = ["stays", "stays", "PreviewInProgress", "deleted"];
const WITHOUT_APPROVAL: Readonly<Record<string, readonly Move[]>> = {
  PreviewInProgress: ["PreviewSuccess", "PreviewSuccess", "PreviewFailed"],
  PreviewSuccess: ["ExecuteInProgress", "Canceled", "stays"],
};

const MOST_MOVES = 5;
const POLLS = 8;
/**
 * Once a plan was submitted again each of its states lasts so long: one that ends again between two polls is outside
 * the promise, and three faults may spoil three polls in a row.
 */
const AFTER_REOPENING: Ms = ms(5 * INTERVAL);

/** The scene of a seed: one to four plans, seldom more than ten, and one to three faults. */
export function seededScene(seed: number): Scene {
  const chance = new Chance(seed);
  const crowded = chance.happens(0.03);
  const plans = crowded ? chance.whole(11, 13) : chance.whole(1, 3);
  const deeds = Array.from({ length: plans }, (_, n) =>
    lifeOf(`plan-${String(n + 1).padStart(4, "0")}` as PlanId, chance, crowded),
  ).flat();
  const bots: Bot[] = [{ ahead: ms(0), starts: seconds(30), deaths: [] }];
  const outages: Outage[] = [];
  const misfortunes: Misfortune[] = [];
  for (let faults = chance.whole(1, 3); faults > 0; faults--) addFault(chance, { bots, outages, misfortunes });
  return aScene({
    seed,
    channels: (chance.happens(0.15) ? ["C0DEFAULT0", "C0SECOND00"] : ["C0DEFAULT0"]) as ChannelId[],
    readable: chance.happens(0.6),
    pageSize: chance.pick([2, 100]),
    way: ms(chance.pick([40, 400])),
    storeWay: ms(bots.length > 1 ? chance.pick([10, 200]) : 0),
    deeds: deeds.sort((a, b) => a.at - b.at),
    bots,
    outages,
    misfortunes,
    polls: POLLS,
  });
}

type Faults = { bots: Bot[]; outages: Outage[]; misfortunes: Misfortune[] };

function addFault(chance: Chance, { bots, outages, misfortunes }: Faults): void {
  const kind = chance.pick(["kill", "kill", "rival", "rival", "outage", "slack", "slack", "slack"] as const);
  const bot = bots[0] as Bot;
  if (kind === "kill") bots[0] = { ...bot, deaths: [...bot.deaths, chance.whole(1, 120)] };
  else if (kind === "outage") outages.push({ from: chance.whole(1, 30), calls: chance.whole(1, 3) });
  else if (kind === "slack") {
    const fate = chance.pick(FATES);
    // Slowness comes in spells, and gives rivals the time to meet.
    misfortunes.push({ fate, from: chance.whole(1, 8), calls: fate === "late" ? 10 : chance.whole(1, 3) });
  } else if (bots.length < 3) {
    // Two clocks are up to two minutes apart.
    const [here, there] = [chance.whole(-60_000, 60_000), chance.whole(-60_000, 60_000)];
    if (bots.length === 1) bots[0] = { ...bot, ahead: ms(here) };
    // Mostly while the first bot is at it.
    const starts = ms(chance.whole(30_000, chance.pick([30_000, 35_000, 35_000, 85_000])));
    bots.push({ ahead: ms(there), starts, deaths: chance.happens(0.3) ? [chance.whole(1, 80)] : [] });
  }
}

/** What happens to one plan, up to the last poll but one. */
function lifeOf(id: PlanId, chance: Chance, crowded: boolean): Deed[] {
  const approval = crowded || chance.happens(0.8);
  const table = approval ? MOVES : WITHOUT_APPROVAL;
  // What is old was there before the first poll; later lists of the newest plans leave it out.
  const old = chance.happens(0.3);
  const born = crowded || old ? 0 : chance.whole(0, 3 * INTERVAL);
  const deeds: Deed[] = [{ at: ms(born), act: (cloud) => cloud.submit(id, approval, old ? hours(1) : ms(0)) }];
  let state: string = "PreviewInProgress";
  let reopened = false;
  // A crowd waits already when the first poll comes.
  let at = born + (crowded ? 1_000 : chance.whole(1_000, 2 * INTERVAL));
  for (let moves = 0; moves < MOST_MOVES && at < POLLS * INTERVAL; moves++) {
    const choices = table[state] ?? OF_ENDED;
    const move: Move = crowded && moves === 0 ? "waits" : chance.pick(choices);
    if (move === "stays") break;
    const name = `carol${chance.whole(1, 9)}`;
    deeds.push({ at: ms(at), act: (cloud) => make(cloud, id, move, name) });
    if (move === "deleted") break;
    if (choices === OF_ENDED) reopened = true;
    state = move.startsWith("waits") || move.startsWith("handed") ? "waits" : move;
    at += reopened ? AFTER_REOPENING : chance.whole(2_000, chance.pick([20_000, minutes(2)]));
  }
  return deeds;
}

/** What a move does to a plan; `name` is whom it is handed over to. Other moves are states without more to them. */
const DEEDS: Readonly<Record<string, (cloud: Cloud, id: PlanId, name: string) => void>> = {
  waits: (cloud, id) => cloud.wait(id),
  "waits early": (cloud, id) => cloud.wait(id, true),
  "handed over": (cloud, id, name) => cloud.handOver(id, name),
  "handed over silently": (cloud, id, name) => cloud.handOver(id, name, true),
  deleted: (cloud, id) => cloud.delete(id),
  ApplicationApproved: (cloud, id) => cloud.decide(id, "Approve"),
  ApplicationRejected: (cloud, id) => cloud.decide(id, "Reject"),
  Canceled: (cloud, id) => cloud.decide(id, "Cancel"),
};

function make(cloud: Cloud, id: PlanId, move: Move, name: string): void {
  const deed = DEEDS[move] ?? (() => cloud.move(id, move as KnownPlanStatus));
  deed(cloud, id, name);
}
