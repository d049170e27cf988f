import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { App, type AppOptions } from "./app/app.ts";
import type { Desk, OrphanReplies } from "./desk.ts";
import { SlackFaults } from "./faults.ts";
import { People } from "./people.ts";
import { CallRate, type Rate } from "./rate.ts";
import { ResponseUrls } from "./response-urls.ts";
import { serve } from "./serving.ts";
import { Traffic } from "./traffic.ts";
import { Triggers } from "./triggers.ts";
import { Uploads } from "./uploading.ts";
import { Views } from "./views.ts";
import { Workspace, type WorkspaceOptions } from "./workspace.ts";

export interface SlackOptions extends WorkspaceOptions {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** The bot's token; "xoxb-planbell-demo" when absent. */
  readonly token?: string;
  /** Posts a channel takes; one a second and a burst of five when absent. */
  readonly rate?: Rate | "off";
  /** Edits the method takes over all channels; Slack's tier 3 is 50 a minute. As many as come when absent. */
  readonly updateRate?: Rate;
  /** What the token may do; all that Planbell asks for when absent. */
  readonly scopes?: readonly string[];
  /** False takes the scopes away that read messages. */
  readonly historyAllowed?: boolean;
  /**
   * A reply to a message that is gone: "refused" (the default) with `message_not_found`, or put into the channel, as
   * some have seen Slack do.
   */
  readonly orphanReplies?: OrphanReplies;
  /**
   * True, the default: refuses what Planbell's own rules for messages refuse beside what Slack refuses. False for any
   * other app.
   */
  readonly strict?: boolean;
  /** The app that hears of what people do; none when absent. */
  readonly app?: AppOptions;
}

/** Calls that came in, failed ones included. */
interface CallCount {
  total: number;
  /**
   * By method name; names Slack does not know count as "unknown", bytes for a file as "upload", answers to interactions
   * as "response_url".
   */
  byMethod: Record<string, number>;
  clear(): void;
}

/** A Slack workspace that speaks the Web API on this machine only. */
export interface SlackStandIn {
  /** `http://127.0.0.1:PORT/api/` */
  readonly apiUrl: string;
  readonly workspace: Workspace;
  readonly faults: SlackFaults;
  readonly calls: CallCount;
  readonly traffic: Traffic;
  readonly views: Views;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly app: App;
  /** What people do here. */
  readonly people: People;
  close(): Promise<void>;
}

const SCOPES = [
  "chat:write",
  "commands",
  "users:read",
  "channels:read",
  "groups:read",
  "channels:history",
  "groups:history",
  "im:history",
  "im:write",
  "files:write",
  "usergroups:read",
];

/** Starts the stand-in. It refuses what Slack refuses, with Slack's words, and what our own rules for messages refuse. */
export async function startSlack(options: SlackOptions): Promise<SlackStandIn> {
  const workspace = new Workspace(options);
  const faults = new SlackFaults();
  const calls = countCalls();
  const rate = options.rate ?? { perSecond: 1, burst: 5 };
  const scopes = options.scopes ?? SCOPES;
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const origin = `http://${host}`;
  const traffic = new Traffic();
  const app = new App(options.app ?? {}, { server, host, workspace, traffic });
  const desk: Desk = {
    workspace,
    uploads: new Uploads(origin),
    views: new Views(workspace, options.strict ?? true),
    triggers: new Triggers(workspace.clock),
    responseUrls: new ResponseUrls(origin, workspace),
    app,
    rate: rate === "off" ? undefined : new CallRate(rate, workspace.clock),
    updateRate: options.updateRate && new CallRate(options.updateRate, workspace.clock),
    scopes: options.historyAllowed === false ? scopes.filter((scope) => !scope.endsWith(":history")) : scopes,
    orphanReplies: options.orphanReplies ?? "refused",
    strict: options.strict ?? true,
  };
  const tokens = { bot: options.token ?? "xoxb-planbell-demo", app: options.app?.appToken };
  server.on("request", (request, response) => {
    serve({ desk, faults, calls, traffic, tokens }, request, response).catch((error: unknown) => {
      console.error("slack stand-in:", error);
      response.destroy();
    });
  });
  const { views, triggers, responseUrls } = desk;
  return {
    apiUrl: `${origin}/api/`,
    workspace,
    faults,
    calls,
    traffic,
    views,
    triggers,
    responseUrls,
    app,
    people: new People(desk, app),
    async close() {
      await app.close();
      await closeServer(server);
    },
  };
}

/** Ends the server and every connection it holds. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function countCalls(): CallCount {
  return {
    total: 0,
    byMethod: {},
    clear() {
      this.total = 0;
      this.byMethod = {};
    },
  };
}
