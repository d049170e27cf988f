import { beforeEach, describe, expect, it } from "vitest";
import { World } from "../../../local/catalog/world.ts";
import { handClock, START } from "./signed-call.ts";

const alice = { kind: "RamUser", name: "alice" };

let clock: ReturnType<typeof handClock>;
let world: World;
beforeEach(() => {
  clock = handClock();
  world = new World(clock);
});

describe("a plan that is hurried", () => {
  it("ends its preview or its execution at once, and only once", () => {
    const id = world.createPlan({ name: "web", approvers: [alice] });
    clock.pass(1);
    world.hurry(id);
    expect(world.plan(id)).toMatchObject({ status: "ApplicationInProgress", updateTime: START + 1_000 });
    world.approve(id, alice);
    world.execute(id);
    clock.pass(2);
    world.hurry(id);
    expect(world.plan(id)).toMatchObject({ status: "ExecuteSuccess", updateTime: START + 3_000 });
    clock.pass(60);
    world.hurry(id);
    expect(world.plan(id)).toMatchObject({ status: "ExecuteSuccess", updateTime: START + 3_000 });
  });

  it("stays where it is while it waits for people, and nobody else moves", () => {
    const waiting = world.createPlan({ name: "web", approvers: [alice] });
    clock.pass(5);
    const other = world.createPlan({ name: "other" });
    world.hurry(waiting);
    world.hurry("plan-unknown");
    expect([world.plan(waiting).status, world.plan(other).status]).toEqual([
      "ApplicationInProgress",
      "PreviewInProgress",
    ]);
  });
});

describe("an execution", () => {
  it("takes as long as whoever starts it says", () => {
    const id = world.createPlan({ name: "web", executeMs: 60_000 });
    clock.pass(5);
    world.execute(id, undefined, 2_000);
    clock.pass(1.9);
    expect(world.plan(id).status).toBe("ExecuteInProgress");
    clock.pass(0.1);
    expect(world.plan(id).status).toBe("ExecuteSuccess");
  });
});
