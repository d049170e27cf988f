import { describe, expect, it } from "vitest";
import type { FcContext } from "../../lib/fc/context.ts";
import { onTimer, type Tick } from "../../lib/fc/timer.ts";

const CONTEXT: FcContext = { requestId: "1-64f6" };
const FIRED = { triggerTime: "2026-01-01T00:00:00Z", triggerName: "poll", payload: "" };
const asEvent = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

async function tickOf(event: unknown, context: FcContext = CONTEXT): Promise<Tick> {
  let seen: Tick | undefined;
  await onTimer(async (tick) => {
    seen = tick;
  })(event, context);
  return seen!;
}

describe("a timer that fires", () => {
  it("is a tick with its time and the id of the invocation", async () => {
    expect(await tickOf(asEvent(FIRED))).toEqual({
      firedAt: "2026-01-01T00:00:00Z",
      requestId: "1-64f6",
      credentials: undefined,
    });
  });

  it("answers what the run answers", async () => {
    expect(await onTimer(async () => ({ ok: true }))(asEvent(FIRED), CONTEXT)).toEqual({ ok: true });
  });

  it("fails as the run fails, so that Function Compute counts it", async () => {
    const fault = new Error("lists failed");
    await expect(onTimer(() => Promise.reject(fault))(asEvent(FIRED), CONTEXT)).rejects.toBe(fault);
  });
});

describe("an invocation by hand", () => {
  it.each<[what: string, event: unknown]>([
    ["empty", Buffer.alloc(0)],
    ["text", Buffer.from("go")],
    ["JSON null", Buffer.from("null")],
    ["a JSON number", Buffer.from("7")],
    ["a JSON list", asEvent([FIRED])],
    ["without a time", asEvent({ triggerName: "poll" })],
    ["with a time that is no text", asEvent({ triggerTime: 5 })],
    ["bytes that are no UTF-8", Buffer.from([0xff, 0xfe])],
    ["nothing at all", undefined],
  ])("is a tick without a time: %s", async (_, event) => {
    expect((await tickOf(event)).firedAt).toBeUndefined();
  });

  it("may bring the event as text", async () => {
    expect((await tickOf(JSON.stringify(FIRED))).firedAt).toBe("2026-01-01T00:00:00Z");
  });
});

describe("the keys of the function's role", () => {
  const keys = { accessKeyId: "STS.id", accessKeySecret: "secret", securityToken: "token" };

  it("come with each invocation", async () => {
    expect((await tickOf(asEvent(FIRED), { ...CONTEXT, credentials: keys })).credentials).toEqual(keys);
  });

  it("may come without a token", async () => {
    const credentials = { ...keys, securityToken: "" };
    expect((await tickOf(asEvent(FIRED), { ...CONTEXT, credentials })).credentials).toEqual({
      accessKeyId: "STS.id",
      accessKeySecret: "secret",
    });
  });

  it.each<[what: string, credentials: NonNullable<FcContext["credentials"]>]>([
    ["empty, as without a role", {}],
    ["empty texts", { accessKeyId: "", accessKeySecret: "", securityToken: "" }],
    ["an id alone", { accessKeyId: "STS.id" }],
    ["a secret alone", { accessKeySecret: "secret", securityToken: "token" }],
  ])("are none: %s", async (_, credentials) => {
    expect((await tickOf(asEvent(FIRED), { ...CONTEXT, credentials })).credentials).toBeUndefined();
  });

  it("are none when the field is null", async () => {
    const context = { ...CONTEXT, credentials: null } as unknown as FcContext;
    expect((await tickOf(asEvent(FIRED), context)).credentials).toBeUndefined();
  });
});
