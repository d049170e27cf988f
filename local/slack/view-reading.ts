import { fieldsOf, itemsOf, wordOf } from "./block-fields.ts";
import { Refused } from "./call.ts";

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

/** The view of this kind. @throws {Refused} `invalid_arguments` with the places */
export function readView(view: unknown, type: ViewContent["type"]): ViewContent {
  const given = fieldsOf(view);
  if (given["type"] !== type) throw new Refused("invalid_arguments");
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
