import { Pacer } from "../../lib/app/deliver/pacer.ts";
import { type PollOptions, poll } from "../../lib/app/poll.ts";
import type { PollReport } from "../../lib/app/report.ts";
import type { PollPorts, PollSettings } from "../../lib/app/run.ts";
import { type ChannelId, instant, later, type Ms, minutes, ms, type PlanId } from "../../lib/model/brand.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import type { PlanDetail, PlanStatus } from "../../lib/model/plan.ts";
import type { PlanRecord, PollRecord } from "../../lib/notify/record.ts";
import type { Catalog } from "../../lib/ports.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { VirtualClock } from "../../local/virtual-clock.ts";
import { Cloud } from "../sweep/cloud.ts";
import { plainRenderer } from "../sweep/plain-renderer.ts";
import { Workspace } from "../sweep/slack.ts";

const CHANNEL = "C0DEFAULT0" as ChannelId;
const SHARD = "self@cn-hangzhou";

/** What the catalog is asked: a page of the newest plans, one of the active plans, or one plan. */
export type Asked = "recent" | "active" | "plan";

/** The whole poll between a small catalog and a small workspace, in virtual time and without a wire. */
export class CloudStage {
  readonly clock = new VirtualClock(instant(Date.parse("2026-03-02T08:00:00Z")));
  readonly cloud: Cloud;
  readonly slack = new Workspace(this.clock, { readable: true, files: true });
  store = new MemoryStore();
  /** What was asked since it was emptied last; lists with the page, as in `recent 1`. */
  readonly asked: string[] = [];
  /** What a call is refused with; undefined lets it pass. */
  refuse: (what: Asked, id?: PlanId) => CatalogError | undefined = () => undefined;
  /** What happens in the cloud right after a call was answered. */
  after: (asked: string) => void = () => undefined;
  /** What the catalog makes of several statuses in one list call: any, all, or the last of them. */
  filter: "or" | "and" | "last" = "or";
  /** How far the bot's clock is ahead. */
  ahead: Ms = ms(0);

  /** @param pageSize rows on each page of the catalog's lists */
  constructor(pageSize = 100) {
    this.cloud = new Cloud(this.clock, pageSize);
  }

  /** One poll of a fresh process; then a minute passes. */
  async poll(): Promise<PollReport> {
    const report = await this.pollOnly();
    this.clock.advance(minutes(1));
    return report;
  }

  pollOnly(options: PollOptions = {}): Promise<PollReport> {
    const { clock } = this;
    const skewed = {
      now: () => later(clock.now(), this.ahead),
      elapsed: () => clock.elapsed(),
      sleep: (length: Ms) => clock.sleep(length),
    };
    const ports: PollPorts = {
      catalog: this.#catalog(),
      store: this.store,
      messenger: this.slack.messenger(async () => undefined),
      clock: skewed,
      render: plainRenderer,
      pacer: new Pacer(skewed),
      redactor: PLAIN_REDACTOR,
      me: "me",
      chance: () => 0.5,
      newSalt: () => "salt",
      calls: () => ({ catalog: 0, slack: 0, store: 0 }),
    };
    const settings: PollSettings = {
      shard: SHARD,
      routes: [{ to: [CHANNEL] }],
      fallback: CHANNEL,
      interval: minutes(1),
      firstRun: "cards",
      dangerTypes: [],
      paused: false,
    };
    return poll(ports, settings, options);
  }

  /** Changes a plan as nothing else does: without a newer UpdateTime. */
  set(id: PlanId, change: Partial<PlanDetail>): void {
    this.cloud.plans.set(id, { ...(this.cloud.plans.get(id) as PlanDetail), ...change });
  }

  /** What stands in the threads of the plan's cards, oldest first: kinds of transitions. */
  notes(id: PlanId): string[] {
    return this.#texts(`note:${id}:`);
  }

  /** What the plan's cards say: the state, and who has to act. */
  cards(id: PlanId): string[] {
    return this.#texts(`card:${id}:`);
  }

  async pollRecord(): Promise<PollRecord> {
    return (await this.store.get(`hot/${SHARD}/poll`))?.value as unknown as PollRecord;
  }

  async record(id: PlanId): Promise<PlanRecord | undefined> {
    return (await this.store.get(`hot/${SHARD}/plan/${id}`))?.value as unknown as PlanRecord | undefined;
  }

  #texts(start: string): string[] {
    return this.slack.messages
      .filter((m) => !m.deleted && m.mark.key.startsWith(start))
      .map((m) => m.texts.at(-1) ?? "");
  }

  #meant(statuses: readonly PlanStatus[] | undefined): readonly PlanStatus[] | undefined {
    if (statuses === undefined || statuses.length < 2 || this.filter === "or") return statuses;
    return this.filter === "and" ? [] : statuses.slice(-1);
  }

  #catalog(): Catalog {
    const inner = this.cloud.catalog(async () => undefined);
    const ask = (what: Asked, said: string, id?: PlanId): void => {
      this.asked.push(said);
      const refusal = this.refuse(what, id);
      if (refusal !== undefined) throw refusal;
    };
    const pages = this.#pages.bind(this);
    return {
      ...inner,
      planPages: (statuses, from = 1) => pages(ask, statuses, from),
      plan: async (id) => {
        ask("plan", `plan ${id}`, id);
        const plan = await inner.plan(id);
        this.after(`plan ${id}`);
        return plan;
      },
    };
  }

  async *#pages(ask: (what: Asked, said: string) => void, statuses: readonly PlanStatus[] | undefined, from: number) {
    const what = statuses === undefined ? "recent" : "active";
    let number = from - 1;
    const inner = this.cloud.catalog(async () => {
      ask(what, `${what} ${++number}`);
      // The first page of the newest plans is always answered first.
      if (what === "active") await new Promise((resolve) => setImmediate(resolve));
    });
    for await (const page of inner.planPages(this.#meant(statuses), from)) {
      this.after(`${what} ${number}`);
      yield page;
    }
  }
}

export const planId = (n: number): PlanId => `plan-${String(n).padStart(4, "0")}` as PlanId;

export const DOWN = new CatalogError("the catalog is down", { code: "ServiceUnavailable", retryable: true });
export const FORBIDDEN = new CatalogError("not yours", { code: "NoPermission", retryable: false });
