import type { KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import type { AppOptions } from "../../../local/slack/app/app.ts";
import { isSigned, type Listener, openListener, SIGNING_SECRET } from "./listener.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const USERS = [
  { id: "U01ALICE01", name: "alice" },
  { id: "U02BOB0001", name: "bob", teamId: "T0FOREIGN0" },
];
const plain = (text: string) => ({ type: "plain_text" as const, text });
const option = (value: string) => ({ text: plain(value), value });
const CARD: KnownBlock[] = [
  { type: "section", block_id: "who", text: plain("Who?"), accessory: { type: "users_select", action_id: "person" } },
  {
    type: "actions",
    block_id: "card:actions",
    elements: [
      { type: "button", action_id: "approve", text: plain("Approve"), value: '{"p":"plan-1"}', style: "primary" },
      { type: "static_select", action_id: "size", options: [option("small"), option("large")] },
    ],
  },
];
const alice = { user: "U01ALICE01", blockId: "card:actions", actionId: "approve" };

async function openBoth(options: Partial<AppOptions> = {}): Promise<Workplace & { app: Listener; ts: string }> {
  const app = await openListener();
  const place = await openWorkplace({
    users: USERS,
    strict: false,
    app: { requestUrl: app.url, signingSecret: SIGNING_SECRET, ...options },
  });
  const { ts = "" } = await place.client.chat.postMessage({ channel: CHANNEL, text: "Card", blocks: CARD });
  return { app, ts, ...place };
}

describe("a click on a message", () => {
  it("reaches the app as a signed form with all that Slack says of it", async () => {
    const { slack, app, ts } = await openBoth();
    expect(await slack.people.act({ ...alice, at: { channel: CHANNEL, ts } })).toEqual({ ok: true });
    const [heard] = app.heard;
    expect(heard && isSigned(heard)).toBe(true);
    expect(heard?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(heard?.payload).toEqual({
      type: "block_actions",
      user: { id: "U01ALICE01", username: "alice", name: "alice", team_id: "T0PLANBELL" },
      api_app_id: "A0PLANBELL",
      token: "stand-in-verification-token",
      container: { type: "message", message_ts: ts, channel_id: CHANNEL, is_ephemeral: false },
      trigger_id: expect.stringMatching(/^\d+\.\d+\.\w+$/),
      team: { id: "T0PLANBELL", domain: "planbell-demo" },
      enterprise: null,
      is_enterprise_install: false,
      channel: { id: CHANNEL, name: "platform" },
      message: {
        type: "message",
        user: "U0PLANBELL",
        bot_id: "B0PLANBELL",
        app_id: "A0PLANBELL",
        text: "Card",
        ts,
        team: "T0PLANBELL",
        blocks: CARD,
      },
      state: {
        values: {
          who: { person: { type: "users_select", selected_user: null } },
          "card:actions": { size: { type: "static_select", selected_option: null } },
        },
      },
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/response\/\w+$/),
      actions: [
        {
          action_id: "approve",
          block_id: "card:actions",
          text: plain("Approve"),
          value: '{"p":"plan-1"}',
          style: "primary",
          type: "button",
          action_ts: "1764000000.000000",
        },
      ],
    });
  });

  it("brings the message's plain texts escaped, and what it was sent with as it was", async () => {
    const { slack, app, client } = await openBoth();
    const blocks: KnownBlock[] = [
      { type: "header", text: plain("R&D <b>") },
      { type: "section", text: { type: "mrkdwn", text: "R&amp;D" } },
      {
        type: "actions",
        block_id: "R&D",
        elements: [{ type: "button", action_id: "a", text: plain("a"), value: "R&D" }],
      },
    ];
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "Card", blocks });
    await slack.people.act({ user: "U01ALICE01", at: { channel: CHANNEL, ts }, blockId: "R&D", actionId: "a" });
    expect(app.heard[0]?.payload).toMatchObject({
      message: { blocks: [{ text: plain("R&amp;D &lt;b&gt;") }, { text: { text: "R&amp;D" } }, { block_id: "R&D" }] },
      actions: [{ block_id: "R&D", value: "R&D" }],
    });
  });

  it("can be answered by another content of the message at its response_url", async () => {
    const { slack, app, ts } = await openBoth();
    await slack.people.act({ ...alice, at: { channel: CHANNEL, ts } });
    const body = JSON.stringify({ replace_original: true, text: "Approved" });
    const headers = { "content-type": "application/json" };
    const url = String(app.heard[0]?.payload["response_url"]);
    expect((await fetch(url, { method: "POST", headers, body })).status).toBe(200);
    expect(slack.workspace.messages(CHANNEL)).toMatchObject([{ ts, text: "Approved", edits: 1 }]);
  });

  it("in a thread names the thread; one by a guest from elsewhere names their team", async () => {
    const { slack, app, client, ts } = await openBoth();
    const reply = { channel: CHANNEL, text: "Note", thread_ts: ts, blocks: CARD };
    const { ts: replyTs = "" } = await client.chat.postMessage(reply);
    await slack.people.act({ ...alice, user: "U02BOB0001", at: { channel: CHANNEL, ts: replyTs } });
    expect(app.heard[0]?.payload).toMatchObject({
      container: { message_ts: replyTs, thread_ts: ts },
      user: { id: "U02BOB0001", team_id: "T0FOREIGN0" },
    });
  });
});

