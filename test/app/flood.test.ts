import { describe, expect, it } from "vitest";
import { Flood } from "../../lib/app/flood.ts";
import type { TaskId } from "../../lib/model/brand.ts";
import type { Draft } from "../../lib/notify/record.ts";
import { aNoteDraft, aPlanRecord, OPS } from "../build/records.ts";

const task = "task-1" as TaskId;
const notes = (count: number): Draft[] => Array.from({ length: count }, (_, n) => aNoteDraft({ key: `note:${n}` }));
const logs = (count: number): Draft[] =>
  Array.from({ length: count }, (_, n) => aNoteDraft({ key: `log:${n}`, body: { what: "log", seq: 2, task } }));

describe("after a gap", () => {
  const joinedAfter = (drafts: Draft[]): boolean => {
    const flood = new Flood();
    flood.afterGap = true;
    flood.count(undefined, aPlanRecord({ drafts }));
    return flood.joined.has(OPS);
  };

  it("a channel has had enough after ten notes", () => {
    expect(joinedAfter(notes(9))).toBe(false);
    expect(joinedAfter(notes(10))).toBe(true);
  });

  it("logs are no notes: they stand in threads", () => {
    expect(joinedAfter([...notes(9), ...logs(12)])).toBe(false);
  });
});
