import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanId } from "../../../lib/model/brand.ts";
import { PLAN_STATUSES } from "../../../lib/model/plan.ts";
import { planCard } from "../../../lib/slack/messages/plan-card.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import {
  aChange,
  aChangesFact,
  aFailure,
  anApprovalNode,
  aParameter,
  aPlanFacts,
  aRecord,
  bob,
} from "../../build/facts.ts";
import { ALL_TEXTS, anyTexts, HOSTILE, hostileLike, interpreted, literal, live } from "./hostile.ts";

const decide = { account: "self", plan: "plan-1" as PlanId, seal: "0123456789abcdef0123456789abcdef" };
const consoleUrl = "https://servicecatalog.console.aliyun.com/plans";
const options = { texts: textsFor("en"), label: "prod", consoleUrl, decide };
const card = (over: Parameters<typeof aPlanFacts>[0] = {}) => planCard(aPlanFacts(over), options);

describe("the card of a hostile plan", () => {
  const full = aPlanFacts({
    failure: aFailure(),
    parameters: Array.from({ length: 12 }, () => aParameter()),
    history: Array.from({ length: 9 }, () => aRecord()),
    pending: Array.from({ length: 7 }, () => anApprovalNode({ approvers: Array.from({ length: 12 }, () => bob) })),
    changes: aChangesFact({
      rows: Array.from({ length: 30 }, () =>
        aChange({ action: "Modify", replacement: "Conditional", danger: "ecsInstance" }),
      ),
      more: 9,
      dangers: 39,
    }),
  });
  const operation = fc.constantFrom("TerminateProvisionedProduct", ...HOSTILE);
  const action = fc.constantFrom("Remove", "Modify", ...HOSTILE);
  const status = fc.constantFrom(...PLAN_STATUSES, ...HOSTILE);

  it("is one that Slack takes and that mentions and links nobody", () => {
    fc.assert(
      fc.property(hostileLike(full), status, operation, action, anyTexts, (facts, state, operation, label, texts) => {
        const rows = (facts.changes?.rows ?? []).map((row) => ({ ...row, action: label, replacement: operation }));
        const changes = aChangesFact({ ...facts.changes, rows });
        const message = planCard(
          { ...facts, status: state, operation, changes },
          { texts, label, asking: { details: facts.id, log: facts.failure?.taskId } },
        );
        expect(validateMessage(message)).toEqual([]);
        expect(interpreted(message).flatMap(live)).toEqual([]);
        expect(literal(message.blocks).join()).not.toMatch(/[^\P{Cc}\n]|\u202E|\p{Surrogate}/u);
      }),
      { numRuns: 150 },
    );
  });

  it.each(HOSTILE)("fits with %j in every place at once", (text) => {
    fc.assert(
      fc.property(hostileLike(full, fc.constant(text)), (facts) => {
        const hostile = {
          ...facts,
          changes: aChangesFact({
            ...facts.changes,
            counts: { [text]: 1, [`${text}2`]: 1 },
            rows: (facts.changes?.rows ?? []).map((row) => ({ ...row, action: text, replacement: "True" })),
          }),
        };
        for (const texts of ALL_TEXTS) expect(validateMessage(planCard(hostile, { texts, label: text }))).toEqual([]);
      }),
      { numRuns: 1 },
    );
  });

  it.each([
    "<!channel>",
    "<@U12345678>",
    "*x* _y_ `z`",
    "<https://evil.example|click>",
    "```",
    "&lt;b&gt;",
    "👩‍👩‍👧 vpc",
  ])("shows the name %j as it is", (name) => {
    expect(literal([card({ name }).blocks[0]])).toEqual([`Waiting for approval: ${name} [prod]`]);
  });

  it("escapes the name in its text", () => {
    expect(card({ name: "<!channel> & co" }).text).toMatch(
      /^Waiting for approval: &lt;!channel&gt; &amp; co \[prod\]\n/,
    );
  });

  it("holds the plan's id and its label however long the name is", () => {
    const message = card({ name: "n".repeat(10_000), id: "plan-bp1x" as PlanId });
    expect(message.text).toContain("\nPlan: plan-bp1x · ");
    expect(literal([message.blocks[0]])[0]).toMatch(/n… \[prod\]$/);
  });

  it("shows no secret even where the facts hold one", () => {
    const secret = "LTAI5tCanary4711Canary";
    fc.assert(
      fc.property(hostileLike(full, fc.constant(`x ${secret} password="hunter2"`)), (facts) => {
        const sent = JSON.stringify(planCard(facts, options));
        expect(sent).not.toContain("Canary");
        expect(sent).not.toContain("hunter2");
      }),
      { numRuns: 1 },
    );
  });
});
