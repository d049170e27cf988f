import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChannelId, MessageTs, PlanId } from "../../../lib/model/brand.ts";
import { nameToType } from "../../../lib/slack/messages/decision-codec.ts";
import {
  aboutClicked,
  aboutPlan,
  answeredForm,
  decisionForm,
  emptyForm,
  type Question,
} from "../../../lib/slack/messages/decision-form.ts";
import { validateView } from "../../../lib/slack/validate-view.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { aChange, aChangesFact, anApprovalNode, aParameter, aPlanFacts, aRecord, bob } from "../../build/facts.ts";
import { ALL_TEXTS, anyTexts, HOSTILE, hostileLike, interpreted, literal, live, objects } from "./hostile.ts";

const texts = textsFor("en");
const SEAL = "0123456789abcdef0123456789abcdef";
const on = { account: "self", plan: "plan-1" as PlanId, seal: SEAL };
const about = aboutClicked(on.plan, "Waiting for approval: vpc", texts);
const form = (over: Partial<Question> = {}) => decisionForm({ form: { on, action: "approve" }, about, ...over }, texts);
const inputs = (view: { blocks: readonly unknown[] }) => objects(view.blocks).filter((one) => one["type"] === "input");
/** What somebody reads in the modal. */
const read = (view: { blocks: readonly unknown[] }) => literal(view.blocks).join("|");

describe("the form of a decision", () => {
  it("to approve may have a comment, and carries what its submission needs", () => {
    const view = form({
      form: { on, action: "approve", channel: "C0123ABCD" as ChannelId, ts: "1795449600.000100" as MessageTs },
    });
    expect(view).toMatchObject({
      type: "modal",
      callback_id: "plan_decide",
      title: { text: "Approve plan" },
      submit: { text: "Approve" },
      close: { text: "Cancel" },
      private_metadata: `{"a":"self","p":"plan-1","s":"${SEAL}","d":"approve","c":"C0123ABCD","t":"1795449600.000100"}`,
    });
    expect(inputs(view)).toMatchObject([
      {
        block_id: "comment",
        optional: true,
        label: { text: "Comment" },
        element: { type: "plain_text_input", action_id: "comment", max_length: 128 },
      },
    ]);
    expect(view).not.toHaveProperty("external_id");
    expect(read(view)).toContain("Waiting for approval: vpc");
    expect(read(view)).toContain("plan-1");
  });

  it("to reject must have one", () => {
    const view = form({ form: { on, action: "reject" } });
    expect([view.title.text, view.submit?.text]).toEqual(["Reject plan", "Reject"]);
    expect(inputs(view)).toMatchObject([{ block_id: "comment", optional: false, label: { text: "Reason" } }]);
  });

  it("asks for a name where one has to be typed, and says which and why", () => {
    const [name, comment] = inputs(form({ name: "orders-db" }));
    expect(name).toMatchObject({
      block_id: "confirm_name",
      label: { text: 'Type "orders-db"' },
      hint: { text: expect.stringContaining("would be missed") },
      element: { action_id: "confirm_name", placeholder: { text: "orders-db" } },
    });
    expect(name).not.toHaveProperty("optional");
    expect(comment).toMatchObject({ block_id: "comment" });
  });

  it("begins with the comment that was typed before, as much of it as there is room for", () => {
    const begun = (comment: string) => inputs(form({ comment })).map((one) => one["element"]);
    expect(begun("Go\u202E ahead")).toMatchObject([{ initial_value: "Go ahead" }]);
    expect(begun("x".repeat(500))).toMatchObject([{ initial_value: "x".repeat(128) }]);
    expect(begun("  ")[0]).not.toHaveProperty("initial_value");
  });

  it("goes by its own name where it has one", () => {
    expect(form({ externalId: "slack_1" })).toMatchObject({ external_id: "slack_1" });
  });
});

describe("an empty form", () => {
  it("has nothing to send, and says that something comes", () => {
    const view = emptyForm("reject", "slack_1", texts);
    expect(view).toMatchObject({ callback_id: "plan_decide", external_id: "slack_1", title: { text: "Reject plan" } });
    expect(view).not.toHaveProperty("submit");
    expect(inputs(view)).toEqual([]);
    expect(read(view)).toContain("Planbell is reading the plan.");
  });
});

describe("a form that there is nothing to decide in", () => {
  it("says why in one sentence", () => {
    const view = answeredForm("approve", "slack_1", "Nobody <!here> can.", texts);
    expect(view).toMatchObject({ external_id: "slack_1", close: { text: "Close" } });
    expect(view).not.toHaveProperty("submit");
    expect(literal(view.blocks)).toEqual(["Nobody <!here> can."]);
  });
});

describe("what a form shows of a plan that was read", () => {
  it("is what its card shows, with a list in place of the table, and no buttons", () => {
    const facts = aPlanFacts({
      status: "ApplicationInProgress",
      pending: [anApprovalNode()],
      changes: aChangesFact({ rows: Array.from({ length: 12 }, (_, n) => aChange({ logicalId: `r${n}` })), more: 3 }),
    });
    const blocks = aboutPlan(facts, { texts, label: "prod" });
    expect(new Set(blocks.map(({ type }) => type))).toEqual(new Set(["header", "rich_text", "context"]));
    const said = literal(blocks);
    expect(said[0]).toMatch(/^Waiting for approval: .* \[prod\]$/);
    expect(said.filter((line) => / · r\d+ · /.test(line))).toHaveLength(10);
    expect(said).toContain("and 5 more");
  });

  it("has no list where nothing changes", () => {
    const facts = aPlanFacts({ changes: aChangesFact({ counts: {}, rows: [] }) });
    expect(aboutPlan(facts, { texts }).filter(({ type }) => type === "table")).toEqual([]);
  });
});

describe("a form of hostile words", () => {
  const full = aPlanFacts({
    status: "ApplicationInProgress",
    parameters: Array.from({ length: 12 }, () => aParameter()),
    history: Array.from({ length: 9 }, () => aRecord()),
    pending: Array.from({ length: 7 }, () => anApprovalNode({ approvers: Array.from({ length: 12 }, () => bob) })),
    changes: aChangesFact({
      rows: Array.from({ length: 30 }, () => aChange({ action: "Remove", danger: "database" })),
      more: 9,
      dangers: 39,
    }),
  });

  it("is one that Slack takes and that mentions nobody", () => {
    fc.assert(
      fc.property(hostileLike(full), fc.constantFrom(...HOSTILE), anyTexts, (facts, words, said) => {
        const views = [
          decisionForm(
            {
              form: { on, action: "approve" },
              about: aboutPlan({ ...facts, status: "ApplicationInProgress" }, { texts: said, label: words }),
              name: nameToType(facts),
              comment: words,
              externalId: "slack_1",
            },
            said,
          ),
          form({ about: aboutClicked("plan-1" as PlanId, words, said), comment: words }),
        ];
        for (const view of views) {
          expect(validateView(view)).toEqual([]);
          expect(interpreted({ text: "", blocks: view.blocks }).flatMap(live)).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it.each(ALL_TEXTS.map((words) => [words]))("is valid without any, in every language", (words) => {
    for (const action of ["approve", "reject"] as const) {
      expect(validateView(emptyForm(action, "slack_1", words))).toEqual([]);
      expect(validateView(answeredForm(action, "slack_1", words.form.notReadYet, words))).toEqual([]);
      expect(validateView(decisionForm({ form: { on, action }, about, name: "x" }, words))).toEqual([]);
    }
  });
});
