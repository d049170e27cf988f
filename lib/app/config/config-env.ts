import { type ChannelId, type Ms, seconds } from "../../model/brand.ts";
import { LOCALES, type Locale } from "../../model/locale.ts";
import type { Config, Env } from "./config.ts";
import { channelFault, isChannelId, shown, shownAddress } from "./config-shown.ts";
import { readState } from "./config-state.ts";

/** What the environment says, with defaults filled in. */
export interface Settings
  extends Pick<
    Config,
    "slack" | "catalog" | "state" | "interval" | "paused" | "host" | "port" | "portGiven" | "worker" | "fcEndpoint"
  > {
  readonly region: string;
  readonly channel: ChannelId | undefined;
  readonly channelFaulty: boolean;
  readonly locale: Locale | undefined;
}

const HOME_REGION = "cn-hangzhou";
const HOME_ENDPOINT = `https://servicecatalog.${HOME_REGION}.aliyuncs.com`;
/** Variables of features that are not built: better refused than believed to work. */
const NOT_YET = ["PLANBELL_SLACK_PROXY"];

/** Reads the variables of Planbell; faults are appended, each with name, expected form and what was found. */
export function readEnv(env: Env, faults: string[], purpose: "poll" | "commands"): Settings {
  const read = new Reader(env, faults);
  const onFc = read.given("FC_FUNCTION_NAME") !== undefined;
  for (const name of NOT_YET) if (read.given(name)) faults.push(`${name}: not supported yet; unset it`);
  const endpoint = read.url("SERVICE_CATALOG_ENDPOINT", HOME_ENDPOINT) ?? "";
  const rosEndpoint = read.url("ROS_ENDPOINT", "https://ros.aliyuncs.com") ?? "";
  const stsEndpoint = read.url("STS_ENDPOINT", "https://sts.aliyuncs.com") ?? "";
  const channel = read.given("PLANBELL_CHANNEL");
  const channelFaulty = channel !== undefined && !isChannelId(channel);
  if (channelFaulty) faults.push(`PLANBELL_CHANNEL: ${channelFault(channel)}`);
  const elsewhere = worker(read.given("PLANBELL_WORKER"), onFc, faults);
  return {
    slack: {
      token: read.secret("SLACK_BOT_TOKEN", /^xoxb-[\w.-]+$/, "a bot token, xoxb-..."),
      apiUrl: slackUrl(read, faults),
      ...hearing(read, faults, onFc, purpose),
    },
    catalog: { endpoint, rosEndpoint, stsEndpoint, credentials: onFc ? undefined : credentials(read) },
    region: regionOf(endpoint),
    state: state(read.given("PLANBELL_STATE"), onFc, purpose === "commands" && elsewhere !== undefined, faults),
    interval: interval(read.given("PLANBELL_POLL_SECONDS"), onFc, faults),
    channel: channel as ChannelId | undefined,
    channelFaulty,
    locale: locale(read.given("PLANBELL_LOCALE"), faults),
    paused: read.flag("PLANBELL_PAUSED"),
    worker: elsewhere,
    fcEndpoint: read.url("PLANBELL_FC_ENDPOINT", undefined),
    host: host(read.given("PLANBELL_HOST"), faults),
    port: read.port("PORT", 3000),
    portGiven: read.given("PORT") !== undefined,
  };
}

class Reader {
  readonly #env: Env;
  readonly #faults: string[];
  constructor(env: Env, faults: string[]) {
    this.#env = env;
    this.#faults = faults;
  }

  given(name: string): string | undefined {
    const value = this.#env[name]?.trim();
    return value === "" ? undefined : value;
  }

  secret(name: string, form: RegExp, expected: string): string {
    const value = this.given(name);
    if (value === undefined) this.#faults.push(`${name}: expected ${expected}; it is not set`);
    else if (!form.test(value)) {
      this.#faults.push(`${name}: expected ${expected}; found ${value.length} characters of another form`);
    }
    return value ?? "";
  }

  url(name: string, fallback: string | undefined): string | undefined {
    const value = this.given(name);
    // What is not set is sound. To take an address apart costs a cold start more than all else in here.
    if (value === undefined) return fallback;
    const url = URL.canParse(value) ? new URL(value) : undefined;
    const sound =
      url !== undefined && (url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname)));
    if (!sound) {
      this.#faults.push(
        `${name}: expected an https address (http only for this machine), found ${shownAddress(value)}`,
      );
    } else if (url.username + url.password + url.search + url.hash !== "") {
      this.#faults.push(`${name}: expected an address without user, query and fragment, found ${shownAddress(value)}`);
    }
    return value;
  }

  port(name: string, fallback: number): number {
    const value = this.given(name);
    if (value === undefined) return fallback;
    const port = Number(value);
    if (/^\d+$/.test(value) && port <= 65_535) return port;
    this.#faults.push(`${name}: expected a port from 0 to 65535, found ${shown(value)}`);
    return fallback;
  }

  flag(name: string): boolean {
    const value = this.given(name);
    if (value === undefined || value === "0") return false;
    if (value === "1") return true;
    this.#faults.push(`${name}: expected 1 or nothing, found ${shown(value)}`);
    return false;
  }
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
/** Of the catalog; one that cannot be told from the address is the one at home. */
function regionOf(endpoint: string): string {
  if (endpoint === HOME_ENDPOINT || !URL.canParse(endpoint)) return HOME_REGION;
  const { hostname } = new URL(endpoint);
  return /\bservicecatalog(?:-vpc)?\.([a-z0-9-]+)\.aliyuncs\.com$/.exec(hostname)?.[1] ?? HOME_REGION;
}

