import { describe, expect, it } from "vitest";
import { minutes, ms, seconds } from "../../lib/model/brand.ts";
import { isSilent, judgeSilence, silenceOf } from "../../lib/watch/blindness.ts";
import { at } from "../build/rows.ts";

describe("how long a heartbeat may be missed from outside", () => {
  it.each([
    ["five minutes where polls are frequent", ms(200), minutes(5)],
    ["five minutes at the usual interval", seconds(60), minutes(5)],
    ["three intervals where polls are rare", minutes(30), minutes(90)],
  ])("is %s", (_, interval, patience) => {
    expect(silenceOf(interval)).toBe(patience);
  });
});

describe("somebody who only reads the heartbeat", () => {
  const watch = { heartbeat: at("08:00:00") };

  it("says nothing until patience is over, to the millisecond", () => {
    expect(judgeSilence(watch, at("08:05:00"), minutes(5))).toEqual([]);
    expect(isSilent(watch, at("08:05:00"), minutes(5))).toBe(false);
  });

  it("then says since when nothing has been seen, and knows no reason", () => {
    const now = at("08:05:01");
    expect(judgeSilence(watch, now, minutes(5))).toEqual([{ kind: "watch.blind", since: at("08:00:00") }]);
    expect(isSilent(watch, now, minutes(5))).toBe(true);
  });

  it("says it no second time, while the silence lasts", () => {
    const told = { ...watch, blind: at("08:00:00") };
    expect(judgeSilence(told, at("12:00:00"), minutes(5))).toEqual([]);
    expect(isSilent(told, at("12:00:00"), minutes(5))).toBe(true);
  });

  it("does not mind a heartbeat from a clock that is ahead", () => {
    expect(judgeSilence(watch, at("07:58:00"), minutes(5))).toEqual([]);
  });
});
