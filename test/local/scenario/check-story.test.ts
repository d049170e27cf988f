import { describe, expect, it } from "vitest";
import { faultsOfStory } from "../../../local/scenario/check-story.ts";
import type { Act, Story } from "../../../local/scenario/scenario.ts";
import { ACTS, aStory } from "./small-story.ts";

const alice = { kind: "RamUser", name: "alice" };
const bob = { kind: "RamUser", name: "bob" };
const withActs = (...acts: readonly Act[]): Story => aStory({ acts });
const [create, approve, execute] = ACTS as readonly [Act, Act, Act];

describe("a story that can be played", () => {
  it("has no faults, whatever the order in which its acts are written", () => {
    expect(faultsOfStory(aStory())).toEqual([]);
    expect(faultsOfStory(withActs(execute, approve, create))).toEqual([]);
  });
});

describe("a story's frame", () => {
  it.each<[string, Partial<Story>, string]>([
    ["name", { name: "Small Story" }, "its name has to be small letters and digits with hyphens between them"],
    ["title", { title: " " }, "it has no title"],
    ["caption", { caption: "" }, "it has no caption"],
    ["long caption", { caption: "x".repeat(301) }, "its caption has 301 characters; 300 are enough"],
    ["plans", { plans: [...aStory().plans, ...aStory().plans] }, 'two of its plans are called "web"'],
  ])("is refused for its %s", (_what, changes, fault) => {
    expect(faultsOfStory(aStory(changes))).toEqual([`story "${changes.name ?? "small"}": ${fault}`]);
  });

  it("has to last, and its acts lie within it", () => {
    expect(faultsOfStory(aStory({ lasts: 14 }))).toEqual([
      'story "small": "wei.chen runs web" at 15 s is not within its 14 s',
    ]);
    expect(faultsOfStory(aStory({ lasts: 0, plans: [], acts: [] }))).toEqual([
      'story "small": `lasts` has to be above 0 seconds',
    ]);
  });
});

describe("an act on a plan", () => {
  it.each<[string, Story, string]>([
    [
      "comes before the plan exists",
      withActs({ ...create, at: 10 } as Act, approve, execute),
      '"alice approves web" at 9 s comes before the plan exists: it is created at 10 s',
    ],
    [
      "is about a plan that nobody knows",
      withActs(...ACTS, { at: 16, do: "cancel", plan: "wbe" }),
      '"somebody cancels wbe" at 16 s is about a plan that it does not have; it has web',
    ],
    ["creates it again", withActs(...ACTS, create), 'its plan "web" is created twice'],
    ["is missing: nobody creates the plan", withActs(), 'no act creates its plan "web"'],
  ])("%s", (_what, story, fault) => expect(faultsOfStory(story)).toEqual([`story "small": ${fault}`]));

  it("is refused when the cloud would refuse it, with the cloud's words", () => {
    const early = withActs(create, { ...approve, at: 5 } as Act, execute);
    expect(faultsOfStory(early)).toEqual([
      expect.stringMatching(
        /^story "small": "alice approves web" at 5 s is refused: .* PreviewInProgress cannot be approved/,
      ),
      expect.stringMatching(/^story "small": "wei.chen runs web" at 15 s is refused: /),
    ]);
    const foreign = withActs(create, { at: 9, do: "approve", plan: "web", by: bob, comment: "" });
    expect(faultsOfStory(foreign)[0]).toContain("RamUser:bob is not an approver of the plan");
  });

  it("leaves the plan where the story says that it ends", () => {
    expect(faultsOfStory(withActs(create, approve))).toEqual([
      'story "small": its plan "web" is ApplicationApproved when it is over, not ExecuteSuccess',
    ]);
    expect(faultsOfStory(aStory({ lasts: 20 }))).toEqual([
      'story "small": its plan "web" is ExecuteInProgress when it is over, not ExecuteSuccess',
    ]);
  });

  it("may hand it over, to somebody who may approve from then on", () => {
    const handed = withActs(create, { at: 7, do: "hand-over", plan: "web", to: [bob] }, approve, execute);
    expect(faultsOfStory(handed)[0]).toContain("RamUser:alice is not an approver of the plan");
    const taken: Act = { at: 9, do: "approve", plan: "web", by: bob, comment: "" };
    expect(
      faultsOfStory(withActs(create, { at: 7, do: "hand-over", plan: "web", to: [alice, bob] }, taken, execute)),
    ).toEqual([]);
  });
});

describe("a launch without a plan", () => {
  const launches = [{ name: "load", owner: alice }];
  const launch: Act = { at: 3, do: "launch", launch: "load" };
  const faults = (story: Partial<Story>) => faultsOfStory({ ...withActs(...ACTS), ...story });

  it("is made by an act, of something that the story has", () => {
    expect(faults({ launches, acts: [...ACTS, launch] })).toEqual([]);
    expect(faults({ launches })).toEqual(['story "small": no act launches its "load"']);
    expect(faults({ acts: [...ACTS, launch] })).toEqual([
      'story "small": "somebody launches load without a plan" at 3 s is about nothing that it has among its launches',
    ]);
  });
});

describe("what goes wrong for a while", () => {
  it.each<[number, number, string]>([
    [8, 8, '"Service Catalog stops answering" at 8 s ends before it begins, at 8 s'],
    [8, 31, '"Service Catalog stops answering" at 8 s ends at 31 s, after the story, which lasts 30 s'],
  ])("from %i to %i s is refused", (at, until, fault) => {
    expect(faultsOfStory(withActs(...ACTS, { at, until, do: "stop-catalog" }))).toEqual([`story "small": ${fault}`]);
  });
});