const SECRETS_FORM = "the app's signing secret, or several with commas between them";

/** How Slack is heard: by signed requests, or by Socket Mode where an app-level token is set. */
function hearing(read: Reader, faults: string[], onFc: boolean, purpose: "poll" | "commands") {
  const given = read.given("SLACK_SIGNING_SECRET");
  const signingSecrets = given?.split(",").map((secret) => secret.trim()) ?? [];
  if (signingSecrets.some((secret) => !/^\S+$/.test(secret))) {
    faults.push(
      `SLACK_SIGNING_SECRET: expected ${SECRETS_FORM}; one of ${signingSecrets.length} is empty or has blanks`,
    );
  }
  const socket = read.given("SLACK_APP_TOKEN") !== undefined;
  if (socket && onFc) faults.push("SLACK_APP_TOKEN: Socket Mode is not for Function Compute; unset it");
  const appToken = socket && !onFc ? read.secret("SLACK_APP_TOKEN", APP_TOKEN, APP_TOKEN_FORM) : undefined;
  if (purpose === "commands" && given === undefined && !socket) {
    faults.push(
      `SLACK_SIGNING_SECRET: expected ${SECRETS_FORM} (or ${APP_TOKEN_FORM} in SLACK_APP_TOKEN); it is not set`,
    );
  }
  return { signingSecrets, appToken };
}

const APP_TOKEN = /^xapp-[\w.-]+$/;
const APP_TOKEN_FORM = "an app-level token, xapp-...";

function slackUrl(read: Reader, faults: string[]): string {
  const value = read.url("SLACK_API_URL", "https://slack.com/api/") ?? "";
  if (!value.endsWith("/")) {
    faults.push("SLACK_API_URL: expected an address that ends in /, found one that ends in something else");
  }
  return value;
}

function credentials(read: Reader): Config["catalog"]["credentials"] {
  const accessKeyId = read.secret("ALIBABA_CLOUD_ACCESS_KEY_ID", /^\S+$/, "the id of an AccessKey");
  const accessKeySecret = read.secret("ALIBABA_CLOUD_ACCESS_KEY_SECRET", /^\S+$/, "the secret of that AccessKey");
  const securityToken = read.given("ALIBABA_CLOUD_SECURITY_TOKEN");
  return { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }) };
}

function interval(given: string | undefined, onFc: boolean, faults: string[]): Ms {
  if (given === undefined) return seconds(60);
  const least = onFc ? 60 : 0.2;
  const value = Number(given);
  if (/^\d+(\.\d+)?$/.test(given) && value >= least && value <= 86_400) return seconds(value);
  faults.push(`PLANBELL_POLL_SECONDS: expected seconds from ${least} to 86400, found ${shown(given)}`);
  return seconds(60);
}

/** Whoever hands on all work reads no state, and need not be told where it is. */
const state = (given: string | undefined, onFc: boolean, handsOn: boolean, faults: string[]): Config["state"] =>
  handsOn && given === undefined ? { kind: "memory" } : readState(given, onFc, faults);

/** Off Function Compute there is no account and no role to invoke it with, so all work is done here. */
function worker(given: string | undefined, onFc: boolean, faults: string[]): string | undefined {
  if (given === undefined || !onFc) return undefined;
  if (/^[A-Za-z_][\w-]{0,63}$/.test(given)) return given;
  faults.push(`PLANBELL_WORKER: expected the name of a function, found ${shown(given)}`);
  return undefined;
}

function host(given: string | undefined, faults: string[]): string {
  if (given !== undefined && !/^[\w.:-]{1,255}$/.test(given)) {
    faults.push(`PLANBELL_HOST: expected a host name or an address without a port, found ${shown(given)}`);
  }
  return given ?? "127.0.0.1";
}

function locale(given: string | undefined, faults: string[]): Locale | undefined {
  const found = LOCALES.find((known) => known === given);
  if (given !== undefined && found === undefined) {
    faults.push(`PLANBELL_LOCALE: expected ${LOCALES.join(" or ")}, found ${shown(given)}`);
  }
  return found;
}
