import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge } from "../../lib/approve/judge.ts";
import { isWaiting, PLAN_STATUSES, type Principal } from "../../lib/model/plan.ts";
import { principalKey } from "../../lib/notify/people.ts";
import { isDangerous } from "../../lib/watch/danger.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { aParameter, aPlanFacts, aRecord, dangerousChanges } from "../build/facts.ts";
import { aQuestion, people, SALT, sealOf } from "./question.ts";

const NAMES = ["net", "db", "alice"];
const KEYS = ["RamUser", "RamRole"].flatMap((kind) => NAMES.map((name) => `${kind}:${name}`));
const principal: fc.Arbitrary<Principal> = fc.record({
  kind: fc.constantFrom("RamUser", "RamRole"),
  name: fc.constantFrom(...NAMES),
});
const user = fc.constantFrom("U01ALICE01", "U02BOB0001", "U03CAROL01");
const group = fc.constantFrom("S01GROUP01", "S02GROUP01");

const ids = fc.uniqueArray(fc.oneof(user, group), { maxLength: 2 });
/** Every principal has an entry, as most people stand for one: otherwise nothing would ever count. */
const map = fc.record(Object.fromEntries(KEYS.map((key) => [key, ids])));
const members = fc
  .dictionary(group, fc.option(fc.uniqueArray(user), { nil: undefined }))
  .map((of) => new Map(Object.entries(of)));
const HARMLESS = { counts: {}, rows: [], more: 0, hash: "0" };
const plan: fc.Arbitrary<PlanFacts> = fc
  .record({
    status: fc.constantFrom(...PLAN_STATUSES, "PreviewSuccess", ...Array(20).fill("ApplicationInProgress")),
    requester: principal,
    pending: fc.array(
      fc.record({ name: fc.constantFrom("one", "two"), approvers: fc.array(principal, { maxLength: 3 }) }),
      {
        maxLength: 2,
      },
    ),
    history: fc.array(
      principal.map((by) => aRecord({ by })),
      { maxLength: 2 },
    ),
    changes: fc.constantFrom(undefined, dangerousChanges(), HARMLESS, HARMLESS),
  })
  .map(({ changes, ...over }) => {
    const { changes: _, ...facts } = aPlanFacts(over);
    return changes === undefined ? facts : { ...facts, changes };
  });
const question = fc
  .record({
    user,
    action: fc.constantFrom("approve" as const, "reject" as const),
    typed: fc.constantFrom(true, true, false, undefined),
    facts: plan,
    people: map.map(people),
    members,
    roles: fc
      .subarray(KEYS, { minLength: 3 })
      .map((keys) => Object.fromEntries(keys.map((key) => [key, `acs:ram::1:role/${key.split(":")[1]}`]))),
    allowSelf: fc.boolean(),
    seal: fc.option(fc.stringMatching(/^[0-9a-f]{32}$/), { nil: undefined }),
  })
  .map(({ roles, allowSelf, seal, ...over }) =>
    aQuestion({ ...over, rules: { enabled: true, roles, allowSelf }, seal: seal ?? sealOf(over.facts) }),
  );

/** What the map says of this person, written down anew. */
function standsFor(asked: ReturnType<typeof aQuestion>): string[] {
  return Object.entries(asked.people)
    .filter(([, ids]) => ids.some((id) => id === asked.user || asked.members.get(id)?.includes(asked.user)))
    .map(([key]) => key);
}

describe("whatever is asked", () => {
  it("counts only of one role that waits, whose person it is, on what was shown", () => {
    let counted = 0;
    fc.assert(
      fc.property(question, (asked) => {
        const found = judge(asked);
        if (found.kind === "refused") return;
        counted++;
        const mine = standsFor(asked);
        const waiting = asked.facts.pending.flatMap(({ approvers }) => approvers).map(principalKey);
        const able = [...new Set(waiting)].filter((key) => mine.includes(key) && key in asked.rules.roles);
        expect(isWaiting(asked.facts)).toBe(true);
        expect(able.filter((key) => key.startsWith("RamRole:"))).toEqual([principalKey(found.as)]);
        expect(asked.seal).toBe(sealOf(asked.facts));
        expect(asked.facts.changes).toBeDefined();
        if (!asked.rules.allowSelf) expect(mine).not.toContain(principalKey(asked.facts.requester));
        if (isDangerous(asked.facts) && asked.action === "approve") expect(asked.typed).toBe(true);
        expect(asked.typed).not.toBe(false);
      }),
      { numRuns: 5_000, seed: 1 },
    );
    expect(counted).toBeGreaterThan(20);
  });

  it("counts of nobody whom the map does not name", () => {
    fc.assert(
      fc.property(question, (asked) => {
        const closed = { ...asked, user: "U09MALLORY" };
        expect(judge(closed)).toMatchObject({ kind: "refused", refusal: { reason: "not-mapped" } });
      }),
    );
  });
});

/** One thing that is another than was shown. */
const CHANGES: readonly (readonly [string, (facts: PlanFacts) => PlanFacts])[] = [
  ["the operation", (facts) => ({ ...facts, operation: "LaunchProduct" })],
  ["the version", (facts) => ({ ...facts, productVersion: "1.0.1" })],
  ["the step", (facts) => ({ ...facts, pending: facts.pending.map((node) => ({ ...node, name: "ApproverNode-2" })) })],
  ["one step more", (facts) => ({ ...facts, pending: [...facts.pending, { name: "Last", approvers: [] }] })],
  ["what somebody did", (facts) => ({ ...facts, history: [...facts.history, aRecord()] })],
  ["a parameter, though none is shown otherwise", (facts) => ({ ...facts, parameters: [aParameter({ mark: "0" })] })],
  ["a parameter more", (facts) => ({ ...facts, parameters: [...facts.parameters, aParameter({ key: "b" })] })],
  ["its resources", (facts) => ({ ...facts, changes: dangerousChanges() })],
  ["the plan", (facts) => ({ ...facts, id: "plan-2" as PlanFacts["id"] })],
];

describe.each(CHANGES)("another seal than was shown, for %s", (_, change) => {
  it("never passes", () => {
    const seal = sealOf(aPlanFacts());
    const asked = aQuestion({ facts: change(aPlanFacts()), seal, typed: true });
    expect(judge(asked)).toEqual({ kind: "refused", refusal: { reason: "changed" } });
  });
});

describe("a seal", () => {
  it("is another for another salt, and 32 hex digits", () => {
    const asked = aQuestion({ record: { salt: `${SALT}!` } });
    expect(judge(asked)).toEqual({ kind: "refused", refusal: { reason: "changed" } });
    expect(sealOf(aPlanFacts())).toMatch(/^[0-9a-f]{32}$/);
  });

  it("is the same while people or times differ that were not decided on", () => {
    const other = aPlanFacts({
      since: 1 as never,
      provisionedProductName: "other",
      productName: "other",
      name: "other",
    });
    expect(sealOf(other)).toBe(sealOf(aPlanFacts()));
  });
});
