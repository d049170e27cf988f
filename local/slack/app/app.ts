import type { Server } from "node:http";
import { Refused } from "../call.ts";
import type { Traffic } from "../traffic.ts";
import type { Workspace } from "../workspace.ts";
import { Delivery, type Wait } from "./delivery.ts";
import { HttpLink } from "./http-link.ts";
import { isTaken } from "./outcome.ts";
import { Payloads } from "./payloads.ts";
import { type DisconnectReason, SocketLink } from "./socket-link.ts";

const TO_CONNECT = "connections:write";

/** A slash command as the app's settings list it. */
export interface Command {
  /** With its slash: "/planbell". */
  readonly name: string;
  readonly description: string;
  /** What may follow it: "help | pending | plan <id>". */
  readonly hint: string;
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
  readonly #http: HttpLink | undefined;
  readonly #socket: SocketLink;
  readonly #appToken: string | undefined;
  readonly #appScopes: readonly string[];
  #challenges = 0;

  constructor(
    options: AppOptions,
    slack: { readonly server: Server; readonly host: string; readonly workspace: Workspace; readonly traffic: Traffic },
  ) {
    const { requestUrl, signingSecret, appToken, patience = 3_000 } = options;
    if (requestUrl !== undefined && !signingSecret) throw new Error("app: requestUrl needs a signingSecret");
    const { server, host, workspace, traffic } = slack;
    this.commands = options.commands ?? [];
    this.payloads = new Payloads(workspace);
    this.#appToken = appToken;
    this.#appScopes = options.appScopes ?? [TO_CONNECT];
    this.#http = requestUrl && signingSecret ? new HttpLink({ url: requestUrl, signingSecret, patience }) : undefined;
    this.#socket = new SocketLink({ server, origin: `ws://${host}`, appId: workspace.bot.appId, patience });
    this.delivery = new Delivery({
      http: this.#http,
      socket: this.#socket,
      traffic,
      clock: workspace.clock,
      wait: options.wait,
    });
  }

  get link(): AppLink {
    const { connections } = this.#socket;
    if (connections > 0) return { kind: "socket", connections };
    if (this.#http) return { kind: "http", url: this.#http.url };
    return this.#appToken === undefined ? { kind: "none" } : { kind: "socket", connections };
  }

  /** An address for one WebSocket, as `apps.connections.open` gives it. @throws {Refused} `missing_scope` */
  issueSocket(): string {
    if (!this.#appScopes.includes(TO_CONNECT)) {
      throw new Refused("missing_scope", { needed: TO_CONNECT, provided: this.#appScopes.join(",") });
    }
    return this.#socket.issue();
  }

  /** As when the request URL is entered in the app's settings: does the app answer the challenge? */
  async verify(): Promise<boolean> {
    this.#challenges += 1;
    const challenge = `challenge-${this.#challenges}-of-${this.payloads.appId}`;
    const payload = this.payloads.urlVerification(challenge);
    const outcome = await this.delivery.send({ type: "events_api", name: payload.type, payload, takesAnswer: true });
    if (!isTaken(outcome)) return false;
    const { body } = outcome;
    return (
      body === challenge || (typeof body === "object" && (body as { challenge?: unknown }).challenge === challenge)
    );
  }

  /** Asks every socket to come anew. */
  reconnect(reason: DisconnectReason): void {
    this.#socket.disconnect(reason);
  }

  close(): Promise<void> {
    return this.delivery.close();
  }
}
