import type { SlackFault } from "../model/errors.ts";
import { redact } from "../text/redact.ts";

/**
 * May the call be made twice? A post may not: each one is a message. A preparing call is made once as well, but what
 * becomes of it nobody sees, so that all of it can simply be begun again.
 */
export type Effect = "once" | "preparing" | "repeatable";

/** No files here, for whatever reason; messages are taken all the same. */
const NO_FILES = ["file_uploads_disabled", "file_upload_size_restricted", "storage_limit_reached"] as const;

/**
 * Slack's error words by what delivery does about them. A word that is not here is transient: `internal_error`,
 * `service_unavailable`, `request_timeout`, `message_limit_exceeded` and the like, and whatever Slack adds.
 * @see chat.postMessage, chat.update, conversations.history, conversations.replies, conversations.open,
 *   files.getUploadURLExternal, files.completeUploadExternal: "Errors"
 */
const WORDS = {
  token: [
    "invalid_auth",
    "not_authed",
    "account_inactive",
    "token_revoked",
    "token_expired",
    "missing_scope",
    "not_allowed_token_type",
    "access_denied",
    "accesslimited",
    "app_access_restricted",
    "two_factor_setup_required",
    "enterprise_is_restricted",
    "method_deprecated",
    "unknown_method",
  ],
  destination: [
    "channel_not_found",
    "not_in_channel",
    "is_archived",
    "no_permission",
    "ekm_access_denied",
    "messages_tab_disabled",
    "user_not_in_channel",
    "user_not_found",
    "user_disabled",
    "user_not_visible",
    "cannot_dm_bot",
    "invalid_user_combination",
    "app_cannot_join_channel",
    "method_not_supported_for_channel_type",
    "invalid_channel",
    "posting_to_channel_denied",
    ...NO_FILES,
  ],
  payload: [
    "invalid_blocks",
    "invalid_blocks_format",
    "msg_blocks_too_long",
    "msg_too_long",
    "no_text",
    "invalid_metadata_format",
    "invalid_metadata_schema",
    "metadata_too_large",
    "markdown_text_conflict",
    "too_many_attachments",
    "invalid_arguments",
    "view_too_large",
    "missing_argument",
    "snippet_too_large",
    "unknown_snippet_type",
  ],
  stale: [
    "message_not_found",
    "thread_not_found",
    // The card stands in a thread itself, where nothing can be replied to. That says nothing against the channel, as
    // a fault of the destination would: a card posted anew takes the reply.
    "cannot_reply_to_message",
    "cant_update_message",
    "edit_window_closed",
    "block_mismatch",
    "is_inactive",
    "hash_conflict",
    "not_found",
    "expired_trigger_id",
    "exchanged_trigger_id",
    "invalid_trigger_id",
    "duplicate_external_id",
  ],
  throttled: ["ratelimited", "rate_limited"],
} as const satisfies Partial<Record<SlackFault, readonly string[]>>;

const FAULTS = new Map<string, SlackFault>(
  Object.entries(WORDS).flatMap(([fault, words]) => words.map((word) => [word, fault as SlackFault])),
);

/** Methods that Planbell can do without. Their scopes are optional: a good token may lack them. */
const DISPENSABLE = new Set([
  "conversations.history",
  "conversations.replies",
  "conversations.open",
  "files.getUploadURLExternal",
  "files.completeUploadExternal",
]);

/** Words that mean no more than "not this method", whatever is asked of it: they do not pass. */
const NOT_THIS_METHOD = new Set([
  "missing_scope",
  "not_allowed_token_type",
  "access_denied",
  "enterprise_is_restricted",
  "method_deprecated",
  "unknown_method",
  "method_not_supported_for_channel_type",
  "cannot_dm_bot",
  // Groups of users come with Slack's paid plans.
  "plan_upgrade_required",
  "paid_teams_only",
]);

/** Is the method closed to us, and not just this conversation for now? */
export const isClosedMethod = (word: string): boolean => NOT_THIS_METHOD.has(word);

/** Said of an upload: are files closed to us, and not just this conversation for now? */
export const isWithoutFiles = (word: string): boolean =>
  isClosedMethod(word) || NO_FILES.some((known) => known === word);

/**
 * What a refusal by `{"ok":false,"error":word}` means. Total: an unknown word is transient.
 *
 * `fatal_error` is Slack's word for "part of it may have happened": of a post nobody knows, a repeatable call is
 * simply made again. A method that Planbell can do without never makes the token bad.
 */
export function faultOfWord(word: string, effect: Effect, method: string): SlackFault {
  if (word === "fatal_error") return lostAnswer(effect);
  if (NOT_THIS_METHOD.has(word) && DISPENSABLE.has(method)) return "destination";
  // A family: restricted_action_read_only_channel, restricted_action_thread_only_channel, and more.
  if (word.startsWith("restricted_action")) return "destination";
  return FAULTS.get(word) ?? "transient";
}

/**
 * What an answer that is not HTTP 200 means. Slack answers 200 or 429; anything else comes from a server between us.
 *
 * A 4xx refused the request before it could reach anybody. A 5xx says nothing of the kind: a gateway that gives up
 * waiting answers 502 or 504 after it handed the post on, so a post that got one may stand in the channel.
 */
export function faultOfStatus(status: number, effect: Effect): SlackFault {
  if (status === 429) return "throttled";
  return status >= 400 && status < 500 ? "transient" : lostAnswer(effect);
}

/** What it means that the request left and no sound answer came back. */
export const lostAnswer = (effect: Effect): SlackFault => (effect === "once" ? "ambiguous" : "transient");

/** Is this an error word, and not a page that some proxy sent with status 200? */
export const isErrorWord = (text: unknown): text is string =>
  typeof text === "string" && /^[a-z][a-z0-9_]{0,79}$/.test(text) && redact(text) === text;

/** Names of scopes, and nothing that could be a token. */
const SCOPES = /^[a-z._]{1,30}(?::[a-z._]{1,30}){0,3}(?:, ?[a-z._]{1,30}(?::[a-z._]{1,30}){0,3}){0,9}$/;

/**
 * What Slack's answer adds to its error word: the scope that is missing, the place in the blocks it does not like.
 * Never text of the message itself, which Slack's own sentences may quote.
 */
export function detailOf(answer: Readonly<Record<string, unknown>>): string {
  const needed = answer["needed"];
  if (typeof needed === "string" && SCOPES.test(needed)) return ` (needs ${needed})`;
  const metadata = answer["response_metadata"];
  const sentences =
    typeof metadata === "object" && metadata !== null && "messages" in metadata ? metadata.messages : [];
  const [, pointer] = /\[json-pointer:((?:\/(?:[a-z_]{1,30}|\d{1,4})){1,9})\]/.exec(JSON.stringify(sentences)) ?? [];
  return pointer === undefined ? "" : ` (at ${pointer})`;
}
