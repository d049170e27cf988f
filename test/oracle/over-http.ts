import { pollPorts } from "../../lib/app/build/poll-adapters.ts";
import { readConfig } from "../../lib/app/config/config.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { Chronicle } from "../../local/catalog/chronicle.ts";
import { DEMO_KEY, startCatalog } from "../../local/catalog/server.ts";
import { startSlack } from "../../local/slack/server.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import type { Posted } from "./desk.ts";
import type { History } from "./history.ts";
import { CHANNEL, START, type Theatre } from "./play.ts";
import { StoryClock } from "./story-clock.ts";

const TOKEN = "xoxb-planbell-demo";

/** The stand-ins as servers, and real clients that call them over HTTP on loopback; time is virtual all the same. */
export async function overHttp({ cloud, interval }: History): Promise<Theatre & { close(): Promise<void> }> {
  const clock = new StoryClock(START);
  const chronicle = new Chronicle();
  const catalog = await startCatalog({ clock, chronicle, ...cloud });
  const slack = await startSlack({ clock, token: TOKEN, channels: [{ id: CHANNEL, name: "platform" }] });
  const config = readConfig(
    {
      SLACK_BOT_TOKEN: TOKEN,
      SLACK_API_URL: slack.apiUrl,
      ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_KEY.id,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_KEY.secret,
      SERVICE_CATALOG_ENDPOINT: catalog.url,
      PLANBELL_CHANNEL: CHANNEL,
      PLANBELL_STATE: "memory:",
      PLANBELL_POLL_SECONDS: String(interval / 1_000),
    },
    undefined,
  );
  const store = new MemoryStore();
  const credentials = async () => ({ accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret });
  const messages = new Map<string, Posted>();
  slack.workspace.onChange(({ kind, message }) => {
    if (kind === "posted") messages.set(message.ts, postedOf(message));
    else if (kind === "edited") messages.get(message.ts)?.versions.push(versionOf(message, clock.now()));
  });
  const plain = (): string[] =>
    [...messages.values()].flatMap(({ versions }) =>
      versions.filter(({ blocks }) => blocks.length === 0).map(({ text }) => `its blocks were not taken: ${text}`),
    );
  return {
    clock,
    world: catalog.world,
    faults: catalog.faults,
    chronicle,
    newBot: () => pollPorts(config, { clock, store, credentials }),
    messages: () => [...messages.values()],
    refused: plain,
    close: async () => {
      await Promise.all([catalog.close(), slack.close()]);
    },
  };
}

const versionOf = ({ text, blocks }: StoredMessage, at: number): Posted["versions"][number] => ({ at, text, blocks });

const postedOf = (message: StoredMessage): Posted => ({
  type: message.metadata?.event_type ?? "",
  ts: message.ts,
  thread: message.threadTs,
  broadcast: message.broadcast ?? false,
  versions: [versionOf(message, message.postedAt)],
});
