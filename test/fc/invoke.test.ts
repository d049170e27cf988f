import { afterEach, describe, expect, it } from "vitest";
import { jobIdOf } from "../../lib/app/jobs/job-id.ts";
import { ownEndpoint } from "../../lib/fc/invocation.ts";
import { ms } from "../../lib/model/brand.ts";
import { ConfigFault } from "../../lib/model/errors.ts";
import { answering, CONTEXT, close, ID, JOB, jobsAt, refusal, SLACK, serve } from "./invoke-stage.ts";

afterEach(close);

describe("a job", () => {
  it("is an asynchronous invocation of the worker, under its id and by the function's role", async () => {
    const catalog = await serve();
    await jobsAt(catalog.url)(CONTEXT).submit(JOB, ID);
    const { payload, ...taken } = catalog.functions.invocations[0]!;
    expect(taken).toEqual({
      name: "planbell-worker",
      qualifier: "LATEST",
      type: "Async",
      taskId: ID,
      caller: SLACK,
    });
    expect(JSON.parse(String(payload))).toEqual(JOB);
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: 1 });
  });

  it("is taken where the answer, without a body, is called JSON", async () => {
    const catalog = await serve({ quirks: true });
    await jobsAt(catalog.url)(CONTEXT).submit(JOB, ID);
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: 1 });
  });

  it("is not confused with another whose answer comes meanwhile", async () => {
    const [good, bad] = [jobIdOf("good"), jobIdOf("bad")];
    const heads: (() => void)[] = [];
    const { url } = await answering(({ headers }, response) => {
      const status = headers["x-fc-async-task-id"] === good ? 202 : 503;
      response.writeHead(status, { "content-type": "application/json" }).flushHeaders();
      // Both heads are there before an answer ends.
      heads.push(() => response.end());
      if (heads.length === 2) setTimeout(() => heads.forEach((end) => void end()), 50);
    });
    const jobs = jobsAt(url)(CONTEXT);
    const both = await Promise.allSettled([jobs.submit(JOB, good), jobs.submit(JOB, bad)]);
    expect(both.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });

  it("was taken when there was one of that id before, and is done once", async () => {
    const done: string[] = [];
    const catalog = await serve({ functions: { handler: async (_, payload) => void done.push(String(payload)) } });
    const submit = () => jobsAt(catalog.url)(CONTEXT).submit(JOB, ID);
    await submit();
    await submit();
    await catalog.functions.settled();
    expect(done).toEqual([JSON.stringify(JOB)]);
  });

  it("goes over a connection that is not kept, as it may be dead when the instance thaws", async () => {
    const kept: unknown[] = [];
    const { url } = await answering(({ headers }, response) => {
      kept.push(headers.connection);
      response.writeHead(kept.length === 1 ? 403 : 202).end();
    });
    await jobsAt(url)(CONTEXT).submit(JOB, ID);
    expect(kept).toEqual(["close", "close"]);
  });

  it("comes the same when Function Compute runs the worker again", async () => {
    const done: unknown[] = [];
    const catalog = await serve({
      functions: { handler: async (_, payload) => void done.push(JSON.parse(String(payload))) },
    });
    await jobsAt(catalog.url)(CONTEXT).submit(JOB, ID);
    await catalog.functions.redeliver(ID);
    expect(done).toEqual([JOB, JOB]);
  });

  it("may have 128 KB, and is not sent when it has more", async () => {
    const catalog = await serve();
    const jobs = jobsAt(catalog.url)(CONTEXT);
    const filled = (bytes: number) => ({ text: "x".repeat(bytes - '{"text":""}'.length) });
    await jobs.submit(filled(131_072), ID);
    const { message } = await refusal(jobs.submit(filled(131_073), ID));
    expect(message).toBe("the job has 131073 bytes; an asynchronous invocation takes 131072");
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: 1 });
  });
});

describe("Function Compute that does not take its own signature", () => {
  it("is asked in the other way, and from then on in that way alone", async () => {
    const catalog = await serve({ onlyAcs3: true });
    const jobsOf = jobsAt(catalog.url);
    await jobsOf(CONTEXT).submit(JOB, ID);
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: 2 });
    await jobsOf(CONTEXT).submit(JOB, jobIdOf("another"));
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: 3 });
    expect(catalog.functions.invocations).toMatchObject([
      { name: "planbell-worker", type: "Async", taskId: ID, caller: SLACK },
      { taskId: jobIdOf("another") },
    ]);
    expect(JSON.parse(String(catalog.functions.invocations[0]?.payload))).toEqual(JOB);
  });

  it("is not taken for one when nothing is taken in the other way either", async () => {
    const catalog = await serve();
    const jobsOf = jobsAt(catalog.url);
    catalog.ram.allow(SLACK, ["servicecatalog:*"]);
    await refusal(jobsOf(CONTEXT).submit(JOB, ID));
    catalog.ram.allow(SLACK, ["fc:InvokeFunction"]);
    await jobsOf(CONTEXT).submit(JOB, ID);
    expect(catalog.calls.byAction).toEqual({ InvokeFunction: 3 });
  });

  it("says also there that a job was taken before", async () => {
    const catalog = await serve({ onlyAcs3: true });
    const jobs = jobsAt(catalog.url)(CONTEXT);
    await jobs.submit(JOB, ID);
    await jobs.submit(JOB, ID);
    expect(catalog.functions.invocations).toHaveLength(1);
  });
});

describe("an answer whose body does not come", () => {
  it.each([
    ["by fc2", {}],
    ["in the other way", { onlyAcs3: true }],
  ])("is an answer all the same: %s", async (_, options) => {
    const only = options as { onlyAcs3?: boolean };
    const { url } = await answering(({ headers }, response) => {
      if (only.onlyAcs3 && headers.authorization?.startsWith("FC ")) {
        response.writeHead(403, { "content-type": "application/json" }).end('{"Code":"SignatureNotMatch"}');
        return;
      }
      response.writeHead(202, { "content-length": "10" }).write("ab");
    });
    await jobsAt(url, { patience: ms(2_000) })(CONTEXT).submit(JOB, ID);
  });
});

describe("where nothing else is said", () => {
  it("the worker is invoked at the account's own address, over TLS", () => {
    expect(ownEndpoint("1466115886170001", "ap-southeast-1")).toBe(
      "https://1466115886170001.ap-southeast-1.fc.aliyuncs.com",
    );
  });
});

describe("the worker's name", () => {
  it.each(["", "a/b", "1st", "a$b", "x".repeat(65)])("is refused at the start: %j", (worker) => {
    expect(() => jobsAt("http://127.0.0.1:1", { worker })).toThrow(ConfigFault);
  });
});
