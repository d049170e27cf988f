import { type Known, planFacts } from "../../lib/app/look/plan-facts.ts";
import type { PlanDetail, PlanRow, ResourceChange } from "../../lib/model/plan.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { dangerLens } from "../../lib/watch/danger.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { aPlanDetail, aPlanRow } from "../build/rows.ts";

/** The facts of a plan by its row; unless told otherwise it was never seen, and nothing else was read. */
export const byRow = (row: PlanRow, known: Partial<Known> = {}): PlanFacts =>
  planFacts(row, {
    before: undefined,
    detail: undefined,
    task: undefined,
    salt: "salt",
    lens: dangerLens([]),
    redactor: PLAIN_REDACTOR,
    ...known,
  });

/** The facts of a plan by its details. */
export const byDetail = (detail: Partial<PlanDetail>, known: Partial<Known> = {}): PlanFacts =>
  byRow(aPlanRow(), { detail: aPlanDetail(detail), ...known });

export const aResourceChange = (over: Partial<ResourceChange> = {}): ResourceChange => ({
  logicalId: "vpc",
  physicalId: undefined,
  type: "alicloud_vpc",
  action: "Add",
  replacement: undefined,
  ...over,
});
