import { createHmac } from "node:crypto";

/** RFC 3986: everything but `A-Z a-z 0-9 - _ . ~` becomes `%XX`. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The text that an RPC request signs: the method, and all parameters of query and form body but `Signature`, sorted by
 * name in plain character order.
 * @see signature version 1.0 of the RPC gateway
 */
export function stringToSign(method: string, params: ReadonlyMap<string, string>): string {
  const canonical = [...params.keys()]
    .filter((name) => name !== "Signature")
    .sort()
    .map((name) => `${percentEncode(name)}=${percentEncode(params.get(name) ?? "")}`)
    .join("&");
  return `${method}&${percentEncode("/")}&${percentEncode(canonical)}`;
}

/** Base64 of HMAC-SHA1, keyed with the secret and a trailing `&`. */
export function signatureOf(secret: string, text: string): string {
  return createHmac("sha1", `${secret}&`).update(text, "utf8").digest("base64");
}
