import { expect } from "vitest";
import { type CommandAnswer, type CommandSettings, runCommand } from "../../lib/app/commands/command.ts";
import { instanceKey, muteKey, planKey, pollKey, putRecord } from "../../lib/app/records.ts";
import type { ChannelId, EpochMs, MentionId } from "../../lib/model/brand.ts";
import { minutes, type PlanId, type TaskId } from "../../lib/model/brand.ts";
import { NotThere } from "../../lib/model/errors.ts";
import type { Asker } from "../../lib/model/job.ts";
import type { Message } from "../../lib/model/message.ts";
import type { PlanDetail } from "../../lib/model/plan.ts";
import type { SlackPerson } from "../../lib/model/slack.ts";
import type { Stack } from "../../lib/model/stack.ts";
import type { Task } from "../../lib/model/task.ts";
import type { People } from "../../lib/notify/people.ts";
import {
  type InstanceRecord,
  type MuteRecord,
  type PlanRecord,
  type PollRecord,
  RECORD_FORMAT,
} from "../../lib/notify/record.ts";
import type { Catalog, Directory } from "../../lib/ports.ts";
import { validateMessage } from "../../lib/slack/validate-message.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { aPlanFacts } from "../build/facts.ts";
import { anInstanceRecord } from "../build/instances.ts";
import { aPlanRecord, OPS } from "../build/records.ts";
import { at } from "../build/rows.ts";

export const SHARD = "self@cn-hangzhou";
export const TEAM = "T01TEAM001";
export const LIN = "U01LIN0001";
export const NET_GROUP = "S03GROUP01";

/** Whoever asks, unless a test says otherwise. */
const BY: Asker = { team: TEAM, user: LIN, channel: "C0DEFAULT0" as ChannelId };

export const aPerson = (over: Partial<SlackPerson> = {}): SlackPerson => ({
  id: LIN,
  team: TEAM,
  isBot: false,
  isDeactivated: false,
  isGuest: false,
  isForeign: false,
  locale: undefined,
  ...over,
});

const aMute = (over: Partial<MuteRecord> = {}): MuteRecord => ({
  format: RECORD_FORMAT,
  kind: "mute",
  productId: "prod-1",
  productName: "VPC baseline",
  by: "U02BOB0001",
  until: at("20:00:00"),
  ...over,
});

/** Commands over a state in memory, a catalog that knows what it is told, and a Slack with the people it is told of. */
export class CommandStage {
  store = new MemoryStore();
  now: EpochMs = at("18:00:12");
  person: SlackPerson | undefined = aPerson();
  members: Readonly<Record<string, readonly string[]>> = {};
  readonly tasks = new Map<string, Task>();
  readonly plans = new Map<string, PlanDetail>();
  readonly stacks = new Map<string, Stack>();
  /** What was asked of the catalog. */
  readonly asked: string[] = [];
  settings: CommandSettings = {
    shard: SHARD,
    command: "/planbell",
    texts: textsFor("en"),
    label: undefined,
    consolePlan: "https://console.example.com/{region}/{planId}",
    routes: [{ to: [OPS] }],
    people: undefined,
    fallback: OPS,
    interval: minutes(1),
    dangerTypes: [],
    paused: false,
    approvals: { enabled: true, roles: {}, allowSelf: false },
  };
  directory: Directory = {
    team: async () => TEAM,
    person: async () => this.person,
    members: async (group) => this.members[group],
    isShared: async () => false,
  };
  catalog = {
    plan: (id: PlanId) => this.#give(`plan ${id}`, this.plans.get(id)),
    task: (id: TaskId) => this.#give(`task ${id}`, this.tasks.get(id)),
    stack: ({ id }: { readonly id: string }) => this.#give(`stack ${id}`, this.stacks.get(id)),
  };

  /** The text of what a command is answered with, which Slack takes. */
  async says(text: string): Promise<string> {
    return (await this.ask(text)).text;
  }

  async ask(text: string, command = "/planbell"): Promise<Message> {
    const { message } = await this.run(text, command);
    expect(validateMessage(message)).toEqual([]);
    return message;
  }

  run(text: string, command = "/planbell", by: Asker = BY): Promise<CommandAnswer> {
    return runCommand(this.ports, this.settings, { command, text }, by);
  }

  get ports() {
    return {
      store: this.store,
      directory: this.directory,
      catalog: this.catalog as unknown as Catalog,
      redactor: PLAIN_REDACTOR,
      // Nobody waits here: whoever is asked answers first.
      clock: { now: () => this.now, sleep: () => new Promise<void>((resolve) => setImmediate(resolve)) },
    };
  }

  set(over: Partial<CommandSettings>): void {
    this.settings = { ...this.settings, ...over };
  }

  /** Whom RAM principals are in Slack. */
  knowsPeople(people: Readonly<Record<string, readonly string[]>>): void {
    this.set({ people: people as Readonly<Record<string, readonly MentionId[]>> satisfies People });
  }

  async polled(over: Partial<PollRecord> = {}): Promise<void> {
    const value: PollRecord = {
      format: RECORD_FORMAT,
      kind: "poll",
      watermark: at("16:00:00"),
      heartbeat: at("18:00:00"),
      drafts: [],
      ...over,
    };
    await putRecord(this.store, pollKey(SHARD), value, "absent");
  }

  /** Plans under the ids `plan-0`, `plan-1`, unless they have others. */
  async knows(...plans: readonly (Partial<PlanRecord["facts"]> & { readonly record?: Partial<PlanRecord> })[]) {
    for (const [n, { record, ...over }] of plans.entries()) {
      const facts = aPlanFacts({ id: `plan-${n}` as PlanId, ...over });
      await putRecord(this.store, planKey(SHARD, facts.id), aPlanRecord({ id: facts.id, facts, ...record }), "absent");
    }
  }

  async knowsInstance(over: Partial<InstanceRecord> = {}): Promise<void> {
    const record = anInstanceRecord(over);
    await putRecord(this.store, instanceKey(SHARD, record.id), record, "absent");
  }

  async mutes(over: Partial<MuteRecord> = {}): Promise<void> {
    const mute = aMute(over);
    await putRecord(this.store, muteKey(SHARD, mute.productId), mute, "absent");
  }

  async record(id: string): Promise<PlanRecord | undefined> {
    return (await this.store.get(planKey(SHARD, id as PlanId)))?.value as unknown as PlanRecord | undefined;
  }

  async #give<T>(what: string, it: T | undefined): Promise<T> {
    this.asked.push(what);
    if (it === undefined) throw new NotThere(`${what} is not there`, { code: "NotFound", retryable: false });
    return it;
  }
}
