import { createHash, createHmac } from "node:crypto";

/** Short, stable name of a text: 16 hex digits of SHA-256. Same text, same name, in every version of Planbell. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

/** Tells whether a secret value changed without keeping it: 16 hex digits of HMAC-SHA-256 under the record's salt. */
export function markOf(salt: string, value: string): string {
  return createHmac("sha256", salt).update(value).digest("hex").slice(0, 16);
}

/** A seal over values that nobody without the salt can make: 16 bytes of HMAC-SHA-256 in 32 hex digits. */
export function sealOf(salt: string, values: readonly unknown[]): string {
  return createHmac("sha256", salt).update(JSON.stringify(values)).digest("hex").slice(0, 32);
}
