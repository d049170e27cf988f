import { describe, expect, it } from "vitest";
import { openWorkplace, wordOf } from "./workplace.ts";

const ALICE = "U01ALICE01";
const BOB = "U02BOB0000";
const users = [
  { id: ALICE, name: "alice" },
  { id: BOB, name: "bob" },
];
const channels = [
  { id: "C0DEFAULT0", name: "platform" },
  { id: "C0SHARED00", name: "partners", isExtShared: true, members: [ALICE] },
  { id: "C0OUTSIDE0", name: "outside", member: false },
  { id: "C0OLD00000", name: "old", archived: true },
  { id: "C0SECRET00", name: "secret", isPrivate: true },
  { id: "G0HIDDEN00", name: "hidden", member: false },
];
const scopes = [
  "chat:write",
  "im:write",
  "channels:read",
  "groups:read",
  "im:read",
  "channels:history",
  "groups:history",
];
const workplace = (more: string[] = scopes) => openWorkplace({ users, channels, scopes: more });

describe("a conversation", () => {
  it("is told of by its id", async () => {
    const { client } = await workplace();
    const { channel } = await client.conversations.info({ channel: "C0SHARED00", include_num_members: true });
    expect(channel).toMatchObject({
      id: "C0SHARED00",
      name: "partners",
      is_channel: true,
      is_private: false,
      is_member: true,
      is_archived: false,
      is_ext_shared: true,
      num_members: 2,
    });
    const secret = await client.conversations.info({ channel: "C0SECRET00" });
    expect(secret.channel).toMatchObject({ is_private: true, is_ext_shared: false });
    expect(secret.channel).not.toHaveProperty("num_members");
    const outside = await client.conversations.info({ channel: "C0OUTSIDE0" });
    expect(outside.channel).toMatchObject({ is_member: false });
  });

  it("is told of as direct messages, once they are open", async () => {
    const { slack, client } = await workplace();
    expect(await wordOf(client.conversations.info({ channel: "D01ALICE01" }))).toBe("channel_not_found");
    await client.conversations.open({ users: ALICE });
    slack.workspace.deactivate(ALICE);
    const { channel } = await client.conversations.info({ channel: "D01ALICE01" });
    expect(channel).toMatchObject({ is_im: true, user: ALICE, is_user_deleted: true });
  });

  it("is not there for who is not in it and may not know of it", async () => {
    const { client } = await workplace();
    for (const channel of ["G0HIDDEN00", "C0NOWHERE0"]) {
      expect(await wordOf(client.conversations.info({ channel }))).toBe("channel_not_found");
      expect(await wordOf(client.conversations.members({ channel }))).toBe("channel_not_found");
      expect(await wordOf(client.conversations.history({ channel }))).toBe("channel_not_found");
      expect(await wordOf(client.chat.postMessage({ channel, text: "a" }))).toBe("channel_not_found");
    }
    expect(await wordOf(client.apiCall("conversations.info"))).toBe("invalid_arguments");
  });

  it("takes posts of who may write in public without being in it", async () => {
    const { client } = await workplace([...scopes, "chat:write.public"]);
    expect(await client.chat.postMessage({ channel: "C0OUTSIDE0", text: "a" })).toMatchObject({ ok: true });
    expect(await wordOf(client.chat.postMessage({ channel: "G0HIDDEN00", text: "a" }))).toBe("channel_not_found");
  });
});

describe("the people of a conversation", () => {
  it("are those who are in it, the bot among them, and nobody who left", async () => {
    const { slack, client } = await workplace();
    const members = async (channel: string) => (await client.conversations.members({ channel })).members;
    expect(await members("C0DEFAULT0")).toEqual([ALICE, BOB, "U0PLANBELL"]);
    expect(await members("C0SHARED00")).toEqual([ALICE, "U0PLANBELL"]);
    expect(await members("C0OUTSIDE0")).toEqual([ALICE, BOB]);
    slack.workspace.deactivate(ALICE);
    slack.workspace.setMembers("C0SHARED00", [ALICE, BOB]);
    expect(await members("C0SHARED00")).toEqual([BOB, "U0PLANBELL"]);
  });

  it("come in pages", async () => {
    const { client } = await workplace();
    const pages: unknown[] = [];
    for await (const page of client.paginate("conversations.members", { channel: "C0DEFAULT0", limit: 2 })) {
      pages.push((page as { members?: string[] }).members);
    }
    expect(pages).toEqual([[ALICE, BOB], ["U0PLANBELL"]]);
  });
});

describe("the conversations of the workspace", () => {
  it("are the public ones, unless others are asked for, and never private ones of others", async () => {
    const { client } = await workplace();
    const names = async (args: Record<string, unknown>) => {
      const { channels: found } = await client.conversations.list(args);
      return found?.map(({ name, user }) => name ?? user);
    };
    expect(await names({})).toEqual(["platform", "partners", "outside", "old"]);
    expect(await names({ exclude_archived: true })).toEqual(["platform", "partners", "outside"]);
    await client.conversations.open({ users: BOB });
    expect(await names({ types: "private_channel, im" })).toEqual(["secret", BOB]);
    expect(await wordOf(names({ types: "blink" }))).toBe("invalid_types");
  });

  it("come in pages", async () => {
    const { client } = await workplace();
    const first = await client.conversations.list({ limit: 3 });
    expect(first.channels).toHaveLength(3);
    const cursor = first.response_metadata?.next_cursor ?? "";
    const second = await client.conversations.list({ limit: 3, cursor });
    expect(second.channels?.map(({ name }) => name)).toEqual(["old"]);
    expect(second.response_metadata?.next_cursor).toBe("");
  });

  it.each([
    ["conversations.info", { channel: "C0DEFAULT0" }, "channels:read"],
    ["conversations.info", { channel: "C0SECRET00" }, "groups:read"],
    ["conversations.members", { channel: "C0SECRET00" }, "groups:read"],
    ["conversations.history", { channel: "C0SECRET00" }, "groups:history"],
    ["conversations.list", {}, "channels:read"],
    ["conversations.list", { types: "public_channel,im" }, "channels:read"],
  ])("are closed to who lacks the scope: %s %j", async (method, args, needed) => {
    const { client } = await workplace(["chat:write", "im:read"]);
    await expect(client.apiCall(method, args)).rejects.toMatchObject({
      data: { error: "missing_scope", needed, provided: "chat:write,im:read" },
    });
  });
});
