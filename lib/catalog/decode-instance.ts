import type { ProvisionedProductId, TaskId } from "../model/brand.ts";
import type { InstanceRow, InstanceStatus } from "../model/instance.ts";
import { type Fields, idAt, instantAt, optionalTextAt, textAt } from "./read.ts";

/**
 * One provisioned product. Id, status and the time of creation must be there; whatever else is absent is empty. One
 * without a name goes by its id.
 * @throws {CatalogError} `BadResponse`, not retryable, naming the JSON path
 * @see Service Catalog 2021-09-01, ListProvisionedProducts: `ProvisionedProductDetails`; GetProvisionedProduct:
 * `ProvisionedProductDetail`
 */
export function decodeInstance(instance: Fields): InstanceRow {
  const text = (key: string) => optionalTextAt(instance, key) ?? "";
  const taskAt = (key: string) =>
    optionalTextAt(instance, key) === undefined ? undefined : (idAt(instance, key) as TaskId);
  const id = idAt(instance, "ProvisionedProductId") as ProvisionedProductId;
  const status: InstanceStatus = textAt(instance, "Status");
  return {
    id,
    name: optionalTextAt(instance, "ProvisionedProductName") ?? id,
    status,
    statusMessage: status === "Error" ? optionalTextAt(instance, "StatusMessage") : undefined,
    createdAt: instantAt(instance, "CreateTime"),
    portfolioId: text("PortfolioId"),
    productName: text("ProductName"),
    productVersionName: text("ProductVersionName"),
    stackId: optionalTextAt(instance, "StackId"),
    stackRegionId: text("StackRegionId"),
    owner: { kind: text("OwnerPrincipalType"), name: text("OwnerPrincipalId") },
    account: accountOf(text("ProvisionedProductArn")),
    lastTaskId: taskAt("LastTaskId"),
    lastSuccessfulTaskId: taskAt("LastSuccessfulProvisioningTaskId"),
  };
}

/** `acs:servicecatalog:<region>:<account>:provisionedproduct/<id>` */
const accountOf = (arn: string): string => /^acs:servicecatalog:[^:]*:(\d+):/.exec(arn)?.[1] ?? "";
