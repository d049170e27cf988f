import { afterEach, describe, expect, it } from "vitest";
import { realClock } from "../../lib/app/build/real-clock.ts";
import { STS } from "../../lib/catalog/api.ts";
import { createApprovals } from "../../lib/catalog/approvals.ts";
import { createCatalog } from "../../lib/catalog/pop-catalog.ts";
import { createRpc } from "../../lib/catalog/rpc.ts";
import { createIdentities } from "../../lib/catalog/sts.ts";
import { later, type PlanId, seconds } from "../../lib/model/brand.ts";
import type { OnBehalf } from "../../lib/ports.ts";
import { DEMO_KEY, type EmulatedCatalog, startCatalog } from "../../local/catalog/server.ts";
import { failure } from "./called-gateway.ts";
import { CLIENTS, type Client } from "./clients.ts";
import { type Answer, type Gateway, NotedClock, openGateway } from "./scripted-gateway.ts";

const NET = { kind: "RamRole", name: "net-approvers" };
const PLAN = "plan-1" as PlanId;
const START = "2026-01-02T03:04:05.678Z";

const ASSUMED: Answer = {
  json: {
    RequestId: "r-1",
    Credentials: {
      AccessKeyId: "STS.temporary",
      AccessKeySecret: "temporary-secret",
      SecurityToken: "temporary-token",
      Expiration: "2026-01-02T03:19:05Z",
    },
  },
};
const DONE: Answer = { json: { RequestId: "r-2" } };
const refuse = (code: string, status: number, headers: Record<string, string> = {}): Answer => ({
  json: { Code: code, Message: "m", RequestId: "r-3" },
  status,
  headers,
});

const open: Gateway[] = [];
let catalog: EmulatedCatalog | undefined;
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
  await catalog?.close();
  catalog = undefined;
});

/** Decides before a gateway that gives these answers in turn. */
async function scripted({ createApprovals }: Client, ...answers: readonly Answer[]) {
  const gateway = await openGateway(...answers);
  open.push(gateway);
  const clock = new NotedClock(START);
  const approvals = createApprovals({
    endpoint: gateway.endpoint,
    stsEndpoint: gateway.endpoint,
    credentials: { accessKeyId: "testid", accessKeySecret: "testsecret" },
    clock,
  });
  const as: OnBehalf = {
    principal: NET,
    roleArn: "acs:ram::1466115886170001:role/net-approvers",
    user: "U03CAROL01",
    until: later(clock.now(), seconds(30)),
  };
  const calls = () => gateway.seen.map(({ form }) => form.get("Action"));
  return { gateway, calls, approve: (comment = "") => approvals.decide(PLAN, "approve", comment, as), approvals, as };
}

const BOTH = ["AssumeRole", "ApproveProvisionedProductPlan"];

describe.each(CLIENTS)("a decision, %s", (_, client) => {
  it("plays the approver's role under the person's name, for that one action, for 15 minutes", async () => {
    const { gateway, approve } = await scripted(client, ASSUMED, DONE);
    await approve();
    const form = gateway.seen[0]?.form;
    expect([form?.get("RoleArn"), form?.get("RoleSessionName"), form?.get("DurationSeconds")]).toEqual([
      "acs:ram::1466115886170001:role/net-approvers",
      "planbell-U03CAROL01",
      "900",
    ]);
    expect(JSON.parse(form?.get("Policy") ?? "")).toEqual({
      Version: "1",
      Statement: [{ Effect: "Allow", Action: "servicecatalog:ApproveProvisionedProductPlan", Resource: "*" }],
    });
  });

  it("is one post with the keys of that session, and gives the service's RequestId", async () => {
    const { gateway, approve } = await scripted(client, ASSUMED, DONE);
    expect(await approve("Agreed <once> & for all 😀")).toBe("r-2");
    const { method, url, form } = gateway.seen[1] ?? {};
    expect([method, url]).toEqual(["POST", "/"]);
    expect(Object.fromEntries(form ?? [])).toMatchObject({
      Action: "ApproveProvisionedProductPlan",
      Version: "2021-09-01",
      PlanId: "plan-1",
      ApprovalAction: "Approve",
      Comment: "Agreed <once> & for all 😀",
      AccessKeyId: "STS.temporary",
      SecurityToken: "temporary-token",
    });
  });

  it("rejects, and sends no comment where there is none", async () => {
    const { gateway, approvals, as } = await scripted(client, ASSUMED, DONE);
    await approvals.decide(PLAN, "reject", "", as);
    expect(gateway.seen[1]?.form.get("ApprovalAction")).toBe("Reject");
    expect(gateway.seen[1]?.form.has("Comment")).toBe(false);
  });

  it("asks for keys each time: none are kept", async () => {
    const { calls, approve } = await scripted(client, ASSUMED, DONE, ASSUMED, DONE);
    await approve();
    await approve();
    expect(calls()).toEqual([...BOTH, ...BOTH]);
  });

  it.each<[string, Answer, string]>([
    ["a fault of the service", refuse("InternalError", 500), "InternalError"],
    ["a service that is away", refuse("ServiceUnavailable", 503), "ServiceUnavailable"],
    ["a nonce that came twice, which is no doing of ours", refuse("SignatureNonceUsed", 400), "SignatureNonceUsed"],
    ["a page of a proxy", { text: "<html>Bad gateway</html>", status: 502 }, "BadResponse"],
    ["an answer that is none", { json: { Result: true } }, "BadResponse"],
    ["a connection that broke", (response) => void response.destroy(), "Network"],
    [
      "half an answer",
      (response) => {
        response.writeHead(200, { "content-length": "100" });
        response.write('{"Requ');
        setTimeout(() => response.destroy(), 50);
      },
      "Network",
    ],
  ])("is sent once and never again after %s: nobody knows what became of it", async (_name, answer, code) => {
    const { calls, approve } = await scripted(client, ASSUMED, answer, DONE);
    expect(await failure(client, approve())).toMatchObject({ code, retryable: true });
    expect(calls()).toEqual(BOTH);
  });

  it.each<[string, Answer, object]>([
    ["refused", refuse("NoPermission", 403), { code: "NoPermission", requestId: "r-3" }],
    ["too late", refuse("InvalidPlanStatus", 409), { code: "InvalidPlanStatus" }],
    ["throttled, which is not executed", refuse("Throttling.User", 400), { code: "Throttling.User" }],
  ])("that is %s was not made", async (_name, answer, error) => {
    const { calls, approve } = await scripted(client, ASSUMED, answer, DONE);
    expect(await failure(client, approve())).toMatchObject({ ...error, retryable: false });
    expect(calls()).toEqual(BOTH);
  });

  it("on a plan that is gone says so", async () => {
    const { approve } = await scripted(client, ASSUMED, refuse("InvalidPlan.NotFound", 404));
    expect(await failure(client, approve())).toBeInstanceOf(client.NotThere);
  });

  it.each([
    ["is not there", refuse("EntityNotExist.Role", 404), "EntityNotExist.Role", 1],
    ["does not trust us", refuse("NoPermission", 403), "NoPermission", 1],
    ["cannot be asked for", refuse("ServiceUnavailable", 503), "ServiceUnavailable", 3],
  ])("is not begun when its role %s, and the plan is as it was", async (_name, answer, code, tries) => {
    const { calls, approve } = await scripted(client, answer);
    const error = await failure(client, approve());
    expect(error).toMatchObject({ code, retryable: false });
    expect(error).toBeInstanceOf(client.RoleRefused);
    expect(calls()).toEqual(Array(tries).fill("AssumeRole"));
  });

  it("is not begun when its time is over", async () => {
    const slow = refuse("Throttling.User", 400, { "x-acs-retry-after": "5000" });
    const { calls, approvals, as } = await scripted(client, slow, ASSUMED, DONE);
    const late = { ...as, until: later(as.until, seconds(-26)) };
    expect(await failure(client, approvals.decide(PLAN, "approve", "", late))).toMatchObject({ retryable: false });
    expect(calls()).toEqual(["AssumeRole", "AssumeRole"]);
  });
});