describe("a click on a message for one person", () => {
  it("does not send the message along, and is possible for that person alone", async () => {
    const { slack, app, client } = await openBoth();
    const message = { channel: CHANNEL, user: "U01ALICE01", text: "For you", blocks: CARD };
    const { message_ts: ts = "" } = await client.chat.postEphemeral(message);
    const at = { channel: CHANNEL, ts };
    expect(await slack.people.act({ ...alice, user: "U02BOB0001", at })).toMatchObject({ ok: false });
    expect(await slack.people.act({ ...alice, at })).toEqual({ ok: true });
    expect(app.heard).toHaveLength(1);
    expect(app.heard[0]?.payload["container"]).toMatchObject({ message_ts: ts, is_ephemeral: true });
    expect(app.heard[0]?.payload).not.toHaveProperty("message");
  });
});

describe("a choice", () => {
  it("is told at once, and is in the values of whatever the same person does there next", async () => {
    const { slack, app, ts } = await openBoth();
    const at = { channel: CHANNEL, ts };
    const choice = { selected_option: option("large") };
    await slack.people.act({ ...alice, at, actionId: "size", choice });
    await slack.people.act({ ...alice, at });
    await slack.people.act({ ...alice, at, user: "U02BOB0001" });
    const large = { type: "static_select", selected_option: option("large") };
    expect(app.heard[0]?.payload["actions"]).toMatchObject([{ action_id: "size", ...large }]);
    const sizes = app.heard.map(({ payload }) => payload["state"]);
    expect(sizes).toMatchObject([
      { values: { "card:actions": { size: large } } },
      { values: { "card:actions": { size: large } } },
      { values: { "card:actions": { size: { selected_option: null } } } },
    ]);
  });
});

describe("a click that the app does not take", () => {
  it("is shown beside the button, and is not sent again", async () => {
    const { slack, app, ts } = await openBoth({ patience: 2_000 });
    const act = { ...alice, at: { channel: CHANNEL, ts } };
    app.script.push({ status: 404 }, "never");
    const refused = { ok: false, reason: "refused", said: "This app responded with Status Code 404" };
    expect(await slack.people.act(act)).toEqual(refused);
    const said = "Operation timed out. Apps need to respond within 3 seconds.";
    expect(await slack.people.act(act)).toEqual({ ok: false, reason: "timeout", said });
    expect(app.heard).toHaveLength(2);
  });

  it("since there is none is shown too", async () => {
    const { slack, client } = await openWorkplace({ users: USERS, strict: false });
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "Card", blocks: CARD });
    expect(await slack.people.act({ ...alice, at: { channel: CHANNEL, ts } })).toMatchObject({ reason: "no-app" });
  });
});

describe("a click on what is not there any more", () => {
  it.each([
    ["a button that an edit took away", { actionId: "reject" }],
    ["a block that an edit took away", { blockId: "card:actions:r2" }],
    ["a message that is gone", { at: { channel: CHANNEL, ts: "1764000000.999900" } }],
  ])("does nothing: %s", async (_, change) => {
    const { slack, app, ts } = await openBoth();
    const deed = await slack.people.act({ ...alice, at: { channel: CHANNEL, ts }, ...change });
    expect(deed).toEqual({ ok: false, reason: "refused", said: "" });
    expect(app.heard).toEqual([]);
  });

  it("or by somebody who is not here any more does nothing, and nobody acts as a stranger", async () => {
    const { slack, app, ts } = await openBoth();
    const at = { channel: CHANNEL, ts };
    const stranger = slack.people.act({ ...alice, user: "U09NOBODY9", at });
    await expect(stranger).rejects.toThrow("nobody is called U09NOBODY9 here");
    slack.workspace.deactivate("U01ALICE01");
    const said = "This account is deactivated.";
    expect(await slack.people.act({ ...alice, at })).toEqual({ ok: false, reason: "refused", said });
    expect(app.heard).toEqual([]);
  });
});
