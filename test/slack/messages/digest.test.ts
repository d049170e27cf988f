import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlanId } from "../../../lib/model/brand.ts";
import { planDigest } from "../../../lib/slack/messages/digest.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { aDigestMember } from "../../build/facts.ts";
import { ALL_TEXTS, anyTexts, HOSTILE, hostileLike, interpreted, literal, live } from "./hostile.ts";

const options = { texts: textsFor("en") };
const many = (count: number) =>
  Array.from({ length: count }, (_, n) => aDigestMember({ name: `vpc-${n}`, id: `plan-${n}` as PlanId }));

describe("a digest", () => {
  it("says how many plans wait, and names them", () => {
    const message = planDigest({ members: many(2), total: 2 }, { ...options, label: "prod" });
    expect(message.text).toBe(
      [
        "2 more plans wait for approval [prod]",
        "vpc-0 (plan-0): Waiting for approval, by bob (RAM user) · 2026-11-23 16:05 UTC",
        "vpc-1 (plan-1): Waiting for approval, by bob (RAM user) · 2026-11-23 16:05 UTC",
      ].join("\n"),
    );
    expect(literal(message.blocks)).toEqual([
      "2 more plans wait for approval [prod]",
      ...["vpc-0", " (plan-0): Waiting for approval, by bob (RAM user) · "],
      ...["vpc-1", " (plan-1): Waiting for approval, by bob (RAM user) · "],
    ]);
  });

  it("of one plan speaks of one", () => {
    expect(planDigest({ members: many(1), total: 1 }, options).text).toMatch(/^1 more plan waits for approval\n/);
  });

  it("names 30 plans at most and counts the others", () => {
    const { text, blocks } = planDigest({ members: many(40), total: 250 }, options);
    expect(text.split("\n")).toHaveLength(32);
    expect(text).toMatch(/\nand 220 more$/);
    expect(literal(blocks).at(-1)).toBe("and 220 more");
  });

  it("names three approvers of a plan at most", () => {
    const member = aDigestMember({ waitingFor: ["a", "b", "c", "d", "e"] });
    expect(planDigest({ members: [member], total: 1 }, options).text).toContain(
      "Waiting for approval, by a, b, c, and 2 more · ",
    );
  });

  it("of plans that do not all wait says that they changed", () => {
    const members = [aDigestMember(), aDigestMember({ status: "ExecuteFailed", waitingFor: [] })];
    const { text } = planDigest({ members, total: 2 }, options);
    expect(text).toMatch(/^2 plans changed\n/);
    expect(text).toContain("vpc-prod (plan-bp1jvmdk2k0001): Failed · 2026-11-23 16:05 UTC");
  });

  it("does not say that somebody waits for a plan that was deleted", () => {
    const members = [aDigestMember({ gone: true, waitingFor: [] })];
    const { text } = planDigest({ members, total: 1 }, options);
    expect(text).toBe("1 plan changed\nvpc-prod (plan-bp1jvmdk2k0001): Deleted · 2026-11-23 16:05 UTC");
  });

  it("says that a previewed plan waits when somebody has to approve it", () => {
    const { text } = planDigest({ members: [aDigestMember({ status: "PreviewSuccess" })], total: 1 }, options);
    expect(text).toContain("Waiting for approval, by bob (RAM user)");
  });

  it("says which plans are dangerous", () => {
    const { text } = planDigest({ members: [aDigestMember({ danger: true }), aDigestMember()], total: 2 }, options);
    expect(text.split("\n").slice(1)).toEqual([
      "vpc-prod (plan-bp1jvmdk2k0001): Waiting for approval (dangerous), by bob (RAM user) · 2026-11-23 16:05 UTC",
      "vpc-prod (plan-bp1jvmdk2k0001): Waiting for approval, by bob (RAM user) · 2026-11-23 16:05 UTC",
    ]);
  });

  it("of nothing is still a message", () => {
    expect(validateMessage(planDigest({ members: [], total: 0 }, options))).toEqual([]);
  });
});

describe("a digest of hostile plans", () => {
  const sample = Array.from({ length: 35 }, () => aDigestMember({ danger: true, waitingFor: ["a", "b", "c", "d"] }));

  it("is one that Slack takes and that mentions and links nobody", () => {
    fc.assert(
      fc.property(hostileLike(sample), fc.constantFrom(...HOSTILE), anyTexts, (members, label, texts) => {
        const message = planDigest({ members, total: 99 }, { texts, label, shows: true });
        expect(validateMessage(message)).toEqual([]);
        expect(interpreted(message).flatMap(live)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it.each(HOSTILE)("fits with %j in every place at once", (text) => {
    fc.assert(
      fc.property(hostileLike(sample, fc.constant(text)), (members) => {
        for (const texts of ALL_TEXTS) {
          const message = planDigest({ members, total: 99 }, { texts, label: text, shows: true });
          expect(validateMessage(message)).toEqual([]);
          expect(message.text).toMatch(/\n(and \d+ more|另有 \d+ 项)$/);
        }
      }),
      { numRuns: 1 },
    );
  });
});
