import type { Message, Retry } from "./message.ts";
import type { Outcome } from "./outcome.ts";
import { signatureOf } from "./signature.ts";

export interface HttpLinkOptions {
  /** The app's one address for commands, interactivity and events. */
  readonly url: string;
  readonly signingSecret: string;
  /** Milliseconds of real time that the app has for its whole answer. */
  readonly patience: number;
}

/** The way to an app that listens for requests. Redirects are not followed. */
export class HttpLink {
  readonly url: string;
  readonly #secret: string;
  readonly #patience: number;

  constructor({ url, signingSecret, patience }: HttpLinkOptions) {
    this.url = url;
    this.#secret = signingSecret;
    this.#patience = patience;
  }

  /** Never throws; `signal` ends the wait as if the connection had been cut. */
  async send(message: Message, retry: Retry | undefined, signal: AbortSignal): Promise<Outcome> {
    const body = bodyOf(message);
    const timeout = AbortSignal.timeout(this.#patience);
    try {
      const response = await fetch(this.url, {
        method: "POST",
        body,
        headers: {
          "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)",
          "content-type": message.type === "events_api" ? "application/json" : "application/x-www-form-urlencoded",
          accept: "application/json,*/*",
          ...signatureOf(this.#secret, body, Math.floor(Date.now() / 1_000)),
          ...(retry ? { "x-slack-retry-num": String(retry.number), "x-slack-retry-reason": retry.reason } : {}),
        },
        redirect: "manual",
        signal: AbortSignal.any([timeout, signal]),
      });
      const text = await response.text();
      return {
        over: "http",
        kind: "answered",
        status: response.status,
        body: read(text, response.headers.get("content-type") ?? ""),
        final: response.headers.get("x-slack-no-retry") === "1",
      };
    } catch {
      return { over: "http", kind: timeout.aborted ? "timeout" : "unreachable" };
    }
  }
}

/** The bytes that are signed and sent. */
function bodyOf({ type, payload }: Message): string {
  switch (type) {
    case "events_api":
      return JSON.stringify(payload);
    case "interactive":
      return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
    case "slash_commands":
      return new URLSearchParams({ ...payload } as Record<string, string>).toString();
  }
}

function read(text: string, contentType: string): unknown {
  if (text === "") return undefined;
  if (!contentType.startsWith("application/json")) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
