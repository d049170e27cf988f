import { createHash } from "node:crypto";
import FunctionCompute from "@alicloud/fc2";
import { describe, expect, it } from "vitest";
import { type Acs3Options, acs3Call } from "./acs3-call.ts";
import { catalog, clock, planbell, restart } from "./own-catalog.ts";
import { START } from "./signed-call.ts";

const PATH = "/2023-03-30/functions/planbell-worker/invocations";
const JOB = '{"kind":"decide","name":"名"}';

/** The vendor's own client, as it has to be used for functions of version 3. It signs in real time. */
function client(more: Record<string, unknown> = {}) {
  const fc = new FunctionCompute("1466115886170001", {
    accessKeyID: "LTAI5tPlanbellDemo",
    accessKeySecret: "planbell-demo-secret",
    region: "cn-hangzhou",
    endpoint: catalog.url.slice(0, -1),
    ...more,
  });
  fc.version = "2023-03-30";
  return fc;
}
const invoke = (fc: ReturnType<typeof client>, headers: Record<string, string> = {}, qualifier = "LATEST") =>
  fc.post("/functions/planbell-worker/invocations", JOB, headers, { qualifier });
const asTask = (id: string) => ({ "x-fc-invocation-type": "Async", "x-fc-async-task-id": id });
const realTime = (options: Parameters<typeof restart>[0] = {}) =>
  restart({ signingClock: { now: () => Date.now() }, ...options });

/** The same, signed with version 3. */
const acs3 = (options: Acs3Options = {}) =>
  acs3Call(catalog.url, "InvokeFunction", {
    path: PATH,
    version: "2023-03-30",
    contentType: "application/octet-stream",
    body: JOB,
    ...options,
  });

describe("a function that is invoked by fc2", () => {
  it("is taken as a task, whose id is told", async () => {
    await realTime();
    const { headers, data } = await invoke(client(), asTask("slack_1"));
    expect([headers["x-fc-async-task-id"], headers["x-fc-request-id"], data]).toEqual([
      "slack_1",
      expect.any(String),
      "",
    ]);
    expect(catalog.functions.invocations).toEqual([
      {
        name: "planbell-worker",
        qualifier: "LATEST",
        payload: Buffer.from(JOB),
        type: "Async",
        taskId: "slack_1",
        caller: planbell,
      },
    ]);
  });
  it("answers what it gives when it is waited for", async () => {
    await realTime({ functions: { handler: async (name, payload) => ({ name, heard: JSON.parse(String(payload)) }) } });
    const { data } = await invoke(client());
    expect(JSON.parse(data)).toEqual({ name: "planbell-worker", heard: { kind: "decide", name: "名" } });
  });
  it("is refused with a wrong secret", async () => {
    await realTime();
    await expect(invoke(client({ accessKeySecret: "wrong" }))).rejects.toThrow("failed with 403");
    await expect(invoke(client({ accessKeyID: "LTAI5tUnknown" }))).rejects.toThrow("failed with 403");
    expect(catalog.functions.invocations).toEqual([]);
  });
  it("is let in with a temporary key and its token", async () => {
    const key = { id: "STS.fc", secret: "s", securityToken: "t", principal: { kind: "RamRole", name: "fc" } };
    await realTime({ keys: [key] });
    const role = { accessKeyID: "STS.fc", accessKeySecret: "s", securityToken: "t" };
    await invoke(client(role), asTask("a"));
    expect(catalog.functions.invocations).toMatchObject([{ caller: { kind: "RamRole", name: "fc" } }]);
    await expect(invoke(client({ ...role, securityToken: "other" }), asTask("b"))).rejects.toThrow("failed with 403");
  });
  it("is refused with another body than was signed for", async () => {
    await realTime();
    const digest = (text: string) => Buffer.from(createHash("md5").update(text).digest("hex")).toString("base64");
    const send = (body: string) => {
      const type = "application/octet-stream";
      const headers = { date: new Date().toUTCString(), "content-type": type, "content-md5": digest("signed") };
      const [id, secret] = ["LTAI5tPlanbellDemo", "planbell-demo-secret"];
      const authorization = FunctionCompute.getSignature(id, secret, "POST", PATH, headers);
      return fetch(new URL(PATH, catalog.url), { method: "POST", body, headers: { ...headers, authorization } });
    };
    expect((await send("signed")).status).toBe(200);
    const refused = await send("another");
    expect([refused.status, await refused.json()]).toMatchObject([400, { Code: "InvalidArgument" }]);
  });
  it("is refused without a date or without a signature", async () => {
    const send = (headers: Record<string, string>) =>
      fetch(new URL(PATH, catalog.url), { method: "POST", body: JOB, headers });
    const heard = [await send({}), await send({ authorization: "FC LTAI5tPlanbellDemo:abc=" })];
    expect(await Promise.all(heard.map((response) => response.json()))).toMatchObject([
      { Code: "MissingRequiredHeader", Message: "The request has no header authorization." },
      { Code: "MissingRequiredHeader", Message: "The request has no header date." },
    ]);
  });
  it("is refused when its clock is wrong", async () => {
    await expect(invoke(client())).rejects.toThrow("failed with 403");
  });
  it("cannot be invoked the way of version 2", async () => {
    await realTime();
    const fc = client();
    fc.version = "2016-08-15";
    await expect(fc.invokeFunction("planbell", "worker", JOB)).rejects.toThrow("failed with 400");
  });
  it("has an answer that fc2 cannot read where an empty body is called JSON", async () => {
    await realTime({ quirks: true });
    await expect(invoke(client(), asTask("slack_1"))).rejects.toThrow("Unexpected end of JSON input");
    expect(catalog.functions.invocations).toHaveLength(1);
  });
});

