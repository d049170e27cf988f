import { describe, expect, it } from "vitest";
import { later, minutes, seconds } from "../../lib/model/brand.ts";
import {
  afterFault,
  afterRound,
  againNext,
  beginInstanceWatch,
  furtherPages,
  type InstanceWatch,
  isRoundDue,
} from "../../lib/watch/instance-sweep.ts";
import { instanceId } from "../build/instances.ts";
import { at } from "../build/rows.ts";

const NOW = at("18:00:00");
const FIVE = minutes(5);
const A = instanceId("pp-a");
const B = instanceId("pp-b");
const watch = (over: Partial<InstanceWatch> = {}): InstanceWatch => ({
  began: at("16:00:00"),
  round: NOW,
  next: 2,
  pages: 3,
  met: [],
  ...over,
});

describe("a round of the lists", () => {
  it("is due at once at first, then once a period, though a poll comes a little early", () => {
    expect(isRoundDue(beginInstanceWatch(NOW), NOW, FIVE, 0)).toBe(true);
    expect(isRoundDue(watch(), later(NOW, minutes(4)), FIVE, 0)).toBe(false);
    expect(isRoundDue(watch(), later(NOW, seconds(285)), FIVE, 0)).toBe(true);
  });

  it("is due when the clock was set back behind the last", () => {
    expect(isRoundDue(watch(), at("17:00:00"), FIVE, 0)).toBe(true);
  });

  it("is due at each poll while more instances are followed than there are pages", () => {
    const soon = later(NOW, minutes(1));
    expect(isRoundDue(watch(), soon, FIVE, 3)).toBe(false);
    expect(isRoundDue(watch(), soon, FIVE, 4)).toBe(true);
    expect(isRoundDue(watch({ pages: 21 }), soon, FIVE, 100)).toBe(false);
  });

  it("reads one page behind the first, in turn, and all of them where that takes fewer calls", () => {
    expect(furtherPages(watch(), 1, 0)).toEqual([]);
    expect(furtherPages(watch({ next: 3 }), 3, 0)).toEqual([3]);
    expect(furtherPages(watch({ next: 3 }), 2, 0)).toEqual([2]);
    expect(furtherPages(watch({ next: 3 }), 4, 5)).toEqual([2, 3, 4]);
    expect(furtherPages(watch(), 21, 100)).toEqual([2]);
  });
});

describe("the sweep", () => {
  it("goes on page by page, remembers whom it met, and ends with the last page", () => {
    const first = afterRound(watch(), { now: NOW, pages: 3, read: [2], met: [A] });
    expect(first).toEqual({ watch: watch({ next: 3, met: [A] }), ended: false });
    const second = afterRound(first.watch, { now: NOW, pages: 3, read: [3], met: [A, B] });
    expect(second).toEqual({ watch: watch({ next: 2, met: [], swept: true }), ended: true });
  });

  it("ends with each round where there is one page, or all were read, or none is left", () => {
    expect(afterRound(watch({ pages: 1 }), { now: NOW, pages: 1, read: [], met: [] }).ended).toBe(true);
    expect(afterRound(watch({ pages: 0 }), { now: NOW, pages: 0, read: [], met: [] }).ended).toBe(true);
    expect(afterRound(watch({ next: 3 }), { now: NOW, pages: 4, read: [2, 3, 4], met: [] }).ended).toBe(true);
    expect(afterRound(watch({ next: 3 }), { now: NOW, pages: 2, read: [2], met: [] }).ended).toBe(true);
  });

  it("reads a page again at the next poll that it could not go through, and goes on after ten times", () => {
    const again = againNext(watch({ tries: 3, next: 3 }), 4, []);
    expect(again).toEqual({ began: at("16:00:00"), next: 3, pages: 4, met: [], tries: 4 });
    expect(again && isRoundDue(again, later(NOW, seconds(1)), FIVE, 0)).toBe(true);
    expect(againNext(watch({ tries: 9 }), 3, [])).toBeUndefined();
    expect(afterRound(watch({ tries: 9 }), { now: NOW, pages: 3, read: [2], met: [] }).watch).toEqual(
      watch({ next: 3 }),
    );
  });

  it("remembers whose tasks were refused while it reads a page again, and no longer", () => {
    const again = againNext(watch({ refused: [A] }), 3, [B]);
    expect(again?.refused).toEqual([A, B]);
    const refused = { refused: [A, B] };
    expect(afterFault(watch(refused), NOW, 3).refused).toEqual([A, B]);
    expect(afterFault(watch({ ...refused, tries: 9 }), NOW, 3)).toEqual(watch({ next: 3, skipped: true }));
    expect(afterRound(watch(refused), { now: NOW, pages: 3, read: [2], met: [] }).watch).toEqual(watch({ next: 3 }));
  });

  it("stays where it is when a list fails, and leaves a page out that fails ten times", () => {
    expect(afterFault(watch({ next: 3, met: [A] }), NOW, 4)).toEqual(watch({ next: 3, met: [A], pages: 4, tries: 1 }));
    expect(afterFault(watch({ next: 2, met: [A], tries: 9 }), NOW, 3)).toEqual(
      watch({ next: 3, met: [A], skipped: true }),
    );
    expect(afterFault(watch({ next: 3, met: [A], tries: 9 }), NOW, 3)).toEqual(watch({ next: 2, met: [] }));
  });

  it("that left a page out proves nothing when it comes to its last page; the next one may", () => {
    const skipped = watch({ next: 3, met: [A], skipped: true });
    expect(afterRound(skipped, { now: NOW, pages: 4, read: [3], met: [B] })).toEqual({
      watch: watch({ next: 4, met: [A, B], pages: 4, skipped: true }),
      ended: false,
    });
    expect(afterRound(skipped, { now: NOW, pages: 3, read: [3], met: [B] })).toEqual({ watch: watch(), ended: false });
    expect(afterRound(skipped, { now: NOW, pages: 3, read: [2, 3], met: [B] }).ended).toBe(true);
  });

  it("remembers no more than 1,500 ids, since a record has its limit", () => {
    const many = Array.from({ length: 20_000 }, (_, n) => instanceId(`pp-${n}`));
    const { met } = afterRound(watch(), { now: NOW, pages: 300, read: [2], met: many }).watch;
    expect([met.length, met[0], met.at(-1)]).toEqual([1_500, "pp-0", "pp-1499"]);
  });
});
