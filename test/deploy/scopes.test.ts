import { describe, expect, it } from "vitest";
import { namedBelow, textOf } from "./sources.ts";

/**
 * What a bot needs for each method of the Web API that Planbell may call, in the conversations that it calls it for.
 * @see Slack, the page of each method
 */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  "auth.test": [],
  "apps.connections.open": [],
  "chat.postMessage": ["chat:write"],
  "chat.postEphemeral": ["chat:write"],
  "chat.update": ["chat:write"],
  "conversations.history": ["channels:history", "groups:history", "im:history"],
  "conversations.replies": ["channels:history", "groups:history", "im:history"],
  "conversations.info": ["channels:read", "groups:read"],
  "conversations.open": ["im:write"],
  "files.getUploadURLExternal": ["files:write"],
  "files.completeUploadExternal": ["files:write"],
  "users.info": ["users:read"],
  "usergroups.list": ["usergroups:read"],
  "usergroups.users.list": ["usergroups:read"],
  "views.open": [],
  "views.publish": [],
  "views.update": [],
};

/**
 * What the manifest leaves out, and why: it would show Planbell all that people write to it. Without it a direct message
 * whose answer was lost is sent a second time instead of being found. Who minds that adds the scope: docs/slack-admin.md.
 */
const LEFT_OUT = ["im:history"];

/** Scopes of what Slack sends, for which there is no method. */
const FOR_REQUESTS = ["commands"];

const FAMILIES = "apps|auth|bots|chat|conversations|files|im|reactions|team|usergroups|users|views";
const METHOD = new RegExp(
  `"((?:${FAMILIES})(?:\\.[A-Za-z]+)+)"|\\bclient\\.((?:${FAMILIES})(?:\\.[A-Za-z]+)+)\\(`,
  "g",
);
const called = namedBelow("lib", METHOD);

const { bot } = JSON.parse(textOf("slack-manifest.json")).oauth_config.scopes as { bot: string[] };

describe("the scopes of the manifest", () => {
  it("are looked for where they are used", () => expect(called).toContain("chat.postMessage"));

  it.each(called)("cover %s", (method) => {
    expect(Object.keys(NEEDED)).toContain(method);
    expect(NEEDED[method]?.filter((scope) => !bot.includes(scope) && !LEFT_OUT.includes(scope))).toEqual([]);
  });

  it.each(bot)("hold nothing that is of no use: %s", (scope) => {
    expect([...Object.values(NEEDED).flat(), ...FOR_REQUESTS]).toContain(scope);
  });

  it("are told with a reason each to whoever has to agree to them", () => {
    const rows = [...textOf("docs/slack-admin.md").matchAll(/^\| `([a-z:]+)` \| \S/gm)].map(([, scope]) => scope);
    expect(rows.sort()).toEqual([...bot, ...LEFT_OUT].sort());
  });
});
