import { describe, expect, it } from "vitest";
import { alice, ask, catalog, clock, planbell } from "./own-catalog.ts";
import { call } from "./signed-call.ts";

describe("somebody else's plan", () => {
  it.each(["ExecuteProvisionedProductPlan", "CancelProvisionedProductPlan"])(
    "is refused to %s, with what is missing, and stays as it is",
    async (action) => {
      const id = catalog.world.createPlan({ name: "web" });
      clock.pass(5);
      const { status, body } = await call(catalog.url, action, { PlanId: id }, { at: clock.now() });
      expect(status).toBe(403);
      expect(body).toMatchObject({
        Code: "NoPermission",
        AccessDeniedDetail: {
          AuthAction: `servicecatalog:${action}`,
          AuthPrincipalType: "SubUser",
          AuthPrincipalDisplayName: "planbell",
          NoPermissionType: "ImplicitDeny",
        },
      });
      expect(catalog.world.plan(id).status).toBe("PreviewSuccess");
    },
  );
  it("is not approved by who is no approver, who is told what is missing", async () => {
    const id = catalog.world.createPlan({ name: "web", approvers: [alice] });
    clock.pass(5);
    expect(await ask("ApproveProvisionedProductPlan", { PlanId: id, ApprovalAction: "Approve" })).toMatchObject({
      Code: "NoPermission",
      AccessDeniedDetail: { AuthAction: "servicecatalog:ApproveProvisionedProductPlan" },
    });
  });
  it("that can never run again is not updated", async () => {
    const id = catalog.world.createPlan({ name: "web", owner: planbell });
    clock.pass(5);
    catalog.world.cancel(id);
    const { productId, productVersionId } = catalog.world.offer("ECS instance", "1.0");
    const params = { PlanId: id, ProductId: productId, ProductVersionId: productVersionId };
    expect(await ask("UpdateProvisionedProductPlan", params)).toMatchObject({ Code: "InvalidPlanStatus" });
  });
});
