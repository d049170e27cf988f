import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, it, vi } from "vitest";
import type { CommandAnswer } from "../../lib/app/commands/asking.ts";
import { ms } from "../../lib/model/brand.ts";
import { StoreUnusable } from "../../lib/model/errors.ts";
import { ALICE, CHANNEL, openFront } from "./front-stage.ts";

const BY = { team: "T0PLANBELL", user: ALICE, channel: CHANNEL };
const AN_ID = expect.stringMatching(/^slack_[0-9a-f]{32}$/);
const saying = (text: string): CommandAnswer => ({ kind: "pending", message: { text, blocks: [] } });
const texts = (messages: readonly { readonly text: string }[]) => messages.map(({ text }) => text);

describe("a command that asks nothing of anybody", () => {
  it.each([
    ["help", "help", /^What \/planbell can do\n/],
    ["", "help", /^What \/planbell can do\n/],
    ["pnding", "unknown", /^There is no command "pnding"/],
    ["plan", "argument", /\/planbell plan/],
  ])("is answered at once: %j", async (text, kind, answer) => {
    const { type, told, handed, log } = await openFront();
    expect(await type(`/planbell ${text}`)).toEqual({ ok: true });
    expect([texts(told()), handed]).toEqual([[expect.stringMatching(answer)], []]);
    expect(log).toEqual([{ event: "command", kind, ms: expect.any(Number) }]);
  });
});

describe("a command that is slow", () => {
  it("is handed on, and says nothing yet", async () => {
    const { type, told, handed, log } = await openFront();
    expect(await type("/planbell plan plan-1")).toEqual({ ok: true });
    expect(told()).toEqual([]);
    expect(handed).toEqual([
      {
        id: AN_ID,
        job: {
          kind: "command",
          by: BY,
          command: "/planbell",
          text: "plan plan-1",
          responseUrl: expect.stringContaining("/response/"),
        },
      },
    ]);
    expect(log).toEqual([{ event: "command", kind: "plan", ms: expect.any(Number), result: "submitted" }]);
  });

  it("that nobody takes says so", async () => {
    const { type, told, log } = await openFront({ refusing: true });
    expect(await type("/planbell pending")).toEqual({ ok: true });
    expect(texts(told())).toEqual([
      "Planbell could not pass this on, so nothing may come of it. Look at the plan's card before you try again.",
    ]);
    expect(log).toMatchObject([{ kind: "pending", result: "not-taken", code: "job-not-taken" }]);
  });

  it("is answered by this process where that does the work", async () => {
    const { type, told, handed } = await openFront({ here: async ({ text }) => saying(`here: ${text}`) });
    await type("/planbell pending");
    expect([texts(told()), handed]).toEqual([["here: pending"], []]);
  });

  it("and not answered within Slack's patience says that the answer follows, which it does", async () => {
    let answer: (given: CommandAnswer) => void = () => {};
    const here = () => new Promise<CommandAnswer>((resolve) => (answer = resolve));
    const { type, told, log } = await openFront({ here, patience: ms(20) });
    expect(await type("/planbell pending")).toEqual({ ok: true });
    expect(texts(told())).toEqual(["Planbell is still reading what it knows; the answer follows."]);
    answer(saying("at last"));
    await vi.waitUntil(() => told().length === 2, 10_000);
    expect(texts(told())[1]).toBe("at last");
    await vi.waitUntil(() => log.length === 2, 10_000);
    expect(log).toMatchObject([{ kind: "late" }, { kind: "pending" }]);
  });

  it("and fails is told in a sentence, late or not", async () => {
    const { type, told } = await openFront({ here: async () => Promise.reject(new StoreUnusable("CANARY")) });
    await type("/planbell pending");
    const failing = await openFront({
      here: () => wait(500).then(() => Promise.reject(new TypeError("CANARY"))),
      patience: ms(20),
    });
    await failing.type("/planbell pending");
    await vi.waitUntil(() => failing.log.length === 2, 10_000);
    expect([...texts(told()), texts(failing.told())[1]]).toEqual([
      "Planbell cannot read what it knows just now; its log says why. Try again later.",
      "Something went wrong in Planbell; its log says what.",
    ]);
    expect(JSON.stringify([...failing.log])).not.toContain("CANARY");
  });
});

