import { describe, expect, it } from "vitest";
import type { StackId, TaskId } from "../../lib/model/brand.ts";
import { endInstead } from "../../lib/notify/log-drafts.ts";
import type { Draft } from "../../lib/notify/record.ts";
import type { Failure } from "../../lib/watch/plan-facts.ts";
import { aFailure } from "../build/facts.ts";
import { aCard, aPlanRecord, NOW } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { move } from "./plan-sighting.ts";

const stack = { id: "stack-1" as StackId, region: "cn-hangzhou", updatedAt: at("17:44:00") };
const task = "task-1" as TaskId;
const record = (failure: Partial<Failure>) =>
  move(aPlanRecord({ cards: [aCard()] }), [{ kind: "plan.failed", failure: aFailure(failure) }]);
const bodies = (drafts: readonly Draft[]) => drafts.map(({ body }) => body).filter(({ what }) => what === "log");

describe("a log that is the stack's", () => {
  it("is promised with what finds it again, beside the task where there is one", () => {
    expect(bodies(record({ stack, taskId: task, log: 1 }).drafts)).toEqual([
      { what: "log", seq: 2, task, stack, part: 1, of: 1 },
    ]);
    expect(bodies(record({ stack, log: 0 }).drafts)).toEqual([{ what: "log", seq: 2, stack }]);
  });

  it("is still the stack's when its end takes the place of a file", () => {
    const owing = record({ stack, log: 0 });
    const file = owing.drafts.find(({ body }) => body.what === "log") as Draft;
    expect(bodies(endInstead(owing, file, NOW).drafts)).toEqual(
      [1, 2, 3].map((part) => ({ what: "log", seq: 2, stack, part, of: 3 })),
    );
  });
});
