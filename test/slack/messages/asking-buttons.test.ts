import { describe, expect, it } from "vitest";
import type { PlanId, TaskId } from "../../../lib/model/brand.ts";
import type { Message } from "../../../lib/model/message.ts";
import { askedBy } from "../../../lib/slack/messages/asking-buttons.ts";
import { planDigest } from "../../../lib/slack/messages/digest.ts";
import { instanceCard } from "../../../lib/slack/messages/instance-card.ts";
import { planAnswer } from "../../../lib/slack/messages/plan-answer.ts";
import { planCard } from "../../../lib/slack/messages/plan-card.ts";
import { taskLog } from "../../../lib/slack/messages/task-log.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import {
  aChange,
  aChangesFact,
  aDigestMember,
  aFailure,
  anApprovalNode,
  aParameter,
  aPlanFacts,
  aRecord,
  bob,
} from "../../build/facts.ts";
import { anInstanceFacts, aTaskFact } from "../../build/instances.ts";

const texts = textsFor("en");
const details = "plan-bp1jvmdk2k0001" as PlanId;
const log = "task-bp14b7n2wy6789" as TaskId;
const decide = { account: "self", plan: details, seal: "89abcdef01234567fedcba9876543210" };
const rowsOf = ({ blocks }: Message) => blocks.filter(({ type }) => type === "actions");
const button = (action_id: string, value: string, text: string, accessibility_label: string) => ({
  type: "button",
  action_id,
  value,
  text: { type: "plain_text", text, emoji: false },
  accessibility_label,
});

describe("the buttons that ask", () => {
  it("offer a card's details, and the log of what failed", () => {
    expect(rowsOf(planCard(aPlanFacts(), { texts, asking: { details, log } }))).toEqual([
      {
        type: "actions",
        block_id: "card:actions",
        elements: [
          button("plan_details", "plan-bp1jvmdk2k0001", "Details", "Details of vpc-prod"),
          button("log_open", "task-bp14b7n2wy6789", "Log", "Log of vpc-prod"),
        ],
      },
    ]);
  });

  it("stand behind those that decide, in the same row", () => {
    const rows = rowsOf(planCard(aPlanFacts(), { texts, decide, asking: { details } }));
    expect(rows).toMatchObject([
      {
        block_id: "card:actions:89abcdef",
        elements: [{ action_id: "plan_approve" }, { action_id: "plan_reject" }, { action_id: "plan_details" }],
      },
    ]);
  });

  it("offer the log of a provisioned product that failed", () => {
    expect(rowsOf(instanceCard(anInstanceFacts(), { texts, asking: { log } }))).toMatchObject([
      { elements: [{ action_id: "log_open", value: "task-bp14b7n2wy6789" }] },
    ]);
    expect(rowsOf(instanceCard(anInstanceFacts(), { texts }))).toEqual([]);
  });

  it("are none for an id that no command could name", () => {
    const asking = { details: "plan 1; reject" as PlanId, log: "" as TaskId };
    expect(rowsOf(planCard(aPlanFacts(), { texts, asking }))).toEqual([]);
  });

  it("speak the language of the card", () => {
    const [row] = rowsOf(planCard(aPlanFacts(), { texts: textsFor("zh"), asking: { details, log } }));
    expect(row).toMatchObject({ elements: [{ text: { text: "详情" } }, { text: { text: "日志" } }] });
  });
});

describe("an answer about a plan", () => {
  const facts = aPlanFacts({ failure: aFailure({ taskId: log }) });
  it("offers the log of what failed, and neither itself nor a decision", () => {
    expect(rowsOf(planAnswer({ facts, age: "now" }, { texts }))).toMatchObject([
      { elements: [{ action_id: "log_open", value: "task-bp14b7n2wy6789" }] },
    ]);
  });

  it("lists more of its parameters than the card does", () => {
    const parameters = Array.from({ length: 45 }, (_, n) => aParameter({ key: `Key${n}` }));
    const said = (message: Message) => JSON.stringify(message.blocks).match(/Key\d+ = /g)?.length;
    const many = aPlanFacts({ parameters });
    expect([said(planCard(many, { texts })), said(planAnswer({ facts: many, age: "now" }, { texts }))]).toEqual([
      10, 40,
    ]);
  });
});

describe("the longest answer about a plan", () => {
  it("leaves its table room for who has muted it, and for its age", () => {
    const long = "l".repeat(200);
    for (let length = 20; length < 100; length++) {
      const name = "r".repeat(length);
      const facts = aPlanFacts({
        parameters: Array.from({ length: 45 }, (_, n) => aParameter({ key: `${n}${long}`, shown: long })),
        changes: aChangesFact({
          rows: Array.from({ length: 25 }, () =>
            aChange({
              logicalId: name,
              type: name,
              action: "Modify",
              replacement: "Conditional",
              danger: "ecsInstance",
            }),
          ),
        }),
        history: Array.from({ length: 4 }, () => aRecord({ comment: long })),
        pending: Array.from({ length: 7 }, () => anApprovalNode({ name: long, approvers: Array(12).fill(bob) })),
      });
      const mute = { by: "U02BOB0001", until: facts.since, name: long };
      const message = planAnswer({ facts, age: "a".repeat(80), mute }, { texts, label: "prod" });
      expect(validateMessage(message), `rows of ${length}`).toEqual([]);
    }
  });
});

