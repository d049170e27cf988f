import type { Principal } from "../../../lib/model/plan.ts";
import type { CallParams } from "../call-params.ts";
import { ACCOUNT } from "../ids.ts";
import type { Body, Wire } from "../wire.ts";
import type { World } from "../world.ts";
import { INSTANCE_WRITES } from "./instance-writes.ts";
import { READ_ACTIONS } from "./read-actions.ts";
import type { Operation, Service } from "./service.ts";
import { WRITE_ACTIONS } from "./write-actions.ts";

/** What the calls of Service Catalog touch, and how they behave where the vendor does not say. */
export interface CatalogScene {
  readonly world: World;
  readonly wire: Wire;
  readonly repeatedFilters: "or" | "and";
  /** Another number for each call when plans of the same second change places between calls; else `undefined`. */
  shuffle(): number | undefined;
}

/** One admitted call, and what it may touch. */
interface Call extends CatalogScene {
  readonly params: CallParams;
  readonly caller: Principal;
}

/** Answers a call with its body, bar the RequestId. @throws {Refusal} */
export type Action = (call: Call) => Body;

/** The service publishes no POST form of it. */
const GET_ONLY = new Set(["ListProvisionedProductPlanApprovers"]);

/** Needs no right. */
const OPEN = new Set(["ListRegions"]);

/** @see Service Catalog 2021-09-01; its RAM page says which resource each call is about */
export function catalogService(scene: CatalogScene): Service {
  const operation = ([name, action]: [string, Action]): [string, Operation] => [
    name,
    {
      run: (params, { principal }) => action({ ...scene, params, caller: principal }),
      ...(GET_ONLY.has(name) ? { verb: "GET" } : {}),
      ...(OPEN.has(name) ? {} : { resource: (params) => resourceOf(name, params, scene.world) }),
    },
  ];
  return {
    code: "servicecatalog",
    operations: Object.fromEntries(
      Object.entries({ ...READ_ACTIONS, ...WRITE_ACTIONS, ...INSTANCE_WRITES }).map(operation),
    ),
  };
}

/** Calls that RAM checks against everything, even where they name a plan. */
const ABOUT_EVERYTHING = new Set([
  "ListProvisionedProductPlans",
  "ListProvisionedProductPlanApprovers",
  "ExecuteProvisionedProductPlan",
  "CreateProvisionedProductPlan",
]);

/** An id that is not there stands for all: who may not read everything is not told what exists. */
function resourceOf(action: string, params: CallParams, world: World): string {
  if (ABOUT_EVERYTHING.has(action)) return "*";
  const id =
    params.optional("ProvisionedProductId") ??
    world.instanceOfPlan(params.optional("PlanId")) ??
    world.inventory.instanceOfTask(params.optional("TaskId"));
  return `acs:servicecatalog:cn-hangzhou:${ACCOUNT}:provisionedproduct/${id ?? "*"}`;
}
