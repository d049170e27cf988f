import type { ModalView } from "@slack/types";
import { describe, expect, it } from "vitest";
import { isSigned } from "./listener.ts";
import { ALICE, COMMENT, MODAL, openModal, plain } from "./open-modal.ts";
import type { Workplace } from "./workplace.ts";

const JSON_BODY = { "content-type": "application/json" };
const answer = (body: unknown) => ({ headers: JSON_BODY, body: JSON.stringify(body) });
const titlesOf = ({ slack }: Workplace): unknown[] =>
  slack.views.stackOf(ALICE).map(({ title }) => (title as { text: string }).text);

describe("a submission", () => {
  it("reaches the app with the view and all values, initial and empty ones too", async () => {
    const { slack, app, viewId } = await openModal();
    expect(await slack.people.submit({ user: ALICE, viewId, values: COMMENT })).toEqual({ ok: true });
    const [heard] = app.heard;
    expect(heard && isSigned(heard)).toBe(true);
    expect(heard?.payload).toMatchObject({
      type: "view_submission",
      team: { id: "T0PLANBELL", domain: "planbell-demo" },
      user: { id: ALICE, username: "alice", name: "alice", team_id: "T0PLANBELL" },
      api_app_id: "A0PLANBELL",
      token: "stand-in-verification-token",
      trigger_id: expect.stringMatching(/^\d+\.\d+\.\w+$/),
      response_urls: [],
      is_enterprise_install: false,
      view: {
        id: viewId,
        type: "modal",
        callback_id: "plan_decide",
        private_metadata: '{"p":"plan-1"}',
        hash: expect.stringMatching(/^\d+\.\w+$/),
        root_view_id: viewId,
        previous_view_id: null,
        app_id: "A0PLANBELL",
        bot_id: "B0PLANBELL",
        state: {
          values: {
            ...COMMENT,
            until: { until: { type: "datepicker", selected_date: "2026-01-31" } },
            tell: { tell: { type: "multi_users_select", selected_users: [] } },
          },
        },
      },
    });
  });

  it.each([
    ["nothing", {}],
    ["an empty object", answer({})],
  ])("closes the modal when the app says %s, and shows the one below", async (_, said) => {
    const place = await openModal();
    const top = place.slack.views.push(ALICE, { ...MODAL, title: plain("Sure?") });
    place.app.script.push(said);
    expect(await place.slack.people.submit({ user: ALICE, viewId: top.id, values: COMMENT })).toEqual({ ok: true });
    expect(titlesOf(place)).toEqual(["Reject"]);
  });

  it.each([
    ["clear", { response_action: "clear" }, []],
    ["update", { response_action: "update", view: { ...MODAL, title: plain("Sure?") } }, ["Reject", "Sure?"]],
    ["push", { response_action: "push", view: { ...MODAL, title: plain("More") } }, ["Reject", "Second", "More"]],
  ])("does what the app answers: %s", async (_, said, titles) => {
    const place = await openModal();
    const top = place.slack.views.push(ALICE, { ...MODAL, title: plain("Second") });
    place.app.script.push(answer(said));
    expect(await place.slack.people.submit({ user: ALICE, viewId: top.id, values: COMMENT })).toEqual({ ok: true });
    expect(titlesOf(place)).toEqual(titles);
  });

  it("stays open under errors, with what was entered, until it is right", async () => {
    const place = await openModal();
    const { slack, app, viewId } = place;
    const errors = { comment: "Say more" };
    app.script.push(answer({ response_action: "errors", errors }));
    const deed = await slack.people.submit({ user: ALICE, viewId, values: COMMENT });
    expect(deed).toEqual({ ok: false, reason: "errors", said: "Say more", errors });
    expect(slack.views.byId(viewId)?.state).toEqual(COMMENT);
    expect(await slack.people.submit({ user: ALICE, viewId, values: {} })).toEqual({ ok: true });
    expect(app.heard[1]?.payload).toMatchObject({ view: { state: { values: COMMENT } } });
    expect(titlesOf(place)).toEqual([]);
  });
});

describe("a submission with an answer that means nothing to Slack", () => {
  it.each([
    ["HTTP 500", { status: 500 }, "refused"],
    ["text", { body: "ok" }, "refused"],
    ["some other JSON", answer({ ok: true }), "refused"],
    ["an unknown action", answer({ response_action: "close" }), "refused"],
    ["no errors at all", answer({ response_action: "errors", errors: {} }), "refused"],
    ["an error of a section", answer({ response_action: "errors", errors: { comment: "x", why: "y" } }), "refused"],
    ["an error of no block", answer({ response_action: "errors", errors: { action: "x" } }), "refused"],
    ["a view of another kind", answer({ response_action: "update", view: { type: "home", blocks: [] } }), "refused"],
  ])("leaves the modal open and says so: %s", async (_, said, reason) => {
    const place = await openModal();
    place.app.script.push(said);
    const deed = await place.slack.people.submit({ user: ALICE, viewId: place.viewId, values: COMMENT });
    expect(deed).toEqual({ ok: false, reason, said: "We had some trouble connecting. Try again?" });
    expect(titlesOf(place)).toEqual(["Reject"]);
    expect(place.app.heard).toHaveLength(1);
  });

  it("stops at three modals on each other", async () => {
    const place = await openModal();
    place.slack.views.push(ALICE, MODAL);
    const { id: viewId } = place.slack.views.push(ALICE, MODAL);
    place.app.script.push(answer({ response_action: "push", view: MODAL }));
    const deed = await place.slack.people.submit({ user: ALICE, viewId, values: COMMENT });
    expect(deed).toMatchObject({ ok: false, reason: "refused" });
    expect(titlesOf(place)).toHaveLength(3);
  });
});

