import type { Principal } from "../../lib/model/plan.ts";
import type { CallParams } from "./call-params.ts";
import { READ_ACTIONS } from "./read-actions.ts";
import { Refusal } from "./refusal.ts";
import type { Body, Wire } from "./wire.ts";
import type { World } from "./world.ts";
import { WRITE_ACTIONS } from "./write-actions.ts";

/** One admitted call, and what it may touch. */
interface Call {
  readonly params: CallParams;
  readonly caller: Principal;
  readonly world: World;
  readonly wire: Wire;
  readonly repeatedFilters: "or" | "and";
}

/** Answers a call with its body, bar the RequestId. @throws {Refusal} */
export type Action = (call: Call) => Body;

const ACTIONS: Readonly<Record<string, Action>> = { ...READ_ACTIONS, ...WRITE_ACTIONS };

/** The service publishes no POST form of it. */
const GET_ONLY = new Set(["ListProvisionedProductPlanApprovers"]);

/** @throws {Refusal} 404 `InvalidApi.NotFound`, 405 `UnsupportedHTTPMethod` */
export function actionNamed(name: string, method: string): Action {
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (action === undefined)
    throw new Refusal(404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
  if (method === "GET" || (method === "POST" && !GET_ONLY.has(name))) return action;
  throw new Refusal(405, "UnsupportedHTTPMethod", "This http method is not supported.");
}
