import { invalid, Refusal } from "../refusal.ts";
import type { Action } from "./catalog.ts";

const launch: Action = ({ params, caller, world }) => {
  const { product, versionName } = world.inventory.offered(
    params.required("ProductId"),
    params.required("ProductVersionId"),
  );
  if (product.nodes.length > 0) throw needsPlan();
  const id = world.launch({
    name: params.shortText("ProvisionedProductName"),
    owner: caller,
    productName: product.name,
    productVersionName: versionName,
    stackRegionId: params.required("StackRegionId"),
    parameters: params.pairs("Parameters", "ParameterKey", "ParameterValue", 200),
  });
  return { ProvisionedProductId: id };
};

const update: Action = ({ params, world }) => {
  const id = params.required("ProvisionedProductId");
  const { product, versionName } = world.inventory.offered(
    params.required("ProductId"),
    params.required("ProductVersionId"),
  );
  if (product.nodes.length > 0) throw needsPlan();
  const parameters = params.pairs("Parameters", "ParameterKey", "ParameterValue", 200);
  const same = world.inventory.known(id).productVersionName === versionName && parameters.length === 0;
  if (same) throw invalid("ProductVersionId", "Neither ProductVersionId nor Parameters change.");
  world.updateInstance(id, { parameters });
  return { ProvisionedProductId: id };
};

const terminate: Action = ({ params, world }) => {
  world.terminate(params.required("ProvisionedProductId"));
  return {};
};

/** The code is invented: nobody says what the service answers where an approval is wanted. */
const needsPlan = (): Refusal =>
  new Refusal(403, "OperationDenied.ApprovalRequired", "The product needs approval: create a plan.");

/** The calls that start a task without a plan. */
export const INSTANCE_WRITES: Readonly<Record<string, Action>> = {
  LaunchProduct: launch,
  UpdateProvisionedProduct: update,
  TerminateProvisionedProduct: terminate,
};
