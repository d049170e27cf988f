import { describe, expect, it } from "vitest";
import type { PlanId } from "../../../lib/model/brand.ts";
import { planCard } from "../../../lib/slack/messages/plan-card.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { aChange, aPlanFacts, dangerousChanges } from "../../build/facts.ts";

const decide = { account: "self", plan: "plan-bp1jvmdk2k0001" as PlanId, seal: "89abcdef01234567fedcba9876543210" };
const value = '{"a":"self","p":"plan-bp1jvmdk2k0001","s":"89abcdef01234567fedcba9876543210"}';
const harmless = aPlanFacts({ changes: { counts: { Add: 2 }, rows: [aChange()], more: 1, hash: "0" } });
const dangerous = aPlanFacts({ changes: dangerousChanges() });
const card = (facts = harmless, locale: "en" | "zh" = "en") => planCard(facts, { texts: textsFor(locale), decide });
const actionsOf = (message: ReturnType<typeof card>) =>
  message.blocks.filter(({ type }) => type === "actions") as unknown as readonly {
    readonly block_id: string;
    readonly elements: readonly Record<string, unknown>[];
  }[];

describe("the buttons of a card", () => {
  it("approve at once what nobody would miss, once Slack has asked", () => {
    expect(actionsOf(card())).toEqual([
      {
        type: "actions",
        block_id: "card:actions:89abcdef",
        elements: [
          {
            type: "button",
            action_id: "plan_approve",
            style: "primary",
            text: { type: "plain_text", text: "Approve", emoji: false },
            value,
            accessibility_label: "Approve vpc-prod",
            confirm: {
              title: { type: "plain_text", text: "Approve vpc-prod?", emoji: false },
              text: { type: "plain_text", text: "Changes: adds 2", emoji: false },
              confirm: { type: "plain_text", text: "Approve", emoji: false },
              deny: { type: "plain_text", text: "Not now", emoji: false },
            },
          },
          {
            type: "button",
            action_id: "plan_reject",
            style: "danger",
            text: { type: "plain_text", text: "Reject", emoji: false },
            value,
            accessibility_label: "Reject vpc-prod",
          },
        ],
      },
    ]);
  });

  it("never approve by one click what somebody would miss, and bring the name that has to be typed", () => {
    const [block] = actionsOf(card(dangerous));
    expect(block?.block_id).toBe("card:actions:89abcdef:net-prod");
    expect(block?.elements[0]).not.toHaveProperty("confirm");
  });

  it("treat the end of a provisioned product as something to be missed, whatever is listed", () => {
    const ends = aPlanFacts({ ...harmless, operation: "TerminateProvisionedProduct" });
    expect(actionsOf(card(ends))[0]?.elements[0]).not.toHaveProperty("confirm");
  });

  it("speak the language of the card", () => {
    const [block] = actionsOf(card(harmless, "zh"));
    expect(block?.elements.map(({ text }) => (text as { text: string }).text)).toEqual(["批准", "拒绝"]);
  });

  it("are taken by Slack, beside the longest of cards", () => {
    const long = "n".repeat(300);
    const rows = Array.from({ length: 30 }, () => aChange({ logicalId: long, type: long }));
    const facts = aPlanFacts({ name: long, provisionedProductName: long, changes: { ...dangerousChanges(), rows } });
    expect(validateMessage(card(facts))).toEqual([]);
  });

  it("are not there where nothing may be decided", () => {
    expect(actionsOf(planCard(harmless, { texts: textsFor("en") }))).toEqual([]);
  });
});
