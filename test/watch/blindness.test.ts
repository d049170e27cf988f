import { describe, expect, it } from "vitest";
import { minutes, seconds } from "../../lib/model/brand.ts";
import { judgeSilence, judgeWatch } from "../../lib/watch/blindness.ts";
import { at } from "../build/rows.ts";

const MINUTE = minutes(1);
const seen = { heartbeat: at("18:00:00") };
const blind = { heartbeat: at("18:00:00"), blind: at("18:00:00") };

describe("the time that lists may go unread", () => {
  it.each([
    [minutes(1), "18:03:00", "18:03:00.001"],
    [seconds(6), "18:00:18", "18:00:18.001"],
    [seconds(1), "18:00:15", "18:00:15.001"],
  ])("is three intervals of %i ms, and never less than 15 seconds", (interval, inTime, tooLate) => {
    expect(judgeWatch(seen, at(inTime), interval, undefined)).toEqual([]);
    expect(judgeWatch(seen, at(tooLate), interval, undefined)).toHaveLength(2);
  });
});

describe("lists that cannot be read", () => {
  it("are told once they have been unread for longer than three intervals, with the catalog's word", () => {
    expect(judgeWatch(seen, at("18:03:00"), MINUTE, "Throttling")).toEqual([]);
    expect(judgeWatch(seen, at("18:03:00.001"), MINUTE, "Throttling")).toEqual([
      { kind: "watch.blind", since: at("18:00:00"), code: "Throttling" },
    ]);
  });

  it("are told once, however long it lasts", () => {
    expect(judgeWatch(blind, at("23:00:00"), MINUTE, "Throttling")).toEqual([]);
  });
});

describe("lists that were read", () => {
  it("after a blindness that was told bring its end, however short it was", () => {
    expect(judgeWatch(blind, at("18:01:00"), MINUTE, undefined)).toEqual([
      { kind: "watch.recovered", since: at("18:00:00"), until: at("18:01:00") },
    ]);
  });

  it("after a gap in which nobody polled bring both, without a word of the catalog", () => {
    expect(judgeWatch(seen, at("18:03:00.001"), MINUTE, undefined)).toEqual([
      { kind: "watch.blind", since: at("18:00:00") },
      { kind: "watch.recovered", since: at("18:00:00"), until: at("18:03:00.001") },
    ]);
  });
});

describe("a poll that somebody else watches", () => {
  it("is told of once it has been silent for longer than their patience", () => {
    expect(judgeSilence(seen, at("18:15:00"), minutes(15))).toEqual([]);
    expect(judgeSilence(seen, at("18:15:00.001"), minutes(15))).toEqual([
      { kind: "watch.blind", since: at("18:00:00") },
    ]);
  });

  it("is not told of twice", () => {
    expect(judgeSilence(blind, at("23:00:00"), minutes(15))).toEqual([]);
  });
});
