import { poll } from "../../lib/app/poll.ts";
import type { PollPorts, PollSettings } from "../../lib/app/run.ts";
import { type ChannelId, hours, instant, type Ms, minutes, ms } from "../../lib/model/brand.ts";
import type { Chronicle } from "../../local/catalog/chronicle.ts";
import type { Faults } from "../../local/catalog/faults.ts";
import type { World } from "../../local/catalog/world.ts";
import { Chance } from "../sweep/chance.ts";
import type { Posted } from "./desk.ts";
import { meddle, untilNextTry } from "./direct-deeds.ts";
import { type History, untilNextVisit } from "./history.ts";
import { comeBy } from "./lives.ts";
import { Lookout } from "./looks.ts";
import { EVERY_CALL } from "./outages.ts";
import type { Played } from "./played.ts";
import type { StoryClock } from "./story-clock.ts";

export const START = instant(Date.parse("2026-03-02T08:00:00Z"));
export const CHANNEL = "C0DEFAULT0" as ChannelId;

/** Where a history is played: a cloud, a Slack, and bots between them. */
export interface Theatre {
  readonly clock: StoryClock;
  readonly world: World;
  readonly faults: Faults;
  readonly chronicle: Chronicle;
  /** A bot of its own on the same state, as after a restart. */
  newBot(): PollPorts;
  /** Everything that ever stood in Slack, in the order in which it came. */
  messages(): readonly Posted[];
  /** What Slack would have refused. */
  refused(): readonly string[];
}

/** Changes the bot as a bug in it would. */
export type Plant = (ports: PollPorts) => PollPorts;

/** Polls when nothing happens any more, until all that can come due has: retries, re-reads, what is over for a day. */
const CALM = [minutes(2), minutes(2), minutes(16), minutes(31)];
/** A poll reads three waiting plans again. */
const REREADS = 3;

/** Plays a history to its end. */
export async function play(history: History, theatre: Theatre, plant: Plant = (ports) => ports): Promise<Played> {
  const { clock, world } = theatre;
  const lookout = new Lookout(clock);
  const deeds = happen(history, theatre, lookout);
  const settings: PollSettings = {
    shard: "self@cn-hangzhou",
    routes: [{ to: [CHANNEL] }],
    fallback: CHANNEL,
    interval: ms(history.interval),
    firstRun: history.firstRun,
    sweep: history.direct && ms(history.direct.sweep),
    dangerTypes: [],
    paused: false,
  };
  const errors: unknown[] = [];
  const newBot = (): PollPorts => {
    const ports = theatre.newBot();
    return plant({ ...ports, catalog: lookout.over(ports.catalog) });
  };
  let bot = newBot();
  const pollOnce = async (restarted: boolean): Promise<void> => {
    if (restarted) bot = newBot();
    const look = lookout.begin(restarted);
    await poll(bot, settings).catch((error: unknown) => errors.push(error));
    lookout.end(look);
  };
  for (const { at, restarted } of history.polls) {
    clock.advanceTo(instant(START + at));
    await pollOnce(restarted);
  }
  // Whatever goes on by itself ends, and nobody comes by any more.
  clock.advance(hours(1));
  deeds.end();
  clock.advance(ms(2 * history.pace.longest));
  for (const pause of [...CALM, ...rereadsOf(world), ...(history.aDayLater ? [hours(25), minutes(1)] : [])]) {
    clock.advance(pause);
    await pollOnce(false);
  }
  const { chronicle } = theatre;
  const { polls } = lookout;
  return {
    history,
    chronicle,
    polls,
    messages: theatre.messages(),
    refused: theatre.refused(),
    errors,
    deeds: deeds.lines,
  };
}

/** One that was handed over quietly comes to light when it is read again, after all that were not read for longer. */
function rereadsOf(world: World): Ms[] {
  const waiting = world.plans().filter((plan) => plan.pending.length > 0);
  const quiet = waiting.some(({ id }) => world.state(id).spec.quietHandOver === true);
  return quiet ? Array.from({ length: Math.ceil(waiting.length / REREADS) }, () => minutes(1)) : [];
}

/** Lets everything happen at its time that the history holds beside polls. */
function happen(history: History, { clock, world, faults }: Theatre, lookout: Lookout) {
  const lines: string[] = [];
  let over = false;
  const visit = (id: string, chance: Chance, left: number): void => {
    if (left === 0) return;
    clock.at(clock.now() + untilNextVisit(chance, history.pace), () => {
      if (over) return;
      lines.push(`${at(clock.now())} ${id} ${comeBy(world, id, chance)}`);
      visit(id, chance, left - 1);
    });
  };
  const tryDirectly = (id: string | undefined, chance: Chance, left: number): void => {
    if (left === 0 || id === undefined) return;
    clock.at(clock.now() + untilNextTry(chance, history.pace), () => {
      if (over) return;
      lines.push(`${at(clock.now())} ${id} ${meddle(world, id, chance, history.pace)}`);
      tryDirectly(id, chance, left - 1);
    });
  };
  const stocked = world.stock(history.stock.length, (n) => {
    const { age, spec } = history.stock[n]!;
    return { ...spec, createdAt: START - age };
  });
  stocked.forEach((id, n) => {
    const { visits, seed } = history.stock[n]!;
    visit(id, new Chance(seed), visits);
  });
  history.births.forEach(({ at: bornAt, spec, visits, seed }, n) => {
    const direct = history.direct?.onPlans[n];
    clock.at(START + bornAt, () => {
      const id = world.createPlan(spec);
      visit(id, new Chance(seed), visits);
      if (direct !== undefined) tryDirectly(world.instanceOfPlan(id), new Chance(direct.seed), direct.visits);
    });
  });
  for (const { at: launchedAt, wanted, visits, seed } of history.direct?.launches ?? []) {
    clock.at(START + launchedAt, () => tryDirectly(world.launch(wanted), new Chance(seed), visits));
  }
  for (const outage of [...history.outages, ...(history.direct?.outages ?? [])]) {
    clock.at(START + outage.from, () => {
      const undo = begin(outage, faults, lookout);
      clock.at(START + outage.to, undo);
    });
  }
  for (const shift of history.shifts) {
    const chance = new Chance(shift);
    // Somebody comes by while the first page is on its way.
    clock.at(START + shift, () => faults.afterPage(1, () => hustle(world, chance)));
  }
  const end = (): void => {
    over = true;
    faults.clear();
    lookout.broken = undefined;
  };
  return { lines, end };
}

function hustle(world: World, chance: Chance): void {
  for (let n = 0; n < 3; n++) {
    const plans = world.plans();
    if (plans.length > 0) comeBy(world, chance.pick(plans).id, chance);
  }
}

/** @returns what ends it */
function begin(outage: History["outages"][number], faults: Faults, lookout: Lookout): () => void {
  if (outage.what === "one list") {
    lookout.broken = outage.list;
    return () => {
      lookout.broken = undefined;
    };
  }
  const action = outage.action === EVERY_CALL ? {} : { action: outage.action };
  if (outage.what === "down") return faults.next("down", action);
  return faults.next(outage.kind, { ...action, times: outage.times });
}

/** Time since the beginning, for readers: `+0:12:34.567`. */
export function at(instantMs: number): string {
  const since = instantMs - START;
  const [sign, all] = since < 0 ? ["-", -since] : ["+", since];
  const part = (n: number, digits = 2): string => String(Math.floor(n)).padStart(digits, "0");
  return `${sign}${part(all / 3_600_000, 1)}:${part((all / 60_000) % 60)}:${part((all / 1_000) % 60)}.${part(all % 1_000, 3)}`;
}
