import fc from "fast-check";
import { expect, it } from "vitest";
import { mergeRows, reconcile } from "../../lib/watch/reconcile.ts";
import { bob } from "../build/facts.ts";
import { aPlanRow, at, aWatched, planId } from "../build/rows.ts";

const id = fc.constantFrom("plan-a", "plan-b", "plan-c").map(planId);
// Within one second, around its edges, and seconds apart.
const time = fc.constantFrom("16:04:59.999", "16:05:00", "16:05:00.500", "16:05:01").map(at);
const status = fc.constantFrom("ApplicationInProgress", "PreviewSuccess", "ExecuteSuccess");
const row = fc
  .record({ id, status, updatedAt: time, assignedApprovers: fc.constantFrom([bob], []) })
  .map((over) => aPlanRow(over));
const rows = fc.array(row, { maxLength: 5 });
const watched = fc
  .array(
    fc
      .record({
        id,
        waiting: fc.boolean(),
        closed: fc.boolean(),
        missed: fc.boolean(),
        readAt: fc.constantFrom("15:00:00", "16:19:00").map(at),
      })
      .map((over) => aWatched(over)),
    { maxLength: 3 },
  )
  .map((all) => new Map(all.map((one) => [one.id, one])));

it("what needs a closer look depends on the one row that counts for each plan, whichever others there are", () => {
  fc.assert(
    fc.property(watched, rows, rows, fc.boolean(), (known, recent, active, complete) => {
      const lists = { recent, active, complete, failed: false };
      const merged = { ...lists, recent: [...mergeRows(lists).values()], active: [] };
      const looks = (given: typeof lists) => reconcile(known, given, at("16:20:00"), at("16:10:00"));
      expect(looks(lists)).toEqual(looks(merged));
    }),
    { numRuns: 2_000 },
  );
});
