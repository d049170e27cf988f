import { createHash, createHmac, randomUUID } from "node:crypto";
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { fieldsOf, parsed } from "./event.ts";
import { API_VERSION, headersOf, type Invocation, pathOf, type Reply, wordOf } from "./invocation.ts";

const ALGORITHM = "ACS3-HMAC-SHA256";
const LARGEST_ANSWER = 64 * 1024;

/**
 * Invokes with signature version 3 of the cloud's OpenAPI, which version 3 of Function Compute is documented to take.
 * @see Function Compute 2023-03-30, InvokeFunction; OpenAPI, request structure and signature V3
 */
export async function invokeByAcs3(invocation: Invocation): Promise<Reply> {
  const { endpoint, payload, patience } = invocation;
  const url = new URL(`/${API_VERSION}${pathOf(invocation)}`, endpoint);
  const stamp = { date: `${new Date().toISOString().slice(0, 19)}Z`, nonce: randomUUID() };
  const headers = { ...signed(url, invocation, stamp), ...headersOf(invocation) };
  const send = url.protocol === "http:" ? plainRequest : secureRequest;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = send(url, { method: "POST", headers, agent: false, signal: AbortSignal.timeout(patience) });
    request.once("response", resolve).once("error", reject).end(payload);
  });
  const { statusCode: status = 0 } = response;
  const requestId = wordOf(response.headers["x-fc-request-id"]);
  // Taken, whatever becomes of the body.
  if (status < 300) response.destroy();
  return {
    status,
    requestId,
    code: status < 300 ? undefined : wordOf(fieldsOf(parsed(await textOf(response)))?.["Code"]),
  };
}

/** The headers that say who asks for what, and prove it. Pure. */
function signed(
  url: URL,
  { keys, payload }: Pick<Invocation, "keys" | "payload">,
  { date, nonce }: { readonly date: string; readonly nonce: string },
): Record<string, string> {
  const hash = sha256(payload);
  const headers: Record<string, string> = {
    "content-type": "application/octet-stream",
    host: url.host,
    "x-acs-action": "InvokeFunction",
    "x-acs-content-sha256": hash,
    "x-acs-date": date,
    ...(keys.securityToken === undefined ? {} : { "x-acs-security-token": keys.securityToken }),
    "x-acs-signature-nonce": nonce,
    "x-acs-version": API_VERSION,
  };
  const names = Object.keys(headers).sort();
  const lines = names.map((name) => `${name}:${headers[name]?.trim()}\n`).join("");
  const canonical = ["POST", url.pathname, "", lines, names.join(";"), hash].join("\n");
  const signature = createHmac("sha256", keys.accessKeySecret)
    .update(`${ALGORITHM}\n${sha256(canonical)}`)
    .digest("hex");
  return {
    ...headers,
    authorization: `${ALGORITHM} Credential=${keys.accessKeyId},SignedHeaders=${names.join(";")},Signature=${signature}`,
  };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** The body; of one that is too large, or breaks off, what came of it. */
async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > LARGEST_ANSWER) break;
    }
  } catch {
    // The status is known.
  }
  return Buffer.concat(chunks).toString("utf8");
}
