import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { minutes, type PlanId } from "../../lib/model/brand.ts";
import { StoreUnusable } from "../../lib/model/errors.ts";
import type { Approvals, Catalog } from "../../lib/ports.ts";
import { BOB, CAROL, type DecisionStage, openDecisionStage } from "./decision-stage.ts";

let at: DecisionStage;
let plan: PlanId;
beforeEach(async () => {
  at = await openDecisionStage();
  plan = await at.waiting();
});
afterEach(() => at.stage.close());

const said = (): (string | undefined)[] => at.answers.told.map(({ text }) => text.split("\n")[1]);
const audited = () => at.audit.map(({ user, result, reason, code }) => [user, result, reason, code]);
const claimed = async () => (await at.record(plan)).decision?.by;

/** The call is made, and then Planbell fails. */
const failingAfter = (fault: Error): Approvals => ({
  async decide(...asked) {
    await at.ports.approvals.decide(...asked);
    throw fault;
  },
});

describe("what fails once a decision was sent", () => {
  it("is told and audited as unsure when it is a bug; nobody tries again, and the poll shows what was done", async () => {
    const job = await at.job(plan);
    const approvals = failingAfter(new RangeError("a bug"));
    expect(await at.decide(job, { approvals })).toBeInstanceOf(RangeError);
    expect(said()).toEqual([
      "Planbell failed once it had sent your decision (Bug), and does not know what came of it: look at the plan in the console before you decide again.",
    ]);
    expect(audited()).toEqual([[CAROL, "refused", "cloud-refused", "Bug"]]);
    expect(at.audit[0]?.outcome).toBe("unknown");
    expect(await claimed()).toBe(CAROL);
    expect((await at.record(plan)).facts.status).toBe("ApplicationApproved");
    expect(at.decisions).toBe(1);
  });

  it("may come again where nobody could be told, and finds what was done", async () => {
    const job = await at.job(plan);
    const approvals = failingAfter(new RangeError("a bug"));
    const deaf = {
      ...at.ports.answers,
      respond: () => Promise.reject(new Error("deaf")),
      whisper: () => Promise.reject(new Error("deaf")),
    };
    await expect(at.decide(job, { approvals, answers: deaf })).rejects.toThrow(RangeError);
    await at.decide(job);
    expect(said()).toEqual(["Service Catalog has taken your approval: the card says what comes next."]);
    expect(at.decisions).toBe(1);
  });

  it("is so, too, when it is an error of ours, which nobody tries again; others wait until the claim ends", async () => {
    at.stage.catalog.faults.next("reset", { action: "ApproveProvisionedProductPlan" });
    let looks = 0;
    const catalog: Catalog = {
      ...at.ports.catalog,
      // The first look judges the plan, the second is for what became of it; the poll takes the rest.
      plan: (id) => (++looks === 2 ? Promise.reject(new StoreUnusable("the disk is full")) : at.ports.catalog.plan(id)),
    };
    expect(await at.decide(await at.job(plan), { catalog })).toBeInstanceOf(StoreUnusable);
    expect(audited()).toEqual([[CAROL, "refused", "cloud-refused", "store-unusable"]]);
    const bobs = await at.job(plan, { by: { team: "T0OURS0001", user: BOB } });
    await at.decide(bobs);
    expect(at.audit[1]).toMatchObject({ user: BOB, reason: "decided" });
    at.stage.pass(minutes(1));
    await at.decide({ ...bobs, at: at.stage.clock.now() });
    expect(at.audit[2]).toMatchObject({ user: BOB, result: "approved" });
  });
});

it("what fails before anything was sent is told as nothing done, and is not audited", async () => {
  const approvals: Approvals = { decide: () => Promise.reject(new RangeError("a bug")) };
  expect(await at.decide(await at.job(plan), { approvals })).toBeInstanceOf(RangeError);
  expect(said()).toEqual([
    "Planbell could not find out whether you may decide, and did nothing: try again in a minute.",
  ]);
  expect([audited(), at.decisions]).toEqual([[], 0]);
  // Others need not wait for it.
  expect(await claimed()).toBeUndefined();
});

describe("a decision that comes too fast for the cloud", () => {
  it("was not taken: they are asked to decide again, which they may at once", async () => {
    at.stage.catalog.faults.next("throttle", { action: "ApproveProvisionedProductPlan" });
    await at.decide(await at.job(plan));
    expect(said()).toEqual([
      "Alibaba Cloud was too busy to take it (Throttling.User), and nothing was done: decide again in a minute.",
    ]);
    expect(audited()).toEqual([[CAROL, "refused", "cloud-refused", "Throttling.User"]]);
    expect([await claimed(), at.decisions]).toEqual([undefined, 1]);
    await at.decide(await at.job(plan));
    expect(at.audit[1]?.result).toBe("approved");
  });

  it("is not blamed on the role when that could not be assumed for it", async () => {
    for (let tries = 0; tries < 3; tries++) at.stage.catalog.faults.next("throttle", { action: "AssumeRole" });
    await at.decide(await at.job(plan));
    expect(said()[0]).toMatch(/^Alibaba Cloud was too busy to take it \(Throttling\.User\)/);
    expect(at.audit).toMatchObject([{ code: "Throttling.User", call: "AssumeRole" }]);
    expect([await claimed(), at.decisions]).toEqual([undefined, 0]);
  });
});
