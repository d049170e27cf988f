import { pageOf } from "../call-params.ts";
import { planQuery, scopeOf } from "../plan-filter.ts";
import { planPage } from "../plan-page.ts";
import { isSame } from "../plan-state.ts";
import { notFound, Refusal } from "../refusal.ts";
import type { Action } from "./catalog.ts";

const listPlans: Action = ({ params, caller, world, wire, repeatedFilters, shuffle }) => {
  const { statuses, matches } = planQuery(params, caller, repeatedFilters);
  const page = params.page();
  const rows = statuses?.map((status) => world.listed.inStatus(status)) ?? [world.listed.all()];
  const found = matches === undefined ? rows : rows.map((plans) => plans.filter(matches));
  return {
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: found.reduce((sum, plans) => sum + plans.length, 0),
    PlanDetails: planPage(found, page, shuffle()).map((plan) => wire.planRow(plan)),
  };
};

const getPlan: Action = ({ params, world, wire }) => {
  const id = params.required("PlanId");
  return bodyOf(world.sample(id)) ?? wire.plan(world.state(id));
};

const listApprovers: Action = ({ params, caller, world }) => {
  if (params.optional("AccessLevelFilter") === undefined && params.optional("ApprovalFilter") === undefined)
    throw new Refusal(400, "InvalidParameter", "One of AccessLevelFilter and ApprovalFilter is required.");
  const matches = scopeOf(params, caller) ?? (() => true);
  const names = params.pairs("Filters", "Key", "Value", 10).map(({ key, value }) => {
    if (key === "ProvisionedProductPlanApproverName") return value.toLowerCase();
    throw new Refusal(400, "InvalidParameter", `The filter key ${key} is not supported.`);
  });
  const approvers = new Map<string, { PrincipalType: string; PrincipalName: string }>();
  for (const { kind, name } of world.listed
    .all()
    .filter(matches)
    .flatMap((plan) => plan.nodes.flat()))
    if (names.every((part) => name.toLowerCase().includes(part)))
      approvers.set(`${kind}:${name}`, { PrincipalType: kind, PrincipalName: name });
  return { Approvers: [...approvers.values()] };
};

const listTasks: Action = ({ params, world, wire }) => {
  const { tasks } = world.inventory.known(params.required("ProvisionedProductId"));
  const page = params.page();
  const { entries, total } = pageOf(tasks, page);
  return {
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: total,
    TaskDetails: entries.map((task) => wire.task(task, "list")),
  };
};

const getTask: Action = ({ params, world, wire }) => {
  const id = params.required("TaskId");
  return bodyOf(world.sample(id)) ?? { TaskDetail: wire.task(world.inventory.task(id), "get") };
};

const listInstances: Action = ({ params, caller, world, wire }) => {
  const own = (params.oneOf("AccessLevelFilter", ["User", "Account"]) ?? "User") === "User";
  const filters = params.pairs("Filters", "Key", "Value", 10).map(({ key, value }) => {
    const text = value.toLowerCase();
    if (key === "ProvisionedProductName") return (name: string) => name === text;
    if (key === "FullTextSearch") return (name: string) => name.includes(text);
    throw new Refusal(400, "InvalidParameter", `The filter key ${key} is not supported.`);
  });
  const page = params.page();
  const { entries, total } = pageOf(world.inventory.listed(), page, (instance) => {
    const name = instance.name.toLowerCase();
    return (!own || isSame(instance.owner, caller)) && filters.every((accepts) => accepts(name));
  });
  return {
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: total,
    ProvisionedProductDetails: entries.map((instance) => wire.instance(instance)),
  };
};

const getInstance: Action = ({ params, world, wire }) => {
  const instance = world.inventory.known(params.required("ProvisionedProductId"));
  if (instance.status === "planned" || instance.status === "terminated")
    throw notFound("ProvisionedProduct", instance.id);
  return { ProvisionedProductDetail: wire.instance(instance) };
};

const listRegions: Action = () => ({
  Regions: [
    {
      RegionId: "cn-hangzhou",
      RegionEndpoint: "servicecatalog.cn-hangzhou.aliyuncs.com",
      LocalName: "China (Hangzhou)",
    },
  ],
});

const bodyOf = (sample: unknown): Record<string, unknown> | undefined =>
  typeof sample === "object" && sample !== null ? { ...sample } : undefined;

/** The calls that change nothing. */
export const READ_ACTIONS: Readonly<Record<string, Action>> = {
  ListProvisionedProductPlans: listPlans,
  GetProvisionedProductPlan: getPlan,
  ListProvisionedProductPlanApprovers: listApprovers,
  ListTasks: listTasks,
  GetTask: getTask,
  ListProvisionedProducts: listInstances,
  GetProvisionedProduct: getInstance,
  ListRegions: listRegions,
};