describe("against the emulated service", () => {
  async function stage(options: Partial<Parameters<typeof startCatalog>[0]> = {}) {
    catalog = await startCatalog({ clock: Date, roles: [{ name: NET.name }], ...options });
    const { url, world, calls } = catalog;
    const credentials = { accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret };
    const common = { endpoint: url, credentials, clock: realClock };
    const approvals = createApprovals({ ...common, stsEndpoint: url });
    const identities = createIdentities(createRpc({ ...common, api: STS }));
    const { accountId } = await identities.callerIdentity();
    const roleArn = `acs:ram::${accountId}:role/${NET.name}`;
    const as: OnBehalf = { principal: NET, roleArn, user: "U03CAROL01", until: later(realClock.now(), seconds(30)) };
    const id = world.createPlan({ name: "vpc", approvers: [NET], previewMs: 0 }) as PlanId;
    return { world, calls, approvals, identities, as, id, common };
  }

  it("the role decides, and what the person said stands in the plan", async () => {
    const { world, approvals, as, id } = await stage();
    expect(await approvals.decide(id, "approve", "Agreed.", as)).toMatch(/^[0-9A-F-]{36}$/);
    expect(world.plan(id).status).toBe("ApplicationApproved");
    expect(world.state(id).records.at(-1)).toMatchObject({ by: NET, action: "Approve", comment: "Agreed." });
  });

  it("keys of such a session decide, and may do nothing else", async () => {
    const { gateway, approve } = await scripted(CLIENTS[0]?.[1] as Client, ASSUMED, DONE);
    await approve();
    const policy = gateway.seen[0]?.form.get("Policy") ?? "";
    const { world, identities, as, id, common } = await stage();
    const { roleArn } = as;
    const keys = await identities.assumeRole({ roleArn, sessionName: "planbell-U03CAROL01", policy, seconds: 900 });
    const rpc = createRpc({ ...common, credentials: keys });
    for (const refused of [
      createCatalog(rpc).plan(id),
      rpc.call("CancelProvisionedProductPlan", { PlanId: id }, "RequestId"),
    ]) {
      await expect(refused).rejects.toMatchObject({ code: "NoPermission" });
    }
    await rpc.call("ApproveProvisionedProductPlan", { PlanId: id, ApprovalAction: "Approve" }, "RequestId");
    expect(world.plan(id).status).toBe("ApplicationApproved");
  });

  it("a role that is no approver of the plan is refused", async () => {
    const { world, approvals, as, calls } = await stage({ roles: [{ name: NET.name }] });
    const other = world.createPlan({
      name: "db",
      approvers: [{ kind: "RamRole", name: "db" }],
      previewMs: 0,
    }) as PlanId;
    await expect(approvals.decide(other, "approve", "", as)).rejects.toMatchObject({
      code: "NoPermission",
      retryable: false,
    });
    expect(calls.byAction["ApproveProvisionedProductPlan"]).toBe(1);
  });
});
