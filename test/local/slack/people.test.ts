import { describe, expect, it } from "vitest";
import { openWorkplace, wordOf } from "./workplace.ts";

const ALICE = "U01ALICE01";
const BOB = "U02BOB0000";
const CAROL = "U03CAROL00";
const users = [
  { id: ALICE, name: "alice", realName: "Alice Li", email: "Alice@example.com", locale: "zh-CN", tz: "Asia/Shanghai" },
  { id: BOB, name: "bob", isUltraRestricted: true, teamId: "T0OTHER000" },
  { id: CAROL, name: "carol", deactivated: true, email: "carol@example.com" },
];
const userGroups = [
  { id: "S01NET0000", handle: "net", name: "Network", users: [ALICE, CAROL] },
  { id: "S02OLD0000", handle: "old", name: "Old", users: [BOB], disabled: true },
];
const workplace = (scopes?: string[]) => openWorkplace({ users, userGroups, ...(scopes ? { scopes } : {}) });

describe("a person", () => {
  it("is told of with zone, and with language on request only", async () => {
    const { client } = await workplace();
    const { user } = await client.users.info({ user: ALICE });
    expect(user).toMatchObject({
      id: ALICE,
      team_id: "T0PLANBELL",
      name: "alice",
      deleted: false,
      real_name: "Alice Li",
      tz: "Asia/Shanghai",
      tz_offset: 28_800,
      profile: { real_name: "Alice Li", display_name: "alice" },
      is_bot: false,
      is_restricted: false,
      is_ultra_restricted: false,
    });
    expect(user).not.toHaveProperty("locale");
    expect((await client.users.info({ user: ALICE, include_locale: true })).user?.locale).toBe("zh-CN");
    expect((await client.users.info({ user: BOB, include_locale: true })).user?.locale).toBe("en-US");
  });

  it("is known as a guest, as somebody of another workspace, as one who left, as a bot", async () => {
    const { client } = await workplace();
    expect((await client.users.info({ user: BOB })).user).toMatchObject({
      team_id: "T0OTHER000",
      is_restricted: true,
      is_ultra_restricted: true,
      is_stranger: true,
      tz_offset: 0,
    });
    expect((await client.users.info({ user: CAROL })).user).toMatchObject({ deleted: true });
    expect((await client.users.info({ user: "U0PLANBELL" })).user).toMatchObject({
      is_bot: true,
      profile: { bot_id: "B0PLANBELL", api_app_id: "A0PLANBELL" },
    });
    expect(await wordOf(client.users.info({ user: "U09NOBODY0" }))).toBe("user_not_found");
  });

  it("is found by the address, whatever its case, by who may read addresses", async () => {
    const { client } = await workplace(["users:read", "users:read.email"]);
    const { user } = await client.users.lookupByEmail({ email: "alice@EXAMPLE.com" });
    expect(user).toMatchObject({ id: ALICE, profile: { email: "Alice@example.com" } });
    expect(user).not.toHaveProperty("locale");
    expect(await wordOf(client.users.lookupByEmail({ email: "carol@example.com" }))).toBe("users_not_found");
    expect(await wordOf(client.users.lookupByEmail({ email: "dave@example.com" }))).toBe("users_not_found");
    const other = await workplace(["users:read"]);
    expect(JSON.stringify(await other.client.users.info({ user: ALICE }))).not.toContain("@example.com");
    await expect(other.client.users.lookupByEmail({ email: "a@b.c" })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "users:read.email" },
    });
  });
});

describe("the people of the workspace", () => {
  it("come all at once, those who left and the bot among them", async () => {
    const { client } = await workplace();
    const { members, response_metadata } = await client.users.list({});
    expect(members?.map(({ name, deleted }) => [name, deleted])).toEqual([
      ["alice", false],
      ["bob", false],
      ["carol", true],
      ["planbell", false],
    ]);
    expect(response_metadata?.next_cursor).toBe("");
  });

  it("come in pages that miss and repeat nobody", async () => {
    const { client } = await workplace();
    const pages: unknown[] = [];
    for await (const page of client.paginate("users.list", { limit: 3 })) {
      pages.push((page as { members?: { name: string }[] }).members?.map(({ name }) => name));
    }
    expect(pages).toEqual([["alice", "bob", "carol"], ["planbell"]]);
    expect(await wordOf(client.users.list({ cursor: "nonsense" }))).toBe("invalid_cursor");
    expect(await wordOf(client.users.list({ limit: 1_001 }))).toBe("invalid_limit");
  });
});

describe("user groups", () => {
  it("come with people and counts on request, disabled ones too, and nobody who left", async () => {
    const { client } = await workplace();
    const some = await client.usergroups.list();
    expect(some.usergroups).toHaveLength(1);
    expect(some.usergroups?.[0]).toMatchObject({ id: "S01NET0000", handle: "net", name: "Network", date_delete: 0 });
    expect(some.usergroups?.[0]).not.toHaveProperty("users");
    const all = await client.usergroups.list({ include_users: true, include_count: true, include_disabled: true });
    expect(all.usergroups?.map(({ handle, users: people, user_count }) => [handle, people, user_count])).toEqual([
      ["net", [ALICE], 1],
      ["old", [BOB], 1],
    ]);
  });

  it("tell their people one by one", async () => {
    const { client } = await workplace();
    expect((await client.usergroups.users.list({ usergroup: "S01NET0000" })).users).toEqual([ALICE]);
    expect(await wordOf(client.usergroups.users.list({ usergroup: "S09NONE000" }))).toBe("no_such_subteam");
    expect(await wordOf(client.usergroups.users.list({ usergroup: "S02OLD0000" }))).toBe("no_such_subteam");
    const disabled = { usergroup: "S02OLD0000", include_disabled: true };
    expect((await client.usergroups.users.list(disabled)).users).toEqual([BOB]);
  });
});
