import type { ChannelId, PlanId } from "../../lib/model/brand.ts";
import { hours, type Ms, minutes, ms, seconds } from "../../lib/model/brand.ts";
import type { KnownPlanStatus } from "../../lib/model/plan.ts";
import { Chance } from "./chance.ts";
import type { Cloud, Outage } from "./cloud.ts";
import type { Moment } from "./process.ts";
import { conversation, FATES, type Misfortune } from "./slack.ts";
import { aScene, type Bot, type Deed, type Glance, INTERVAL, type Mischief, type Scene } from "./stage.ts";

const DEFAULT = "C0DEFAULT0" as ChannelId;
const SECOND = "C0SECOND00" as ChannelId;
/** A person, who is told in direct messages. */
const DIRECT = "U0ALICE000" as ChannelId;

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
 * Once a plan that needs no approval was submitted again each of its states lasts so long: one that ends again between
 * two polls has no records that tell of it, and three faults may spoil three polls in a row. So does the last state of
 * any that is deleted.
 */
const AFTER_REOPENING: Ms = ms(5 * INTERVAL);

/** The scene of a seed: one to four plans, seldom more than ten, and one to three faults. */
export function seededScene(seed: number): Scene {
  const chance = new Chance(seed);
  const crowded = chance.happens(0.05);
  // A crowd waits before the first poll comes, or comes later.
  const late = chance.happens(0.5);
  const plans = crowded ? chance.whole(12, 15) : chance.whole(1, 3);
  const deeds = Array.from({ length: plans }, (_, n) =>
    lifeOf(planId(n + 1), chance, crowded ? (late ? "late" : "early") : "none"),
  ).flat();
  // Where digests are, they are what a process should die of now and then.
  const deaths: Moment[] = crowded && chance.happens(0.3) ? ["after slack.post planbell_digest"] : [];
  const bots: Bot[] = [{ ahead: ms(0), starts: seconds(30), deaths }];
  const outages: Outage[] = [];
  const misfortunes: Misfortune[] = [];
  const mischief: Mischief[] = [];
  const glances: Glance[] = [];
  const scene = { bots, outages, misfortunes, mischief, glances, plans };
  for (let faults = chance.whole(1, 3); faults > 0; faults--) addFault(chance, scene);
  return aScene({
    seed,
    channels: [DEFAULT, ...(chance.happens(0.2) ? [chance.pick([SECOND, SECOND, DIRECT])] : [])],
    readable: chance.happens(0.6),
    files: chance.happens(0.7),
    pageSize: chance.pick([2, 100]),
    way: ms(chance.pick([40, 400])),
    storeWay: ms(bots.length > 1 ? chance.pick([10, 200]) : 0),
    deeds: deeds.sort((a, b) => a.at - b.at),
    bots,
    outages,
    misfortunes,
    mischief: mischief.sort((a, b) => a.at - b.at),
    glances,
    polls: POLLS,
  });
}

const planId = (n: number): PlanId => `plan-${String(n).padStart(4, "0")}` as PlanId;

interface Faults {
  readonly bots: Bot[];
  readonly outages: Outage[];
  readonly misfortunes: Misfortune[];
  readonly mischief: Mischief[];
  readonly glances: Glance[];
  readonly plans: number;
}

const KINDS = [
  ...(["kill", "kill", "rival", "rival", "rival", "slack", "slack", "slack"] as const),
  ...(["outage", "freeze", "glance", "deleted", "archived", "file"] as const),
];

function addFault(chance: Chance, { bots, outages, misfortunes, mischief, glances, plans }: Faults): void {
  const kind = chance.pick(KINDS);
  const bot = bots[0] as Bot;
  const during = (): Ms => ms(chance.whole(30_000, POLLS * INTERVAL));
  if (kind === "kill") bots[0] = { ...bot, deaths: [...bot.deaths, chance.whole(1, 120)] };
  else if (kind === "outage") outages.push({ from: chance.whole(1, 30), calls: chance.pick([1, 2, 3, 40]) });
  else if (kind === "freeze") bots[0] = { ...bot, freeze: { at: chance.whole(1, 120), length: frozen(chance) } };
  else if (kind === "file")
    misfortunes.push({ fate: chance.pick(FATES), from: 1, calls: chance.whole(1, 2), files: true });
  else if (kind === "glance") glances.push({ at: during(), id: planId(chance.whole(1, plans)) });
  else if (kind === "deleted") {
    const place = chance.whole(0, 9);
    mischief.push({ at: during(), act: (slack) => slack.delete(place) });
  } else if (kind === "archived") {
    const channel = conversation(chance.pick([DEFAULT, SECOND, DIRECT]));
    mischief.push({ at: during(), act: (slack) => slack.refusing.add(channel) });
    if (chance.happens(0.5)) mischief.push({ at: during(), act: (slack) => slack.refusing.delete(channel) });
  } else if (kind === "slack") {
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

/** As long as a deployment takes, or a laptop sleeps. */
const frozen = (chance: Chance): Ms => seconds(chance.pick([20, 100, 200, 600]));

/** What happens to one plan, up to the last poll but one; in a crowd all begin to wait at the same time. */
function lifeOf(id: PlanId, chance: Chance, crowd: "none" | "early" | "late"): Deed[] {
  const crowded = crowd !== "none";
  const approval = crowded || chance.happens(0.8);
  const table = approval ? MOVES : WITHOUT_APPROVAL;
  // What is old was there before the first poll; later lists of the newest plans leave it out.
  const old = crowd !== "late" && chance.happens(0.3);
  const born = crowd === "late" ? 2 * INTERVAL : crowded || old ? 0 : chance.whole(0, 3 * INTERVAL);
  const deeds: Deed[] = [{ at: ms(born), act: (cloud) => cloud.submit(id, approval, old ? hours(1) : ms(0)) }];
  let state: string = "PreviewInProgress";
  let reopened = false;
  let at = born + (crowded ? 1_000 : chance.whole(1_000, 2 * INTERVAL));
  for (let moves = 0; moves < MOST_MOVES && at < POLLS * INTERVAL; moves++) {
    const choices = table[state] ?? OF_ENDED;
    const move: Move = crowded && moves === 0 ? "waits" : chance.pick(choices);
    if (move === "stays") break;
    const name = `carol${chance.whole(1, 9)}`;
    // What it was before it was deleted must have been seen.
    if (move === "deleted" && reopened && approval) at += AFTER_REOPENING;
    deeds.push({ at: ms(at), act: (cloud) => make(cloud, id, move, name) });
    if (move === "deleted") break;
    if (choices === OF_ENDED) reopened = true;
    state = move.startsWith("waits") || move.startsWith("handed") ? "waits" : move;
    // A crowd waits long enough to be a crowd when a poll comes.
    const pause = crowded ? chance.whole(20_000, minutes(3)) : chance.whole(2_000, chance.pick([20_000, minutes(2)]));
    // An old plan that is submitted again is seen only while it lasts, and a bot may be frozen for ten polls.
    if (reopened && old) break;
    at += reopened && !approval ? AFTER_REOPENING : pause;
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
