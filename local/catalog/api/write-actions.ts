import { OPERATIONS } from "../../../lib/model/plan.ts";
import type { CallParams } from "../call-params.ts";
import { invalid, missing, notFound } from "../refusal.ts";
import type { Action } from "./catalog.ts";

const approvePlan: Action = ({ params, caller, world }) => {
  const id = params.required("PlanId");
  const action = params.oneOf("ApprovalAction", ["Approve", "Reject"]);
  if (action === undefined) throw missing("ApprovalAction");
  const comment = params.optional("Comment") ?? "";
  if (comment.length > 128) throw invalid("Comment", "Comment must be at most 128 characters in length.");
  if (action === "Approve") world.approve(id, caller, comment);
  else world.reject(id, caller, comment);
  return {};
};

const executePlan: Action = ({ params, caller, world }) => {
  const id = params.required("PlanId");
  world.execute(id, caller);
  return { PlanId: id };
};

const cancelPlan: Action = ({ params, caller, world }) => {
  world.cancel(params.required("PlanId"), caller);
  return {};
};

const createPlan: Action = ({ params, caller, world }) => {
  const name = params.shortText("PlanName");
  if (params.required("PlanType") !== "Ros") throw invalid("PlanType", "PlanType must be Ros.");
  const { product, versionName } = world.inventory.offered(
    params.required("ProductId"),
    params.required("ProductVersionId"),
  );
  const operation = params.oneOf("OperationType", OPERATIONS) ?? "LaunchProduct";
  const provisionedProductName = params.shortText("ProvisionedProductName");
  if (operation !== "LaunchProduct" && world.inventory.byName(provisionedProductName) === undefined)
    throw notFound("ProvisionedProduct", provisionedProductName);
  const planId = world.createPlan({
    ...planTexts(params),
    name,
    owner: caller,
    operation,
    productName: product.name,
    productVersionName: versionName,
    provisionedProductName,
    stackRegionId: params.required("StackRegionId"),
    nodes: product.nodes,
  });
  return { PlanId: planId, ProvisionedProductId: world.state(planId).instance.id };
};

const updatePlan: Action = ({ params, world }) => {
  const planId = params.required("PlanId");
  const plan = world.state(planId);
  const { product, versionName } = world.inventory.offered(
    params.required("ProductId"),
    params.required("ProductVersionId"),
  );
  world.update(planId, { ...planTexts(params), productName: product.name, productVersionName: versionName });
  return { PlanId: planId, ProvisionedProductId: plan.instance.id };
};

const deletePlan: Action = ({ params, world }) => {
  world.remove(params.required("PlanId"));
  return {};
};

/** What may be left out; what is left out stays as it was. */
function planTexts(params: CallParams) {
  const parameters = params.pairs("Parameters", "ParameterKey", "ParameterValue", 200);
  const tags = params.pairs("Tags", "Key", "Value", 20);
  return {
    ...(params.optional("Description") === undefined ? {} : { description: params.shortText("Description") }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(tags.length === 0 ? {} : { tags }),
  };
}

/** The calls that change a plan. */
export const WRITE_ACTIONS: Readonly<Record<string, Action>> = {
  ApproveProvisionedProductPlan: approvePlan,
  ExecuteProvisionedProductPlan: executePlan,
  CancelProvisionedProductPlan: cancelPlan,
  CreateProvisionedProductPlan: createPlan,
  UpdateProvisionedProductPlan: updatePlan,
  DeleteProvisionedProductPlan: deletePlan,
};
