import { describe, expect, it } from "vitest";
import { actOf } from "../../lib/slack/acts.ts";

const TRIGGER = "13345224609.738474920.8088930838d88f008e0";
const ADDRESS = "https://hooks.slack.com/actions/T0PLANBELL/1/abc";
const USER = { id: "U01ALICE01", username: "alice", name: "alice", team_id: "T0PLANBELL" };
const TEAM = { id: "T0PLANBELL", domain: "planbell-demo" };
const TS = "1795449600.000100";

describe("a command", () => {
  const form = {
    token: "x",
    team_id: "T0PLANBELL",
    channel_id: "C0DEFAULT0",
    user_id: "U01ALICE01",
    command: "/planbell",
    text: " approve plan-1 <fine> ",
    is_enterprise_install: "false",
    response_url: ADDRESS,
    trigger_id: TRIGGER,
  };
  const typed = {
    kind: "command",
    command: "/planbell",
    text: " approve plan-1 <fine> ",
    by: { team: "T0PLANBELL", user: "U01ALICE01", channel: "C0DEFAULT0" },
    trigger: TRIGGER,
    responseUrl: ADDRESS,
  };

  it("says who typed what and where", () => expect(actOf(form)).toEqual(typed));
  it("of an organisation's app comes from the organisation", () =>
    expect(actOf({ ...form, is_enterprise_install: "true", enterprise_id: "E0PLANBELL" })).toMatchObject({
      by: { team: "E0PLANBELL" },
    }));
  it.each([
    ["no person", { user_id: undefined }],
    ["two people", { user_id: ["U01ALICE01", "U02BOB0001"] }],
    ["a name for a person", { user_id: "alice" }],
    ["no workspace", { team_id: "" }],
    ["an organisation without its id", { is_enterprise_install: "true" }],
  ])("by %s is by nobody", (_what, over) => expect(actOf({ ...form, ...over })).toEqual({ ...typed, by: undefined }));
  it("from a place that is none comes from nowhere", () =>
    expect(actOf({ ...form, channel_id: "general" })).toEqual({
      ...typed,
      by: { team: "T0PLANBELL", user: "U01ALICE01" },
    }));
  it("with two texts has none, and a long one is cut", () => {
    expect(actOf({ ...form, text: ["a", "b"] })).toMatchObject({ text: "" });
    expect(actOf({ ...form, text: "x".repeat(5_000) })).toMatchObject({ text: "x".repeat(3_000) });
  });
  it("without a trigger that can be one has none", () =>
    expect(actOf({ ...form, trigger_id: "a b" })).toEqual({ ...typed, trigger: undefined }));
});

describe("a press of a button", () => {
  const payload = {
    type: "block_actions",
    user: USER,
    team: TEAM,
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: "A0PLANBELL",
    trigger_id: TRIGGER,
    response_url: ADDRESS,
    container: { type: "message", message_ts: TS, channel_id: "C0DEFAULT0", is_ephemeral: false },
    channel: { id: "C0DEFAULT0", name: "ops" },
    message: {
      ts: TS,
      blocks: [{ type: "header", text: { type: "plain_text", text: "Waiting for approval: vpc & more" } }],
    },
    state: { values: {} },
    actions: [{ type: "button", action_id: "plan_approve", block_id: "card:actions:01234567", value: "{}" }],
  };
  const press = {
    kind: "press",
    by: { team: "T0PLANBELL", user: "U01ALICE01", home: "T0PLANBELL", channel: "C0DEFAULT0" },
    action: "plan_approve",
    blockId: "card:actions:01234567",
    value: "{}",
    card: { channel: "C0DEFAULT0", ts: TS },
    heading: "Waiting for approval: vpc & more",
    trigger: TRIGGER,
    responseUrl: ADDRESS,
  };

  it("says who pressed what, and on which card", () => expect(actOf(payload)).toEqual(press));
  it("says what was chosen from a menu", () => {
    const option = { text: { type: "plain_text", text: "vpc" }, value: "plan-1" };
    const actions = [{ type: "static_select", action_id: "digest_show", block_id: "b", selected_option: option }];
    expect(actOf({ ...payload, actions })).toMatchObject({ action: "digest_show", value: "plan-1" });
    expect(actOf({ ...payload, actions: [{ ...actions[0], selected_option: null }] })).toMatchObject({ value: "" });
  });
  it("reads the card's title as it was written: Slack brings it escaped", () => {
    const title = { type: "plain_text", text: "Waiting for approval: R&amp;D &lt;b&gt; &amp;lt;" };
    const message = { ts: TS, blocks: [{ type: "header", text: title }] };
    expect(actOf({ ...payload, message })).toMatchObject({ heading: "Waiting for approval: R&D <b> &lt;" });
  });
  it("tells from where a guest of another workspace comes", () =>
    expect(actOf({ ...payload, user: { ...USER, team_id: "T0PARTNER0" } })).toMatchObject({
      by: { team: "T0PLANBELL", home: "T0PARTNER0" },
    }));
  it("of an organisation's app comes from the organisation", () =>
    expect(
      actOf({ ...payload, is_enterprise_install: true, team: null, enterprise: { id: "E0PLANBELL" } }),
    ).toMatchObject({ by: { team: "E0PLANBELL" } }));
  it("in a message for one person is on no card", () =>
    expect(actOf({ ...payload, message: undefined, container: { ...payload.container, is_ephemeral: true } })).toEqual({
      ...press,
      card: undefined,
      heading: undefined,
    }));
  it("in a view has no place, no card and no address for answers", () => {
    const { channel: _channel, message: _message, response_url: _address, ...rest } = payload;
    expect(actOf({ ...rest, container: { type: "view", view_id: "V1" }, view: { type: "home" } })).toEqual({
      ...press,
      by: { team: "T0PLANBELL", user: "U01ALICE01", home: "T0PLANBELL" },
      card: undefined,
      heading: undefined,
      responseUrl: undefined,
    });
  });
  it.each([
    ["nobody", { user: {} }],
    ["no workspace", { team: null }],
    ["no trigger", { trigger_id: undefined }],
    ["no action", { actions: [] }],
    ["actions that are no list", { actions: "plan_approve" }],
    ["an action without a name", { actions: [{ type: "button" }] }],
    ["a name that is too long", { actions: [{ action_id: "x".repeat(256) }] }],
  ])("that names %s is none of ours", (_what, over) => expect(actOf({ ...payload, ...over })).toBeUndefined());
  it("brings nothing for what is no text or too long", () =>
    expect(
      actOf({
        ...payload,
        response_url: 7,
        message: { ts: "now", blocks: [{ type: "header", text: { text: ["x"] } }] },
        actions: [{ action_id: "plan_approve", block_id: "x".repeat(256), value: "x".repeat(2_001) }],
      }),
    ).toEqual({ ...press, blockId: "", value: "", card: undefined, heading: undefined, responseUrl: undefined }));
});

