import type { Config } from "../config/config.ts";
import { type Check, counted, fail, ok, warn } from "./check.ts";

/** What can be asked although some settings have faults: a side whose own settings are sound. */
export interface Askable {
  readonly slack: boolean;
  readonly catalog: boolean;
  readonly stacks: boolean;
  readonly identities: boolean;
  readonly state: boolean;
  readonly socket: boolean;
  /** Routes and people. */
  readonly file: boolean;
  /** The default destination of a deployment whose file has no routes. */
  readonly channel: boolean;
}

/** @param faults as `surveyConfig` gives them: each begins with the name of its variable, or with `config file` */
export function askableWith(faults: readonly string[]): Askable {
  const without = (...names: readonly string[]): boolean =>
    !faults.some((fault) => names.some((name) => fault.startsWith(name)));
  const credentials = without("ALIBABA_CLOUD_");
  return {
    slack: without("SLACK_BOT_TOKEN:", "SLACK_API_URL:"),
    catalog: credentials && without("SERVICE_CATALOG_ENDPOINT:"),
    stacks: credentials && without("ROS_ENDPOINT:"),
    identities: credentials && without("STS_ENDPOINT:"),
    state: without("PLANBELL_STATE:"),
    socket: without("SLACK_APP_TOKEN:", "SLACK_API_URL:"),
    file: without("config file", "PLANBELL_CONFIG:"),
    channel: without("PLANBELL_CHANNEL:"),
  };
}

/** One failure for each fault; where there is none, what is set, without a secret. */
export function configChecks(config: Config, faults: readonly string[]): readonly Check[] {
  const { routes, people, state, interval, slack, paused } = config;
  const where = { memory: "memory", sqlite: "SQLite", postgres: "PostgreSQL" }[state.kind];
  const set = `${counted(routes.length, "route")}, ${counted(Object.keys(people ?? {}).length, "principal")} in people, state in ${where}, a poll every ${interval / 1_000} s`;
  const heard = slack.appToken !== undefined || slack.signingSecrets.length > 0;
  const isFaulty = (name: string): boolean => faults.some((fault) => fault.startsWith(name));
  return [
    ...(faults.length === 0 ? [ok("config", set)] : faults.map((fault) => fail("config", fault, mend(fault)))),
    ...(paused
      ? [warn("config", "PLANBELL_PAUSED is set: nothing is sent", "unset it when messages are to be sent")]
      : []),
    ...(heard || isFaulty("SLACK_SIGNING_SECRET:") || isFaulty("SLACK_APP_TOKEN:")
      ? []
      : [
          warn(
            "config",
            "Slack's commands and buttons are not answered: nothing says how to know Slack's requests from others",
            "set SLACK_SIGNING_SECRET, or for Socket Mode SLACK_APP_TOKEN",
          ),
        ]),
  ];
}

const mend = (fault: string): string =>
  fault.startsWith("config file") ? "correct the config file" : "correct the variable";
