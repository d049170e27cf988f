import type { AuditLine } from "../../lib/app/decide/audit.ts";
import { decide } from "../../lib/app/decide/decide.ts";
import type { WorkPorts, WorkSettings } from "../../lib/app/work-ports.ts";
import { planSeal } from "../../lib/approve/seal.ts";
import { createApprovals } from "../../lib/catalog/approvals.ts";
import { type ChannelId, type PlanId, seconds } from "../../lib/model/brand.ts";
import { SlackError } from "../../lib/model/errors.ts";
import type { DecideJob } from "../../lib/model/job.ts";
import type { Json } from "../../lib/model/json.ts";
import type { Message } from "../../lib/model/message.ts";
import type { SlackPerson } from "../../lib/model/slack.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import type { Answers, Directory, Stored } from "../../lib/ports.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { ACCOUNT } from "../../local/catalog/ids.ts";
import { DEMO_KEY } from "../../local/catalog/server.ts";
import type { PlanSpec } from "../../local/catalog/world.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

export const NET = { kind: "RamRole", name: "net-approvers" };
export const DB = { kind: "RamRole", name: "db-approvers" };
export const OWNER = { kind: "RamUser", name: "endUser" };
export const BOB = "U02BOB0001";
export const CAROL = "U03CAROL01";
const TEAM = "T0OURS0001";

/** Bob and Carol stand for the network approvers; Dora, for the databases' by her group; Erin asks for plans. */
const PEOPLE = {
  "RamRole:net-approvers": [BOB, CAROL],
  "RamRole:db-approvers": ["S03GROUP01"],
  "RamUser:endUser": ["U05ERIN001"],
};
const roleArn = (name: string): string => `acs:ram::${ACCOUNT}:role/${name}`;
const ROLES = {
  "RamRole:net-approvers": roleArn(NET.name),
  "RamRole:db-approvers": roleArn(DB.name),
};

/** Slack's people, as far as it is asked about them. */
class FakeDirectory implements Directory {
  readonly #people = new Map<string, SlackPerson>();
  readonly groups = new Map<string, readonly string[] | undefined>([["S03GROUP01", ["U04DORA001"]]]);
  shared: boolean | undefined = false;
  isDown = false;
  readonly asked: string[] = [];

  add(id: string, over: Partial<SlackPerson> = {}): void {
    const member = { isBot: false, isDeactivated: false, isGuest: false, isForeign: false };
    this.#people.set(id, { id, team: TEAM, ...member, locale: undefined, ...over });
  }

  async team(): Promise<string> {
    return this.#answer("team", TEAM);
  }
  async person(id: string): Promise<SlackPerson | undefined> {
    return this.#answer(`person ${id}`, this.#people.get(id));
  }
  async members(group: string): Promise<readonly string[] | undefined> {
    return this.#answer(`members ${group}`, this.groups.get(group));
  }
  async isShared(channel: ChannelId): Promise<boolean | undefined> {
    return this.#answer(`shared ${channel}`, this.shared);
  }

  #answer<T>(what: string, value: T): T {
    this.asked.push(what);
    if (this.isDown) throw new SlackError("Slack is down", { code: "timeout", fault: "transient" });
    return value;
  }
}

/** What was told to whom. */
class HeardAnswers implements Answers {
  readonly told: { readonly to: string; readonly in: string | undefined; readonly text: string }[] = [];
  /** Slack's word for addresses that are no good any more. */
  expired: string | undefined;

  async respond(responseUrl: string, { text }: Message): Promise<void> {
    if (this.expired !== undefined) {
      throw new SlackError("no", { code: this.expired, fault: "destination" });
    }
    this.told.push({ to: responseUrl, in: undefined, text });
  }
  async whisper({ text }: Message, { user, channel }: Parameters<Answers["whisper"]>[1]): Promise<void> {
    this.told.push({ to: user, in: channel, text });
  }
  async fillIn(): Promise<void> {
    throw new Error("no modal is filled in here");
  }
  async publishHome(): Promise<void> {
    throw new Error("no Home is published here");
  }
}

