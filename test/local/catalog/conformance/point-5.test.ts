import { beforeEach, describe, expect, it } from "vitest";
import type { PlanSpec } from "../../../../local/catalog/world.ts";
import { World } from "../../../../local/catalog/world.ts";
import { handClock, START } from "../signed-call.ts";

const owner = { kind: "RamUser", name: "endUser" };
const alice = { kind: "RamUser", name: "alice" };
const net = { kind: "RamRole", name: "net" };
const bob = { kind: "RamUser", name: "bob" };

let clock: ReturnType<typeof handClock>;
let world: World;
beforeEach(() => {
  clock = handClock();
  world = new World(clock);
});

const status = (id: string) => world.plan(id).status;
const refusal = (act: () => void): unknown => {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
};

/** A plan in the wanted state, reached the ordinary way. */
const reach: Record<string, (spec?: Partial<PlanSpec>) => string> = {
  PreviewInProgress: (spec) => world.createPlan({ name: "web", ...spec }),
  PreviewSuccess: (spec) => {
    const id = world.createPlan({ name: "web", ...spec });
    clock.pass(5);
    return id;
  },
  PreviewFailed: () => reach["PreviewSuccess"]!({ previewFails: { statusMessage: "no quota" } }),
  ApplicationInProgress: () => reach["PreviewSuccess"]!({ approvers: [alice] }),
  ApplicationApproved: () => {
    const id = reach["ApplicationInProgress"]!();
    world.approve(id, alice);
    return id;
  },
  ApplicationRejected: () => {
    const id = reach["ApplicationInProgress"]!();
    world.reject(id, alice);
    return id;
  },
  ExecuteInProgress: (spec) => {
    const id = reach["PreviewSuccess"]!(spec);
    world.execute(id);
    return id;
  },
  ExecuteSuccess: (spec) => {
    const id = reach["ExecuteInProgress"]!(spec);
    clock.pass(20);
    return id;
  },
  ExecuteFailed: () => reach["ExecuteSuccess"]!({ executeFails: { statusMessage: "boom" } }),
  Canceled: () => {
    const id = reach["PreviewSuccess"]!();
    world.cancel(id);
    return id;
  },
};

describe("14.5 state machine: every state", () => {
  it.each(Object.keys(reach))("%s can be reached", (wanted) => {
    expect(status(reach[wanted]!())).toBe(wanted);
  });
  it.each([
    // state, approve, reject, execute, cancel, update, remove
    ["PreviewInProgress", "------"],
    ["PreviewSuccess", "--eCud"],
    ["PreviewFailed", "----ud"],
    ["ApplicationInProgress", "ar-Cud"],
    ["ApplicationApproved", "--eCud"],
    ["ApplicationRejected", "----ud"],
    ["ExecuteInProgress", "------"],
    ["ExecuteSuccess", "-----d"],
    ["ExecuteFailed", "----ud"],
    ["Canceled", "-----d"],
  ])("%s allows exactly %s", (state, allowed) => {
    const tries: [string, (id: string) => void][] = [
      ["a", (id) => world.approve(id, alice)],
      ["r", (id) => world.reject(id, alice)],
      ["e", (id) => world.execute(id)],
      ["C", (id) => world.cancel(id)],
      ["u", (id) => world.update(id)],
      ["d", (id) => world.remove(id)],
    ];
    const found = tries.map(([letter, act]) => {
      const id = reach[state]!();
      const refused = refusal(() => act(id));
      if (refused === undefined) return letter;
      expect(refused).toMatchObject({ status: 409, code: "InvalidPlanStatus" });
      expect(status(id)).toBe(state);
      return "-";
    });
    expect(found.join("")).toBe(allowed);
  });
});

describe("14.5 state machine: a preview", () => {
  it("ends at its own instant, whenever somebody looks", () => {
    const id = world.createPlan({ name: "web", previewMs: 7_600 });
    clock.pass(7.599);
    expect(world.plan(id)).toMatchObject({ status: "PreviewInProgress", createTime: START, updateTime: START });
    clock.pass(3_600);
    expect(world.plan(id)).toMatchObject({ status: "PreviewSuccess", createTime: START, updateTime: START + 7_000 });
  });
  it("of a plan that needs approval submits it in the same instant", () => {
    const id = world.createPlan({ name: "web", approvers: [alice, net] });
    clock.pass(60);
    expect(world.plan(id)).toMatchObject({
      status: "ApplicationInProgress",
      updateTime: START + 5_000,
      pending: [alice, net],
    });
    expect(world.state(id).records).toEqual([{ by: owner, action: "Submit", comment: "", at: START + 5_000 }]);
  });
  it("that fails says why", () => {
    const id = reach["PreviewFailed"]!();
    expect(world.plan(id)).toMatchObject({ status: "PreviewFailed", statusMessage: "no quota" });
  });
});

