import { type EpochMs, instant } from "../model/brand.ts";
import { CatalogError } from "../model/errors.ts";
import { redact } from "../text/redact.ts";

/** An object of an answer, and its JSON path there (`PlanDetails[3]`; empty for the body itself). */
export interface Fields {
  readonly of: Readonly<Record<string, unknown>>;
  readonly at: string;
}

/**
 * All readers below throw {CatalogError} `BadResponse` that names the JSON path, never the value. It is not retryable,
 * unlike a body that could not be parsed: well-formed JSON of another shape will come again, and somebody must see it.
 */
function fault(at: string, expected: string, found: unknown): CatalogError {
  return new CatalogError(`${at || "the answer"}: expected ${expected}, found ${kindOf(found)}`, {
    code: "BadResponse",
    retryable: false,
  });
}

/** Runs a reading of an answer; its fault then begins with the action that gave the answer. */
export function naming<T>(action: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof CatalogError)) throw error;
    throw new CatalogError(`${action}: ${error.message}`, { code: error.code, retryable: error.retryable });
  }
}

/** An object. */
export function fieldsOf(value: unknown, at: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw fault(at, "an object", value);
  return { of: value as Record<string, unknown>, at };
}

/** A text, trimmed and not empty; numbers and booleans are taken by their digits and words. */
export function textAt(fields: Fields, key: string): string {
  const text = optionalTextAt(fields, key);
  if (text === undefined) throw fault(pathOf(fields, key), "a text", valueAt(fields, key));
  return text;
}

/** A trimmed text; absent when there is none, or nothing but blanks. */
export function optionalTextAt(fields: Fields, key: string): string | undefined {
  return rawTextAt(fields, key).trim() || undefined;
}

/** A text as it was sent, for what must not be trimmed; empty when there is none. */
export function rawTextAt(fields: Fields, key: string): string {
  const value = valueAt(fields, key);
  if (value === undefined || value === null) return "";
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  throw fault(pathOf(fields, key), "a text", value);
}

/**
 * An id: what may stand in a record key, a button and a message, where nothing is hidden any more. The form of real ids
 * is not documented beyond that.
 */
export function idAt(fields: Fields, key: string): string {
  const id = textAt(fields, key);
  if (!/^[\w*-]{1,128}$/.test(id) || redact(id) !== id)
    throw fault(pathOf(fields, key), "an id of letters, digits, _ and -", id);
  return id;
}

/** A time with its zone, with or without milliseconds: `2022-07-18T06:02:35.075Z`. */
export function instantAt(fields: Fields, key: string): EpochMs {
  const text = textAt(fields, key);
  const time = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw fault(pathOf(fields, key), "a time", text);
  return instant(time);
}

/** A time as Resource Orchestration writes it, in UTC without saying so: `2019-08-01T04:07:39`. */
export function utcAt(fields: Fields, key: string): EpochMs {
  const text = optionalTextAt(fields, key) ?? "";
  const zoned = /^\d{4}-\d\d-\d\dT[\d:.]+$/.test(text) ? { ...fields.of, [key]: `${text}Z` } : fields.of;
  return instantAt({ of: zoned, at: fields.at }, key);
}

/** A count of things: a whole number from 0, also as text. */
export function countAt(fields: Fields, key: string): number {
  const text = textAt(fields, key);
  if (!/^\d{1,15}$/.test(text)) throw fault(pathOf(fields, key), "a count", valueAt(fields, key));
  return Number(text);
}

/** A list of objects; empty when it is absent, as the catalog may leave out empty lists. */
export function listAt(fields: Fields, key: string): Fields[] {
  const value = valueAt(fields, key);
  const at = pathOf(fields, key);
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw fault(at, "a list", value);
  return value.map((item, index) => fieldsOf(item, `${at}[${index}]`));
}

/** An object inside. */
export function recordAt(fields: Fields, key: string): Fields {
  return fieldsOf(valueAt(fields, key), pathOf(fields, key));
}

/** An object inside; one without fields when it is absent. */
export function optionalRecordAt(fields: Fields, key: string): Fields {
  return fieldsOf(valueAt(fields, key) ?? {}, pathOf(fields, key));
}

function valueAt(fields: Fields, key: string): unknown {
  return Object.hasOwn(fields.of, key) ? fields.of[key] : undefined;
}

function pathOf(fields: Fields, key: string): string {
  return fields.at === "" ? key : `${fields.at}.${key}`;
}

function kindOf(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return value.trim() === "" ? "an empty text" : "another text";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
