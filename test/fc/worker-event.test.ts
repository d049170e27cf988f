import { describe, expect, it } from "vitest";
import type { FcContext } from "../../lib/fc/context.ts";
import type { Tick } from "../../lib/fc/timer.ts";
import { onWork, type Work } from "../../lib/fc/worker-event.ts";

const KEYS = { accessKeyId: "STS.id", accessKeySecret: "secret", securityToken: "token" };
const CONTEXT: FcContext = { requestId: "1-64f6", credentials: KEYS };
const FIRED = { triggerTime: "2026-01-01T00:00:00Z", triggerName: "heartbeat", payload: "" };
const JOB = { kind: "decide", plan: "plan-1", by: { team: "T1", user: "U1" } };
const asEvent = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

/** A worker that notes what it is given. */
function worker({ withoutJobs = false } = {}) {
  const ticks: Tick[] = [];
  const works: Work[] = [];
  const lines: unknown[] = [];
  const heartbeat = async (tick: Tick) => ticks.push(tick) > 0 && "beat";
  const job = async (work: Work) => works.push(work) > 0 && "done";
  const handler = onWork(withoutJobs ? { heartbeat } : { heartbeat, job }, (event, fields) =>
    lines.push({ event, ...fields }),
  );
  return { handler, ticks, works, lines };
}

describe("the worker's timer", () => {
  it("is a tick with its time, the id of the invocation and the role's keys", async () => {
    const { handler, ticks, works } = worker();
    expect(await handler(asEvent(FIRED), CONTEXT)).toBe("beat");
    expect(ticks).toEqual([{ firedAt: "2026-01-01T00:00:00Z", requestId: "1-64f6", credentials: KEYS }]);
    expect(works).toEqual([]);
  });

  it("is no job, whatever else it says", async () => {
    const { handler, ticks, works } = worker();
    await handler(asEvent({ ...FIRED, ...JOB }), CONTEXT);
    expect([ticks.length, works.length]).toEqual([1, 0]);
  });

  it.each<[what: string, event: unknown]>([
    ["nothing", undefined],
    ["an empty event", Buffer.alloc(0)],
    ["text", Buffer.from("go")],
    ["half of JSON", Buffer.from('{"kind":"decide"')],
  ])("may be fired by hand: %s", async (_, event) => {
    const { handler, ticks } = worker();
    await handler(event, CONTEXT);
    expect(ticks).toEqual([{ firedAt: undefined, requestId: "1-64f6", credentials: KEYS }]);
  });
});

describe("a job", () => {
  it("is done as it was handed over, with the role's keys, and answers what doing it gives", async () => {
    const { handler, ticks, works } = worker();
    expect(await handler(asEvent(JOB), CONTEXT)).toBe("done");
    expect(works).toEqual([{ job: JOB, requestId: "1-64f6", credentials: KEYS }]);
    expect(ticks).toEqual([]);
  });

  it("may come as text, and to a function without a role", async () => {
    const { handler, works } = worker();
    await handler(JSON.stringify(JOB), { requestId: "1-64f6" });
    expect(works).toEqual([{ job: JOB, requestId: "1-64f6", credentials: undefined }]);
  });

  it("fails as doing it fails, so that Function Compute counts and repeats it", async () => {
    const fault = new Error("no store");
    const handler = onWork({ heartbeat: async () => {}, job: () => Promise.reject(fault) });
    await expect(handler(asEvent(JOB), CONTEXT)).rejects.toBe(fault);
  });

  it("is refused where none are done", async () => {
    const { handler, lines, ticks } = worker({ withoutJobs: true });
    await expect(handler(asEvent(JOB), CONTEXT)).rejects.toMatchObject({ code: "unknown-work" });
    expect(lines).toEqual([{ event: "unknown-work", requestId: "1-64f6", why: "no jobs are done here" }]);
    expect(ticks).toEqual([]);
  });
});

describe("any other event", () => {
  it.each<[what: string, said: unknown]>([
    ["null", null],
    ["a number", 7],
    ["a text", "decide"],
    ["a list of jobs", [JOB]],
    ["an object", { CANARY: "CANARY" }],
    ["a kind that is no text", { kind: 5 }],
    ["a trigger's name that is no text", { triggerName: null, payload: "CANARY" }],
    [
      "a request of Slack's",
      { rawPath: "/slack/events", body: "CANARY", requestContext: { http: { method: "POST" } } },
    ],
  ])("fails with one line in the log, which says nothing of it: %s", async (_, said) => {
    const { handler, lines, ticks, works } = worker();
    await expect(handler(asEvent(said), CONTEXT)).rejects.toThrow(
      /^the worker does not know what to do with this event: it has neither a triggerName nor a kind$/,
    );
    expect(lines).toEqual([
      { event: "unknown-work", requestId: "1-64f6", why: "it has neither a triggerName nor a kind" },
    ]);
    expect([ticks, works]).toEqual([[], []]);
  });
});
