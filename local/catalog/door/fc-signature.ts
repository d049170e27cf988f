import { createHash, createHmac } from "node:crypto";
import type { Received } from "../exchange.ts";
import { headerOf } from "../exchange.ts";
import { Refusal } from "../refusal.ts";
import type { Freshness } from "./freshness.ts";
import type { Identity } from "./identity.ts";
import type { Keyring } from "./keyring.ts";

const AUTHORIZATION = /^FC ([^:\s]+):([A-Za-z0-9+/]+=*)$/;

/**
 * The text that Function Compute's own scheme signs, as `@alicloud/fc2` does: the query is no part of it, and of the
 * headers only `x-fc-*` and four others.
 */
function fcStringToSign({ method, path, headers }: Pick<Received, "method" | "path" | "headers">): string {
  const own = Object.keys(headers).filter((name) => name.startsWith("x-fc-"));
  const lines = own.sort().map((name) => `${name}:${String(headers[name])}\n`);
  const fixed = [method, headers["content-md5"] ?? "", headers["content-type"] ?? "", headers.date ?? ""];
  return `${fixed.join("\n")}\n${lines.join("")}${decodeURIComponent(path)}`;
}

/**
 * Who signed this request with Function Compute's own scheme. It has no nonce: what is heard twice is let in twice.
 * @throws {Refusal} 400 `MissingRequiredHeader`, `InvalidArgument`; 403 `SignatureNotMatch`, `InvalidAccessKeyID`,
 * `AccessDenied`
 */
export function admitFc(received: Received, keyring: Keyring, freshness: Freshness): Identity {
  const [, id, signature] = AUTHORIZATION.exec(headerOf(received, "authorization") ?? "") ?? [];
  const date = headerOf(received, "date");
  if (id === undefined || date === undefined) {
    const header = id === undefined ? "authorization" : "date";
    throw new Refusal(400, "MissingRequiredHeader", `The request has no header ${header}.`);
  }
  if (!freshness.isNow(Date.parse(date)))
    throw new Refusal(403, "AccessDenied", "The request's date is 15 minutes off.");
  const key = inFcWords(id, () => keyring.find(id, headerOf(received, "x-fc-security-token")));
  const expected = createHmac("sha256", key.secret).update(fcStringToSign(received), "utf8").digest("base64");
  if (signature !== expected)
    throw new Refusal(403, "SignatureNotMatch", "The signature is not the one that the service made of this request.");
  const md5 = headerOf(received, "content-md5");
  if (md5 !== undefined && md5 !== md5Of(received.body))
    throw new Refusal(400, "InvalidArgument", "The body does not match its content-md5.");
  return key.identity;
}

/** fc2 takes the base64 of the hexadecimal digits, not of the 16 bytes. */
const md5Of = (body: Buffer): string =>
  Buffer.from(createHash("md5").update(body).digest("hex"), "utf8").toString("base64");

function inFcWords<T>(id: string, find: () => T): T {
  try {
    return find();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code !== "InvalidAccessKeyId.NotFound") throw new Refusal(403, "AccessDenied", error.message);
    throw new Refusal(403, "InvalidAccessKeyID", `There is no access key ${id}.`);
  }
}
