import { createHmac } from "node:crypto";
import { canonicalPairs, percentEncode } from "./percent.ts";

/**
 * The text that an RPC request signs: the method, and all parameters of query and form body but `Signature`, sorted by
 * name in plain character order.
 * @see signature version 1.0 of the RPC gateway
 */
export function stringToSign(method: string, params: ReadonlyMap<string, string>): string {
  return `${method}&${percentEncode("/")}&${percentEncode(canonicalPairs(params, "Signature"))}`;
}

/** Base64 of HMAC-SHA1, keyed with the secret and a trailing `&`. */
export function signatureOf(secret: string, text: string): string {
  return createHmac("sha1", `${secret}&`).update(text, "utf8").digest("base64");
}
