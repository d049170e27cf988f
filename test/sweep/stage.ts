import { Pacer } from "../../lib/app/deliver/pacer.ts";
import { poll } from "../../lib/app/poll.ts";
import type { PollReport } from "../../lib/app/report.ts";
import type { PollPorts, PollSettings } from "../../lib/app/run.ts";
import { type ChannelId, instant, later, type Ms, minutes, ms, type PlanId, seconds } from "../../lib/model/brand.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { Chance } from "./chance.ts";
import { EventClock, skewed } from "./clock.ts";
import { Cloud, type Outage } from "./cloud.ts";
import { Ledger } from "./ledger.ts";
import { plainRenderer } from "./plain-renderer.ts";
import { type Freeze, Killed, type Life, type Moment, startProcess } from "./process.ts";
import { brokenPromises } from "./promises.ts";
import { type Misfortune, Workspace } from "./slack.ts";

/** Something that happens in the cloud so long after the beginning. */
export interface Deed {
  readonly at: Ms;
  readonly act: (cloud: Cloud) => void;
}

/** One bot that polls again and again; when its process dies another takes its place at the next poll. */
export interface Bot {
  /** How far its machine's clock is ahead. */
  readonly ahead: Ms;
  /** When it polls first. */
  readonly starts: Ms;
  /** The moment at which its first process dies, then its second, and so on. */
  readonly deaths: readonly Moment[];
  /** Its first process freezes. */
  readonly freeze?: Freeze | undefined;
}

/** What people do to the workspace so long after the beginning. */
export interface Mischief {
  readonly at: Ms;
  readonly act: (slack: Workspace) => void;
}

/** Somebody has a look at one plan, as after a decision, beside the polls. */
export interface Glance {
  readonly at: Ms;
  readonly id: PlanId;
}

/** Changes the ports as a bug in the bot would. */
export type Plant = (ports: PollPorts) => PollPorts;

/** All that decides how a run goes. */
export interface Scene {
  readonly seed: number;
  readonly channels: readonly ChannelId[];
  /** May the bot read history? */
  readonly readable: boolean;
  /** May the bot send files? */
  readonly files: boolean;
  readonly pageSize: number;
  /** How long a call takes one way, at most; calls to the store take time only where bots can race. */
  readonly way: Ms;
  readonly storeWay: Ms;
  readonly deeds: readonly Deed[];
  readonly bots: readonly Bot[];
  readonly outages: readonly Outage[];
  readonly misfortunes: readonly Misfortune[];
  readonly mischief: readonly Mischief[];
  readonly glances: readonly Glance[];
  /** How often each bot polls before the faults stop. */
  readonly polls: number;
}

/** How a run went. */
export interface Outcome {
  /** What did not hold at the end; empty when all promises were kept. */
  readonly broken: readonly string[];
  /** The life of the first bot's first process. */
  readonly life: Life;
  readonly cloud: Cloud;
  readonly slack: Workspace;
}

const START = instant(Date.parse("2026-03-02T08:00:00Z"));
export const INTERVAL: Ms = minutes(1);
/** How long passes before each poll once the faults have stopped: retries, leases and re-reads all come due,
 * and what is over for a day is put aside. */
const CALM: readonly Ms[] = [1, 1, 3, 1, 16, 31, 1, 31, 25 * 60, 1, 1].map(minutes);

