import { setTimeout as wait } from "node:timers/promises";
import type { KnownBlock } from "@slack/types";
import { describe, expect, it } from "vitest";
import { openFrontDesk } from "../../lib/app/build/front-desk.ts";
import type { PlanId } from "../../lib/model/brand.ts";
import { SlackError } from "../../lib/model/errors.ts";
import { actionsBlockId, buttonValue } from "../../lib/slack/messages/decision-codec.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { ALICE, CHANNEL, type FrontOptions, type FrontStage, openFront, START } from "./front-stage.ts";

const SEAL = "0123456789abcdef0123456789abcdef";
const PLAN = "plan-bp1sample" as PlanId;
const plain = (text: string) => ({ type: "plain_text" as const, text });
const VALUE = buttonValue({ account: "self", plan: PLAN, seal: SEAL });
const HARMLESS = actionsBlockId(SEAL);
const DANGEROUS = actionsBlockId(SEAL, "orders-db");
/** As the stand-in gives them out: the sha256 of the first trigger, cut. */
const AN_ID = expect.stringMatching(/^slack_[0-9a-f]{32}$/);

const buttons = (blockId: string, value = VALUE): KnownBlock[] => [
  { type: "header", text: plain("Waiting for approval: Orders & more [prod]") },
  {
    type: "actions",
    block_id: blockId,
    elements: ["plan_approve", "plan_reject", "plan_details"].map((action_id) => ({
      type: "button",
      action_id,
      text: plain(action_id),
      value,
    })),
  },
];

interface Pressed extends FrontStage {
  readonly ts: string;
  readonly went: unknown;
}

/** A card with buttons, of which alice presses one. */
async function pressed(actionId: string, blockId: string, options: FrontOptions & { value?: string } = {}) {
  const stage = await openFront(options);
  const ts = await stage.card(buttons(blockId, options.value));
  return { ...stage, ts, went: await stage.press({ ts, blockId, actionId }) } satisfies Pressed;
}

describe("Approve on a harmless plan", () => {
  it("is the decision, and is handed on", async () => {
    const { went, handed, ts, modal, told, log } = await pressed("plan_approve", HARMLESS);
    expect(went).toEqual({ ok: true });
    expect(handed).toEqual([
      {
        id: AN_ID,
        job: {
          kind: "decide",
          by: { team: "T0PLANBELL", user: ALICE, home: "T0PLANBELL", channel: CHANNEL },
          action: "approve",
          on: { account: "self", plan: PLAN, seal: SEAL },
          comment: "",
          at: START,
          card: { channel: CHANNEL, ts },
          responseUrl: expect.stringContaining("/response/"),
        },
      },
    ]);
    expect([modal(), told()]).toEqual([undefined, []]);
    expect(log).toEqual([{ event: "press", kind: "plan_approve", ms: expect.any(Number), result: "submitted" }]);
  });

  it("is handed on where nobody may decide, too: whoever decides refuses it, and the audit tells", async () => {
    expect((await pressed("plan_approve", HARMLESS, { enabled: false })).handed).toHaveLength(1);
  });

  it("that nobody takes is told to whoever pressed, and why to the log", async () => {
    const { went, told, log } = await pressed("plan_approve", HARMLESS, { refusing: true });
    expect(went).toEqual({ ok: true });
    expect(told().map(({ text }) => text)).toEqual([
      "Planbell could not pass this on, so nothing may come of it. Look at the plan's card before you try again.",
    ]);
    expect(log).toMatchObject([{ result: "not-taken", code: "job-not-taken", text: "nobody is there" }]);
  });

  it("has another name each time it is pressed", async () => {
    const { handed, press, ts } = await pressed("plan_approve", HARMLESS);
    await press({ ts, blockId: HARMLESS, actionId: "plan_approve" });
    expect(new Set(handed.map(({ id }) => id)).size).toBe(2);
  });
});

describe("Reject", () => {
  it("opens a form about that plan, which wants a reason", async () => {
    const { went, handed, modal, ts, log } = await pressed("plan_reject", DANGEROUS);
    expect([went, handed]).toEqual([{ ok: true }, []]);
    const { title, submit, close, callbackId, privateMetadata, blocks } = modal() ?? {};
    expect([title, submit, close].map((part) => (part as { text?: string } | undefined)?.text)).toEqual([
      "Reject plan",
      "Reject",
      "Cancel",
    ]);
    expect(callbackId).toBe("plan_decide");
    expect(privateMetadata).toBe(`{"a":"self","p":"${PLAN}","s":"${SEAL}","d":"reject","c":"${CHANNEL}","t":"${ts}"}`);
    expect(JSON.stringify(blocks?.[0])).toContain("Waiting for approval: Orders & more [prod]");
    expect(JSON.stringify(blocks?.[0])).toContain(PLAN);
    expect(blocks?.slice(1)).toMatchObject([
      {
        type: "input",
        block_id: "comment",
        optional: false,
        element: { type: "plain_text_input", action_id: "comment", max_length: 128 },
      },
    ]);
    expect(log).toMatchObject([{ event: "press", kind: "plan_reject", result: "opened" }]);
  });
});

describe("Approve on a dangerous plan", () => {
  it("opens a form that wants the name of what it is about", async () => {
    const { handed, modal } = await pressed("plan_approve", DANGEROUS);
    expect(handed).toEqual([]);
    expect(modal()?.blocks.slice(1)).toMatchObject([
      {
        block_id: "confirm_name",
        label: { text: 'Type "orders-db"' },
        element: { action_id: "confirm_name", placeholder: { text: "orders-db" } },
      },
      { block_id: "comment", optional: true },
    ]);
  });
});

