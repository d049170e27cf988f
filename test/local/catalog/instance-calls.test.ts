import { describe, expect, it } from "vitest";
import { ask, catalog, clock, hear, planbell } from "./own-catalog.ts";

const NO_STOCK = {
  statusMessage: "no stock",
  logs: [{ command: "apply", stream: "stderr", content: "Error: no stock" }],
};
const instance = async (id: string) =>
  (await ask("GetProvisionedProduct", { ProvisionedProductId: id })).ProvisionedProductDetail;
const tasks = async (id: string) => (await ask("ListTasks", { ProvisionedProductId: id })).TaskDetails;
const offered = () => {
  const { productId, productVersionId } = catalog.world.offer("VPC", "1.0");
  return { ProductId: productId, ProductVersionId: productVersionId };
};
const launched = async (): Promise<string> =>
  (await ask("LaunchProduct", { ...offered(), ProvisionedProductName: "net", StackRegionId: "cn-hangzhou" }))
    .ProvisionedProductId;

describe("a launch without a plan", () => {
  it("is under change at once, belongs to the caller, and is available when its task is over", async () => {
    const id = await launched();
    expect(await instance(id)).toMatchObject({ Status: "UnderChange", OwnerPrincipalType: planbell.kind });
    expect(await tasks(id)).toMatchObject([{ TaskType: "LaunchProduct", Status: "InProgress" }]);
    clock.pass(20);
    const [task] = await tasks(id);
    expect(task).toMatchObject({ Status: "Succeeded" });
    expect(await instance(id)).toMatchObject({
      Status: "Available",
      LastTaskId: task.TaskId,
      LastSuccessfulProvisioningTaskId: task.TaskId,
    });
  });

  it("that fails leaves the instance in error, with the reason in its message and its task's log", async () => {
    const id = catalog.world.launch({ name: "net", lasts: 1_000, fails: NO_STOCK });
    clock.pass(1);
    expect(await instance(id)).toMatchObject({ Status: "Error", StatusMessage: "no stock" });
    expect(await tasks(id)).toMatchObject([
      {
        Status: "Failed",
        Log: { TerraformLogs: [{ Command: "apply", Stream: "stderr", Content: "Error: no stock" }] },
      },
    ]);
  });

  it("is refused where the product needs approval", async () => {
    const { productId, productVersionId } = catalog.world.offer("VPC", "1.0", [[planbell]]);
    const product = { ProductId: productId, ProductVersionId: productVersionId };
    const answer = await hear("LaunchProduct", {
      ...product,
      ProvisionedProductName: "net",
      StackRegionId: "cn-hangzhou",
    });
    expect([answer.status, answer.body.Code]).toEqual([403, "OperationDenied.ApprovalRequired"]);
  });
});

describe("an instance that exists", () => {
  it("takes one change at a time, and none that changes nothing", async () => {
    const id = await launched();
    const update = (over: Record<string, string> = {}) =>
      hear("UpdateProvisionedProduct", { ...offered(), ProvisionedProductId: id, ...over });
    const parameter = { "Parameters.1.ParameterKey": "size", "Parameters.1.ParameterValue": "2" };
    expect((await update(parameter)).body.Code).toBe("InvalidProvisionedProductStatus");
    clock.pass(20);
    expect((await update()).body.Code).toBe("InvalidProductVersionId");
    expect((await update(parameter)).status).toBe(200);
    expect(await tasks(id)).toMatchObject([{ TaskType: "UpdateProvisionedProduct" }, { TaskType: "LaunchProduct" }]);
  });

  it("is gone when it was terminated, from the list and from Get; its tasks stay", async () => {
    const id = await launched();
    clock.pass(20);
    await ask("TerminateProvisionedProduct", { ProvisionedProductId: id });
    expect(await instance(id)).toMatchObject({ Status: "UnderChange" });
    clock.pass(20);
    const gone = await hear("GetProvisionedProduct", { ProvisionedProductId: id });
    expect([gone.status, gone.body.Code]).toEqual([404, "InvalidProvisionedProduct.NotFound"]);
    const list = await ask("ListProvisionedProducts", { AccessLevelFilter: "Account" });
    expect(list.TotalCount).toBe(0);
    const last = (await tasks(id))[0].TaskId;
    expect((await ask("GetTask", { TaskId: last })).TaskDetail).toMatchObject({ Status: "Succeeded" });
    expect((await hear("TerminateProvisionedProduct", { ProvisionedProductId: id })).body.Code).toBe(
      "InvalidProvisionedProduct.NotFound",
    );
  });
});
