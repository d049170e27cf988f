import { Pacer } from "../../lib/app/deliver/pacer.ts";
import { createRenderer } from "../../lib/app/deliver/render.ts";
import { poll } from "../../lib/app/poll.ts";
import { planKey, pollKey, putRecord } from "../../lib/app/records.ts";
import type { PollPorts, PollSettings } from "../../lib/app/run.ts";
import { type ChannelId, type EpochMs, later, type Ms, ms } from "../../lib/model/brand.ts";
import { NotThere } from "../../lib/model/errors.ts";
import type { PlanDetail } from "../../lib/model/plan.ts";
import { type PollRecord, RECORD_FORMAT } from "../../lib/notify/record.ts";
import type { Catalog, Clock, StateStore } from "../../lib/ports.ts";
import { createMessenger } from "../../lib/slack/web-messenger.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { Chance } from "../../test/sweep/chance.ts";
import { EventClock } from "../../test/sweep/clock.ts";
import { BucketSlack } from "./bucket-slack.ts";
import { type Burst, channel, plansOf, type Seen, START, seenBy } from "./burst.ts";
import { type Recorded, SALT } from "./owed-notes.ts";

/** What a call to the store takes. */
export const STORE_CALL: Ms = ms(5);
/** What is owed then is owed for good. */
const MOST_POLLS = 30;

/** Both bursts as Slack saw them. */
export interface Twice {
  readonly first: Seen;
  readonly second: Seen;
}

/**
 * One process of Planbell that finds the burst owed, polls at its interval until nothing is owed, and then finds it
 * owed once more: what its pacer learnt from the first burst it knows in the second.
 */
export async function drainTwice(burst: Burst, interval: Ms, seed: number): Promise<Twice> {
  const clock = new EventClock(START);
  const chance = new Chance(seed);
  const slack = new BucketSlack(clock, chance, burst.slack);
  const store = new MemoryStore();
  const plans: PlanDetail[] = [];
  const ports: PollPorts = {
    ...portsOf(store, plans, clock),
    messenger: createMessenger({ token: "xoxb-bench", fetch: slack.fetch }),
    chance: new Chance(seed).next,
  };
  const settings = settingsOf([channel(0)], interval);

  const drain = async (first: number): Promise<Seen> => {
    const began = clock.now();
    const owing = plansOf(burst, first, began, chance);
    plans.unshift(...owing.map(({ plan }) => plan));
    await keep(store, owing, began);
    for (let polls = 0; polls < MOST_POLLS; polls++) {
      const next = later(clock.now(), interval);
      const { waiting } = await poll(ports, settings);
      await clock.sleep(ms(next - clock.now()));
      if (waiting === 0) break;
    }
    const records = owing.map(({ record }) => record);
    return seenBy(slack, records, began);
  };
  const both = async (): Promise<Twice> => ({ first: await drain(1), second: await drain(1 + burst.channels.length) });
  return clock.run(both());
}

/** All of a process but its messenger. Calls to its store take their time, calls to its catalog take none. */
export function portsOf(store: StateStore, plans: readonly PlanDetail[], clock: Clock): Omit<PollPorts, "messenger"> {
  return {
    catalog: listing(plans),
    store: slow(store, clock),
    clock,
    render: RENDER,
    pacer: new Pacer(clock),
    redactor: PLAIN_REDACTOR,
    chance: () => 0,
    me: "bench",
    newSalt: () => SALT,
    calls: () => ({ catalog: 0, slack: 0, store: 0 }),
  };
}

export const RENDER = createRenderer({
  texts: textsFor("en"),
  label: undefined,
  consolePlan: "https://servicecatalog.console.aliyun.com/{region}/plan/{planId}",
  buttons: false,
});

export const SHARD = "bench@cn-hangzhou";

export const settingsOf = (to: readonly ChannelId[], interval: Ms): PollSettings => ({
  shard: SHARD,
  routes: [{ to }],
  fallback: to[0] as ChannelId,
  interval,
  firstRun: "cards",
  dangerTypes: [],
  paused: false,
});

/** Writes records, and that of a poll that has seen their plans, as an earlier poll left them. */
export async function keep(store: StateStore, recorded: readonly Recorded[], now: EpochMs): Promise<void> {
  for (const { record } of recorded) await putRecord(store, planKey(SHARD, record.id), record, "absent");
  const poll: PollRecord = {
    format: RECORD_FORMAT,
    kind: "poll",
    watermark: now,
    heartbeat: now,
    purged: now,
    drafts: [],
  };
  const key = pollKey(SHARD);
  await putRecord(store, key, poll, (await store.get(key))?.version ?? "absent");
}

/** A catalog that lists these plans as they are, each list in one page. */
function listing(plans: readonly PlanDetail[]): Catalog {
  return {
    async *planPages(statuses) {
      const rows = plans.filter((plan) => statuses === undefined || statuses.includes(plan.status));
      yield { rows, total: rows.length };
    },
    async plan(id) {
      const found = plans.find((plan) => plan.id === id);
      if (found === undefined) throw new NotThere(`no plan ${id}`, { code: "InvalidPlan.NotFound", retryable: false });
      return found;
    },
    async tasks() {
      return [];
    },
    async task(id) {
      throw new NotThere(`no task ${id}`, { code: "InvalidTask.NotFound", retryable: false });
    },
    async instancePage() {
      return { rows: [], pages: 0 };
    },
    async instance(id) {
      throw new NotThere(`no instance ${id}`, { code: "InvalidProvisionedProduct.NotFound", retryable: false });
    },
    async stack({ id }) {
      throw new NotThere(`no stack ${id}`, { code: "StackNotFound", retryable: false });
    },
    async stackFailures() {
      return [];
    },
  };
}

/** The same store at some distance. */
function slow(store: StateStore, clock: Clock): StateStore {
  const way = (): Promise<void> => clock.sleep(STORE_CALL);
  return {
    scan: (prefix) => way().then(() => store.scan(prefix)),
    get: (key) => way().then(() => store.get(key)),
    put: (key, value, expected) => way().then(() => store.put(key, value, expected)),
    remove: (key, expected) => way().then(() => store.remove(key, expected)),
    close: () => store.close(),
  };
}
