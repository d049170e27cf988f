import { afterEach, expect } from "vitest";
import type { RpcOptions } from "../../lib/catalog/rpc.ts";
import type { CatalogError } from "../../lib/model/errors.ts";
import type { Client } from "./clients.ts";
import { type Answer, type Gateway, NotedClock, openGateway } from "./scripted-gateway.ts";

export const TASK: Answer = { json: { RequestId: "r-1", TaskDetail: { TaskId: "task-1" } } };
const open: Gateway[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((gateway) => gateway.close()));
});

/** An Rpc of this client before a gateway that gives `answers`; the gateway is closed after the test. */
export async function setUp({ createRpc }: Client, answers: readonly Answer[], options: Partial<RpcOptions> = {}) {
  const gateway = await openGateway(...answers);
  open.push(gateway);
  const clock = new NotedClock("2026-01-02T03:04:05.678Z");
  const calls: string[] = [];
  const rpc = createRpc({
    endpoint: gateway.endpoint,
    credentials: { accessKeyId: "testid", accessKeySecret: "testsecret" },
    clock,
    random: () => 0.5,
    onCall: (action) => calls.push(action),
    ...options,
  });
  return { gateway, clock, calls, rpc, getTask: () => rpc.call("GetTask", { TaskId: "task-1" }, "TaskDetail") };
}

/** The error that the call must end with. */
export async function failure(client: Client, call: Promise<unknown>): Promise<CatalogError> {
  const thrown = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(client.CatalogError);
  return thrown as CatalogError;
}