/** Plays a scene to its end and says which promises it broke. The same scene always goes the same way. */
export async function play(scene: Scene, plant: Plant = (ports) => ports): Promise<Outcome> {
  const clock = new EventClock(START);
  const chance = new Chance(scene.seed);
  const cloud = new Cloud(clock, scene.pageSize);
  cloud.outages = scene.outages;
  const slack = new Workspace(clock, scene);
  slack.misfortunes = scene.misfortunes;
  const ledger = new Ledger(clock);
  const store = ledger.open();
  const settings: PollSettings = {
    shard: "self@cn-hangzhou",
    routes: [{ to: scene.channels }],
    fallback: scene.channels[0] as ChannelId,
    interval: INTERVAL,
    firstRun: "cards",
    dangerTypes: [],
    paused: false,
  };
  const travel = (longest: Ms) => (): Promise<void> =>
    longest === 0 ? Promise.resolve() : clock.sleep(ms(Math.ceil(chance.next() * longest)));
  const way = travel(scene.way);
  const errors: unknown[] = [];
  const reports: PollReport[] = [];
  let processes = 0;

  const fresh = (bot: Pick<Bot, "ahead">, dieAt: Moment, freeze?: Freeze) => {
    const storeWay = travel(scene.storeWay);
    const ports: PollPorts = {
      catalog: cloud.catalog(way),
      store: {
        scan: (prefix) => storeWay().then(() => store.scan(prefix)),
        get: (key) => storeWay().then(() => store.get(key)),
        put: (key, value, expected) => storeWay().then(() => store.put(key, value, expected)),
        remove: (key, expected) => storeWay().then(() => store.remove(key, expected)),
        close: () => store.close(),
      },
      messenger: slack.messenger(way),
      clock: skewed(clock, bot.ahead),
      render: plainRenderer,
      pacer: new Pacer(skewed(clock, bot.ahead)),
      redactor: PLAIN_REDACTOR,
      me: `process ${++processes}`,
      chance: chance.next,
      newSalt: () => "salt",
      calls: () => ({ catalog: 0, slack: 0, store: 0 }),
    };
    const process = startProcess(ports, dieAt, (key) => slack.loseAnswer(key), freeze);
    return { ...process, ports: plant(process.ports) };
  };
  const until = (at: Ms): Promise<void> => clock.sleep(ms(later(START, at) - clock.now()));

  /** Polls as often as the scene says, then, alone, until everything has come due that ever can. */
  const live = async (bot: Bot, stays: boolean): Promise<Life> => {
    const deaths = [...bot.deaths];
    let process = fresh(bot, deaths.shift() ?? Number.POSITIVE_INFINITY, bot.freeze);
    const { life } = process;
    const pollOnce = async (): Promise<void> => {
      try {
        reports.push(await Promise.race([poll(process.ports, settings), process.died]));
      } catch (error) {
        if (!(error instanceof Killed)) errors.push(error);
        process = fresh(bot, deaths.shift() ?? Number.POSITIVE_INFINITY);
      }
    };
    for (let n = 0; n < scene.polls; n++) {
      await until(ms(bot.starts + n * INTERVAL));
      await pollOnce();
    }
    if (!stays) return life;
    // The other bots have ended by then, too.
    await until(ms((scene.polls + 1) * INTERVAL));
    cloud.outages = [];
    slack.misfortunes = [];
    slack.refusing.clear();
    process = fresh(bot, Number.POSITIVE_INFINITY);
    for (const pause of CALM) {
      await clock.sleep(pause);
      await pollOnce();
    }
    return life;
  };
  const happen = async (): Promise<void> => {
    for (const { at, act } of scene.deeds) {
      await until(at);
      act(cloud);
    }
  };
  const makeMischief = async (): Promise<void> => {
    for (const { at, act } of scene.mischief) {
      await until(at);
      act(slack);
    }
  };
  const glance = async ({ at, id }: Glance): Promise<void> => {
    await until(at);
    const { ports } = fresh({ ahead: ms(0) }, Number.POSITIVE_INFINITY);
    await poll(ports, settings, { only: id }).catch((error: unknown) => errors.push(error));
  };
  const bots = scene.bots.map((bot, n) => live(bot, n === 0));
  const others = [happen(), makeMischief(), ...scene.glances.map(glance)];
  const [[life]] = await clock.run(Promise.all([Promise.all(bots), ...others]));
  const hot = await store.scan("");
  const broken = brokenPromises({ scene, cloud, slack, ledger, hot, errors, last: reports.slice(-2) });
  return { broken, life: life as Life, cloud, slack };
}

/** What most scenes have in common. */
export const aScene = (over: Partial<Scene>): Scene => ({
  seed: 1,
  channels: ["C0DEFAULT0" as ChannelId],
  readable: true,
  files: true,
  pageSize: 100,
  way: ms(150),
  storeWay: ms(0),
  deeds: [],
  bots: [{ ahead: ms(0), starts: seconds(30), deaths: [] }],
  outages: [],
  misfortunes: [],
  mischief: [],
  glances: [],
  polls: 6,
  ...over,
});
