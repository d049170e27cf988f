import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Ms } from "../model/brand.ts";
import { API_VERSION, headersOf, type Invocation, pathOf, type Reply, type Way, wordOf } from "./invocation.ts";

/**
 * Loads the vendor's own client, which signs with Function Compute's own scheme, and gives the way through it. The
 * client knows version 2 of the service; of version 3 it is told the path.
 *
 * It hides the code of a refusal.
 * @see `@alicloud/fc2` 2.6.6, `request` in lib/client.js
 */
export async function loadFc2(): Promise<Way> {
  const { default: FunctionCompute } = await import("@alicloud/fc2");
  return (invocation) => {
    const { accountId, region, endpoint, keys, payload, patience } = invocation;
    const client = new FunctionCompute(accountId, {
      accessKeyID: keys.accessKeyId,
      accessKeySecret: keys.accessKeySecret,
      securityToken: keys.securityToken,
      region,
      endpoint,
      secure: !endpoint.startsWith("http:"),
      timeout: patience,
    });
    client.version = API_VERSION;
    return replyTo(invocation, () => client.post(pathOf(invocation), payload, headersOf(invocation)));
  };
}

async function replyTo(
  { taskId, patience }: Invocation,
  post: () => Promise<{ readonly headers: Readonly<Record<string, string | undefined>> }>,
): Promise<Reply> {
  const statuses = listen(taskId);
  try {
    const { headers } = await inTime(post(), patience);
    return { status: 202, requestId: wordOf(headers["x-fc-request-id"]) };
  } catch (error) {
    const reply = refusalOf(error) ?? statuses.last();
    if (reply === undefined) throw error;
    return reply;
  } finally {
    statuses.end();
  }
}

/** The client waits so long for the connection, and then again for the answer. */
async function inTime<T>(answer: Promise<T>, patience: Ms): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    const late = Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" });
    timer = setTimeout(() => reject(late), patience);
  });
  try {
    return await Promise.race([answer, over]);
  } finally {
    clearTimeout(timer);
  }
}

/** `POST /functions/x/invocations failed with 404. requestid: ..., message: undefined.` */
function refusalOf(error: unknown): Reply | undefined {
  const [, status, requestId] =
    /^POST \S+ failed with (\d{3})\. requestid: (\S+),/.exec(error instanceof Error ? error.message : "") ?? [];
  return status === undefined
    ? undefined
    : { status: Number(status), requestId: requestId === "undefined" ? undefined : wordOf(requestId) };
}

/** Where Node tells of every answer that it heard, as soon as it knows the head. */
const ANSWERS = "http.client.response.finish";

/**
 * The client reads a body that is called JSON before it looks at the status, and throws when there is none, as there is
 * none in the answer to an asynchronous invocation. What the status was nobody learns from it; and once it was 202, the
 * job is taken, whatever becomes of the body.
 */
function listen(taskId: string): { last(): Reply | undefined; end(): void } {
  let reply: Reply | undefined;
  const hear = (message: unknown): void => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    if (request.getHeader("x-fc-async-task-id") === taskId) reply = { status: response.statusCode ?? 0 };
  };
  subscribe(ANSWERS, hear);
  return { last: () => reply, end: () => void unsubscribe(ANSWERS, hear) };
}
