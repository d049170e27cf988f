import { Conflict, RecordRefused } from "../model/errors.ts";
import type { Json } from "../model/json.ts";
import type { Version } from "../ports.ts";

/** The most a record's JSON may weigh, in UTF-8 bytes: what every store can take in one row. */
const BODY_LIMIT = 256 * 1_024;

/**
 * Can a record have this key in every store? Not with half a surrogate pair, which has no UTF-8 form and would become
 * another key, nor with U+0000, at which SQLite's C strings end.
 */
export const storable = (key: string): boolean => !/[\p{Surrogate}\0]/u.test(key);

/** A key as messages show it: quoted, on one line, at most 200 characters. */
export const shownKey = (key: string): string => JSON.stringify(key.length > 200 ? `${key.slice(0, 200)}...` : key);

/** What a write that was too late is told. */
export const conflict = (key: string, expected: Version | "absent"): Conflict =>
  new Conflict(`Record ${shownKey(key)} is not at ${expected} any more.`);

/**
 * The record's body: JSON that reads back as the same value. Members that are undefined are left out.
 *
 * JSON.stringify writes half surrogates and U+0000 as escapes, so the text is always sound UTF-8 without NUL.
 * @throws {RecordRefused} when the key is not storable, the value is not JSON (functions, NaN, BigInt, class
 * instances, cycles, undefined in an array) or weighs more than 256 KB
 */
export function bodyOf(key: string, value: Json): string {
  const refusal = (why: string, cause?: unknown) =>
    new RecordRefused(`Record ${shownKey(key)} cannot be kept: ${why}. Nothing was written.`, { cause });
  if (!storable(key)) throw refusal("its key holds U+0000 or half a surrogate pair");

  let body: string | undefined;
  try {
    const fault = faultIn(value);
    if (fault !== undefined) throw refusal(`it holds ${fault}`);
    body = JSON.stringify(value);
  } catch (cause) {
    if (cause instanceof RecordRefused) throw cause;
    throw refusal("it is cyclic or nested too deep", cause);
  }
  if (body === undefined) throw refusal("it is undefined");

  const size = Buffer.byteLength(body);
  if (size > BODY_LIMIT) throw refusal(`its JSON has ${size} bytes, the limit is ${BODY_LIMIT}`);
  return body;
}

/**
 * The first thing in a value that JSON would drop or change in silence. Walked apart from writing: JSON.stringify takes
 * five times as long when it asks about each member.
 * @throws {RangeError} when the value is cyclic or nested too deep
 */
function faultIn(value: unknown): string | undefined {
  const fault = notJson(value);
  if (fault !== undefined || typeof value !== "object" || value === null) return fault;
  if (Array.isArray(value)) {
    for (const member of value) {
      if (member === undefined) return "undefined in an array";
      const inner = faultIn(member);
      if (inner !== undefined) return inner;
    }
    return undefined;
  }
  for (const key in value) {
    const inner = faultIn((value as Record<string, unknown>)[key]);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** What makes one member such a thing. */
function notJson(member: unknown): string | undefined {
  switch (typeof member) {
    case "bigint":
    case "function":
    case "symbol":
      return `a ${typeof member}`;
    case "number":
      return Number.isFinite(member) ? undefined : String(member);
    case "object": {
      if (member === null || Array.isArray(member)) return undefined;
      const parent: unknown = Object.getPrototypeOf(member);
      return parent === Object.prototype || parent === null ? undefined : "an object of a class";
    }
    default:
      return undefined;
  }
}