describe("a form that does not open", () => {
  it.each([
    ["expired_trigger_id", "late", "Planbell took too long to open the form. Click again."],
    ["exchanged_trigger_id", "late", "Planbell took too long to open the form. Click again."],
    [
      "internal_error",
      "not-opened",
      "Slack did not open the form (internal_error). Try again; if that does not help, decide in the console.",
    ],
    ["fatal_error", "not-opened", "Slack did not say whether the form is open. If you do not see it, try again."],
  ])("for %s is told to whoever pressed", async (error, result, said) => {
    const stage = await openFront();
    const ts = await stage.card(buttons(HARMLESS));
    stage.slack.faults.next("error", { method: "views.open", error });
    expect(await stage.press({ ts, blockId: HARMLESS, actionId: "plan_reject" })).toEqual({ ok: true });
    expect(stage.told().map(({ text }) => text)).toEqual([said]);
    expect(stage.log).toMatchObject([{ result, code: error }]);
    expect(stage.slack.calls.byMethod["views.open"]).toBe(1);
  });

  it("makes Slack show a failure when not even that can be said", async () => {
    const stage = await openFront();
    const ts = await stage.card(buttons(HARMLESS));
    stage.slack.faults.next("error", { method: "views.open", error: "expired_trigger_id" });
    stage.slack.faults.next("http500", { method: "response_url" });
    expect(await stage.press({ ts, blockId: HARMLESS, actionId: "plan_reject" })).toMatchObject({ ok: false });
  });

  it("leaves as much time for saying so as it has left of what Slack waits for in all", async () => {
    const within: (number | undefined)[] = [];
    const desk = openFrontDesk(
      {
        jobs: { submit: async () => {} },
        async openModal() {
          await wait(500);
          throw new SlackError("no answer", { code: "timeout", fault: "ambiguous" });
        },
        respond: async (_address, _message, time) => void within.push(time),
        audit: () => {},
        clock: { now: () => START },
      },
      { texts: textsFor("en"), approvals: { enabled: true }, command: "/planbell" },
      { atOnce: () => undefined, here: undefined },
    );
    await desk.onPress({
      by: { team: "T0PLANBELL", user: ALICE },
      action: "plan_reject",
      blockId: HARMLESS,
      value: VALUE,
      trigger: "1.2.3",
      card: undefined,
      heading: undefined,
      responseUrl: "https://hooks.slack.com/actions/T/1/x",
    });
    const [time = Number.POSITIVE_INFINITY] = within;
    expect([within.length, time >= 300, time <= 2_001]).toEqual([1, true, true]);
  });

  it("is not tried where nobody may decide, and that is said", async () => {
    const { told, modal, slack, audited } = await pressed("plan_reject", HARMLESS, { enabled: false });
    expect(told().map(({ text }) => text)).toEqual(["Nobody can decide in Slack here: decide in the console."]);
    expect([modal(), slack.calls.byMethod["views.open"]]).toEqual([undefined, undefined]);
    expect(audited).toEqual([
      {
        event: "decision",
        result: "refused",
        reason: "disabled",
        user: ALICE,
        plan: PLAN,
        seal: SEAL,
        comment: "e3b0c44298fc1c14",
      },
    ]);
  });
});

describe("a button that asks", () => {
  it("is handed on as the command that asks the same", async () => {
    const { went, handed, told, modal, log } = await pressed("plan_details", "card:actions", { value: PLAN });
    const by = { team: "T0PLANBELL", user: ALICE, home: "T0PLANBELL", channel: CHANNEL };
    const responseUrl = expect.stringContaining("/response/");
    expect(handed).toEqual([
      {
        id: AN_ID,
        job: { kind: "command", by, command: "/planbell", text: `plan ${PLAN}`, responseUrl, pressed: true },
      },
    ]);
    expect([went, told(), modal()]).toEqual([{ ok: true }, [], undefined]);
    expect(log).toMatchObject([{ event: "press", kind: "plan_details", result: "submitted" }]);
  });

  it("that nobody takes is told to whoever pressed", async () => {
    const { told, log } = await pressed("plan_details", "card:actions", { value: PLAN, refusing: true });
    expect(told()).toHaveLength(1);
    expect(log).toMatchObject([{ result: "not-taken", code: "job-not-taken" }]);
  });
});

describe("a button that says nothing that Planbell wrote", () => {
  const OTHER_SEAL = buttonValue({ account: "self", plan: PLAN, seal: SEAL.replace("0", "f") });
  it.each([
    ["another value", HARMLESS, "approve"],
    ["a value with more in it", HARMLESS, VALUE.replace("{", '{"x":1,')],
    ["another block", "actions", VALUE],
    ["the value of another state", HARMLESS, OTHER_SEAL],
  ])("decides nothing, and that is told: %s", async (_what, blockId, value) => {
    const { handed, told, modal, log } = await pressed("plan_approve", blockId, { value });
    expect([handed, modal()]).toEqual([[], undefined]);
    expect(told().map(({ text }) => text)).toEqual([
      "This button does not say which plan it is for. Open the plan's newest card, or type /planbell approve or /planbell reject and the plan's id.",
    ]);
    expect(log).toMatchObject([{ result: "unreadable" }]);
  });

  it("of another kind, or that asks for none of the ids there are, is taken, and nothing happens", async () => {
    const { went, handed, told, slack, log } = await pressed("plan_details", HARMLESS);
    expect([went, handed, told()]).toEqual([{ ok: true }, [], []]);
    expect(Object.keys(slack.calls.byMethod)).toEqual(["chat.postMessage"]);
    expect(log).toMatchObject([{ event: "press", kind: "other", result: "ignored" }]);
  });
});
