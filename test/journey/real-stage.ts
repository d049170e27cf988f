import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { DEMO_KEY, type EmulatedCatalog, startCatalog } from "../../local/catalog/server.ts";
import { type SlackOptions, type SlackStandIn, startSlack } from "../../local/slack/server.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";

export const SIGNING_SECRET = "planbell-test-signing-secret";
const ALICE = { kind: "RamUser", name: "alice" };

/** Stand-ins in real time and a folder of its own, for commands in processes of their own. */
export interface RealStage {
  readonly folder: string;
  readonly catalog: EmulatedCatalog;
  readonly slack: SlackStandIn;
  readonly env: Record<string, string>;
  /** Writes a file into the folder. @returns its path */
  file(name: string, text: string): string;
  /** A plan that waits for approval by the time this resolves. */
  waitingPlan(name: string): Promise<string>;
  cards(planId: string): StoredMessage[];
  close(): Promise<void>;
}

/** @param options of the stand-in Slack: by default one channel, C0DEFAULT0, that takes whatever comes */
export async function openRealStage(options: Partial<SlackOptions> = {}): Promise<RealStage> {
  const folder = mkdtempSync(join(tmpdir(), "planbell-test-"));
  const clock = { now: () => Date.now() };
  const catalog = await startCatalog({ clock });
  const slack = await startSlack({ clock, token: "xoxb-planbell-demo", rate: "off", ...options });
  return {
    folder,
    catalog,
    slack,
    env: {
      SLACK_BOT_TOKEN: "xoxb-planbell-demo",
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_KEY.id,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_KEY.secret,
      SERVICE_CATALOG_ENDPOINT: catalog.url,
      STS_ENDPOINT: catalog.url,
      ROS_ENDPOINT: catalog.url,
      PLANBELL_CHANNEL: "C0DEFAULT0",
      PLANBELL_STATE: `sqlite:${join(folder, "state.db")}`,
      PORT: "0",
    },
    file(name, text) {
      const path = join(folder, name);
      writeFileSync(path, text);
      return path;
    },
    async waitingPlan(name) {
      const id = catalog.world.createPlan({ name, approvers: [ALICE], previewMs: 1 });
      await wait(5);
      return id;
    },
    cards: (planId) =>
      slack.workspace.messages().filter((m) => String(m.metadata?.event_payload["key"]).startsWith(`card:${planId}:`)),
    async close() {
      await Promise.all([catalog.close(), slack.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
