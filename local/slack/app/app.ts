import type { Server } from "node:http";
import { fieldsOf } from "../block-fields.ts";
import { Refused } from "../call.ts";
import type { Traffic } from "../traffic.ts";
import type { Workspace } from "../workspace.ts";
import { Delivery, type Wait } from "./delivery.ts";
import { HttpLink } from "./http-link.ts";
import { isTaken } from "./outcome.ts";
import { Payloads } from "./payloads.ts";
import { type DisconnectReason, SocketLink } from "./socket-link.ts";

const TO_CONNECT = "connections:write";
const PATIENCE = 3_000;

/** One thing that may stand behind a slash command. */
export interface Subcommand {
  readonly name: string;
  /** What has to follow, or may: "<plan> [comment]". */
  readonly takes: string;
  readonly description: string;
}

/** A slash command as the app's settings list it. */
export interface Command {
  /** With its slash: "/planbell". */
  readonly name: string;
  readonly description: string;
  /** What may follow it: "help | pending | plan <id>". */
  readonly hint: string;
  /** With these the page completes what one types; Slack keeps no such list, and completes nothing there. */
  readonly words?: readonly Subcommand[];
}

/** The app's settings, as Slack keeps them. */
export interface AppOptions {
  /** Where the app listens for commands, interactivity and events; needs `signingSecret`. */
  readonly requestUrl?: string | undefined;
  readonly signingSecret?: string | undefined;
  /** `xapp-...`, with which the app may open sockets; Socket Mode is off when absent. */
  readonly appToken?: string | undefined;
  /** What that token may do; `connections:write` when absent. */
  readonly appScopes?: readonly string[];
  readonly commands?: readonly Command[];
  /** Milliseconds of real time that the app has for an answer; Slack's three seconds when absent. */
  readonly patience?: number;
  /** How time passes before an event is tried again; real time when absent. */
  readonly wait?: Wait;
}

/** How the app is reached now. */
export type AppLink =
  | { readonly kind: "http"; readonly url: string }
  | { readonly kind: "socket"; readonly connections: number }
  | { readonly kind: "none" };

/** The app as Slack knows it. An open socket is preferred to the request URL. */
export class App {
  readonly commands: readonly Command[];
  readonly payloads: Payloads;
  readonly delivery: Delivery;
  readonly #options: AppOptions;
  readonly #socket: SocketLink;
  #challenges = 0;

  constructor(
    options: AppOptions,
    slack: { readonly server: Server; readonly host: string; readonly workspace: Workspace; readonly traffic: Traffic },
  ) {
    const { server, host, workspace, traffic } = slack;
    this.#options = options;
    this.commands = options.commands ?? [];
    this.payloads = new Payloads(workspace);
    this.#socket = new SocketLink({
      server,
      origin: `ws://${host}`,
      appId: workspace.bot.appId,
      patience: options.patience ?? PATIENCE,
    });
    const { clock } = workspace;
    this.delivery = new Delivery({ socket: this.#socket, traffic, clock, wait: options.wait });
    if (options.requestUrl !== undefined) this.delivery.http = this.#linkTo(options.requestUrl);
  }

  get link(): AppLink {
    const { connections } = this.#socket;
    const { http } = this.delivery;
    if (connections > 0) return { kind: "socket", connections };
    if (http) return { kind: "http", url: http.url };
    return this.#options.appToken === undefined ? { kind: "none" } : { kind: "socket", connections };
  }

  /** An address for one WebSocket, as `apps.connections.open` gives it. @throws {Refused} `missing_scope` */
  issueSocket(): string {
    const scopes = this.#options.appScopes ?? [TO_CONNECT];
    if (scopes.includes(TO_CONNECT)) return this.#socket.issue();
    throw new Refused("missing_scope", { needed: TO_CONNECT, provided: scopes.join(",") });
  }

  /**
   * As when somebody enters a request URL in the app's settings: it is kept when the app there answers the challenge.
   * @returns whether it did
   * @see https://docs.slack.dev/reference/events/url_verification
   */
  async enterRequestUrl(url: string): Promise<boolean> {
    const http = this.#linkTo(url);
    this.#challenges += 1;
    const challenge = `challenge-${this.#challenges}`;
    const payload = this.payloads.urlVerification(challenge);
    const message = { type: "events_api", name: payload.type, payload, takesAnswer: true } as const;
    const outcome = await this.delivery.send(message, http);
    if (!isTaken(outcome)) return false;
    const isRight = outcome.body === challenge || fieldsOf(outcome.body)["challenge"] === challenge;
    if (isRight) this.delivery.http = http;
    return isRight;
  }

  /** Asks every socket to come anew. */
  reconnect(reason: DisconnectReason): void {
    this.#socket.disconnect(reason);
  }

  close(): Promise<void> {
    return this.delivery.close();
  }

  #linkTo(url: string): HttpLink {
    const { signingSecret, patience = PATIENCE } = this.#options;
    if (!signingSecret) throw new Error("app: a request URL needs a signing secret");
    return new HttpLink({ url, signingSecret, patience });
  }
}
