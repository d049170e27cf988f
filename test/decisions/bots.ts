import type { AuditLine } from "../../lib/app/decide/audit.ts";
import { Pacer } from "../../lib/app/deliver/pacer.ts";
import { createRenderer } from "../../lib/app/deliver/render.ts";
import type { WorkPorts, WorkSettings } from "../../lib/app/work-ports.ts";
import { planSeal } from "../../lib/approve/seal.ts";
import { createApprovals } from "../../lib/catalog/approvals.ts";
import { createCatalog } from "../../lib/catalog/pop-catalog.ts";
import { type Ms, minutes, ms } from "../../lib/model/brand.ts";
import { CatalogError, Conflict, StoreUnusable } from "../../lib/model/errors.ts";
import type { DecideJob, Job } from "../../lib/model/job.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import type { Clock, Stacks, StateStore } from "../../lib/ports.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { Chance } from "../sweep/chance.ts";
import { skewed } from "../sweep/clock.ts";
import { type Cloud, CREDENTIALS } from "./cloud.ts";
import { CHANNEL, PEOPLE, ROLES } from "./people.data.ts";
import { Killed, Mortal } from "./process.ts";
import type { Workspace } from "./workspace.ts";

/** One time that the bot did a job, or polled. Instants in milliseconds since 1970. */
export interface BotRun {
  readonly id: number;
  readonly job: Job | undefined;
  readonly began: number;
  ended: number;
  end: "well" | "threw" | "died" | undefined;
  error?: unknown;
  readonly audit: (AuditLine & { readonly at: number })[];
}

/** Changes what the bot has and does, as a bug in it would. */
export interface Plant {
  readonly ports?: (ports: WorkPorts) => WorkPorts;
  readonly job?: (job: DecideJob, ports: WorkPorts) => Promise<DecideJob>;
}

export const INTERVAL = minutes(1);
const SHARD = "self@cn-hangzhou";
export const texts = textsFor("en");
const consolePlan = "https://servicecatalog.console.aliyun.com/plans/{planId}";
export const SETTINGS: WorkSettings = {
  shard: SHARD,
  routes: [{ to: [CHANNEL] }],
  people: PEOPLE,
  fallback: CHANNEL,
  approvals: { enabled: true, roles: ROLES, allowSelf: false },
  interval: INTERVAL,
  firstRun: "cards",
  dangerTypes: [],
  paused: false,
  command: "/planbell",
  texts,
  label: undefined,
  consolePlan,
  buttons: true,
};

const forbidden = async (): Promise<never> => {
  throw new CatalogError("may not be read", { code: "NoPermission", retryable: false });
};
const NO_STACKS: Stacks = { stack: forbidden, stackFailures: forbidden };

/** How long things take at most, and how the state fails. */
interface Weather {
  readonly seed: number;
  /** In how many of all writes of the state somebody else is quicker. */
  readonly conflicts: () => number;
  readonly isStoreDown: () => boolean;
}

/** How a process of the bot ends, and what its clock shows. */
interface Fate {
  readonly dieAt: number | undefined;
  readonly ahead: Ms;
}

/** Processes of the bot, one after the other and beside each other, on one state. */
export class Bots {
  readonly runs: BotRun[] = [];
  /** By plan and seal: what the plan was that was sealed. */
  readonly sealed = new Map<string, string>();
  readonly #parts: { readonly clock: Clock; readonly cloud: Cloud; readonly slack: Workspace };
  readonly #weather: Weather;
  readonly #plant: Plant;
  readonly #store = new MemoryStore();
  readonly #chance: Chance;

  constructor(
    parts: { readonly clock: Clock; readonly cloud: Cloud; readonly slack: Workspace },
    weather: Weather,
    plant: Plant,
  ) {
    this.#parts = parts;
    this.#weather = weather;
    this.#plant = plant;
    this.#chance = new Chance(weather.seed + 1_000_003);
  }

  /** Lets a process do something, until that is over or the process dies. */
  async live(
    job: Job | undefined,
    { dieAt, ahead }: Fate,
    work: (ports: WorkPorts) => Promise<unknown>,
  ): Promise<BotRun> {
    const { clock } = this.#parts;
    const run: BotRun = { id: this.runs.length + 1, job, began: clock.now(), ended: 0, end: undefined, audit: [] };
    this.runs.push(run);
    const mortal = new Mortal(() => clock.now(), dieAt);
    const ports = this.#ports(run, mortal, ahead);
    try {
      await mortal.live(work(this.#plant.ports?.(ports) ?? ports));
      run.end = "well";
    } catch (error) {
      run.end = error instanceof Killed ? "died" : "threw";
      if (!(error instanceof Killed)) run.error = error;
    }
    run.ended = clock.now();
    return run;
  }

  #ports(run: BotRun, mortal: Mortal, ahead: Ms): WorkPorts {
    const { clock, cloud, slack } = this.#parts;
    const way = this.#travel(150);
    const connect = cloud.connect(run.id, way);
    const mine = mortal.clock(skewed(clock, ahead));
    const rpcOf: typeof connect = (options) => mortal.over(connect(options));
    return {
      catalog: { ...createCatalog(rpcOf({ credentials: CREDENTIALS })), ...NO_STACKS },
      store: mortal.over(this.#storeOf((plan) => cloud.lookOf(run.id, plan))),
      messenger: mortal.over(slack.messenger(way)),
      clock: mine,
      render: createRenderer({ texts, label: undefined, consolePlan, buttons: true }),
      pacer: new Pacer(mine),
      redactor: PLAIN_REDACTOR,
      me: `run ${run.id}`,
      chance: this.#chance.next,
      newSalt: () => `salt ${run.id}`,
      calls: () => ({ catalog: 0, slack: 0, store: 0 }),
      approvals: createApprovals({
        endpoint: "https://catalog",
        stsEndpoint: "https://sts",
        credentials: CREDENTIALS,
        clock: mine,
        connect: rpcOf,
      }),
      directory: mortal.over(slack.directory(way)),
      answers: mortal.over(slack.answers(run.id, way)),
      audit: (line) => run.audit.push({ ...line, at: clock.now() }),
    };
  }

  #travel(longest: number): () => Promise<void> {
    return () => this.#parts.clock.sleep(ms(Math.ceil(this.#chance.next() * longest)));
  }

  /** The state, as one run has it. @param lookedAt what that run saw of a plan last */
  #storeOf(lookedAt: (plan: string) => string | undefined): StateStore {
    const store = this.#store;
    const way = this.#travel(8);
    const reach = async (): Promise<void> => {
      await way();
      if (this.#weather.isStoreDown()) throw new StoreUnusable("the state is down");
    };
    return {
      scan: (prefix) => reach().then(() => store.scan(prefix)),
      get: (key) => reach().then(() => store.get(key)),
      put: async (key, value, expected) => {
        await reach();
        if (this.#chance.happens(this.#weather.conflicts())) throw new Conflict("somebody else was quicker");
        const version = await store.put(key, value, expected);
        this.#remember(value as unknown as PlanRecord, lookedAt);
        return version;
      },
      remove: (key, expected) => reach().then(() => store.remove(key, expected)),
      close: async () => {},
    };
  }

  #remember(record: PlanRecord, lookedAt: (plan: string) => string | undefined): void {
    if (record.kind !== "plan") return;
    const seal = planSeal(record.facts, record.salt);
    const shape = lookedAt(record.id);
    const key = `${record.id} ${seal}`;
    // Whoever writes it first made it of what they saw last.
    if (seal !== undefined && shape !== undefined && !this.sealed.has(key)) this.sealed.set(key, shape);
  }
}
