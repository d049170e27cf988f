import { afterEach, describe, expect, it } from "vitest";
import { realClock } from "../../lib/app/build/real-clock.ts";
import { STS } from "../../lib/catalog/api.ts";
import { createRpc, type Rpc, type RpcBody } from "../../lib/catalog/rpc.ts";
import { createIdentities } from "../../lib/catalog/sts.ts";
import type { RoleSession, TemporaryKeys } from "../../lib/model/keys.ts";
import { DEMO_KEY, type EmulatedCatalog, startCatalog } from "../../local/catalog/server.ts";
import { failure, setUp } from "./called-gateway.ts";
import { CLIENTS } from "./clients.ts";

const ARN = "acs:ram::1466115886170001:role/net-approvers";
const SESSION: RoleSession = { roleArn: ARN, sessionName: "U01ALICE01", seconds: 900 };
const KEYS = {
  AccessKeyId: "STS.NT1",
  AccessKeySecret: "secret-1",
  SecurityToken: "token-1",
  Expiration: "2015-04-09T11:52:19Z",
};

/** Identities whose bodies are all the same. */
function scripted(body: RpcBody) {
  const calls: unknown[] = [];
  const rpc: Rpc = {
    async call(action, params) {
      calls.push({ action, ...params });
      return body;
    },
  };
  return { calls, identities: createIdentities(rpc) };
}

let catalog: EmulatedCatalog | undefined;
afterEach(() => catalog?.close());

async function emulated(options: Partial<Parameters<typeof startCatalog>[0]> = {}) {
  catalog = await startCatalog({ clock: Date, ...options });
  const credentials = { accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret };
  const of = (keys: typeof credentials | TemporaryKeys) =>
    createIdentities(createRpc({ endpoint: catalog?.url ?? "", api: STS, credentials: keys, clock: realClock }));
  return { identities: of(credentials), of };
}

describe("who calls", () => {
  it("is the account and the name the cloud knows", async () => {
    const { calls, identities } = scripted({ AccountId: "1466115886170001", Arn: "acs:ram::1466115886170001:root" });
    expect(await identities.callerIdentity()).toEqual({
      accountId: "1466115886170001",
      arn: "acs:ram::1466115886170001:root",
    });
    expect(calls).toEqual([{ action: "GetCallerIdentity" }]);
  });

  it("is no answer without a name", async () => {
    await expect(scripted({ AccountId: "1" }).identities.callerIdentity()).rejects.toThrow(
      "GetCallerIdentity: Arn: expected a text, found nothing",
    );
  });
});

describe("a role", () => {
  it("is played under a name, for a time, within a policy", async () => {
    const { calls, identities } = scripted({ Credentials: KEYS });
    expect(await identities.assumeRole({ ...SESSION, policy: '{"Version":"1"}' })).toEqual({
      accessKeyId: "STS.NT1",
      accessKeySecret: "secret-1",
      securityToken: "token-1",
      expiresAt: Date.parse("2015-04-09T11:52:19Z"),
    });
    await identities.assumeRole(SESSION);
    const all = { action: "AssumeRole", RoleArn: ARN, RoleSessionName: "U01ALICE01", DurationSeconds: 900 };
    expect(calls).toEqual([{ ...all, Policy: '{"Version":"1"}' }, all]);
  });

  it("is not played with half of its keys, of which nothing is told", async () => {
    const { identities } = scripted({ Credentials: { ...KEYS, SecurityToken: "" } });
    await expect(identities.assumeRole(SESSION)).rejects.toThrow(
      /^AssumeRole: Credentials.SecurityToken: expected a text, found an empty text$/,
    );
  });
});

describe("against the emulated service", () => {
  it("the keys of a role speak for it under the session's name", async () => {
    const { identities, of } = await emulated({ roles: [{ name: "net-approvers" }] });
    const { accountId, arn } = await identities.callerIdentity();
    expect(arn).toBe(`acs:ram::${accountId}:user/planbell`);
    const keys = await identities.assumeRole({ ...SESSION, roleArn: `acs:ram::${accountId}:role/net-approvers` });
    expect(keys.expiresAt).toBeGreaterThan(Date.now());
    expect(await of(keys).callerIdentity()).toEqual({
      accountId,
      arn: `acs:ram::${accountId}:assumed-role/net-approvers/U01ALICE01`,
    });
  });

  it("a role that is not there, and one that trusts others, are told apart", async () => {
    const { identities } = await emulated({ roles: [{ name: "closed", trusts: [] }] });
    const { accountId } = await identities.callerIdentity();
    const play = (name: string) => identities.assumeRole({ ...SESSION, roleArn: `acs:ram::${accountId}:role/${name}` });
    await expect(play("gone")).rejects.toMatchObject({ name: "NotThere", code: "EntityNotExist.Role" });
    await expect(play("closed")).rejects.toMatchObject({
      code: "NoPermission",
      message: expect.stringContaining(
        "permission sts:AssumeRole is missing: grant it to the caller in RAM, or name the caller in the role's trust policy",
      ),
    });
  });
});

describe.each(CLIENTS)("over HTTP, %s", (_, client) => {
  it("a role is asked for again after a failure that passes: nothing happens twice by it", async () => {
    const busy = { json: { RequestId: "r-1", Code: "ServiceUnavailable", Message: "busy" }, status: 503 };
    const { gateway, rpc } = await setUp(client, [busy, { json: { Credentials: KEYS } }], { api: STS });
    expect((await createIdentities(rpc).assumeRole(SESSION)).accessKeyId).toBe("STS.NT1");
    expect(gateway.seen.map(({ form }) => [form.get("Action"), form.get("Version")])).toEqual([
      ["AssumeRole", "2015-04-01"],
      ["AssumeRole", "2015-04-01"],
    ]);
  });

  it("the variable of its address is named when nobody is there", async () => {
    const { gateway, rpc } = await setUp(client, [{ json: {} }], { api: STS });
    await gateway.close();
    expect((await failure(client, createIdentities(rpc).callerIdentity())).message).toContain("check STS_ENDPOINT");
  });
});
