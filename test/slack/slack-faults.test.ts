import { describe, expect, it } from "vitest";
import type { SlackFault } from "../../lib/model/errors.ts";
import { faultOfStatus, faultOfWord } from "../../lib/slack/slack-faults.ts";

const POST = "chat.postMessage";

/** Slack's words as its pages list them, for posts, edits and reads of messages. */
const WORDS: readonly [SlackFault, string][] = [
  ["token", "invalid_auth"],
  ["token", "not_authed"],
  ["token", "account_inactive"],
  ["token", "token_revoked"],
  ["token", "token_expired"],
  ["token", "missing_scope"],
  ["token", "not_allowed_token_type"],
  ["token", "access_denied"],
  ["token", "accesslimited"],
  ["token", "app_access_restricted"],
  ["token", "two_factor_setup_required"],
  ["token", "enterprise_is_restricted"],
  ["token", "method_deprecated"],
  ["token", "unknown_method"],
  ["destination", "channel_not_found"],
  ["destination", "not_in_channel"],
  ["destination", "is_archived"],
  ["destination", "no_permission"],
  ["destination", "restricted_action"],
  ["destination", "restricted_action_read_only_channel"],
  ["destination", "restricted_action_thread_only_channel"],
  ["destination", "restricted_action_non_threadable_channel"],
  ["destination", "restricted_action_thread_locked"],
  ["destination", "ekm_access_denied"],
  ["destination", "messages_tab_disabled"],
  ["destination", "user_not_in_channel"],
  ["destination", "user_not_found"],
  ["destination", "user_disabled"],
  ["destination", "user_not_visible"],
  ["payload", "invalid_blocks"],
  ["payload", "invalid_blocks_format"],
  ["payload", "msg_blocks_too_long"],
  ["payload", "msg_too_long"],
  ["payload", "no_text"],
  ["payload", "invalid_metadata_format"],
  ["payload", "invalid_metadata_schema"],
  ["payload", "metadata_too_large"],
  ["payload", "markdown_text_conflict"],
  ["payload", "too_many_attachments"],
  ["payload", "invalid_arguments"],
  ["payload", "view_too_large"],
  ["stale", "message_not_found"],
  ["stale", "thread_not_found"],
  ["stale", "cannot_reply_to_message"],
  ["stale", "cant_update_message"],
  ["stale", "edit_window_closed"],
  ["stale", "block_mismatch"],
  ["stale", "is_inactive"],
  ["stale", "hash_conflict"],
  ["stale", "not_found"],
  ["stale", "expired_trigger_id"],
  ["stale", "exchanged_trigger_id"],
  ["stale", "invalid_trigger_id"],
  ["stale", "duplicate_external_id"],
  ["throttled", "ratelimited"],
  ["throttled", "rate_limited"],
  ["transient", "internal_error"],
  ["transient", "service_unavailable"],
  ["transient", "request_timeout"],
  ["transient", "team_added_to_org"],
  ["transient", "org_login_required"],
  ["transient", "message_limit_exceeded"],
  ["transient", "a_word_of_next_year"],
  ["transient", "constructor"],
];

describe("a word with which Slack refuses", () => {
  it.each(WORDS)("is %s: %s", (fault, word) => {
    expect(faultOfWord(word, "once", POST)).toBe(fault);
    expect(faultOfWord(word, "repeatable", "chat.update")).toBe(fault);
  });

  it("says of a post that part of it may have happened, of anything else that it is made again", () => {
    expect(faultOfWord("fatal_error", "once", POST)).toBe("ambiguous");
    expect(faultOfWord("fatal_error", "preparing", "files.getUploadURLExternal")).toBe("transient");
    expect(faultOfWord("fatal_error", "repeatable", "chat.update")).toBe("transient");
  });
});

describe("a method that Planbell can do without", () => {
  const methods = [
    "conversations.history",
    "conversations.replies",
    "conversations.open",
    "files.getUploadURLExternal",
    "files.completeUploadExternal",
  ];
  it.each(methods)("leaves the token good when it is refused alone: %s", (method) => {
    for (const word of [
      "missing_scope",
      "not_allowed_token_type",
      "access_denied",
      "enterprise_is_restricted",
      "method_deprecated",
      "unknown_method",
    ]) {
      expect([word, faultOfWord(word, "repeatable", method)]).toEqual([word, "destination"]);
    }
  });

  it.each(methods)("tells of a token that is good for nothing: %s", (method) => {
    for (const word of ["invalid_auth", "token_revoked", "account_inactive", "accesslimited"]) {
      expect([word, faultOfWord(word, "repeatable", method)]).toEqual([word, "token"]);
    }
  });
});

describe("a person whose direct messages are opened", () => {
  it.each([
    "cannot_dm_bot",
    "invalid_user_combination",
    "app_cannot_join_channel",
    "method_not_supported_for_channel_type",
    "user_not_found",
    "user_disabled",
    "user_not_visible",
    "restricted_action",
  ])("is out of reach by %s", (word) =>
    expect(faultOfWord(word, "repeatable", "conversations.open")).toBe("destination"),
  );
});

describe("a file", () => {
  it.each<[SlackFault, string]>([
    ["destination", "invalid_channel"],
    ["destination", "posting_to_channel_denied"],
    ["destination", "file_uploads_disabled"],
    ["destination", "file_upload_size_restricted"],
    ["destination", "storage_limit_reached"],
    ["payload", "missing_argument"],
    ["payload", "snippet_too_large"],
    ["payload", "unknown_snippet_type"],
    ["transient", "file_not_found"],
    ["transient", "file_update_failed"],
  ])("that is refused is %s by %s", (fault, word) =>
    expect(faultOfWord(word, "once", "files.completeUploadExternal")).toBe(fault),
  );
});

describe("an answer that is not HTTP 200", () => {
  it.each<[number, SlackFault, SlackFault]>([
    [429, "throttled", "throttled"],
    [400, "transient", "transient"],
    [404, "transient", "transient"],
    [204, "ambiguous", "transient"],
    [302, "ambiguous", "transient"],
    [500, "ambiguous", "transient"],
    [502, "ambiguous", "transient"],
    [504, "ambiguous", "transient"],
  ])("%i is %s for a post, %s for what may be made again", (status, once, repeatable) => {
    expect(faultOfStatus(status, "once")).toBe(once);
    expect(faultOfStatus(status, "preparing")).toBe(repeatable);
    expect(faultOfStatus(status, "repeatable")).toBe(repeatable);
  });
});
