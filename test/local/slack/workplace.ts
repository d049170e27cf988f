import { type Logger, type LogLevel, WebClient } from "@slack/web-api";
import { afterEach } from "vitest";
import { type SlackOptions, type SlackStandIn, startSlack } from "../../../local/slack/server.ts";

/** 2025-11-24T16:00:00Z */
export const START = 1_764_000_000_000;

export interface Workplace {
  readonly slack: SlackStandIn;
  readonly client: WebClient;
  /** The workspace's clock, moved by hand. */
  readonly clock: { time: number; now(): number };
}

/** What goes wrong on purpose is not printed. */
export const QUIET: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => "error" as LogLevel,
  setName() {},
};

const opened: SlackStandIn[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((slack) => slack.close()));
});

/** A stand-in of its own and the official client pointed at it; both end with the test. */
export async function openWorkplace(options: Partial<SlackOptions> = {}): Promise<Workplace> {
  const clock = { time: START, now: () => clock.time };
  const slack = await startSlack({ clock, rate: "off", ...options });
  opened.push(slack);
  return { slack, clock, client: clientOf(slack, "xoxb-planbell-demo") };
}

/** Never tries again and never waits, so that a test sees each answer. */
export function clientOf(slack: SlackStandIn, token?: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 2_000,
    logger: QUIET,
  });
}

/** Slack's error word for a call that must fail; the error itself when it is none of Slack's. */
export async function wordOf(call: Promise<unknown>): Promise<unknown> {
  const error = await call.then(
    () => "(no error)",
    (thrown: unknown) => thrown,
  );
  return (error as { data?: { error?: unknown } }).data?.error ?? error;
}
