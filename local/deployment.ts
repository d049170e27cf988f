import { type Env, readConfig } from "../lib/app/config/config.ts";
import { ConfigFault } from "../lib/model/errors.ts";

/** The variables of the functions' RAM roles, and what docs/cloud-admin.md calls those. */
const ROLES = {
  PLANBELL_POLL_ROLE: "planbell-poll",
  PLANBELL_SLACK_ROLE: "planbell-slack",
  PLANBELL_WORKER_ROLE: "planbell-worker",
} as const;

/** What `s.yaml` hands to the functions from the environment of whoever deploys. */
const HANDED_OVER = [
  "SLACK_BOT_TOKEN",
  "SLACK_SIGNING_SECRET",
  "SERVICE_CATALOG_ENDPOINT",
  "ROS_ENDPOINT",
  "STS_ENDPOINT",
  "PLANBELL_FC_ENDPOINT",
  "PLANBELL_STATE",
  "PLANBELL_CHANNEL",
  "PLANBELL_LOCALE",
  "PLANBELL_PAUSED",
] as const;

/** Every variable that `s.yaml` may ask for. `FC3_COMPONENT` is for those who have a component of their own. */
export const DEPLOYMENT_VARIABLES: readonly string[] = [
  "FC3_COMPONENT",
  "PLANBELL_REGION",
  ...Object.keys(ROLES),
  ...HANDED_OVER,
];

/** The component writes it in lower case, so that one with capitals would not be found. */
const ROLE = /^acs:ram::\d+:role\/[a-z0-9.-]{1,64}$/;
const roleForm = (name: string): string =>
  `the ARN of a role in lower case, such as acs:ram::1466115886170001:role/${name}`;
const REGION = /^[a-z]{2}-[a-z]+(?:-\d)?$/;

/**
 * Everything that is missing or wrong for a deployment by `s.yaml`, empty when nothing is: what the functions would say
 * at their first start, and what only the deployment needs. Pure; never shows a secret.
 * @param env of whoever deploys
 * @param file what the config file parses to; undefined when there is none
 */
export function deploymentFaults(env: Env, file: unknown): readonly string[] {
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  const handed = Object.fromEntries(HANDED_OVER.map((name) => [name, env[name]]));
  const region = given("PLANBELL_REGION");
  return [
    ...settingsFaults({ ...handed, FC_FUNCTION_NAME: "planbell" }, file),
    ...Object.entries(ROLES).flatMap(([variable, name]) => {
      const role = given(variable);
      if (role !== undefined && ROLE.test(role)) return [];
      const found = role === undefined ? "it is not set" : `found ${role.length} characters of another form`;
      return [`${variable}: expected ${roleForm(name)}; ${found}`];
    }),
    ...(region === undefined || REGION.test(region)
      ? []
      : ["PLANBELL_REGION: expected a region's id, such as ap-southeast-1; found something else"]),
  ];
}

/** `slack` needs all that the others need, and its signing secret. */
function settingsFaults(env: Env, file: unknown): readonly string[] {
  try {
    readConfig(env, file, "commands");
    return [];
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
}
