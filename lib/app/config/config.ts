import { type ChannelId, type Ms, minutes, ms } from "../../model/brand.ts";
import { ConfigFault } from "../../model/errors.ts";
import type { Locale } from "../../model/locale.ts";
import type { People } from "../../notify/people.ts";
import { lastResort, type Route } from "../../notify/route.ts";
import type { SecretRules } from "../../text/redactor.ts";
import { readEnv, type Settings } from "./config-env.ts";
import { type FileSettings, readFile } from "./config-file.ts";
import { nobodyFault } from "./config-routes.ts";

/** Everything a deployment decides, read and checked. */
export interface Config {
  readonly slack: SlackSettings;
  readonly catalog: {
    readonly endpoint: string;
    /** Of Resource Orchestration. */
    readonly rosEndpoint: string;
    /** Of the Security Token Service. */
    readonly stsEndpoint: string;
    readonly credentials: Credentials | undefined;
  };
  readonly state: StatePlace;
  /** `self@<region>`: the caller's own account in the region of the catalog's endpoint. */
  readonly shard: string;
  readonly routes: readonly Route[];
  /** Undefined: nothing is known of who is whom. */
  readonly people: People | undefined;
  readonly approvals: ApprovalSettings;
  /** Do messages have buttons that ask for more? */
  readonly buttons: boolean;
  /** The function that does slow work; undefined: this process does. */
  readonly worker: string | undefined;
  /** Of Function Compute; undefined: as account and region say. */
  readonly fcEndpoint: string | undefined;
  /** The default destination. */
  readonly fallback: ChannelId;
  readonly interval: Ms;
  readonly locale: Locale;
  readonly label: string | undefined;
  readonly consolePlan: string;
  readonly firstRun: "cards" | "silent";
  /** How often provisioned products are listed; undefined = they are not watched. */
  readonly sweep: Ms | undefined;
  readonly dangerTypes: readonly string[];
  readonly paused: boolean;
  /** The slash command, `/planbell`. */
  readonly command: string;
  readonly redact: SecretRules;
  readonly host: string;
  readonly port: number;
  /** Did somebody choose the port? In Socket Mode none is needed, and the default one is not opened. */
  readonly portGiven: boolean;
}

/** Who may decide in Slack. */
export interface ApprovalSettings {
  readonly enabled: boolean;
  /** By principal (`RamRole:net-approvers`): the ARN of the role that is assumed to act as that approver. */
  readonly roles: Readonly<Record<string, string>>;
  /** May people decide on what they asked for themselves? */
  readonly allowSelf: boolean;
}

interface SlackSettings {
  readonly token: string;
  readonly apiUrl: string;
  /** Any of them may have signed a request; none where none is set. */
  readonly signingSecrets: readonly string[];
  /** `xapp-...`: then Slack is heard by Socket Mode. */
  readonly appToken: string | undefined;
}

/** Undefined on Function Compute, where every invocation brings the credentials of the function's role. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

export type StatePlace =
  | { readonly kind: "memory" }
  | { readonly kind: "sqlite"; readonly path: string }
  /** The address with its password: never to be shown. */
  | { readonly kind: "postgres"; readonly url: string };

export type Env = Readonly<Record<string, string | undefined>>;

/**
 * The whole configuration from the environment and the parsed config file.
 *
 * Pure. No message holds a secret's value.
 * @param file what the config file parses to; undefined when there is none
 * @param purpose `commands`: Slack is to be heard too, which takes a signing secret or an app-level token
 * @throws {ConfigFault} with all faults of both at once
 */
export function readConfig(env: Env, file: unknown, purpose: "poll" | "commands" = "poll"): Config {
  const { config, faults } = surveyConfig(env, file, purpose);
  if (faults.length > 0) throw new ConfigFault(faults);
  return config;
}

/** The same for whoever goes on with what is sound: a setting that has a fault is empty, its default, or the faulty one. */
export function surveyConfig(
  env: Env,
  file: unknown,
  purpose: "poll" | "commands" = "poll",
): { readonly config: Config; readonly faults: readonly string[] } {
  const faults: string[] = [];
  const settings = readEnv(env, faults, purpose);
  const fromFile = readFile(file, faults);
  return { config: join(settings, fromFile, faults), faults };
}

const CONSOLE_PLAN = "https://servicecatalog.console.aliyun.com/plans/{planId}";

/** At 60 seconds between two polls that is 5 minutes; whoever polls more often is in a hurry. */
const POLLS_A_SWEEP = 5;
const sweepOf = (interval: Ms): Ms => ms(Math.min(POLLS_A_SWEEP * interval, minutes(5)));

function join(env: Settings, file: FileSettings, faults: string[]): Config {
  const routes = file.routes ?? (env.channel === undefined ? [] : [{ to: [env.channel] }]);
  if (routes.length === 0 && !env.channelFaulty && !file.routesGiven) {
    faults.push(
      "PLANBELL_CHANNEL: expected a channel id such as C0123ABCD, or `routes` in the config file; found neither",
    );
  }
  const fallback = lastResort(routes) ?? env.channel;
  if (fallback === undefined && routes.length > 0) faults.push(nobodyFault(routes));
  return {
    slack: env.slack,
    catalog: env.catalog,
    state: env.state,
    shard: `self@${env.region}`,
    routes,
    people: file.people,
    approvals: file.approvals ?? { enabled: false, roles: {}, allowSelf: false },
    buttons: file.buttons ?? file.approvals?.enabled ?? false,
    worker: env.worker,
    fcEndpoint: env.fcEndpoint,
    fallback: fallback ?? ("" as ChannelId),
    interval: env.interval,
    locale: env.locale ?? file.locale ?? "en",
    label: file.label,
    consolePlan: file.consolePlan ?? CONSOLE_PLAN,
    firstRun: file.firstRun ?? "cards",
    sweep: file.instances === false ? undefined : (file.sweep ?? sweepOf(env.interval)),
    dangerTypes: file.dangerTypes ?? [],
    paused: env.paused,
    command: file.command ?? "/planbell",
    redact: file.redact ?? { keys: [], values: [] },
    host: env.host,
    port: env.port,
    portGiven: env.portGiven,
  };
}
