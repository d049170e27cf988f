import { randomBytes } from "node:crypto";
import { ROS, STS } from "../../catalog/api.ts";
import { createCatalog } from "../../catalog/pop-catalog.ts";
import { createStacks } from "../../catalog/ros.ts";
import { createRpc, type RpcOptions } from "../../catalog/rpc.ts";
import { createIdentities } from "../../catalog/sts.ts";
import { type Ms, ms } from "../../model/brand.ts";
import type { Clock } from "../../ports.ts";
import { createFacts } from "../../slack/slack-facts.ts";
import { createMessenger } from "../../slack/web-messenger.ts";
import { redactorOf } from "../../text/redactor.ts";
import { type Env, surveyConfig } from "../config/config.ts";
import { ownSecrets } from "../config/own-secrets.ts";
import { discreetMessenger } from "../deliver/discreet-messenger.ts";
import type { Checkup } from "../doctor/check.ts";
import { type DoctorPorts, examine } from "../doctor/examine.ts";
import { askableWith } from "../doctor/judge-config.ts";
import { openState } from "./adapters.ts";
import { realClock } from "./real-clock.ts";

/** The config file: what it parses to (undefined: there is none), or why it does not. */
export type GivenFile = { readonly parsed: unknown } | { readonly faults: readonly string[] };

export interface DoctorOptions {
  /** Send a message to the default destination? */
  readonly sendTest: boolean;
  readonly clock?: Clock;
}

/** Where everything goes while nobody can say, since the file is not readable. Nothing is sent there. */
const NOWHERE = "C0DEFAULT0";

/** The composition root of the doctor: looks at a deployment, whatever is wrong with its settings. */
export async function runDoctor(env: Env, file: GivenFile, options: DoctorOptions): Promise<Checkup> {
  const unread = "faults" in file ? file.faults : [];
  const { config, faults: found } =
    "parsed" in file
      ? surveyConfig(env, file.parsed)
      : surveyConfig({ ...env, PLANBELL_CHANNEL: env["PLANBELL_CHANNEL"]?.trim() || NOWHERE }, undefined);
  const faults = [...unread, ...found];
  const { slack, catalog, state, redact, approvals } = config;
  const roles = approvals.enabled
    ? Object.entries(approvals.roles).map(([principal, arn]) => ({ principal, arn }))
    : [];
  const { credentials } = catalog;
  const askable = askableWith(faults);
  const clock = options.clock ?? realClock;
  const dates = new Dates(clock);
  const redactor = redactorOf({ keys: redact.keys, values: [...redact.values, ...ownSecrets(config)] });
  const rpc = (is: boolean, more: Pick<RpcOptions, "endpoint" | "api" | "onDate">) =>
    is && credentials !== undefined ? createRpc({ credentials, clock, ...more }) : undefined;
  const ofCatalog = rpc(askable.catalog, { endpoint: catalog.endpoint, onDate: dates.teller("catalog") });
  const ofStacks = rpc(askable.stacks, { endpoint: catalog.rosEndpoint, api: ROS });
  const ofIdentities = rpc(askable.identities, { endpoint: catalog.stsEndpoint, api: STS });
  const { token, apiUrl } = slack;
  const ports: DoctorPorts = {
    clock,
    catalog: ofCatalog && createCatalog(ofCatalog),
    stacks: ofStacks && createStacks(ofStacks),
    identities: ofIdentities && createIdentities(ofIdentities),
    slack: askable.slack ? createFacts({ token, apiUrl, onDate: dates.teller("slack") }) : undefined,
    messenger: askable.slack ? discreetMessenger(createMessenger({ token, apiUrl }), redactor) : undefined,
    openStore: askable.state ? () => openState(state, clock) : undefined,
    ahead: () => dates.ahead,
    chance: () => randomBytes(8).toString("hex"),
    hide: redactor.values,
  };
  return examine(ports, { config, faults, sendTest: options.sendTest, roles });
}

type Side = "catalog" | "slack";

/** How far the clock is ahead of the dates of answers. */
class Dates {
  readonly #clock: Clock;
  readonly #ahead: Record<Side, Ms | undefined> = { catalog: undefined, slack: undefined };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get ahead(): Readonly<Record<Side, Ms | undefined>> {
    return this.#ahead;
  }

  /** Dates are whole seconds, and old by the way of the answer. */
  teller(side: Side): (date: string) => void {
    return (date) => {
      const theirs = Date.parse(date);
      if (!Number.isNaN(theirs)) this.#ahead[side] = ms(this.#clock.now() - theirs);
    };
  }
}
