import { describe, expect, it } from "vitest";
import { cutRecent } from "../../lib/watch/list-cut.ts";
import { aPlanRow, at } from "../build/rows.ts";

const row = (createdAt: string) => aPlanRow({ createdAt: at(createdAt) });

describe("where a run stopped in the list of the newest plans", () => {
  it("is between the newest and the oldest row that it read", () => {
    expect(cutRecent([row("17:00:00"), row("16:00:00")], 60)).toEqual({
      top: at("17:00:00"),
      bottom: at("16:00:00"),
      page: 60,
    });
  });

  it("keeps the top of the run that was cut first, and comes no higher by rows that are read again", () => {
    const before = { top: at("17:00:00"), bottom: at("16:00:00"), page: 60 };
    expect(cutRecent([row("15:00:00")], 70, before)).toEqual({ ...before, bottom: at("15:00:00"), page: 70 });
    expect(cutRecent([row("16:30:00"), row("16:20:00")], 61, before)).toEqual({ ...before, page: 61 });
    expect(cutRecent([], 61, before)).toEqual(before);
  });
});
