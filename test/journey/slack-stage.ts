import { expect, vi } from "vitest";
import { buildPoll } from "../../lib/app/build/poll.ts";
import { realClock } from "../../lib/app/build/real-clock.ts";
import { buildSlack, type SlackApp } from "../../lib/app/build/slack.ts";
import type { AuditLine } from "../../lib/app/decide/audit.ts";
import type { FcContext } from "../../lib/fc/context.ts";
import type { HttpRequest } from "../../lib/fc/http.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { ACCOUNT } from "../../local/catalog/ids.ts";
import type { PlanSpec } from "../../local/catalog/plan-state.ts";
import { DEMO_KEY, type EmulatedCatalog, startCatalog } from "../../local/catalog/server.ts";
import { openListener } from "../../local/listener.ts";
import { type SlackStandIn, startSlack } from "../../local/slack/server.ts";
import type { StoredView } from "../../local/slack/views.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";

export const CAROL = "U03CAROL01";
export const CHANNEL = "C0DEFAULT0";
const NET = { kind: "RamRole", name: "net-approvers" };
const SECRET = "planbell-test-signing-secret";
const APP_TOKEN = "xapp-1-planbell-demo";
const SCOPES = ["chat:write", "commands", "users:read", "channels:history", "channels:read", "im:write"];

/** People in Slack, the whole bot in this process, and the catalog: each reaches the next over HTTP, in real time. */
export interface SlackStage {
  readonly catalog: EmulatedCatalog;
  readonly slack: SlackStandIn;
  /** Lines of the audit. */
  readonly audit: AuditLine[];
  /** A plan that waits for Carol's role, and has its card. */
  waiting(over?: Partial<PlanSpec>): Promise<string>;
  poll(): Promise<unknown>;
  card(plan: string): StoredMessage;
  notes(plan: string): string[];
  /** Carol presses a button of the card. */
  press(plan: string, actionId: string): Promise<unknown>;
  type(text: string): Promise<unknown>;
  /** The modal before her. */
  modal(): StoredView | undefined;
  /** She fills in what she has before her, and sends it. */
  send(entered: Readonly<Record<string, string>>): Promise<unknown>;
  /** What she alone was told, the newest last. */
  told(): string[];
  /** Resolves once nothing is under way. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

interface StageOptions {
  /** Of Carol, in Slack. */
  readonly locale?: string;
  readonly file?: object;
  readonly env?: Readonly<Record<string, string>>;
  /** How Slack is heard: over HTTP, by Socket Mode, or as a function without a worker. */
  readonly by?: "http" | "socket" | "function";
}

/** In a function the state is a server's, and an invocation brings the keys. */
const IN_FUNCTION = { FC_FUNCTION_NAME: "planbell-slack", PLANBELL_STATE: "postgres://nobody@127.0.0.1:1/nowhere" };
const CONTEXT = { requestId: "1-64f6", credentials: { accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret } };

export async function openSlackStage(options: StageOptions = {}): Promise<SlackStage> {
  const { locale = "en-US", file = {}, by = "http" } = options;
  const socket = by === "socket";
  const clock = { now: () => Date.now() };
  const catalog = await startCatalog({ clock, roles: [{ name: NET.name }] });
  const commands = [{ name: "/planbell", description: "", hint: "" }];
  const users = [{ id: CAROL, name: "carol", locale }];
  const app = { signingSecret: SECRET, commands, ...(socket ? { appToken: APP_TOKEN } : {}) };
  const slack = await startSlack({ clock, users, rate: "off", scopes: SCOPES, app });
  const env = {
    SLACK_BOT_TOKEN: "xoxb-planbell-demo",
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: slack.apiUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_KEY.id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_KEY.secret,
    SERVICE_CATALOG_ENDPOINT: catalog.url,
    STS_ENDPOINT: catalog.url,
    ROS_ENDPOINT: catalog.url,
    ...options.env,
    ...(socket ? { SLACK_APP_TOKEN: APP_TOKEN } : {}),
  };
  const settings = {
    routes: [{ to: [CHANNEL] }],
    people: { "RamRole:net-approvers": [CAROL] },
    approvals: { enabled: true, roles: { "RamRole:net-approvers": `acs:ram::${ACCOUNT}:role/net-approvers` } },
    ...file,
  };
  const store = new MemoryStore();
  const polls = buildPoll(env, settings, { store });
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: _id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: _secret, ...keyless } = env;
  const bot =
    by === "function"
      ? buildSlack({ ...keyless, ...IN_FUNCTION }, settings, { store })
      : buildSlack(env, settings, { store });
  await Promise.all([polls.poll(), bot.warm()]);
  const end = socket ? await connect(bot) : await listen(bot, slack, by === "function" ? CONTEXT : undefined);
  const audit: AuditLine[] = [];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((line) => {
    audit.push(JSON.parse(String(line)) as AuditLine);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);

  const withKey = (start: string): StoredMessage[] =>
    slack.workspace.messages().filter((m) => String(m.metadata?.event_payload["key"]).startsWith(start));
  const card = (plan: string): StoredMessage => withKey(`card:${plan}:`).at(-1) as StoredMessage;
  const modal = (): StoredView | undefined => slack.views.stackOf(CAROL).at(-1);
  return {
    catalog,
    slack,
    audit,
    async waiting(over = {}) {
      const id = catalog.world.createPlan({ name: "vpc", approvers: [NET], previewMs: 1, ...over });
      await realClock.sleep(5 as Parameters<typeof realClock.sleep>[0]);
      await polls.poll();
      return id;
    },
    poll: () => polls.poll(),
    card,
    notes: (plan) => withKey(`note:${plan}:`).map(({ text }) => text),
    press(plan, actionId) {
      const { channel, ts, blocks } = card(plan);
      const block = blocks.find((one) => (one as { type: string }).type === "actions") as { block_id: string };
      return slack.people.act({ user: CAROL, at: { channel, ts }, blockId: block.block_id, actionId });
    },
    type: (text) => slack.people.command({ user: CAROL, channel: CHANNEL, text }),
    modal,
    send(entered) {
      const fields = Object.entries(entered).map(([name, value]) => [
        name,
        { [name]: { type: "plain_text_input", value } },
      ]);
      return slack.people.submit({ user: CAROL, viewId: modal()?.id ?? "", values: Object.fromEntries(fields) });
    },
    told: () => slack.workspace.messages().flatMap((m) => (m.ephemeralFor === CAROL ? [m.text] : [])),
    settled: () => bot.settled(),
    async close() {
      await bot.settled();
      stdout.mockRestore();
      stderr.mockRestore();
      await Promise.all([end(), bot.close()]);
      await Promise.all([slack.close(), catalog.close()]);
    },
  };
}

/** Gives what ends it. */
async function listen(bot: SlackApp, slack: SlackStandIn, context?: FcContext): Promise<() => Promise<void>> {
  const door = bot.door && ((request: HttpRequest) => (bot.door as NonNullable<SlackApp["door"]>)(request, context));
  const listener = await openListener({ host: "127.0.0.1", port: 0 }, { last: () => undefined, door });
  expect(await slack.app.enterRequestUrl(`${listener.url}/slack/events`)).toBe(true);
  return () => listener.close();
}

async function connect(bot: SlackApp): Promise<() => Promise<void>> {
  const stop = new AbortController();
  let heard = Promise.resolve();
  await new Promise<void>((resolve) => {
    heard = bot.listen(stop.signal, { onOpen: () => resolve(), onDown: () => {} });
  });
  return async () => {
    stop.abort();
    await heard;
  };
}
