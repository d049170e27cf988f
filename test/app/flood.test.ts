import { describe, expect, it } from "vitest";
import { Flood } from "../../lib/app/deliver/flood.ts";
import type { TaskId } from "../../lib/model/brand.ts";
import type { Draft, PlanRecord } from "../../lib/notify/record.ts";
import { aCardDraft, aNoteDraft, aPlanRecord, NET, OPS } from "../build/records.ts";

const owing = (...drafts: readonly Draft[]): PlanRecord => aPlanRecord({ drafts });

/** A flood of so many plans, each with these drafts. */
function flood(plans: number, draft: Draft, afterGap = false): Flood {
  const counted = new Flood();
  counted.afterGap = afterGap;
  for (let i = 0; i < plans; i++) counted.count(undefined, owing(draft));
  return counted;
}

describe("a channel", () => {
  it("takes ten new cards of one poll; then the others share a digest", () => {
    expect([...flood(9, aCardDraft()).crowded]).toEqual([]);
    expect([...flood(10, aCardDraft()).crowded]).toEqual(["C0DEFAULT0"]);
    expect([...flood(11, aCardDraft()).joined]).toEqual([]);
  });

  it("takes ten notes after a gap; then the others share a digest", () => {
    expect([...flood(9, aNoteDraft(), true).joined]).toEqual([]);
    expect([...flood(10, aNoteDraft(), true).joined]).toEqual(["C0DEFAULT0"]);
    expect([...flood(11, aNoteDraft(), true).crowded]).toEqual([]);
  });

  it("takes any number of notes while somebody looks", () => {
    expect([...flood(50, aNoteDraft()).joined]).toEqual([]);
  });

  it("is not crowded by what another takes", () => {
    const counted = flood(9, aCardDraft());
    counted.count(undefined, owing(aCardDraft({ destination: NET })));
    expect([...counted.crowded]).toEqual([]);
    counted.count(undefined, owing(aCardDraft()));
    expect([...counted.crowded]).toEqual([OPS]);
  });
});

describe("what is counted", () => {
  it("is only what a poll has added to a record", () => {
    const counted = flood(9, aCardDraft());
    const before = owing(aCardDraft());
    counted.count(before, owing(aCardDraft()));
    expect([...counted.crowded]).toEqual([]);
    counted.count(before, owing(aCardDraft(), aCardDraft({ key: "card:another" })));
    expect([...counted.crowded]).toEqual([OPS]);
  });
});

describe("logs after a gap", () => {
  it("are no notes: they stand in threads", () => {
    const log = aNoteDraft({ body: { what: "log", seq: 2, task: "task-1" as TaskId } });
    expect([...flood(50, log, true).joined]).toEqual([]);
  });
});
