import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { EmulatedCatalog } from "../../../local/catalog/server.ts";
import { startCatalog } from "../../../local/catalog/server.ts";
import { call, handClock } from "./signed-call.ts";

const alice = { kind: "RamUser", name: "alice" };

let clock: ReturnType<typeof handClock>;
let catalog: EmulatedCatalog;
beforeEach(async () => {
  clock = handClock();
  catalog = await startCatalog({ clock });
});
afterEach(() => catalog.close());

const ask = async (action: string, params: Record<string, string>) =>
  (await call(catalog.url, action, params, { at: clock.now() })).body;

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