describe("a command to approve or reject", () => {
  it("opens a form at once, and has it filled in", async () => {
    const { type, told, handed, modal, log } = await openFront();
    expect(await type("/planbell reject plan-1 Too large")).toEqual({ ok: true });
    const view = modal();
    expect(handed).toEqual([
      {
        id: view?.externalId,
        job: {
          kind: "form",
          by: BY,
          action: "reject",
          plan: "plan-1",
          comment: "Too large",
          externalId: expect.stringMatching(/^slack_[0-9a-f]{32}$/),
        },
      },
    ]);
    expect(view).toMatchObject({ callbackId: "plan_decide", title: { text: "Reject plan" } });
    // There is nothing to send yet.
    expect([view?.submit, JSON.stringify(view?.blocks).includes("input")]).toEqual([undefined, false]);
    expect(told()).toEqual([]);
    expect(log).toEqual([{ event: "command", kind: "form", ms: expect.any(Number), result: "opened" }]);
  });

  it("whose form does not open is told to whoever typed it", async () => {
    const { type, told, slack, log } = await openFront();
    slack.faults.next("error", { method: "views.open", error: "expired_trigger_id" });
    expect(await type("/planbell approve plan-1")).toEqual({ ok: true });
    expect(texts(told())).toEqual(["Planbell took too long to open the form. Type the command again."]);
    expect(log).toMatchObject([{ kind: "form", result: "late" }]);
  });

  it("whose form nobody fills in is told, too", async () => {
    const { type, told, log } = await openFront({ refusing: true });
    await type("/planbell approve plan-1");
    expect(texts(told())[0]).toContain("Planbell could not pass this on");
    expect(log).toMatchObject([{ kind: "form", result: "not-taken" }]);
  });

  it("opens nothing where nobody may decide", async () => {
    const { type, told, handed, modal, audited } = await openFront({ enabled: false });
    await type("/planbell approve plan-1");
    expect(texts(told())).toEqual(["Nobody can decide in Slack here: decide in the console."]);
    expect([handed, modal()]).toEqual([[], undefined]);
    expect(audited).toEqual([
      {
        event: "decision",
        result: "refused",
        reason: "disabled",
        user: ALICE,
        plan: "plan-1",
        seal: "",
        comment: "e3b0c44298fc1c14",
      },
    ]);
  });

  it("keeps nothing of what was typed but an id and the hash of the comment, there", async () => {
    const { type, audited } = await openFront({ enabled: false });
    await type("/planbell reject my-password Too large");
    // The beginning of the SHA-256 of "Too large".
    expect(audited).toMatchObject([{ plan: "", comment: "03191ddddc486899" }]);
  });
});

describe("Home that is opened", () => {
  it("is handed on, under the event's own name", async () => {
    const { slack, handed, log } = await openFront();
    expect(await slack.people.openHome({ user: ALICE })).toEqual({ ok: true });
    expect(handed).toEqual([{ id: AN_ID, job: { kind: "home", by: { team: "T0PLANBELL", user: ALICE } } }]);
    expect(log).toEqual([{ event: "home", kind: "opened", ms: expect.any(Number) }]);
  });

  it("that nobody takes is a failure, so that Slack comes again", async () => {
    const { slack, log } = await openFront({ refusing: true });
    expect(await slack.people.openHome({ user: ALICE })).toMatchObject({ ok: false });
    expect(log[0]).toEqual({ event: "slack-fault", code: "job-not-taken", text: "nobody is there" });
  });
});

describe("what fails once Slack has its answer", () => {
  it.each([
    ["a command", "onCommand"],
    ["a press", "onPress"],
    ["a modal", "onSubmit"],
    ["Home", "onHome"],
  ] as const)("takes nothing back: %s", async (_what, hook) => {
    const faults: unknown[] = [];
    const late = new Error("late");
    const reply = async () => ({
      after: () => {
        throw late;
      },
    });
    const { slack, type, card, press } = await openFront({
      app: { [hook]: reply, onFault: (error: unknown) => faults.push(error) },
    });
    const button = { type: "button", action_id: "log_open", text: { type: "plain_text", text: "Log" } } as const;
    const close = { type: "plain_text", text: "Close" } as const;
    const acts = {
      onCommand: () => type("/planbell help"),
      onPress: async () => {
        const ts = await card([{ type: "actions", block_id: "b", elements: [button] }]);
        return press({ ts, blockId: "b", actionId: "log_open" });
      },
      onSubmit: () => {
        const blocks = [{ type: "divider" }];
        const { id } = slack.views.open(ALICE, { type: "modal", title: close, submit: close, blocks });
        return slack.people.submit({ user: ALICE, viewId: id, values: {} });
      },
      onHome: () => slack.people.openHome({ user: ALICE }),
    };
    expect(await acts[hook]()).toEqual({ ok: true });
    expect(faults).toMatchObject([{ original: late }]);
  });
});
