import type { Answer } from "./answer.ts";
import type { Functions } from "./api/functions.ts";
import { newTaskId } from "./api/functions.ts";
import { admitV3, isAcs3 } from "./door/acs3.ts";
import { admitFc } from "./door/fc-signature.ts";
import type { Freshness } from "./door/freshness.ts";
import type { Keyring } from "./door/keyring.ts";
import type { Received } from "./exchange.ts";
import { headerOf } from "./exchange.ts";
import { ACCOUNT } from "./ids.ts";
import type { Ram } from "./ram/ram.ts";
import { Refusal } from "./refusal.ts";

interface FcScene {
  readonly functions: Functions;
  readonly keyring: Keyring;
  readonly freshness: Freshness;
  readonly ram: Ram;
  /** Call an empty body JSON, which `@alicloud/fc2` cannot read. */
  readonly quirks: boolean;
  /** Its own signature is refused, as if version 3 of the service did not know it. */
  readonly onlyAcs3: boolean;
}

const INVOCATIONS = /^\/2023-03-30\/functions\/([A-Za-z_][\w-]{0,63})\/invocations$/;
const TASK_ID = /^[A-Za-z_][\w-]{0,127}$/;
const LARGEST_ASYNC_PAYLOAD = 128 * 1024;

/** A path of Function Compute's API, whose calls are paths; RPC services have the one path `/`. */
export const isFcPath = ({ path }: Received): boolean => /^\/\d{4}-\d\d-\d\d\//.test(path);

/** @see Function Compute 2023-03-30, InvokeFunction. @throws {Refusal} */
export async function answerFc(received: Received, requestId: string, scene: FcScene): Promise<Answer> {
  const name = INVOCATIONS.exec(received.path)?.[1];
  if (name === undefined || received.method !== "POST")
    throw new Refusal(400, "PathNotSupported", `There is no ${received.method} ${received.path}.`);
  if (scene.onlyAcs3 && !isAcs3(received))
    throw new Refusal(403, "SignatureNotMatch", "The signature is of no known kind.");
  const admit = isAcs3(received) ? admitV3 : admitFc;
  const caller = admit(received, scene.keyring, scene.freshness);
  scene.ram.authorize(caller, "fc:InvokeFunction", `acs:fc:cn-hangzhou:${ACCOUNT}:functions/${name}`);
  if (!scene.functions.exists(name)) throw new Refusal(404, "FunctionNotFound", `There is no function ${name}.`);
  const invocation = {
    name,
    qualifier: received.query.get("qualifier") || "LATEST",
    payload: received.body,
    caller: caller.principal,
  };
  const headers = { "x-fc-request-id": requestId };
  if (headerOf(received, "x-fc-invocation-type") !== "Async") {
    const outcome = await scene.functions.invoke({ ...invocation, type: "Sync", taskId: requestId });
    return "error" in outcome ? failed(outcome.error, headers) : { status: 200, headers, body: bodyOf(outcome.value) };
  }
  const taskId = taskIdOf(received, name, scene.functions);
  // What becomes of it nobody waits for.
  void scene.functions.invoke({ ...invocation, type: "Async", taskId });
  const mislabelled = scene.quirks ? { "content-type": "application/json" } : {};
  return { status: 202, headers: { ...headers, ...mislabelled, "x-fc-async-task-id": taskId }, body: "" };
}

/** @throws {Refusal} 400 for one of a wrong form and for a payload above 128 KB, 409 for one that was taken before */
function taskIdOf(received: Received, name: string, functions: Functions): string {
  if (received.body.length > LARGEST_ASYNC_PAYLOAD)
    throw new Refusal(400, "EntityTooLarge", `A task takes ${LARGEST_ASYNC_PAYLOAD} bytes at most.`);
  const taskId = headerOf(received, "x-fc-async-task-id");
  if (taskId === undefined) return newTaskId();
  if (!TASK_ID.test(taskId)) throw new Refusal(400, "InvalidArgument", "x-fc-async-task-id is of a wrong form.");
  if (functions.isKnown(name, taskId))
    throw new Refusal(409, "AsyncTaskAlreadyExists", `There was a task ${taskId} before.`);
  return taskId;
}

/** A function that threw: the invocation itself went well. */
function failed(error: unknown, headers: Readonly<Record<string, string>>): Answer {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  return {
    status: 200,
    headers: { ...headers, "content-type": "application/json", "x-fc-error-type": "UnhandledInvocationError" },
    body: JSON.stringify({ errorMessage: message, errorType: name }),
  };
}

const bodyOf = (value: unknown): string => (typeof value === "string" ? value : (JSON.stringify(value) ?? ""));

/** As version 3 of the service writes a refusal. */
export const refusedByFc = (requestId: string, { status, code, message, denied }: Refusal): Answer => ({
  status,
  headers: { "content-type": "application/json", "x-fc-request-id": requestId },
  body: JSON.stringify({ Code: code, Message: message, RequestId: requestId, AccessDeniedDetail: denied }),
});
