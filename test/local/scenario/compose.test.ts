import { describe, expect, it } from "vitest";
import { scenarios } from "../../../local/scenario/all.ts";
import { compose } from "../../../local/scenario/compose.ts";
import { cuesOf } from "../../../local/scenario/cues.ts";
import { aStory } from "./small-story.ts";

const small = aStory();
const other = aStory({ name: "other", title: "Another", lasts: 25 });

describe("a programme", () => {
  it("tells its stories one after another; each of them can be played alone too", () => {
    const [both, ...alone] = compose([{ name: "both", title: "Both", stories: ["other", "small"] }], [small, other]);
    expect(both).toEqual({
      name: "both",
      title: "Both",
      parts: [
        { at: 0, story: other },
        { at: 25, story: small },
      ],
      lasts: 55,
    });
    expect(alone).toEqual([
      { name: "small", title: "A small story", parts: [{ at: 0, story: small }], lasts: 30 },
      { name: "other", title: "Another", parts: [{ at: 0, story: other }], lasts: 25 },
    ]);
  });

  it("is refused together with everything else that is wrong, in one message", () => {
    const programmes = [
      { name: "small", title: "", stories: ["smal", "other", "other"] },
      { name: "empty", title: "", stories: [] },
    ];
    expect(() => compose(programmes, [aStory({ title: "" }), other])).toThrow(
      [
        "these scenarios cannot be played:",
        'two scenarios are called "small"',
        'story "small": it has no title',
        'scenario "small": there is no story "smal"; there are small, other',
        'scenario "small": it tells the story "other" twice',
        'scenario "empty": it names no story',
      ].join("\n  "),
    );
  });
});

describe("the tour", () => {
  const [tour] = scenarios();

  it("is what is played when nobody names a scenario, and tells eight stories: the everyday first, trouble last", () => {
    expect(tour.name).toBe("tour");
    expect(tour.parts.map(({ story }) => story.name)).toEqual([
      "launch-and-approve",
      "reject-with-comment",
      "dangerous-update",
      "two-nodes",
      "failed-apply",
      "console-approval",
      "throttled",
      "outage",
    ]);
  });

  it("takes a stranger three to four minutes", () => {
    expect(tour.lasts).toBeGreaterThanOrEqual(180);
    expect(tour.lasts).toBeLessThanOrEqual(240);
  });

  it("never lets anybody wait longer than 15 seconds for the next thing to happen", () => {
    const instants = [...cuesOf(tour).map((cue) => cue.at), tour.lasts];
    const waits = instants.map((at, i) => at - (instants[i - 1] ?? 0));
    expect(Math.max(...waits)).toBeLessThanOrEqual(15);
  });

  it("calls every plan by a name of its own", () => {
    const names = tour.parts.flatMap(({ story }) => story.plans.map(({ plan }) => plan.name));
    expect(new Set(names).size).toBe(names.length);
  });
});
