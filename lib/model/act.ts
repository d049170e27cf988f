import type { ChannelId, MessageTs } from "./brand.ts";
import type { Asker } from "./job.ts";

/*
 * What somebody did in Slack, as plain values. Signed requests bring them, and they are well-formed; nothing more of them
 * is believed.
 */

/** A command that was typed. */
export interface Typed {
  /** With its slash. */
  readonly command: string;
  readonly text: string;
  /** Undefined: the request does not say who it was. */
  readonly by: Asker | undefined;
  /** Good for one modal, within 3 s; names this act among all. */
  readonly trigger: string | undefined;
  /** Where answers go. A capability: never logged. */
  readonly responseUrl: string | undefined;
}

/** A press of a button of ours. */
export interface Press {
  readonly by: Asker;
  readonly action: string;
  readonly blockId: string;
  readonly value: string;
  /** The message it stands in; undefined in a view, and in a message for one person alone. */
  readonly card: { readonly channel: ChannelId; readonly ts: MessageTs } | undefined;
  /** The heading of that message. */
  readonly heading: string | undefined;
  readonly trigger: string;
  /** Undefined in a view. */
  readonly responseUrl: string | undefined;
}

/** A modal that was sent. */
export interface Submission {
  readonly by: Asker;
  /** The view's `callback_id`. */
  readonly form: string;
  readonly metadata: string;
  /** By block id: what stands in its text field, empty where nothing does. */
  readonly entered: Readonly<Record<string, string>>;
  /** By block id: the placeholder of its text field. */
  readonly placeholders: Readonly<Record<string, string>>;
  readonly trigger: string;
}

/** Home was opened. */
export interface Visit {
  readonly by: Asker;
  /** Names the event among all: it comes again when it was not taken. */
  readonly event: string;
}

export type Act =
  | ({ readonly kind: "command" } & Typed)
  | ({ readonly kind: "press" } & Press)
  | ({ readonly kind: "submission" } & Submission)
  | ({ readonly kind: "visit" } & Visit);