describe("a modal that is closed", () => {
  const NOTIFIED: ModalView = { ...MODAL, notify_on_close: true };

  it("is told to an app that asked for it, and to no other", async () => {
    const quiet = await openModal();
    await quiet.slack.people.dismiss({ user: ALICE, viewId: quiet.viewId });
    expect(quiet.app.heard).toEqual([]);
    const told = await openModal(NOTIFIED);
    expect(await told.slack.people.dismiss({ user: ALICE, viewId: told.viewId })).toEqual({ ok: true });
    expect(told.app.heard[0]?.payload).toMatchObject({
      type: "view_closed",
      team: { id: "T0PLANBELL" },
      user: { id: ALICE },
      api_app_id: "A0PLANBELL",
      view: { id: told.viewId, callback_id: "plan_decide" },
      is_cleared: false,
    });
    expect(titlesOf(told)).toEqual([]);
  });

  it("by its X takes all with it", async () => {
    const place = await openModal(NOTIFIED);
    const top = place.slack.views.push(ALICE, NOTIFIED);
    await place.slack.people.dismiss({ user: ALICE, viewId: top.id, clear: true });
    expect(titlesOf(place)).toEqual([]);
    const told = place.app.heard.map(({ payload }) => [(payload["view"] as { id: string }).id, payload["is_cleared"]]);
    expect(told.sort()).toEqual([
      [place.viewId, true],
      [top.id, true],
    ]);
  });

  it("takes all with it when the app wanted that", async () => {
    const place = await openModal(NOTIFIED);
    const top = place.slack.views.push(ALICE, { ...MODAL, clear_on_close: true });
    expect(await place.slack.people.dismiss({ user: ALICE, viewId: top.id })).toEqual({ ok: true });
    expect(titlesOf(place)).toEqual([]);
    expect(place.app.heard.map(({ payload }) => payload["is_cleared"])).toEqual([true]);
  });

  it("is closed even when the app does not take it, of which Slack shows nothing", async () => {
    const place = await openModal(NOTIFIED);
    place.app.script.push({ status: 500 });
    const deed = await place.slack.people.dismiss({ user: ALICE, viewId: place.viewId });
    expect(deed).toEqual({ ok: false, reason: "refused", said: "" });
    expect(titlesOf(place)).toEqual([]);
  });

  it("is only the one on top", async () => {
    const place = await openModal();
    place.slack.views.push(ALICE, MODAL);
    expect(await place.slack.people.dismiss({ user: ALICE, viewId: place.viewId })).toMatchObject({ ok: false });
    const values = COMMENT;
    expect(await place.slack.people.submit({ user: ALICE, viewId: place.viewId, values })).toMatchObject({ ok: false });
    expect(titlesOf(place)).toHaveLength(2);
  });
});

describe("a click in a modal", () => {
  const ASKING: ModalView = {
    ...MODAL,
    blocks: [
      ...MODAL.blocks,
      { type: "actions", block_id: "more", elements: [{ type: "button", action_id: "log", text: plain("Log") }] },
      {
        type: "input",
        block_id: "loud",
        dispatch_action: true,
        optional: true,
        label: plain("Loud"),
        element: { type: "plain_text_input", action_id: "loud" },
      },
    ],
  };

  it("brings the view, its values and no response_url", async () => {
    const { slack, app, viewId } = await openModal(ASKING);
    await slack.people.act({ user: ALICE, at: { viewId }, blockId: "more", actionId: "log" });
    const payload = app.heard[0]?.payload ?? {};
    expect(payload).toMatchObject({
      type: "block_actions",
      container: { type: "view", view_id: viewId },
      view: { id: viewId, state: { values: { comment: { comment: { value: null } } } } },
      actions: [{ action_id: "log", block_id: "more", type: "button" }],
    });
    expect(Object.keys(payload)).not.toContain("response_url");
    expect(Object.keys(payload)).not.toContain("message");
  });

  it("brings what was typed beside it, which stays for whatever comes next", async () => {
    const { slack, app, viewId } = await openModal(ASKING);
    const click = { user: ALICE, at: { viewId }, blockId: "more", actionId: "log" };
    await slack.people.act({ ...click, values: COMMENT });
    expect(app.heard[0]?.payload).toMatchObject({ view: { state: { values: COMMENT } } });
    await slack.people.act({ ...click, values: { tell: { tell: { selected_users: [ALICE] } } } });
    expect(app.heard[1]?.payload).toMatchObject({
      view: { state: { values: { ...COMMENT, tell: { tell: { selected_users: [ALICE] } } } } },
    });
    expect(slack.views.byId(viewId)?.state).toEqual({ ...COMMENT, tell: { tell: { selected_users: [ALICE] } } });
    expect(await slack.people.submit({ user: ALICE, viewId, values: {} })).toEqual({ ok: true });
    expect(app.heard[2]?.payload).toMatchObject({ view: { state: { values: COMMENT } } });
  });

  it("or an entry is told by an input only when the app asked for it", async () => {
    const { slack, app, viewId } = await openModal(ASKING);
    const enter = (id: string) =>
      slack.people.act({ user: ALICE, at: { viewId }, blockId: id, actionId: id, choice: { value: "hm" } });
    expect(await enter("comment")).toEqual({ ok: true });
    expect(app.heard).toHaveLength(0);
    expect(await enter("loud")).toEqual({ ok: true });
    expect(app.heard[0]?.payload).toMatchObject({
      actions: [{ action_id: "loud", type: "plain_text_input", value: "hm" }],
      view: { state: { values: { comment: { comment: { value: "hm" } }, loud: { loud: { value: "hm" } } } } },
    });
  });
});
