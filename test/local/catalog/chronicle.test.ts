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
