import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instant } from "../../lib/model/brand.ts";
import { isWaiting, PLAN_STATUSES } from "../../lib/model/plan.ts";
import { diff } from "../../lib/watch/plan-diff.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { aChangesFact, aPlanFacts } from "../build/facts.ts";

describe("any two looks", () => {
  const principal = fc.record({ kind: fc.constantFrom("RamUser", "RamRole"), name: fc.string({ maxLength: 3 }) });
  const node = fc.record({ name: fc.string({ maxLength: 2 }), approvers: fc.array(principal, { maxLength: 2 }) });
  const anyFacts: fc.Arbitrary<PlanFacts> = fc
    .record({
      status: fc.oneof(fc.constantFrom(...PLAN_STATUSES), fc.string({ maxLength: 8 })),
      operation: fc.constantFrom("LaunchProduct", "UpdateProvisionedProduct"),
      pending: fc.array(node, { maxLength: 2 }),
      parameters: fc.array(
        fc.record({ key: fc.string({ maxLength: 2 }), shown: fc.string({ maxLength: 2 }), mark: fc.string() }),
        { maxLength: 4 },
      ),
      history: fc.array(
        fc.record({
          by: principal,
          action: fc.constantFrom("Submit", "Approve", "Reject", "Cancel"),
          comment: fc.string({ maxLength: 2 }),
          at: fc.integer({ min: 0, max: 9 }).map(instant),
        }),
        { maxLength: 3 },
      ),
      detail: fc.boolean(),
      hash: fc.constantFrom("a", "b"),
      gone: fc.boolean(),
    })
    .map(({ detail, hash, gone, ...over }) => {
      const { changes: _changes, productVersion: _version, ...row } = aPlanFacts(over);
      const facts = detail ? aPlanFacts({ ...over, changes: aChangesFact({ hash }) }) : row;
      return { ...facts, ...(gone ? { gone } : {}) };
    });

  it("at the same thing differ in nothing", () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        expect(diff(facts, structuredClone(facts))).toEqual([]);
      }),
    );
  });

  it("give what passed, then at most where it is now, then at most what differs in a plan that waits", () => {
    fc.assert(
      fc.property(fc.option(anyFacts, { nil: undefined }), anyFacts, (before, after) => {
        const found = diff(before, after);
        const passed = found.filter((t) => "passed" in t && t.passed);
        const rest = found.slice(passed.length);
        expect(found.slice(0, passed.length)).toEqual(passed);
        expect(rest.filter((t) => t.kind !== "plan.changed").length).toBeLessThanOrEqual(1);
        if (rest.some((t) => t.kind === "plan.changed")) {
          expect(rest.at(-1)?.kind).toBe("plan.changed");
          expect(isWaiting(after)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("tell nothing of people that no new record says", () => {
    fc.assert(
      fc.property(anyFacts, anyFacts, (before, after) => {
        for (const t of diff(before, { ...after, history: before.history })) expect(t).not.toHaveProperty("passed");
      }),
    );
  });
});
