import { expect, it } from "vitest";
import { instant, ms } from "../../../lib/model/brand.ts";
import { Chronicle } from "../../../local/catalog/chronicle.ts";
import { World } from "../../../local/catalog/world.ts";
import { VirtualClock } from "../../../local/virtual-clock.ts";

const START = Date.parse("2026-03-02T08:00:00Z");
const ALICE = { kind: "RamUser", name: "alice" };

it("keeps what a plan was, and when, though lists show it late and nobody looks", () => {
  const clock = new VirtualClock(instant(START));
  const chronicle = new Chronicle();
  const world = new World(clock, { chronicle, listLagMs: 60_000 });
  const id = world.createPlan({ name: "vpc", approvers: [ALICE], previewMs: 2_000, executeMs: 4_000 });
  clock.advance(ms(5_000));
  world.approve(id, ALICE, "go");
  world.execute(id);
  clock.advance(ms(10_000));
  world.remove(id);
  const life = chronicle.plans.get(id);
  expect(life?.moments.map(({ at, status }) => [at - START, status])).toEqual([
    [0, "PreviewInProgress"],
    [2_000, "ApplicationInProgress"],
    [5_000, "ApplicationApproved"],
    [5_000, "ExecuteInProgress"],
    [9_000, "ExecuteSuccess"],
  ]);
  expect(life?.moments[1]?.pending).toEqual([ALICE]);
  expect(life?.moments[2]?.lastRecord).toMatchObject({ by: ALICE, action: "Approve", comment: "go" });
  expect(life?.goneAt).toBe(START + 15_000);
});

it("keeps what a provisioned product was, and which of its tasks a plan started", () => {
  const clock = new VirtualClock(instant(START));
  const chronicle = new Chronicle();
  const world = new World(clock, { chronicle });
  const id = world.launch({ name: "vpc", lasts: 2_000, fails: { statusMessage: "no quota" } });
  clock.advance(ms(5_000));
  const plan = world.createPlan({
    name: "update",
    operation: "UpdateProvisionedProduct",
    provisionedProductId: id,
    previewMs: 1_000,
    executeMs: 4_000,
  });
  clock.advance(ms(1_000));
  world.execute(plan);
  clock.advance(ms(10_000));
  world.terminate(id, { lasts: 3_000 });
  clock.advance(ms(10_000));
  world.settle();
  const life = chronicle.instances.get(id);
  expect(
    life?.tasks.map(({ type, began, ended, ...t }) => [type, began - START, ended - START, t.reason, t.plan]),
  ).toEqual([
    ["LaunchProduct", 0, 2_000, "no quota", undefined],
    ["UpdateProvisionedProduct", 6_000, 10_000, undefined, plan],
    ["TerminateProvisionedProduct", 16_000, 19_000, undefined, undefined],
  ]);
  expect(life?.moments.map(({ at, status }) => [at - START, status])).toEqual([
    [0, "UnderChange"],
    [2_000, "Error"],
    [6_000, "UnderChange"],
    [10_000, "Available"],
    [16_000, "UnderChange"],
    [19_000, "terminated"],
  ]);
});
