import { createHash, createHmac } from "node:crypto";
import { canonicalPairs } from "./percent.ts";

export const ALGORITHM = "ACS3-HMAC-SHA256";

/** What signature version 3 covers of a request. */
export interface Signable {
  readonly method: string;
  /** As it stood in the request line, encoded. */
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** All headers that a request must sign: `host`, `content-type` and every `x-acs-*` that it has, in order. */
export function headersToSign(headers: Signable["headers"]): string[] {
  return Object.keys(headers)
    .filter((name) => name === "host" || name === "content-type" || name.startsWith("x-acs-"))
    .sort();
}

/** Clients may leave `* ! ' ( )` raw in the address, yet sign them encoded: so the query is encoded anew. */
export function canonicalRequest(request: Signable): string {
  const names = headersToSign(request.headers);
  const lines = names.map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  return [
    request.method,
    request.path,
    canonicalPairs(request.query),
    lines.join(""),
    names.join(";"),
    sha256(request.body),
  ].join("\n");
}

/** @see signature version 3 of the OpenAPI gateway */
export function stringToSignV3(request: Signable): string {
  return `${ALGORITHM}\n${sha256(canonicalRequest(request))}`;
}

/** Lower-case hex of HMAC-SHA256. */
export function signatureOfV3(secret: string, text: string): string {
  return createHmac("sha256", secret).update(text, "utf8").digest("hex");
}

/** Lower-case hex. */
export const sha256 = (bytes: string | Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
