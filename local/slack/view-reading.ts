import { LIMITS } from "../../lib/slack/limits.ts";
import { validateView } from "../../lib/slack/validate-view.ts";
import { fieldsOf, itemsOf, wordOf } from "./block-fields.ts";
import { missing, Refused } from "./call.ts";
import { namedPlaces } from "./places.ts";

/** What an app says in a view. */
export interface ViewContent {
  readonly type: "modal" | "home";
  readonly callbackId: string;
  /** Text objects as they came. */
  readonly title?: unknown;
  readonly submit?: unknown;
  readonly close?: unknown;
  readonly blocks: readonly unknown[];
  readonly privateMetadata: string;
  readonly externalId?: string;
  readonly notifyOnClose: boolean;
  readonly clearOnClose: boolean;
}

/**
 * The view of this kind, by the rules of Slack and, unless told otherwise, Planbell's own.
 * @throws {Refused} `view_too_large`, or `invalid_arguments` with the places
 */
export function readView(view: unknown, type: ViewContent["type"], strict: boolean): ViewContent {
  if (view === undefined) throw missing("view");
  if (Buffer.byteLength(JSON.stringify(view)) > LIMITS.view) throw new Refused("view_too_large");
  const violations = validateView(view, { strict });
  const given = fieldsOf(view);
  if (violations.length === 0 && given["type"] !== type) {
    const message = `must be a ${type}, which is the \`type\` of the view it belongs to`;
    throw new Refused("invalid_arguments", namedPlaces([{ code: "not_allowed", pointer: "/view/type", message }]));
  }
  if (violations.length > 0) throw new Refused("invalid_arguments", namedPlaces(violations));
  const externalId = wordOf(given["external_id"]);
  return {
    type,
    callbackId: wordOf(given["callback_id"]),
    ...only(given, "title"),
    ...only(given, "submit"),
    ...only(given, "close"),
    blocks: itemsOf(given["blocks"]),
    privateMetadata: wordOf(given["private_metadata"]),
    ...(externalId === "" ? {} : { externalId }),
    notifyOnClose: given["notify_on_close"] === true,
    clearOnClose: given["clear_on_close"] === true,
  };
}

function only<K extends string>(given: Readonly<Record<string, unknown>>, key: K): { [key in K]?: unknown } {
  return given[key] === undefined || given[key] === null ? {} : ({ [key]: given[key] } as { [key in K]?: unknown });
}
