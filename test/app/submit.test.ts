import { describe, expect, it } from "vitest";
import type { ChannelId, MessageTs, PlanId } from "../../lib/model/brand.ts";
import type { DecisionAction } from "../../lib/model/job.ts";
import { aboutClicked, decisionForm } from "../../lib/slack/messages/decision-form.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { ALICE, CHANNEL, type FrontOptions, openFront, START } from "./front-stage.ts";

const SEAL = "0123456789abcdef0123456789abcdef";
const on = { account: "self", plan: "plan-1" as PlanId, seal: SEAL };
const CARD = { channel: CHANNEL as ChannelId, ts: "1764000000.000100" as MessageTs };
const texts = textsFor("en");
const about = aboutClicked(on.plan, "Waiting", texts);

/** Alice has the form before her, opened from a card or by a command. */
async function form(of: { action: DecisionAction; name?: string; card?: boolean }, options: FrontOptions = {}) {
  const stage = await openFront(options);
  const place = of.card === false ? { channel: CARD.channel } : CARD;
  const view = decisionForm({ form: { on, action: of.action, ...place }, about, name: of.name }, texts);
  const { id } = stage.slack.views.open(ALICE, view);
  const field = (name: string, value: string) => ({ [name]: { [name]: { type: "plain_text_input", value } } });
  return {
    ...stage,
    viewId: id,
    send: (entered: { comment?: string; confirm_name?: string }) =>
      stage.slack.people.submit({
        user: ALICE,
        viewId: id,
        values: Object.assign({}, ...Object.entries(entered).map(([name, value]) => field(name, value))),
      }),
  };
}

const BY = { team: "T0PLANBELL", user: ALICE, home: "T0PLANBELL", channel: CHANNEL };

describe("a form that is sent", () => {
  it("rejects with its reason, and closes", async () => {
    const { send, handed, modal, log } = await form({ action: "reject" });
    expect(await send({ comment: "  Too large <!channel>\u202E " })).toEqual({ ok: true });
    expect(modal()).toBeUndefined();
    expect(handed).toEqual([
      {
        id: expect.stringMatching(/^slack_[0-9a-f]{32}$/),
        job: { kind: "decide", by: BY, action: "reject", on, comment: "Too large <!channel>", at: START, card: CARD },
      },
    ]);
    expect(log).toEqual([{ event: "submission", kind: "plan_decide", ms: expect.any(Number), result: "submitted" }]);
  });

  it("approves a dangerous plan with its name, and needs no comment", async () => {
    const { send, handed } = await form({ action: "approve", name: "caf\u00e9-db" });
    expect(await send({ confirm_name: "  cafe\u0301-db " })).toEqual({ ok: true });
    expect(handed).toMatchObject([
      { job: { action: "approve", comment: "", typedName: "  cafe\u0301-db ", card: CARD } },
    ]);
  });

  it("that a command opened has no card, and is answered where that was typed", async () => {
    const { send, handed } = await form({ action: "approve", card: false });
    await send({});
    expect(handed[0]?.job).toEqual({ kind: "decide", by: BY, action: "approve", on, comment: "", at: START });
  });
});

describe("a form that says too little, or something else", () => {
  it.each([["   "], ["\u200B\u202E"]])("stays open for a reason that is none: %j", async (comment) => {
    const { send, handed, modal, viewId, log } = await form({ action: "reject" });
    expect(await send({ comment })).toMatchObject({
      reason: "errors",
      errors: { comment: "Say why: whoever asked for the plan is told." },
    });
    expect([handed, modal()?.id]).toEqual([[], viewId]);
    expect(log).toMatchObject([{ result: "refused" }]);
  });

  it.each([["orders"], ["Orders-db"], ["orders-db2"]])("stays open for another name: %j", async (typed) => {
    const { send, handed } = await form({ action: "approve", name: "orders-db" });
    expect(await send({ confirm_name: typed })).toMatchObject({
      errors: { confirm_name: 'This is not the name. Type "orders-db".' },
    });
    expect(handed).toEqual([]);
  });

  it("tells both faults at once, and takes it once they are mended", async () => {
    const { send, handed, slack, viewId } = await form({ action: "approve", name: "orders-db" });
    // Slack itself keeps people to 128; another client may not.
    const view = slack.views.byId(viewId);
    const blocks = JSON.parse(JSON.stringify(view?.blocks).replaceAll(":128", ":999")) as unknown;
    const { title, submit, close } = { title: view?.title, submit: view?.submit, close: view?.close };
    const metadata = { callback_id: "plan_decide", private_metadata: view?.privateMetadata };
    slack.views.update({ viewId }, { type: "modal", title, submit, close, ...metadata, blocks });
    expect(await send({ comment: "x".repeat(129), confirm_name: "orders" })).toMatchObject({
      errors: {
        comment: "At most 128 characters; these are 129.",
        confirm_name: 'This is not the name. Type "orders-db".',
      },
    });
    expect(await send({ comment: "x".repeat(128), confirm_name: "orders-db" })).toEqual({ ok: true });
    expect(handed).toMatchObject([{ job: { comment: "x".repeat(128), typedName: "orders-db" } }]);
  });

  it("stays open when nobody takes the decision, with all that was typed", async () => {
    const { send, modal, viewId } = await form({ action: "reject" }, { refusing: true });
    expect(await send({ comment: "Too large" })).toMatchObject({
      errors: {
        comment:
          "Planbell could not pass this on, so nothing may come of it. Look at the plan's card before you try again.",
      },
    });
    expect(modal()?.id).toBe(viewId);
  });

  it("stays open when it does not say what it is on", async () => {
    const { slack, handed } = await openFront();
    const view = decisionForm({ form: { on, action: "approve" }, about }, texts);
    const { id } = slack.views.open(ALICE, { ...view, private_metadata: '{"p":"plan-1"}' });
    expect(await slack.people.submit({ user: ALICE, viewId: id, values: {} })).toMatchObject({
      errors: { comment: "This form does not say which plan it is for. Close it and click again." },
    });
    expect(handed).toEqual([]);
  });
});

describe("a form of somebody else", () => {
  it("is taken, and closes", async () => {
    const { slack, handed, modal, log } = await openFront();
    const view = decisionForm({ form: { on, action: "approve" }, about }, texts);
    const { id } = slack.views.open(ALICE, { ...view, callback_id: "order" });
    expect(await slack.people.submit({ user: ALICE, viewId: id, values: {} })).toEqual({ ok: true });
    expect([handed, modal()]).toEqual([[], undefined]);
    expect(log).toMatchObject([{ event: "submission", kind: "other", result: "ignored" }]);
  });
});
