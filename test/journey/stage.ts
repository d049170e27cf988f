import { buildPoll, type PollApp } from "../../lib/app/build/poll.ts";
import { pollPorts } from "../../lib/app/build/poll-adapters.ts";
import { type Config, readConfig } from "../../lib/app/config/config.ts";
import type { PollReport } from "../../lib/app/report.ts";
import type { PollPorts } from "../../lib/app/run.ts";
import { instant, type Ms, seconds } from "../../lib/model/brand.ts";
import type { StateStore } from "../../lib/ports.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { type CatalogOptions, DEMO_KEY, type EmulatedCatalog, startCatalog } from "../../local/catalog/server.ts";
import { type SlackOptions, type SlackStandIn, startSlack } from "../../local/slack/server.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import { VirtualClock } from "../../local/virtual-clock.ts";

const START = instant(Date.parse("2026-03-02T08:00:00Z"));
export const CHANNEL = "C0DEFAULT0";
const TOKEN = "xoxb-planbell-demo";

/** The real bot between real stand-ins over HTTP, in virtual time. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly catalog: EmulatedCatalog;
  readonly slack: SlackStandIn;
  readonly store: StateStore;
  readonly env: Record<string, string>;
  /** A bot of its own on the same state, as after a restart. */
  bot(env?: Record<string, string>, file?: unknown): PollApp;
  /** The parts of such a bot, for tests that replace one of them. */
  parts(env?: Record<string, string>, file?: unknown): { readonly ports: PollPorts; readonly config: Config };
  /** One poll of a fresh bot, then the interval passes. */
  poll(): Promise<PollReport>;
  pass(length: Ms): void;
  /** Top-level messages that are a card of this plan. */
  cards(planId: string): StoredMessage[];
  /** Replies to the plan's card. */
  notes(planId: string): StoredMessage[];
  close(): Promise<void>;
}

export async function openStage(
  options: {
    readonly slack?: Partial<SlackOptions>;
    readonly store?: StateStore;
    readonly quirks?: boolean;
    readonly catalog?: Partial<CatalogOptions>;
  } = {},
): Promise<Stage> {
  const clock = new VirtualClock(START);
  const catalog = await startCatalog({ clock, quirks: options.quirks ?? false, ...options.catalog });
  const slack = await startSlack({
    clock,
    token: TOKEN,
    channels: [{ id: CHANNEL, name: "platform" }],
    ...options.slack,
  });
  const store = options.store ?? new MemoryStore();
  const env = {
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_API_URL: slack.apiUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_KEY.id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_KEY.secret,
    SERVICE_CATALOG_ENDPOINT: catalog.url,
    ROS_ENDPOINT: catalog.url,
    PLANBELL_CHANNEL: CHANNEL,
    PLANBELL_STATE: "memory:",
  };
  const bot = (more: Record<string, string> = {}, file?: unknown): PollApp =>
    buildPoll({ ...env, ...more }, file, { clock, store });
  const parts = (more: Record<string, string> = {}, file?: unknown) => {
    const config = readConfig({ ...env, ...more }, file);
    const credentials = async () => ({ accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret });
    return { config, ports: pollPorts(config, { clock, store, credentials }) };
  };
  const withKey = (start: string): StoredMessage[] =>
    slack.workspace.messages().filter((m) => !m.deleted && String(m.metadata?.event_payload["key"]).startsWith(start));
  return {
    clock,
    catalog,
    slack,
    store,
    env,
    bot,
    parts,
    async poll() {
      const report = await bot().poll();
      clock.advance(seconds(60));
      return report;
    },
    pass: (length) => clock.advance(length),
    cards: (planId) => withKey(`card:${planId}:`),
    notes: (planId) => withKey(`note:${planId}:`),
    async close() {
      await Promise.all([catalog.close(), slack.close()]);
    },
  };
}