describe("a page of a log", () => {
  const page = (next: string | undefined) =>
    taskLog({ task: aTaskFact({ id: log }), name: "vpc", text: "x", page: 2, of: 3, leftOut: 0 }, next, { texts });
  it("leads to the next one", () => {
    expect(rowsOf(page("/planbell task task-bp14b7n2wy6789 3"))).toEqual([
      {
        type: "actions",
        block_id: "card:actions",
        elements: [button("log_open", "task-bp14b7n2wy6789 3", "Next page", "Next page: vpc")],
      },
    ]);
  });
  it("leads nowhere when it is the last", () => expect(rowsOf(page(undefined))).toEqual([]));
});

describe("the menu of a digest", () => {
  const member = (id: string, more = {}) => aDigestMember({ id: id as PlanId, name: `vpc ${id}`, ...more });
  const option = (id: string, text = `vpc ${id}`) => ({
    text: { type: "plain_text", text, emoji: false },
    value: id,
  });

  it("has each plan that can be shown", () => {
    const members = [
      member("plan-1"),
      member("plan-2", { gone: true }),
      member("pp-3", { instance: true }),
      member("plan 4"),
      member("plan-5"),
    ];
    const message = planDigest({ members, total: 5 }, { texts, shows: true });
    expect(rowsOf(message)).toEqual([
      {
        type: "actions",
        block_id: "digest:show",
        elements: [
          {
            type: "static_select",
            action_id: "digest_show",
            placeholder: { type: "plain_text", text: "Show a plan", emoji: false },
            options: [option("plan-1"), option("plan-5")],
          },
        ],
      },
    ]);
    expect(validateMessage(message)).toEqual([]);
  });

  it("tells plans of one name apart by the ends of their ids", () => {
    const members = ["plan-bp1jvmdk2k0001", "plan-bp1jvmdk2k0002"].map((id) => member(id, { name: "vpc" }));
    const [row] = rowsOf(planDigest({ members, total: 2 }, { texts, shows: true }));
    expect(row).toMatchObject({
      elements: [
        {
          options: [option("plan-bp1jvmdk2k0001", "vpc (dk2k0001)"), option("plan-bp1jvmdk2k0002", "vpc (dk2k0002)")],
        },
      ],
    });
  });

  it("fits below the longest of lists", () => {
    const waitingFor = Array.from({ length: 4 }, () => "w".repeat(40));
    for (const name of ["n".repeat(300), "<!channel> ".repeat(30)]) {
      const members = Array.from({ length: 30 }, (_, n) =>
        member(`plan-${"x".repeat(50)}${n}`, { name: n % 2 === 0 ? name : `${n}${name}`, waitingFor, danger: true }),
      );
      for (const words of ["en", "zh"] as const) {
        const message = planDigest(
          { members, total: 99 },
          { texts: textsFor(words), label: "l".repeat(40), shows: true },
        );
        expect(validateMessage(message)).toEqual([]);
      }
    }
  });

  it("has those that the digest lists, and is there only where it can be answered", () => {
    const members = Array.from({ length: 40 }, (_, n) => member(`plan-${n}`));
    const [row] = rowsOf(planDigest({ members, total: 40 }, { texts, shows: true }));
    expect(row).toMatchObject({ elements: [{ options: { length: 30 } }] });
    expect(rowsOf(planDigest({ members, total: 40 }, { texts }))).toEqual([]);
    expect(rowsOf(planDigest({ members: [member("plan 1")], total: 1 }, { texts, shows: true }))).toEqual([]);
  });
});

describe("a press", () => {
  it("asks what the command would", () => {
    expect(askedBy("plan_details", "plan-1")).toBe("plan plan-1");
    expect(askedBy("digest_show", "plan-1")).toBe("plan plan-1");
    expect(askedBy("log_open", "task-bp1**** 12")).toBe("task task-bp1**** 12");
  });

  it.each([
    ["plan_approve", "plan-1"],
    ["plan_details", ""],
    ["plan_details", "plan-1 mine; x"],
    ["digest_show", "plan-1 2"],
    ["plan_details", "plan-1\nreject plan-2"],
    ["log_open", "task-1 0"],
    ["log_open", "x".repeat(129)],
  ])("of %s with the value %j asks nothing", (action, value) => expect(askedBy(action, value)).toBeUndefined());
});
