import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { realClock } from "../../lib/app/build/real-clock.ts";
import type { FcContext } from "../../lib/fc/context.ts";
import { jobsOfWorker, type WorkerOptions } from "../../lib/fc/invoke.ts";
import { JobNotTaken } from "../../lib/model/errors.ts";
import { type CatalogOptions, type EmulatedCatalog, startCatalog } from "../../local/catalog/server.ts";

export const JOB = { kind: "decide", name: "网络", n: 1 };
export const ID = "slack_0123456789abcdef0123456789abcdef";
export const SLACK = { kind: "RamRole", name: "planbell-slack" };
const KEY = { id: "STS.slack", secret: "secret-canary", securityToken: "token-canary", principal: SLACK };
export const CONTEXT: FcContext = {
  requestId: "1-64f6",
  accountId: "1466115886170001",
  region: "cn-hangzhou",
  function: { name: "planbell-slack" },
  credentials: { accessKeyId: KEY.id, accessKeySecret: KEY.secret, securityToken: KEY.securityToken },
};

const open: { close(): Promise<void> }[] = [];
/** Ends all that was opened. */
export async function close(): Promise<void> {
  await Promise.all(open.splice(0).map((server) => server.close()));
}

/** The emulated service, which checks what is signed in real time. */
export async function serve(options: Partial<CatalogOptions> = {}): Promise<EmulatedCatalog> {
  const catalog = await startCatalog({ clock: { now: () => Date.now() }, keys: [KEY], ...options });
  open.push(catalog);
  return catalog;
}

/** A service that answers as the test says; over TLS with a certificate that nobody trusts. */
export async function answering(answer: RequestListener, tls?: { readonly key: Buffer; readonly cert: Buffer }) {
  let asked = 0;
  const listener: RequestListener = (request, response) => {
    asked += 1;
    request.resume().once("end", () => answer(request, response));
  };
  const server: Server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
  const { port } = server.address() as AddressInfo;
  return { url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`, asked: () => asked };
}

export const jobsAt = (url: string, options: Partial<WorkerOptions> = {}) =>
  jobsOfWorker({ worker: "planbell-worker", endpoint: url, clock: realClock, ...options });

/** Why a job was not taken. */
export async function refusal(submitted: Promise<void>): Promise<JobNotTaken> {
  const thrown: unknown = await submitted.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(JobNotTaken);
  const fault = thrown as JobNotTaken;
  expect(`${fault.message} ${fault.stack} ${String(fault.cause)}`).not.toContain("canary");
  return fault;
}
