import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { buildPoll, type PollApp } from "../../../lib/app/build/poll.ts";
import { pollPorts } from "../../../lib/app/build/poll-adapters.ts";
import { readConfig } from "../../../lib/app/config/config.ts";
import type { PollPorts } from "../../../lib/app/run.ts";
import { instant, seconds } from "../../../lib/model/brand.ts";
import type { StateStore } from "../../../lib/ports.ts";
import { openSqlite } from "../../../lib/store/sqlite-store.ts";
import { type EmulatedCatalog, startCatalog } from "../../../local/catalog/server.ts";
import { type SlackStandIn, startSlack } from "../../../local/slack/server.ts";
import { VirtualClock } from "../../../local/virtual-clock.ts";
import { OWN_SECRET, RULES } from "./kinds.ts";
import { openWay, type Way } from "./way.ts";

const START = instant(Date.parse("2026-03-02T08:00:00Z"));
export const CHANNEL = "C0DEFAULT0";
const TOKEN = "xoxb-7741-kV9tJ3qLmZ2wPb8R";
const KEY = { id: "LTAI5tYz8Qw3Vn6Rk1Tb", secret: OWN_SECRET, principal: { kind: "RamUser", name: "planbell" } };
export const CONFIG = { redact: RULES, watch: { sweep: "10s" } };

/** The real bot between stand-ins, over HTTP, through proxies that can plant secrets; its state is a file. */
export interface Aviary {
  readonly clock: VirtualClock;
  readonly catalog: EmulatedCatalog;
  readonly slack: SlackStandIn;
  /** On the way to the catalog, and to Slack. */
  readonly ways: { readonly catalog: Way; readonly slack: Way };
  readonly env: Record<string, string>;
  readonly folder: string;
  /** What came out of the bot so far: reports, and what it threw with all its causes. */
  readonly out: string[];
  poll(): Promise<void>;
  /** The bot's parts: what they throw is kept in `out`. */
  attempt(call: (ports: PollPorts) => Promise<unknown>): Promise<void>;
  /** Everything that left the bot. */
  sinks(): Record<string, string>;
  close(): Promise<void>;
}

/** @param real in real time, for commands in processes of their own; they open the state themselves */
export async function openAviary({ real = false } = {}): Promise<Aviary> {
  const folder = mkdtempSync(join(tmpdir(), "planbell-canary-"));
  const virtual = new VirtualClock(START);
  const clock = real ? { now: () => Date.now() } : virtual;
  const catalog = await startCatalog({ clock, quirks: true, keys: [KEY] });
  const slack = await startSlack({ clock, token: TOKEN, rate: "off", channels: [{ id: CHANNEL, name: "platform" }] });
  const ways = {
    catalog: await openWay(catalog.url.replace(/\/$/, "")),
    slack: await openWay(new URL(slack.apiUrl).origin),
  };
  const file = join(folder, "state.db");
  const store: StateStore | undefined = real ? undefined : await openSqlite(file, () => virtual.now());
  const env = {
    SLACK_BOT_TOKEN: TOKEN,
    SLACK_API_URL: `${ways.slack.url}/api/`,
    ALIBABA_CLOUD_ACCESS_KEY_ID: KEY.id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: KEY.secret,
    SERVICE_CATALOG_ENDPOINT: ways.catalog.url,
    ROS_ENDPOINT: ways.catalog.url,
    PLANBELL_CHANNEL: CHANNEL,
    PLANBELL_STATE: `sqlite:${file}`,
    PORT: "0",
  };
  const out: string[] = [];
  const threw = (error: unknown): number => out.push(inspect(error, { depth: 9, showHidden: true }));
  const bot = (): PollApp => buildPoll(env, CONFIG, { clock: virtual, ...(store && { store }) });
  return {
    clock: virtual,
    catalog,
    slack,
    ways,
    env,
    folder,
    out,
    async poll() {
      await bot()
        .poll()
        .then((report) => out.push(JSON.stringify(report)), threw);
      virtual.advance(seconds(60));
    },
    async attempt(call) {
      if (store === undefined) throw new Error("the state belongs to the command");
      const credentials = async () => ({ accessKeyId: KEY.id, accessKeySecret: KEY.secret });
      const config = readConfig(env, CONFIG);
      await call(pollPorts(config, { clock: virtual, store, credentials })).then(() => undefined, threw);
    },
    sinks: () => ({
      "what was sent to Slack": ways.slack.seen(),
      "what was sent to the catalog": ways.catalog.seen(),
      "the state file": readdirSync(folder)
        .filter((name) => name.startsWith("state.db"))
        .map((name) => readFileSync(join(folder, name), "latin1"))
        .join("\n"),
      "reports and errors": out.join("\n"),
    }),
    async close() {
      await store?.close();
      await Promise.all([ways.catalog.close(), ways.slack.close(), catalog.close(), slack.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