describe("a modal that is sent", () => {
  const input = (id: string, text?: string) => ({
    type: "input",
    block_id: id,
    element: {
      type: "plain_text_input",
      action_id: id,
      ...(text === undefined ? {} : { placeholder: { type: "plain_text", text } }),
    },
  });
  const payload = {
    type: "view_submission",
    team: TEAM,
    user: USER,
    is_enterprise_install: false,
    trigger_id: TRIGGER,
    response_urls: [],
    view: {
      callback_id: "plan_decide",
      private_metadata: `{"a":"self"}`,
      blocks: [{ type: "rich_text", elements: [] }, input("confirm_name", "orders-db"), input("comment")],
      state: {
        values: {
          confirm_name: { confirm_name: { type: "plain_text_input", value: "orders" } },
          comment: { comment: { type: "plain_text_input", value: null } },
        },
      },
    },
  };
  const submission = {
    kind: "submission",
    by: { team: "T0PLANBELL", user: "U01ALICE01", home: "T0PLANBELL" },
    form: "plan_decide",
    metadata: `{"a":"self"}`,
    entered: { confirm_name: "orders", comment: "" },
    placeholders: { confirm_name: "orders-db" },
    trigger: TRIGGER,
  };

  it("says who sent it, what it carries, and what was typed and shown in its fields", () =>
    expect(actOf(payload)).toEqual(submission));
  it("says what was shown in its fields, whether Slack brings that escaped or not", () => {
    for (const shown of ["R&D", "R&amp;D"]) {
      const view = { ...payload.view, blocks: [input("confirm_name", shown)] };
      expect(actOf({ ...payload, view })).toMatchObject({ placeholders: { confirm_name: "R&D" } });
    }
  });
  it("has nothing in fields that hold no text", () =>
    expect(
      actOf({
        ...payload,
        view: {
          ...payload.view,
          private_metadata: undefined,
          blocks: "none",
          state: { values: { comment: { other: { value: "x" } }, when: { when: { selected_date: "2026-01-01" } } } },
        },
      }),
    ).toEqual({ ...submission, metadata: "", entered: {}, placeholders: {} }));
  it.each([
    ["by nobody", { user: null }],
    ["of no name", { view: {} }],
    ["without a trigger", { trigger_id: 7 }],
    ["without a view", { view: undefined }],
  ])("is none of ours %s", (_what, over) => expect(actOf({ ...payload, ...over })).toBeUndefined());
});

describe("Home that is opened", () => {
  const event = {
    type: "event_callback",
    team_id: "T0PLANBELL",
    event_id: "Ev000000001",
    event: { type: "app_home_opened", user: "U01ALICE01", channel: "D0ALICE0001", tab: "home" },
  };
  it("says who looks at it, and which event that is", () =>
    expect(actOf(event)).toEqual({
      kind: "visit",
      by: { team: "T0PLANBELL", user: "U01ALICE01" },
      event: "Ev000000001",
    }));
  it.each([
    ["at the messages tab", { event: { ...event.event, tab: "messages" } }],
    ["by nobody", { event: { ...event.event, user: undefined } }],
    ["in an event without a name", { event_id: undefined }],
    ["in another event", { event: { ...event.event, type: "team_join" } }],
  ])("is none of ours %s", (_what, over) => expect(actOf({ ...event, ...over })).toBeUndefined());
});

describe("anything else", () => {
  it.each([
    [undefined],
    [null],
    ["text"],
    [[]],
    [{}],
    [{ type: "view_closed", user: USER, team: TEAM, view: { callback_id: "plan_decide" } }],
    [{ type: "block_suggestion", user: USER, team: TEAM, action_id: "x" }],
    [{ type: "from_the_future", user: USER, team: TEAM }],
    [{ command: 7 }],
  ])("is none of ours: %j", (body) => expect(actOf(body)).toBeUndefined());
});
