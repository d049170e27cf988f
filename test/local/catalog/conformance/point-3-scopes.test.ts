import { beforeEach, describe, expect, it } from "vitest";
import { alice, ask, catalog, clock, filters, list, names, planbell } from "../own-catalog.ts";

describe("14.3 principals: scopes", () => {
  beforeEach(() => {
    const { world } = catalog;
    world.createPlan({ name: "mine", owner: planbell });
    world.createPlan({ name: "for me", approvers: [planbell] });
    const done = world.createPlan({ name: "by me", approvers: [planbell, alice] });
    world.createPlan({ name: "for alice", approvers: [alice] });
    clock.pass(5);
    world.approve(done, planbell);
  });
  it.each([
    [{}, ["mine"]],
    [{ AccessLevelFilter: "User" }, ["mine"]],
    [{ AccessLevelFilter: "Account" }, ["for alice", "by me", "for me", "mine"]],
    [{ AccessLevelFilter: "ResourceDirectory" }, ["for alice", "by me", "for me", "mine"]],
    [{ ApprovalFilter: "ReceivedRequests" }, ["for me"]],
    [{ ApprovalFilter: "ApprovalHistory" }, ["by me"]],
    [{ ApprovalFilter: "AccountRequests" }, ["for alice", "by me", "for me"]],
  ])("%j", async (scope, wanted) => {
    expect(await names({ AccessLevelFilter: "", ...scope })).toEqual(wanted);
  });
  it("by owner and by approval exclude each other", async () => {
    const heard = await list({ ApprovalFilter: "AccountRequests" });
    expect([heard.status, heard.body.Code]).toEqual([400, "InvalidParameter"]);
  });
  it("hold for the list of approvers", async () => {
    const approvers = (params: Record<string, string>) =>
      ask("ListProvisionedProductPlanApprovers", params, { method: "GET" });
    expect(await approvers({ AccessLevelFilter: "Account" })).toMatchObject({
      Approvers: [
        { PrincipalType: "RamUser", PrincipalName: "planbell" },
        { PrincipalType: "RamUser", PrincipalName: "alice" },
      ],
    });
    const some = { ApprovalFilter: "AccountRequests", ...filters(["ProvisionedProductPlanApproverName", "ALI"]) };
    expect((await approvers(some)).Approvers).toEqual([{ PrincipalType: "RamUser", PrincipalName: "alice" }]);
    expect(await approvers({})).toMatchObject({ Code: "InvalidParameter" });
  });
});
