import type { AppOptions } from "./slack/app/app.ts";
import { UsageFault } from "./usage-fault.ts";

/** How the workspace of the demonstration reaches a bot that runs by itself. */
export type BotSide = { readonly kind: "http"; readonly url: string } | { readonly kind: "socket" };

const BOT_URL = "http://127.0.0.1:3000/slack/events";
const SIGNING_SECRET = "planbell-demo-signing-secret";
const APP_TOKEN = "xapp-1-planbell-demo";

/**
 * From the command line; undefined when the demonstration runs the bot itself.
 * @throws {UsageFault} when an option says nothing beside the others, or the address is not on this machine
 */
export function readBotSide(values: {
  readonly "no-bot": boolean;
  readonly "bot-url"?: string | undefined;
  readonly socket: boolean;
}): BotSide | undefined {
  const { "no-bot": noBot, "bot-url": url, socket } = values;
  if (!noBot) {
    if (url !== undefined) throw new UsageFault("--bot-url: needs --no-bot, as it names a bot that you run yourself");
    if (socket) throw new UsageFault("--socket: needs --no-bot, as it is for a bot that you run yourself");
    return undefined;
  }
  if (socket && url !== undefined) throw new UsageFault("--bot-url: leave it out with --socket, where the bot calls");
  if (socket) return { kind: "socket" };
  return { kind: "http", url: localUrl(url ?? BOT_URL) };
}

/** The app's settings in the workspace. */
export function settingsFor(side: BotSide | undefined): Pick<AppOptions, "requestUrl" | "signingSecret" | "appToken"> {
  if (side === undefined) return { signingSecret: SIGNING_SECRET };
  return side.kind === "socket"
    ? { signingSecret: SIGNING_SECRET, appToken: APP_TOKEN }
    : { signingSecret: SIGNING_SECRET, requestUrl: side.url };
}

/** What the bot needs to be reached so; its port too, whatever the shell says. */
export function envOf(side: BotSide | undefined): Record<string, string> {
  const secret = { SLACK_SIGNING_SECRET: SIGNING_SECRET };
  if (side === undefined) return secret;
  if (side.kind === "socket") return { ...secret, SLACK_APP_TOKEN: APP_TOKEN };
  return { ...secret, PORT: portOf(new URL(side.url)) };
}

const portOf = ({ port, protocol }: URL): string => port || (protocol === "https:" ? "443" : "80");

function localUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHttp = url?.protocol === "http:" || url?.protocol === "https:";
  const isHere = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url?.hostname ?? "");
  if (url && isHttp && isHere) return url.href;
  throw new UsageFault(`--bot-url: expected an http or https URL on this machine such as ${BOT_URL}, found ${text}`);
}

/** Everything else that the bot reads from its environment, so that nothing of the shell's own gets in: empty is unset. */
export const UNSET: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "SLACK_APP_TOKEN",
    "PLANBELL_SLACK_PROXY",
    "ALIBABA_CLOUD_SECURITY_TOKEN",
    "PLANBELL_CONFIG",
    "PLANBELL_LOCALE",
    "PLANBELL_PAUSED",
    "PLANBELL_WORKER",
    "PLANBELL_HOST",
    "PORT",
  ].map((name) => [name, ""]),
);