describe("a function that is invoked with signature version 3", () => {
  it("is taken", async () => {
    const heard = await acs3({ query: { qualifier: "2" }, headers: asTask("slack_1") });
    expect([heard.status, heard.body, heard.headers.get("x-fc-async-task-id")]).toEqual([202, "", "slack_1"]);
    expect(catalog.functions.invocations).toMatchObject([{ qualifier: "2", taskId: "slack_1", type: "Async" }]);
    expect(String(catalog.functions.invocations[0]?.payload)).toBe(JOB);
  });
  it.each<[string, Acs3Options, number, string]>([
    ["a wrong secret", { secret: "wrong" }, 400, "SignatureDoesNotMatch"],
    ["an unknown key", { keyId: "LTAI5tUnknown" }, 404, "InvalidAccessKeyId.NotFound"],
    ["a clock that is wrong", { at: START - 901_000 }, 400, "InvalidTimeStamp.Expired"],
    ["no such path", { path: "/2023-03-30/functions" }, 400, "PathNotSupported"],
    ["no such name", { path: "/2023-03-30/functions/a$b/invocations" }, 400, "PathNotSupported"],
    ["an id of a wrong form", { headers: asTask("1-slack") }, 400, "InvalidArgument"],
    ["more than 128 KB", { headers: asTask("a"), body: "x".repeat(131_073) }, 400, "EntityTooLarge"],
  ])("is refused with %s", async (_what, options, status, code) => {
    const heard = await acs3(options);
    expect([heard.status, heard.body]).toEqual([
      status,
      { Code: code, Message: expect.any(String), RequestId: expect.any(String) },
    ]);
    expect(catalog.functions.invocations).toEqual([]);
  });
  it("is refused to who has no right to it", async () => {
    catalog.ram.allow(planbell, ["servicecatalog:*"]);
    expect(await acs3()).toMatchObject({
      status: 403,
      body: { Code: "NoPermission", AccessDeniedDetail: { AuthAction: "fc:InvokeFunction" } },
    });
  });
  it("is not there unless it is named, where functions are named", async () => {
    await restart({ functions: { names: ["other"] } });
    expect(await acs3()).toMatchObject({ status: 404, body: { Code: "FunctionNotFound" } });
  });
  it("meets faults like any other call", async () => {
    catalog.faults.next("error500", { action: "InvokeFunction" });
    expect((await acs3()).status).toBe(500);
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: 1 });
  });
});

describe("a task", () => {
  it("is taken once under one id, for ever", async () => {
    await acs3({ headers: asTask("slack_1") });
    clock.pass(3_600);
    const again = await acs3({ headers: asTask("slack_1"), at: clock.now() });
    expect([again.status, again.body.Code]).toEqual([409, "AsyncTaskAlreadyExists"]);
    expect((await acs3({ headers: asTask("slack_2"), at: clock.now() })).status).toBe(202);
    expect(catalog.functions.invocations.map(({ taskId }) => taskId)).toEqual(["slack_1", "slack_2"]);
  });
  it("without an id gets one", async () => {
    const heard = await acs3({ headers: { "x-fc-invocation-type": "Async" } });
    expect(heard.headers.get("x-fc-async-task-id")).toMatch(/^[0-9a-f-]{36}$/);
  });
  it("runs after the answer, and may be run again", async () => {
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const heard: string[] = [];
    const handler = async (name: string, payload: Buffer) => {
      await begun;
      heard.push(`${name} ${payload}`);
    };
    await restart({ functions: { handler } });
    expect((await acs3({ headers: asTask("slack_1"), body: "go" })).status).toBe(202);
    expect(heard).toEqual([]);
    begin();
    await catalog.functions.settled();
    await catalog.functions.redeliver("slack_1");
    expect(heard).toEqual(["planbell-worker go", "planbell-worker go"]);
    await expect(catalog.functions.redeliver("none")).rejects.toThrow("no invocation none");
  });
  it("that fails was accepted all the same", async () => {
    const handler = () => Promise.reject(new TypeError("broken"));
    await restart({ functions: { handler } });
    expect((await acs3({ headers: asTask("slack_1") })).status).toBe(202);
    await catalog.functions.settled();
    const waited = await acs3();
    expect([waited.status, waited.headers.get("x-fc-error-type"), waited.body]).toEqual([
      200,
      "UnhandledInvocationError",
      { errorMessage: "broken", errorType: "TypeError" },
    ]);
  });
});
