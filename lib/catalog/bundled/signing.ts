import { createHmac, randomUUID } from "node:crypto";

/**
 * What pop-core signs with, in the bundles: the same as its own, for less. The tests of the client compare signatures.
 */

/** Stands in for pop-core's `encode`: RFC 3986, where the built-in function leaves five signs as they are. */
export function encode(text: string): string {
  const encoded = encodeURIComponent(text);
  return LEFT.test(encoded) ? encoded.replace(EACH_LEFT, asCode) : encoded;
}

const LEFT = /[!'()*]/;
const EACH_LEFT = /[!'()*]/g;
const asCode = (sign: string): string => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;

/** Stand in for what pop-core uses of its package kitx. */
export const sha1 = (text: string, key: string, encoding: "base64"): string =>
  createHmac("sha1", key).update(text).digest(encoding);
export const pad2 = (number: number): string => String(number).padStart(2, "0");
/** Never sent: each call brings its own. */
export const makeNonce: () => string = randomUUID;
