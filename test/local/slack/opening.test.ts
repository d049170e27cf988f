import { describe, expect, it } from "vitest";
import { openWorkplace, wordOf } from "./workplace.ts";

const users = [
  { id: "U01ALICE01", name: "alice" },
  { id: "U02BOB0000", name: "bob", deactivated: true },
];
const post = { channel: "U01ALICE01", text: "hello" };

describe("direct messages that are opened", () => {
  it("are those that a post to the person goes to, and are opened once", async () => {
    const { client } = await openWorkplace({ users });
    const first = await client.conversations.open({ users: "U01ALICE01" });
    expect(first).toMatchObject({ ok: true, channel: { id: "D01ALICE01" } });
    expect(first).not.toHaveProperty("already_open");
    expect(await client.chat.postMessage(post)).toMatchObject({ channel: "D01ALICE01" });
    expect(await client.conversations.open({ users: "U01ALICE01" })).toMatchObject({
      no_op: true,
      already_open: true,
      channel: { id: "D01ALICE01" },
    });
    const { messages } = await client.conversations.history({ channel: "D01ALICE01" });
    expect(messages?.map(({ text }) => text)).toEqual(["hello"]);
  });

  it.each([
    ["nobody", {}, "users_list_not_supplied"],
    ["somebody who is not there", { users: "U09NOBODY0" }, "user_not_found"],
    ["somebody who has left", { users: "U02BOB0000" }, "user_disabled"],
    ["the bot itself", { users: "U0PLANBELL" }, "cannot_dm_bot"],
  ])("are refused for %s", async (_, args, word) => {
    const { slack, client } = await openWorkplace({ users });
    expect(await wordOf(client.apiCall("conversations.open", args))).toBe(word);
    expect(slack.workspace.channels()).toHaveLength(1);
  });

  it("take the scope im:write, which a post does without", async () => {
    const { client } = await openWorkplace({ users, scopes: ["chat:write"] });
    await expect(client.conversations.open({ users: "U01ALICE01" })).rejects.toMatchObject({
      data: { error: "missing_scope", needed: "im:write" },
    });
    expect(await client.chat.postMessage(post)).toMatchObject({ ok: true });
  });
});

describe("a person whose account is closed", () => {
  it("is written to no more, until it is opened again", async () => {
    const { slack, client } = await openWorkplace({ users });
    await client.chat.postMessage(post);
    slack.workspace.deactivate("U01ALICE01");
    expect(await wordOf(client.chat.postMessage(post))).toBe("user_disabled");
    expect(await wordOf(client.chat.postMessage({ ...post, channel: "D01ALICE01" }))).toBe("user_disabled");
    expect(await wordOf(client.conversations.open({ users: "U01ALICE01" }))).toBe("user_disabled");
    slack.workspace.reactivate("U01ALICE01");
    expect(await client.chat.postMessage(post)).toMatchObject({ channel: "D01ALICE01" });
    expect(await client.conversations.open({ users: "U01ALICE01" })).toMatchObject({ ok: true });
  });
});
