import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelId } from "../../lib/model/brand.ts";
import { createFacts } from "../../lib/slack/slack-facts.ts";
import { json, ok, refused, ScriptedSlack, text } from "./scripted-slack.ts";

const CHANNEL = "C0123456789" as ChannelId;
const DATE = "Tue, 24 Nov 2026 16:00:00 GMT";

let slack: ScriptedSlack;
let dates: string[];
beforeEach(async () => {
  slack = await new ScriptedSlack().start();
  dates = [];
});
afterEach(() => slack.stop());

const facts = () => createFacts({ token: "xoxb-1", apiUrl: slack.apiUrl, onDate: (date) => dates.push(date) });

describe("the app", () => {
  const SELF = { ok: true, team_id: "T01", team: "Example", user_id: "U0BOT", bot_id: "B1" };

  it("is known with its scopes, which stand in a header, and so is the time", async () => {
    slack.on("auth.test", json(SELF, 200, { "x-oauth-scopes": "chat:write,users:read", date: DATE }));
    expect(await facts().self()).toEqual({
      teamId: "T01",
      team: "Example",
      userId: "U0BOT",
      scopes: ["chat:write", "users:read"],
    });
    expect(dates).toEqual([DATE]);
  });

  it("may have scopes that nobody tells", async () => {
    slack.on("auth.test", json(SELF));
    expect((await facts().self()).scopes).toBeUndefined();
  });

  it("has the time from a refusal, too", async () => {
    slack.on("auth.test", json({ ok: false, error: "invalid_auth" }, 200, { date: DATE }));
    await expect(facts().self()).rejects.toMatchObject({ code: "invalid_auth" });
    expect(dates).toEqual([DATE]);
  });

  it("is not known from an answer of another shape", async () => {
    slack.on("auth.test", ok({ team: "Example" }));
    await expect(facts().self()).rejects.toMatchObject({ code: "bad_answer" });
  });
});

describe("a channel", () => {
  const INFO = { id: CHANNEL, name: "platform", is_archived: false, is_member: true, is_private: false };

  it.each([
    [{}, {}],
    [{ is_archived: true }, { archived: true }],
    [{ is_member: undefined }, { member: false }],
    [{ is_private: true }, { isPrivate: true }],
    [{ is_ext_shared: true }, { shared: true }],
    [{ is_pending_ext_shared: true }, { shared: true }],
    [{ is_shared: true, is_org_shared: true, is_ext_shared: false }, {}],
  ])("is read: %j", async (given, part) => {
    slack.on("conversations.info", ok({ channel: { ...INFO, ...given } }));
    const plain = { name: "platform", archived: false, member: true, isPrivate: false, shared: false };
    expect(await facts().channel(CHANNEL)).toEqual({ ...plain, ...part });
  });

  it("may be closed to us, in Slack's word", async () => {
    slack.on("conversations.info", refused("missing_scope", { needed: "channels:read" }));
    await expect(facts().channel(CHANNEL)).rejects.toMatchObject({ code: "missing_scope" });
  });

  it("is entered without reading a message", async () => {
    slack.on("conversations.history", ok({ messages: [] }));
    await facts().enter(CHANNEL);
    expect(slack.calls("conversations.history")[0]?.form).toEqual({ channel: CHANNEL, latest: "1", limit: "1" });
  });
});

describe("people", () => {
  const USER = { id: "U01", team_id: "T01", name: "alice", real_name: "Alice Liu", deleted: false };
  it.each([
    [{}, {}],
    [{ real_name: "" }, { name: "alice" }],
    [{ deleted: true }, { deactivated: true }],
    [{ is_bot: true }, { bot: true }],
    [{ is_restricted: true }, { guest: true }],
    [{ is_ultra_restricted: true }, { guest: true }],
    [
      { is_stranger: true, team_id: "T02" },
      { stranger: true, teamId: "T02" },
    ],
    [{ enterprise_user: { teams: ["T01", "T02"] } }, { teams: ["T01", "T02"] }],
  ])("are read: %j", async (given, part) => {
    slack.on("users.info", ok({ user: { ...USER, ...given } }));
    const plain = { name: "Alice Liu", teamId: "T01", deactivated: false, bot: false, guest: false, stranger: false };
    expect(await facts().person("U01")).toEqual({ ...plain, ...part });
    expect(slack.calls("users.info")[0]?.form).toEqual({ user: "U01" });
  });

  it("are in groups, of which disabled ones are told, and counts that are text are counts", async () => {
    const groups = [{ id: "S1", date_delete: 0, user_count: "2" }, { id: "S2", date_delete: 1_764_000_000 }, "half"];
    slack.on("usergroups.list", ok({ usergroups: groups }));
    expect(await facts().groups()).toEqual([
      { id: "S1", disabled: false, size: 2 },
      { id: "S2", disabled: true, size: 0 },
    ]);
  });
});

describe("a connection of Socket Mode", () => {
  it("is asked for with the app's token, and left unused", async () => {
    slack.on("apps.connections.open", ok({ url: "wss://127.0.0.1:1/link" }));
    await facts().socket("xapp-1");
    expect(slack.calls("apps.connections.open")[0]?.authorization).toBe("Bearer xapp-1");
  });

  it("is refused without showing a token", async () => {
    slack.on("apps.connections.open", text("<html>xapp-1</html>"));
    const thrown = await facts().socket("xapp-1").then(String, String);
    expect(thrown).not.toContain("xapp-1");
  });
});