describe("14.5 state machine: an approval", () => {
  it("of one approver suffices", () => {
    const id = reach["PreviewSuccess"]!({ approvers: [alice, net] });
    clock.pass(10);
    world.approve(id, net, "fine");
    expect(world.plan(id)).toMatchObject({ status: "ApplicationApproved", pending: [], updateTime: START + 15_000 });
    expect(world.state(id).records.at(-1)).toEqual({ by: net, action: "Approve", comment: "fine", at: START + 15_000 });
  });
  it("of somebody else is refused", () => {
    const id = reach["ApplicationInProgress"]!();
    expect(refusal(() => world.approve(id, { kind: "RamRole", name: "alice" }))).toMatchObject({
      status: 403,
      code: "NoPermission",
    });
    expect(status(id)).toBe("ApplicationInProgress");
  });
  it("in several nodes goes from one to the next", () => {
    const id = reach["PreviewSuccess"]!({ nodes: [[alice], [bob, net]] });
    clock.pass(10);
    world.approve(id, alice);
    expect(world.plan(id)).toMatchObject({
      status: "ApplicationInProgress",
      pending: [bob, net],
      updateTime: START + 15_000,
    });
    expect(refusal(() => world.approve(id, alice))).toMatchObject({ code: "NoPermission" });
    world.approve(id, bob);
    expect(status(id)).toBe("ApplicationApproved");
  });
  it("goes on without a new UpdateTime when the spec wants it so", () => {
    const id = reach["PreviewSuccess"]!({ nodes: [[alice], [bob]], quietHandOver: true });
    clock.pass(10);
    world.approve(id, alice);
    expect(world.plan(id)).toMatchObject({ pending: [bob], updateTime: START + 5_000 });
  });
  it("can be handed to others", () => {
    const id = reach["ApplicationInProgress"]!();
    world.handOver(id, [bob]);
    expect(world.plan(id).pending).toEqual([bob]);
    expect(refusal(() => world.approve(id, alice))).toMatchObject({ code: "NoPermission" });
  });
});

describe("14.5 state machine: a plan that waits in PreviewSuccess", () => {
  const waiting = (nodes = [[alice, net]]) => reach["PreviewSuccess"]!({ nodes, waitsInPreviewSuccess: true });

  it("has somebody who must act, and cannot run before", () => {
    const id = waiting();
    expect(world.plan(id)).toMatchObject({
      status: "PreviewSuccess",
      pending: [alice, net],
      updateTime: START + 5_000,
    });
    expect(world.state(id).records).toMatchObject([{ by: owner, action: "Submit" }]);
    expect(refusal(() => world.execute(id))).toMatchObject({ status: 409, code: "InvalidPlanStatus" });
    expect(refusal(() => world.approve(id, bob))).toMatchObject({ status: 403, code: "NoPermission" });
  });
  it("is decided as any other", () => {
    const [approved, rejected, canceled] = [waiting(), waiting(), waiting()];
    world.approve(approved, net);
    world.reject(rejected, alice);
    world.cancel(canceled);
    expect([approved, rejected, canceled].map(status)).toEqual([
      "ApplicationApproved",
      "ApplicationRejected",
      "Canceled",
    ]);
    expect([approved, rejected, canceled].flatMap((id) => world.plan(id).pending)).toEqual([]);
    world.execute(approved);
  });
  it("stays there from node to node, and in other hands", () => {
    const id = waiting([[alice], [bob]]);
    world.approve(id, alice);
    expect(world.plan(id)).toMatchObject({ status: "PreviewSuccess", pending: [bob] });
    world.handOver(id, [net]);
    expect(world.plan(id)).toMatchObject({ status: "PreviewSuccess", pending: [net] });
    world.approve(id, net);
    expect(status(id)).toBe("ApplicationApproved");
  });
  it("waits for nobody when it needs no approval", () => {
    const id = reach["PreviewSuccess"]!({ waitsInPreviewSuccess: true });
    expect(world.plan(id)).toMatchObject({ status: "PreviewSuccess", pending: [] });
    world.execute(id);
    expect(status(id)).toBe("ExecuteInProgress");
  });
});

describe("14.5 state machine: an update", () => {
  it("previews again and asks for approval again", () => {
    const id = reach["ApplicationRejected"]!();
    world.update(id, { description: "smaller" });
    expect(status(id)).toBe("PreviewInProgress");
    clock.pass(5);
    expect(world.plan(id)).toMatchObject({ status: "ApplicationInProgress", pending: [alice] });
  });
  it("without changes fails as before", () => {
    const id = reach["ExecuteFailed"]!();
    world.update(id);
    clock.pass(5);
    world.execute(id);
    clock.pass(20);
    expect(world.plan(id)).toMatchObject({ status: "ExecuteFailed", statusMessage: "boom" });
  });
  it("takes the failure away when it says so", () => {
    const id = reach["ExecuteFailed"]!();
    world.update(id, { executeFails: undefined });
    clock.pass(5);
    expect(world.plan(id)).toMatchObject({ status: "PreviewSuccess", statusMessage: undefined });
    world.execute(id);
    clock.pass(20);
    expect(status(id)).toBe("ExecuteSuccess");
  });
});

describe("14.5 state machine: plans", () => {
  it("are named the same way in every run", () => {
    const ids = ["a", "b"].map((name) => world.createPlan({ name }));
    const again = new World(clock);
    expect(ids.map((name) => again.createPlan({ name }))).toEqual(ids);
    expect(ids.every((id) => /^plan-bp1[0-9a-z]{11}$/.test(id))).toBe(true);
    expect(ids[0]).not.toBe(ids[1]);
  });
  it("are listed oldest first, without the deleted", () => {
    const [a, b, c] = ["a", "b", "c"].map((name) => world.createPlan({ name })) as [string, string, string];
    clock.pass(5);
    world.remove(b);
    expect(world.plans().map((plan) => plan.id)).toEqual([a, c]);
    expect(refusal(() => world.plan(b))).toMatchObject({ status: 404, code: "InvalidPlan.NotFound" });
  });
  it("move in thousands, each at its own instant", () => {
    const ids = Array.from({ length: 1_000 }, (_, n) =>
      world.createPlan({ name: `p${n}`, previewMs: (1_000 - n) * 1_000 }),
    );
    clock.pass(86_400);
    expect(world.plans().every((plan) => plan.status === "PreviewSuccess")).toBe(true);
    expect([world.plan(ids[0]!).updateTime, world.plan(ids[999]!).updateTime]).toEqual([
      START + 1_000_000,
      START + 1_000,
    ]);
  });
});
