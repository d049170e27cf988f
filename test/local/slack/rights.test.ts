import { describe, expect, it } from "vitest";
import { clientOf, openWorkplace, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";

/** Every method that needs a scope, with what it is called for. */
const NEEDED: [method: string, scope: string, args?: Record<string, unknown>][] = [
  ["chat.postMessage", "chat:write"],
  ["chat.postEphemeral", "chat:write"],
  ["chat.update", "chat:write"],
  ["chat.delete", "chat:write"],
  ["conversations.open", "im:write"],
  ["conversations.history", "channels:history", { channel: CHANNEL }],
  ["conversations.replies", "channels:history", { channel: CHANNEL }],
  ["conversations.info", "channels:read", { channel: CHANNEL }],
  ["conversations.list", "channels:read"],
  ["conversations.members", "channels:read", { channel: CHANNEL }],
  ["files.getUploadURLExternal", "files:write"],
  ["files.completeUploadExternal", "files:write"],
  ["users.info", "users:read"],
  ["users.list", "users:read"],
  ["users.lookupByEmail", "users:read.email"],
  ["usergroups.list", "usergroups:read"],
  ["usergroups.users.list", "usergroups:read"],
  ["bots.info", "users:read"],
];

describe("a method", () => {
  it.each(NEEDED)("is closed to a token without its scope: %s needs %s", async (method, needed, args = {}) => {
    const { client } = await openWorkplace({ scopes: ["commands", "reactions:read"] });
    await expect(client.apiCall(method, args)).rejects.toMatchObject({
      data: { error: "missing_scope", needed, provided: "commands,reactions:read" },
    });
  });

  it.each(NEEDED)("is open to a token with its scope alone: %s with %s", async (method, scope, args = {}) => {
    const { client } = await openWorkplace({ scopes: [scope] });
    expect(await wordOf(client.apiCall(method, args))).not.toBe("missing_scope");
  });

  it.each(["views.open", "views.push", "views.update", "views.publish", "auth.test"])(
    "needs no scope, but a token: %s",
    async (method) => {
      const { slack, client } = await openWorkplace({ scopes: [] });
      expect(await wordOf(client.apiCall(method))).not.toBe("missing_scope");
      expect(await wordOf(clientOf(slack).apiCall(method))).toBe("not_authed");
      expect(await wordOf(clientOf(slack, "xoxb-other").apiCall(method))).toBe("invalid_auth");
    },
  );

  it("says which scopes it takes and which there are", async () => {
    const { client } = await openWorkplace({ scopes: ["chat:write", "users:read"] });
    const { response_metadata } = await client.users.list({});
    expect(response_metadata).toMatchObject({
      scopes: ["chat:write", "users:read"],
      acceptedScopes: ["users:read"],
    });
  });
});

describe("a bot", () => {
  it("is known by its id, and no other is", async () => {
    const { client } = await openWorkplace();
    expect((await client.bots.info({ bot: "B0PLANBELL" })).bot).toMatchObject({
      id: "B0PLANBELL",
      app_id: "A0PLANBELL",
      user_id: "U0PLANBELL",
    });
    expect(await wordOf(client.bots.info({ bot: "B0OTHER000" }))).toBe("bot_not_found");
  });
});

describe("a message that its app deletes", () => {
  it("is gone for all, once", async () => {
    const { slack, client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "card" });
    expect(await client.chat.delete({ channel: CHANNEL, ts })).toMatchObject({ ok: true, channel: CHANNEL, ts });
    expect(slack.workspace.messages()).toMatchObject([{ text: "card", deleted: true }]);
    expect(await wordOf(client.chat.delete({ channel: CHANNEL, ts }))).toBe("message_not_found");
    expect((await client.conversations.history({ channel: CHANNEL })).messages).toEqual([]);
  });

  it("is none of somebody else's, and none that is not there", async () => {
    const { slack, client } = await openWorkplace();
    const { ts } = slack.workspace.say(CHANNEL, "U01ALICE01", "hi");
    expect(await wordOf(client.chat.delete({ channel: CHANNEL, ts }))).toBe("cant_delete_message");
    expect(await wordOf(client.chat.delete({ channel: "C0NOWHERE0", ts }))).toBe("channel_not_found");
    expect(await wordOf(client.chat.delete({ channel: "U01ALICE01", ts }))).toBe("channel_not_found");
    expect(slack.workspace.messages()).toHaveLength(1);
    expect(slack.workspace.messages()[0]?.deleted).toBeUndefined();
  });
});
