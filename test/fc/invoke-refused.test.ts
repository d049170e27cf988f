import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { FcContext } from "../../lib/fc/context.ts";
import type { WorkerOptions } from "../../lib/fc/invoke.ts";
import { ms } from "../../lib/model/brand.ts";
import { answering, CONTEXT, close, ID, JOB, jobsAt, refusal, SLACK, serve } from "./invoke-stage.ts";

afterEach(close);

describe("a job that is not taken", () => {
  const submitTo = (url: string, context = CONTEXT, options: Partial<WorkerOptions> = {}) =>
    jobsAt(url, options)(context).submit(JOB, ID);

  it("says that there is no such function", async () => {
    const catalog = await serve({ functions: { names: ["planbell-slack"] } });
    const { message, retryable, mayBeTaken } = await refusal(submitTo(catalog.url));
    expect(message).toMatch(
      /^PLANBELL_WORKER: there is no function planbell-worker in cn-hangzhou; see also PLANBELL_FC_ENDPOINT \(HTTP 404, request \S+\)$/,
    );
    expect([retryable, mayBeTaken]).toEqual([false, false]);
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: 1 });
  });

  it("says which right is missing", async () => {
    const catalog = await serve();
    catalog.ram.allow(SLACK, ["servicecatalog:*"]);
    const { message, retryable, mayBeTaken } = await refusal(submitTo(catalog.url));
    expect(message).toMatch(
      /^the function's role needs fc:InvokeFunction on acs:fc:cn-hangzhou:\*:functions\/planbell-worker \(HTTP 403, NoPermission, request \S+\)$/,
    );
    expect([retryable, mayBeTaken]).toEqual([false, false]);
  });

  it.each([
    ["another secret", { accessKeySecret: "wrong-canary" }],
    ["another token", { securityToken: "wrong-canary" }],
    ["a key that is not known", { accessKeyId: "STS.gone" }],
  ])("says that the role's keys are refused: %s", async (_, keys) => {
    const { url } = await serve();
    const context = { ...CONTEXT, credentials: { ...CONTEXT.credentials, ...keys } };
    expect((await refusal(submitTo(url, context))).message).toMatch(
      /^the keys of the function's role are refused \(HTTP/,
    );
  });

  it("says that the clock is wrong", async () => {
    const { url } = await serve({ signingClock: { now: () => Date.now() + 1_000_000 } });
    expect((await refusal(submitTo(url))).message).toMatch(/^the clock of this machine is more than 15 minutes off/);
  });

  it.each([
    ["error500" as const, /^http:\S+ failed \(HTTP 500/],
    ["html502" as const, /^http:\S+ failed \(HTTP 502/],
    ["empty" as const, /^http:\S+ failed \(HTTP 503/],
    ["reset" as const, /^the connection to http:\S+ broke \(ECONNRESET\)$/],
    ["lost-answer" as const, /^the connection to http:\S+ broke \(ECONNRESET\)$/],
  ])("may be taken all the same, and is not sent again: %s", async (fault, words) => {
    const catalog = await serve();
    catalog.faults.next(fault, { action: "InvokeFunction" });
    const { message, retryable, mayBeTaken } = await refusal(submitTo(catalog.url));
    expect(message).toMatch(words);
    expect([retryable, mayBeTaken]).toEqual([true, true]);
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: 1 });
  });

  it("is one whose failure has no body, though it is called JSON", async () => {
    const { url, asked } = await answering((_, response) => {
      response.writeHead(503, { "content-type": "application/json" }).end();
    });
    expect((await refusal(submitTo(url))).message).toMatch(/failed \(HTTP 503\)$/);
    expect(asked()).toBe(1);
  });

  it.each([
    ["by fc2", {}, 1],
    ["in the other way", { onlyAcs3: true }, 2],
  ])("is given up when no answer comes in time: %s", async (_, options, calls) => {
    const catalog = await serve(options);
    if (calls === 2) catalog.faults.next("slow", { action: "InvokeFunction", ms: 50 });
    catalog.faults.next("slow", { action: "InvokeFunction", ms: 60_000 });
    const fault = await refusal(submitTo(catalog.url, CONTEXT, { patience: ms(2_000) }));
    const [, waited] = /^no answer from http:\S+ in (\d+) ms$/.exec(fault.message) ?? [];
    // What the first way took is gone.
    expect(calls === 1 ? Number(waited) === 2_000 : Number(waited) < 2_000).toBe(true);
    expect([fault.retryable, fault.mayBeTaken]).toEqual([true, true]);
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: calls });
  });

  it("is one that cannot be sent", async () => {
    const { url } = await answering(() => {});
    await close();
    const { message, retryable, mayBeTaken } = await refusal(submitTo(url));
    expect(message).toMatch(/^cannot reach http:\S+ \(ECONNREFUSED\): see PLANBELL_FC_ENDPOINT/);
    expect([retryable, mayBeTaken]).toEqual([true, false]);
  });

  it("is not sent to a host whose certificate nobody trusts", async () => {
    const { url, asked } = await answering((_, response) => response.writeHead(202).end(), {
      key: readFileSync(new URL("../fixtures/tls/localhost.key", import.meta.url)),
      cert: readFileSync(new URL("../fixtures/tls/localhost.crt", import.meta.url)),
    });
    const { message, mayBeTaken } = await refusal(submitTo(url));
    expect(message).toMatch(/^cannot reach https:\S+ \(DEPTH_ZERO_SELF_SIGNED_CERT\)/);
    expect([mayBeTaken, asked()]).toEqual([false, 0]);
  });

  it("can be sent soon when there are too many", async () => {
    const { url, asked } = await answering((_, response) => {
      response.writeHead(429, { "content-type": "application/json" });
      response.end('{"Code":"ResourceExhausted","Message":"canary"}');
    });
    const { message, retryable, mayBeTaken } = await refusal(submitTo(url));
    expect([message, retryable, mayBeTaken, asked()]).toEqual(["too many invocations (HTTP 429)", true, false, 1]);
  });

  it.each<[string, Partial<FcContext>, string]>([
    [
      "no role",
      { credentials: {} },
      "the function has no role: give it one with fc:InvokeFunction on acs:fc:*:*:functions/planbell-worker",
    ],
    [
      "no token",
      { credentials: { accessKeyId: "STS.a", accessKeySecret: "canary" } },
      "the keys of the function's role came without their security token",
    ],
    ["no account", { accountId: "" }, "the invocation came without account and region"],
  ])("is not sent with %s", async (_, context, words) => {
    const { url, asked } = await answering(() => {});
    expect((await refusal(submitTo(url, { ...CONTEXT, ...context }))).message).toBe(words);
    expect(asked()).toBe(0);
  });
});