/** People who decide on plans of the emulated catalog, which is called over HTTP, as the cards are sent. */
export interface DecisionStage {
  readonly stage: Stage;
  readonly ports: WorkPorts;
  readonly settings: WorkSettings;
  readonly directory: FakeDirectory;
  readonly answers: HeardAnswers;
  readonly audit: AuditLine[];
  /** A plan that waits and has its card. */
  waiting(over?: Partial<PlanSpec>): Promise<PlanId>;
  /** What somebody decides on what the plan's card shows, now. */
  job(id: PlanId, over?: Partial<DecideJob>): Promise<DecideJob>;
  /** As `decide`, with other ports and settings where they are given. */
  decide(job: DecideJob, ports?: Partial<WorkPorts>, settings?: Partial<WorkSettings>): ReturnType<typeof decide>;
  record(id: PlanId): Promise<PlanRecord>;
  /** Somebody else writes the record, as a poll does. */
  touch(id: PlanId, over?: Partial<PlanRecord>): Promise<void>;
  /** Calls to the catalog that decide. */
  readonly decisions: number;
}

export async function openDecisionStage(): Promise<DecisionStage> {
  const roles = [{ name: NET.name }, { name: DB.name }];
  const stage = await openStage({ catalog: { roles } });
  await stage.poll();
  const file = {
    routes: [{ to: [CHANNEL] }],
    people: PEOPLE,
    approvals: { enabled: true, roles: ROLES },
  };
  const { ports: pollPorts, config } = stage.parts({}, file);
  const directory = new FakeDirectory();
  for (const id of [BOB, CAROL, "U04DORA001", "U05ERIN001", "U09MALLORY"]) directory.add(id);
  const answers = new HeardAnswers();
  const audit: AuditLine[] = [];
  const { url } = stage.catalog;
  const credentials = { accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret };
  const approvals = createApprovals({ endpoint: url, stsEndpoint: url, credentials, clock: stage.clock });
  const ports: WorkPorts = { ...pollPorts, approvals, directory, answers, audit: (line) => audit.push(line) };
  const settings: WorkSettings = { ...config, texts: textsFor("en") };
  const keyOf = (id: PlanId): string => `hot/${config.shard}/plan/${id}`;
  const stored = async (id: PlanId): Promise<Stored> => (await stage.store.get(keyOf(id))) as Stored;
  const record = async (id: PlanId): Promise<PlanRecord> => (await stored(id)).value as unknown as PlanRecord;
  return {
    stage,
    ports,
    settings,
    directory,
    answers,
    audit,
    async waiting(over = {}) {
      const spec = { name: "vpc", owner: OWNER, approvers: [NET], previewMs: 1_000, ...over };
      const id = stage.catalog.world.createPlan(spec) as PlanId;
      stage.pass(seconds(5));
      await stage.bot({}, file).poll();
      return id;
    },
    async job(id, over = {}) {
      const { facts, salt, cards } = await record(id);
      const [card] = cards;
      return {
        kind: "decide",
        by: { team: TEAM, user: CAROL, channel: CHANNEL as ChannelId },
        action: "approve",
        on: { account: "self", plan: id, seal: planSeal(facts, salt) ?? "" },
        comment: "",
        at: stage.clock.now(),
        ...(card === undefined ? {} : { card: { channel: card.channel, ts: card.ts } }),
        ...over,
      };
    },
    decide: (job, otherPorts = {}, otherSettings = {}) =>
      decide({ ...ports, ...otherPorts }, { ...settings, ...otherSettings }, job),
    record,
    async touch(id, over = {}) {
      const { key, version, value } = await stored(id);
      await stage.store.put(key, { ...(value as object), ...over } as unknown as Json, version);
    },
    get decisions() {
      return stage.catalog.calls.byAction["ApproveProvisionedProductPlan"] ?? 0;
    },
  };
}
