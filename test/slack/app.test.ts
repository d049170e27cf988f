import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { toLambdaEvent } from "../../lib/fc/http.ts";
import { type Door, openDoor } from "../../lib/fc/shim.ts";
import { type AppOptions, createHandler } from "../../lib/slack/app.ts";
import { commandForm, interactionForm, JSON_TYPE, SECRET, SIGNED_AT, signed } from "../build/signed.ts";
import { ScriptedSlack } from "./scripted-slack.ts";

const ANSWER = { text: "hi", blocks: [{ type: "divider" }] };
const saying = (answer: { text: string; blocks: { type: string }[] }, after = () => {}) => ({ answer, after });
const hi = async () => saying(ANSWER);

/** Bolt itself behind our door, with a Slack that notes every call. */
describe("Bolt behind the door", () => {
  let slack: ScriptedSlack;
  let faults: unknown[];
  beforeEach(async () => {
    slack = await new ScriptedSlack().start();
    faults = [];
  });
  afterEach(() => slack.stop());

  const optionsWith = (over: Partial<AppOptions>): AppOptions => ({
    token: "xoxb-1-canary",
    apiUrl: slack.apiUrl,
    onCommand: hi,
    onPress: async () => ({}),
    onSubmit: async () => ({}),
    onHome: async () => ({}),
    onFault: (error: unknown) => faults.push(error),
    ...over,
  });

  function open(onCommand: AppOptions["onCommand"] = hi): Door {
    const load = async () => createHandler(optionsWith({ onCommand }));
    return openDoor({ secrets: [SECRET], clock: { now: () => SIGNED_AT }, load, log: () => {} });
  }

  it("hands on what was typed, and answers with the message for that person alone", async () => {
    const heard: unknown[] = [];
    const door = open(async (typed) => {
      heard.push(typed);
      return saying(ANSWER);
    });
    expect(await door(signed(commandForm("pending  网络 <!channel>")))).toEqual({
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ response_type: "ephemeral", ...ANSWER }),
    });
    expect(heard).toMatchObject([{ command: "/planbell", text: "pending  网络 <!channel>" }]);
  });

  it("hears every command, whatever its name", async () => {
    const door = open(async ({ command }) => saying({ text: command, blocks: [] }));
    const { body } = await door(signed(commandForm("", { command: "/planbell-dev" })));
    expect(JSON.parse(body)).toMatchObject({ text: "/planbell-dev" });
  });

  it.each<[string, string]>([
    ["a team", commandForm("help", { team_id: undefined })],
    ["an app", commandForm("help", { api_app_id: undefined })],
    ["anything but the command", "command=%2Fplanbell"],
    ["one text", `${commandForm("help")}&text=again`],
  ])("answers a command that comes without %s", async (_, body) => {
    expect(await open()(signed(body))).toMatchObject({ status: 200, body: expect.stringContaining("hi") });
  });

  it.each([["command=%2Fplanbell"], [`${commandForm("pending")}&text=again`]])(
    "takes a text that is missing, or there twice, for none: %s",
    async (body) => {
      const heard: string[] = [];
      const door = open(async ({ text }) => {
        heard.push(text);
        return saying(ANSWER);
      });
      await door(signed(body));
      expect(heard).toEqual([""]);
    },
  );

  const person = { id: "U01ALICE01" };
  it.each<[string, object]>([
    ["a press of a button", { type: "block_actions", actions: [{ action_id: "plan_open", type: "button" }] }],
    ["a press without team and app", { type: "block_actions", team: null, actions: [] }],
    ["a modal that is sent", { type: "view_submission", view: { callback_id: "plan_decide" } }],
    ["a modal that is closed", { type: "view_closed", view: { callback_id: "plan_decide" } }],
    ["a shortcut", { type: "shortcut", callback_id: "x" }],
    ["a message's menu", { type: "message_action", callback_id: "x", channel: { id: "C0DEFAULT0" } }],
    ["a menu that asks for options", { type: "block_suggestion", action_id: "x", value: "" }],
    ["a kind that nobody knows", { type: "from_the_future" }],
  ])("takes %s, and does nothing", async (_, payload) => {
    const team = { team: { id: "T0PLANBELL" }, api_app_id: "A0PLANBELL" };
    const answer = await open()(signed(interactionForm({ user: person, ...team, ...payload })));
    expect(answer).toMatchObject({ status: 200, body: "" });
    expect(faults).toEqual([]);
  });

  it("has Bolt acknowledge what nobody handles, as Socket Mode needs it", async () => {
    const handler = createHandler(optionsWith({}));
    const press = signed(interactionForm({ type: "block_actions", user: person, actions: [] }));
    expect(await handler(toLambdaEvent(press), {})).toEqual({ statusCode: 200, body: "" });
  });

  it.each<[string, object]>([
    ["a Home that is opened", { type: "event_callback", event: { type: "app_home_opened", user: "U01ALICE01" } }],
    ["an event without team and app", { type: "event_callback", event: { type: "team_join", user: person } }],
    ["that events are limited", { type: "app_rate_limited", minute_rate_limited: 1 }],
  ])("takes %s, and does nothing", async (_, event) => {
    expect(await open()(signed(JSON.stringify(event), { type: JSON_TYPE }))).toMatchObject({ status: 200, body: "" });
    expect(faults).toEqual([]);
  });

  it("answers Slack's challenge", async () => {
    const body = JSON.stringify({ type: "url_verification", challenge: "abc" });
    expect(await open()(signed(body, { type: JSON_TYPE }))).toEqual({
      status: 200,
      headers: { "content-type": "application/json" },
      body: '{"challenge":"abc"}',
    });
  });

  it("takes Slack's check of the certificate", async () => {
    expect(await open()(signed("ssl_check=1&token=x"))).toMatchObject({ status: 200, body: "" });
  });

  it("keeps to its answer when something fails after it", async () => {
    const late = new Error("late");
    const door = open(async () =>
      saying(ANSWER, () => {
        throw late;
      }),
    );
    expect(await door(signed(commandForm("help")))).toMatchObject({ status: 200, body: expect.stringContaining("hi") });
    expect(faults).toMatchObject([{ original: late }]);
  });

  it("answers 500 when something fails before it, so that Slack tells of a failure", async () => {
    const early = new Error("early");
    expect(await open(() => Promise.reject(early))(signed(commandForm("help")))).toMatchObject({
      status: 500,
      body: "",
    });
    expect(faults).toMatchObject([{ original: early }]);
  });

  it("calls nobody: not at the start, and not for an answer", async () => {
    const door = open();
    await door(signed(commandForm("help")));
    await door(signed(interactionForm({ type: "block_actions", user: person, actions: [] })));
    await door(signed(JSON.stringify({ type: "event_callback", event: { type: "x" } }), { type: JSON_TYPE }));
    expect(slack.seen).toEqual([]);
  });
});
