import { decodePlanDetail } from "../../catalog/decode-plan.ts";
import { decodeTask } from "../../catalog/decode-task.ts";
import { fieldsOf, recordAt } from "../../catalog/read.ts";
import { ConfigFault } from "../../model/errors.ts";
import { textsFor } from "../../text/pick.ts";
import { redactorOf } from "../../text/redactor.ts";
import { type Env, readConfig } from "../config/config.ts";
import { createRenderer } from "../deliver/render.ts";
import { type ExplainSettings, type Explanation, explainPlan, explainTask } from "../explain.ts";

/** Where everything goes when neither the environment nor the config file says. */
const NOWHERE = "C0DEFAULT0";

/**
 * Explains an answer of GetProvisionedProductPlan or GetTask, or the plan or task in it, by a deployment's settings. Asks
 * nobody: of the environment it takes the channel and the language, and no secret.
 * @throws {ConfigFault} with all faults of both
 */
export function buildExplain(env: Env, file: unknown): (saved: unknown) => Explanation {
  const settings = settingsOf(env, file);
  return (saved) => {
    const { kind, body } = shapeOf(saved);
    return kind === "plan"
      ? explainPlan(decodePlanDetail(body), settings)
      : explainTask(decodeTask(recordAt(fieldsOf(body, ""), "TaskDetail")), settings);
  };
}

function settingsOf({ PLANBELL_CHANNEL, PLANBELL_LOCALE }: Env, file: unknown): ExplainSettings {
  const routed = typeof file === "object" && file !== null && Object.hasOwn(file, "routes");
  const channel = PLANBELL_CHANNEL?.trim() || (routed ? undefined : NOWHERE);
  const config = readConfig({ ...OFFLINE, PLANBELL_LOCALE, PLANBELL_CHANNEL: channel }, file);
  const { routes, people, fallback, locale, label, consolePlan, buttons } = config;
  return {
    routes,
    people,
    fallback,
    accountName: config.shard.split("@")[0] ?? "",
    dangerTypes: config.dangerTypes,
    redactor: redactorOf(config.redact),
    render: createRenderer({ texts: textsFor(locale), label, consolePlan, buttons }),
  };
}

/** What the settings ask for, and nothing here uses. */
const OFFLINE: Env = {
  SLACK_BOT_TOKEN: "xoxb-offline",
  ALIBABA_CLOUD_ACCESS_KEY_ID: "offline",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "offline",
  PLANBELL_STATE: "memory:",
};

function shapeOf(saved: unknown): { readonly kind: "plan" | "task"; readonly body: object } {
  if (typeof saved === "object" && saved !== null) {
    if ("PlanDetail" in saved) return { kind: "plan", body: saved };
    if ("TaskDetail" in saved) return { kind: "task", body: saved };
    if ("PlanId" in saved) return { kind: "plan", body: { PlanDetail: saved } };
    if ("TaskId" in saved) return { kind: "task", body: { TaskDetail: saved } };
  }
  throw new ConfigFault([
    "FILE: expected the JSON of GetProvisionedProductPlan (PlanDetail) or of GetTask (TaskDetail), found neither",
  ]);
}
