import { describe, expect, it } from "vitest";
import { alice, ask, catalog, clock } from "./own-catalog.ts";

describe("a plan that waits in PreviewSuccess", () => {
  it("has the tasks that are to do, and its approvers, until it is decided", async () => {
    const id = catalog.world.createPlan({ name: "web", approvers: [alice], waitsInPreviewSuccess: true });
    clock.pass(5);
    expect((await ask("GetProvisionedProductPlan", { PlanId: id })).PlanDetail).toMatchObject({
      Status: "PreviewSuccess",
      AssignedApprovers: [{ PrincipalType: "RamUser", PrincipalName: "alice" }],
      ApprovalDetail: {
        TodoTaskActivities: [
          {
            ActivityName: "ApproverNode-1",
            Tasks: [{ Operator: { PrincipalType: "RamUser", PrincipalName: "alice" } }],
          },
        ],
      },
    });
    catalog.world.approve(id, alice);
    expect((await ask("GetProvisionedProductPlan", { PlanId: id })).PlanDetail).toMatchObject({
      Status: "ApplicationApproved",
      ApprovalDetail: { TodoTaskActivities: [] },
    });
  });
});
