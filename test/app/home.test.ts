import { describe, expect, it } from "vitest";
import { homeFacts } from "../../lib/app/jobs/home.ts";
import { nothingHot } from "../../lib/app/records.ts";
import type { EpochMs } from "../../lib/model/brand.ts";
import type { InstanceRecord, PlanRecord, PollRecord } from "../../lib/notify/record.ts";
import { aFailure, alice, anApprovalNode, aPlanFacts, bob } from "../build/facts.ts";
import { anInstanceRecord } from "../build/instances.ts";
import { aPlanRecord } from "../build/records.ts";

const at = (time: string): EpochMs => Date.parse(`2026-11-24T${time}Z`) as EpochMs;
const NOW = at("12:00:00");
const DAY_AND_A_SECOND_AGO = Date.parse("2026-11-23T11:59:59Z") as EpochMs;

type Facts = Parameters<typeof aPlanFacts>[0];
const plan = (id: string, facts: Facts): PlanRecord =>
  aPlanRecord({ id: id as PlanRecord["id"], facts: aPlanFacts({ ...facts, id: id as PlanRecord["id"] }) });

const home = (mine: readonly string[], plans: readonly PlanRecord[], instances: readonly InstanceRecord[] = []) => {
  const hot = nothingHot();
  for (const value of plans) hot.plans.set(value.id, { key: value.id, version: 1, value });
  for (const value of instances) hot.instances.set(value.id, { key: value.id, version: 1, value });
  const poll: PollRecord = { format: 5, kind: "poll", watermark: NOW, heartbeat: at("11:59:30"), drafts: [] };
  hot.poll = { key: "poll", version: 1, value: poll };
  const facts = homeFacts(hot, new Set(mine), NOW);
  const ids = (all: readonly { readonly id: string }[]): string[] => all.map(({ id }) => id);
  return { ...facts, waiting: ids(facts.waiting), asked: ids(facts.asked), failed: ids(facts.failed) };
};

describe("what somebody finds at Home", () => {
  const pending = [anApprovalNode({ approvers: [bob] })];

  it("are the plans that wait for them, the longest first, and none that waits for others", () => {
    const plans = [
      plan("plan-new", { pending, since: at("11:00:00") }),
      plan("plan-old", { pending, since: at("09:00:00") }),
      plan("plan-of-others", { pending: [anApprovalNode({ approvers: [alice] })] }),
      plan("plan-gone", { pending, gone: true }),
      plan("plan-decided", { pending: [], status: "ApplicationApproved" }),
    ];
    expect(home(["RamUser:bob"], plans).waiting).toEqual(["plan-old", "plan-new"]);
    expect(home([], plans).waiting).toEqual([]);
  });

  it("are the plans that they asked for: while they are under way, and a day longer", () => {
    const plans = [
      plan("plan-waits", { since: at("08:00:00") }),
      plan("plan-done", { status: "ExecuteSuccess", since: at("10:00:00"), pending: [] }),
      plan("plan-done-long", { status: "ExecuteSuccess", since: DAY_AND_A_SECOND_AGO, pending: [] }),
      plan("plan-of-bob", { requester: bob }),
    ];
    expect(home(["RamUser:alice"], plans).asked).toEqual(["plan-done", "plan-waits"]);
  });

  it("is what failed within a day, whoever asked for it: plans and provisioned products", () => {
    const failed = { status: "ExecuteFailed", failure: aFailure(), pending: [], requester: bob } as const;
    const broken = anInstanceRecord();
    const instance = { ...broken, facts: { ...broken.facts, failure: aFailure(), since: at("11:30:00") } };
    const plans = [
      plan("plan-failed", { ...failed, since: at("07:00:00") }),
      plan("plan-failed-long", { ...failed, since: DAY_AND_A_SECOND_AGO }),
    ];
    expect(home([], plans, [instance]).failed).toEqual([broken.id, "plan-failed"]);
  });

  it("says how old it is, and whether they are known", () => {
    expect(home(["RamUser:bob"], [])).toMatchObject({ asOf: at("11:59:30"), isMapped: true });
    expect(home([], []).isMapped).toBe(false);
    expect(homeFacts(nothingHot(), new Set(), NOW).asOf).toBeUndefined();
  });
});
