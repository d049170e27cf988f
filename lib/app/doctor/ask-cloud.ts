import type { PlanId, ProvisionedProductId, StackId, TaskId } from "../../model/brand.ts";
import type { Catalog, Clock, Identities, Stacks } from "../../ports.ts";
import { ask } from "./ask.ts";
import { type Check, skipped } from "./check.ts";
import { type Finding, quickest } from "./finding.ts";
import type { Measured } from "./judge-clock.ts";
import { callerCheck, catalogCheck, type PlayedRole, permissionChecks, roleChecks, type Tried } from "./judge-cloud.ts";

/** What is asked of the cloud; undefined where its settings have a fault. */
export interface CloudPorts {
  readonly clock: Clock;
  readonly identities: Identities | undefined;
  readonly catalog: Omit<Catalog, keyof Stacks> | undefined;
  readonly stacks: Stacks | undefined;
}

export interface CloudSettings {
  /** Of the catalog's own. */
  readonly region: string;
  /** Are provisioned products watched? */
  readonly instances: boolean;
  /** The roles in which people decide. */
  readonly roles: readonly Omit<PlayedRole, "finding">[];
}

export interface Asked {
  readonly checks: readonly Check[];
  readonly ways: Pick<Measured, "first" | "later">;
}

const UNASKED = "is to be mended first: see config";

/** Asks each of the cloud's APIs for what Planbell asks of it, and changes nothing. */
export async function askCloud(ports: CloudPorts, settings: CloudSettings): Promise<Asked> {
  const { catalog, identities, stacks } = ports;
  const [caller, plans] = await Promise.all([
    identities && ask(ports.clock, () => identities.callerIdentity()),
    catalog && ask(ports.clock, () => countPlans(catalog)),
  ]);
  // Keys that are refused are refused everywhere, and a service that is down is down for all of its actions.
  const isOpen = (finding: Finding<unknown> | undefined): boolean =>
    finding?.kind === "found" || (finding?.kind === "failed" && /^(NoPermission|Forbidden)/.test(finding.code));
  const tried = catalog && isOpen(plans) ? await tryActions(ports.clock, catalog, settings.instances) : [];
  const ofStacks = stacks && isOpen(plans) ? await tryStacks(ports.clock, stacks, settings.region) : [];
  const played = identities && isOpen(caller) ? await playRoles(ports.clock, identities, settings.roles) : [];
  const first = plans && quickest([plans]);
  return {
    checks: [
      caller === undefined ? skipped("identity", `ALIBABA_CLOUD_... or STS_ENDPOINT ${UNASKED}`) : callerCheck(caller),
      plans === undefined
        ? skipped("catalog", `ALIBABA_CLOUD_... or SERVICE_CATALOG_ENDPOINT ${UNASKED}`)
        : catalogCheck(plans),
      ...(tried.length === 0
        ? [skipped("permissions", "the catalog could not be asked")]
        : permissionChecks("permissions", tried)),
      ...(ofStacks.length === 0
        ? [skipped("stacks", "Resource Orchestration could not be asked")]
        : permissionChecks("stacks", ofStacks)),
      ...roleChecks(played),
    ],
    ways: { first, later: quickest(tried.map(({ finding }) => finding)) },
  };
}

async function countPlans(catalog: Pick<Catalog, "planPages">): Promise<number> {
  for await (const { total } of catalog.planPages()) return total;
  return 0;
}

/** In the form of ids, and nobody's. */
const NO_PLAN = "plan-bp1doctor0000000" as PlanId;
const NO_TASK = "task-bp1doctor0000000" as TaskId;
const NO_PRODUCT = "pp-bp1doctor0000000" as ProvisionedProductId;
const NO_STACK = "00000000-0000-4000-8000-000000000000" as StackId;

type Try = readonly [action: string, without: string | undefined, work: () => Promise<unknown>];

function tryActions(clock: Clock, catalog: Omit<Catalog, keyof Stacks>, instances: boolean): Promise<Tried[]> {
  const tries: readonly Try[] = [
    ["servicecatalog:GetProvisionedProductPlan", undefined, () => catalog.plan(NO_PLAN)],
    ["servicecatalog:ListTasks", "failures are told without log lines", () => catalog.tasks(NO_PRODUCT, 1)],
    ["servicecatalog:GetTask", "logs of failures are left out", () => catalog.task(NO_TASK)],
  ];
  const ofInstances: readonly Try[] = [
    [
      "servicecatalog:ListProvisionedProducts",
      "what no plan started is not seen, unless watch.instances is false",
      () => catalog.instancePage(1),
    ],
    [
      "servicecatalog:GetProvisionedProduct",
      "nobody learns that a provisioned product was terminated",
      () => catalog.instance(NO_PRODUCT),
    ],
  ];
  return inTurn(clock, instances ? [...tries, ...ofInstances] : tries);
}

function tryStacks(clock: Clock, stacks: Stacks, region: string): Promise<Tried[]> {
  const of = { id: NO_STACK, region };
  const without = "failures are told without what their stacks know";
  return inTurn(clock, [
    ["ros:GetStack", without, () => stacks.stack(of)],
    ["ros:ListStackEvents", without, () => stacks.stackFailures(of, 1)],
  ]);
}

/** One after the other: how long they take is of interest. */
async function inTurn(clock: Clock, tries: readonly Try[]): Promise<Tried[]> {
  const tried: Tried[] = [];
  for (const [action, without, work] of tries) {
    tried.push({ action, ...(without === undefined ? {} : { without }), finding: await ask(clock, work) });
  }
  return tried;
}

/** For nothing but to see whether the keys are given; they are dropped, and end by themselves. */
async function playRoles(clock: Clock, sts: Identities, roles: CloudSettings["roles"]): Promise<PlayedRole[]> {
  const played: PlayedRole[] = [];
  for (const { principal, arn } of roles) {
    const session = { roleArn: arn, sessionName: "planbell-doctor", seconds: 900, policy: NOTHING };
    const finding = await ask(clock, async () => void (await sts.assumeRole(session)));
    played.push({ principal, arn, finding });
  }
  return played;
}

/** The keys may do nothing. */
const NOTHING = JSON.stringify({ Version: "1", Statement: [{ Effect: "Deny", Action: "*", Resource: "*" }] });
