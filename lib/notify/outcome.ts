import type { ChannelId, MessageTs, Ms } from "../model/brand.ts";
import type { SlackFault } from "../model/errors.ts";

/** What came of one call to Slack. */
export type Outcome =
  | { readonly kind: "sent"; readonly channel: ChannelId; readonly ts: MessageTs }
  | { readonly kind: "edited" }
  | { readonly kind: "uploaded" }
  /** Files are not taken, by Slack's word; messages are. */
  | { readonly kind: "no-files"; readonly code: string }
  /** There is nothing to send (any more): it is owed no longer. */
  | { readonly kind: "left-out" }
  /** History holds our message after all. */
  | { readonly kind: "found"; readonly channel: ChannelId; readonly ts: MessageTs }
  /** History was read far enough and does not hold it. */
  | { readonly kind: "absent" }
  /** History is closed to us: whether it was sent cannot be known. */
  | { readonly kind: "unreadable" }
  | Failed;

/** What was wrong; undefined unless the call failed. */
export const faultOf = (outcome: Outcome): SlackFault | undefined =>
  outcome.kind === "failed" ? outcome.fault : undefined;

export interface Failed {
  readonly kind: "failed";
  readonly fault: SlackFault;
  /** Slack's error word, or ours. */
  readonly code: string;
  readonly retryAfter?: Ms;
  /** What was to be sent could not be read: Slack was not asked, and `code` is the catalog's. */
  readonly unread?: true;
}
