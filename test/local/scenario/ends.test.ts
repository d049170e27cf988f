import { describe, expect, it } from "vitest";
import { faultsOfEnds, isCardOf } from "../../../local/ends.ts";
import { type StoredMessage, Workspace } from "../../../local/slack/workspace.ts";
import { aScenario, aStory } from "./small-story.ts";

const scenario = aScenario("alone", aStory());
const seen = {
  id: "plan-1",
  name: "web",
  status: "ExecuteSuccess",
  card: { channel: "C0DEFAULT0", ts: "1", text: "Succeeded: web" },
  notes: [],
};

/** A channel with cards of these plans. */
function cardsOf(...plans: readonly string[]): StoredMessage[] {
  const channels = [{ id: "C0DEFAULT0", name: "platform" }];
  const workspace = new Workspace({ clock: { now: () => 1_000 }, channels });
  for (const plan of plans) {
    const metadata = { event_type: "planbell_card", event_payload: { key: `card:${plan}:1:C0DEFAULT0:1` } };
    workspace.post({ channel: "C0DEFAULT0", text: "Succeeded: web", blocks: [], botId: "B1", userId: "U1", metadata });
  }
  return workspace.messages();
}

describe("a plan's card", () => {
  it("is its own, also where another plan's id begins the same", () => {
    expect(cardsOf("plan-1", "plan-10").map((message) => isCardOf(message, "plan-1"))).toEqual([true, false]);
  });

  it("has to stand once: not twice, and not never", () => {
    expect(faultsOfEnds(scenario, [seen], cardsOf("plan-1", "plan-10"))).toEqual([]);
    expect(faultsOfEnds(scenario, [seen], cardsOf("plan-1", "plan-1"))).toEqual(["web: it has 2 cards, not one"]);
    expect(faultsOfEnds(scenario, [{ ...seen, card: null }], cardsOf())).toEqual([
      "web: it has 0 cards, not one",
      'web: its card does not begin with "Succeeded: web"',
    ]);
  });
});
