import { beforeEach, describe, expect, it } from "vitest";
import { instant, ms } from "../../../lib/model/brand.ts";
import { Faults } from "../../../local/catalog/faults.ts";
import { World } from "../../../local/catalog/world.ts";
import { RunningShow } from "../../../local/scenario/running-show.ts";
import type { Story } from "../../../local/scenario/scenario.ts";
import { ShowFault } from "../../../local/scenario/show.ts";
import { SlackFaults } from "../../../local/slack/faults.ts";
import { VirtualClock } from "../../../local/virtual-clock.ts";
import { ACTS, aScenario, aStory } from "./small-story.ts";

const small = aStory();
const troubled: Story = aStory({
  name: "troubled",
  title: "Trouble",
  caption: "Look at the notice.",
  lasts: 20,
  plans: [],
  acts: [
    { at: 1, do: "lose-answer" },
    { at: 2, until: 6, do: "throttle-slack" },
    { at: 4, until: 10, do: "stop-catalog" },
    { at: 12, until: 14, do: "throttle-catalog" },
  ],
});
const SCENARIOS = [aScenario("both", small, troubled), aScenario("trouble", troubled)];

let clock: VirtualClock;
let world: World;
let cloud: Faults;
let slack: SlackFaults;
let heard: string[];
let calls: number;
let show: RunningShow;
beforeEach(() => {
  clock = new VirtualClock(instant(Date.parse("2026-03-02T08:00:00Z")));
  world = new World(clock);
  cloud = new Faults();
  slack = new SlackFaults();
  heard = [];
  calls = 0;
  show = open("both");
});

function open(scenario: string, speed?: number): RunningShow {
  const stage = { catalog: { world, faults: cloud }, slack: { faults: slack } };
  const opened = new RunningShow({ scenarios: SCENARIOS, scenario, stage, clock, speed });
  opened.onTold((told) => {
    if (told.what === "story") heard.push(`${told.number} of ${told.of}: ${told.story.title}`);
    else heard.push(told.what === "over" ? "over" : told.what === "act" ? told.words : `refused: ${told.words}`);
  });
  opened.subscribe(() => calls++);
  return opened;
}
/** So many seconds of the clock pass, and it ticks. */
const pass = (seconds: number): void => {
  clock.advance(ms(seconds * 1_000));
  show.tick();
};
const status = (): string[] => world.plans().map((plan) => plan.status);
const stories = (): string[] => show.state().stories.map(({ state }) => state);

describe("a show that begins", () => {
  it("tells what it is going to play", () => {
    expect(show.state()).toEqual({
      scenario: "both",
      title: "The both",
      scenarios: [
        { name: "both", title: "The both" },
        { name: "trouble", title: "The trouble" },
      ],
      stories: [
        { title: "A small story", caption: "Look at the card.", state: "to come" },
        { title: "Trouble", caption: "Look at the notice.", state: "to come" },
      ],
      speed: 1,
      paused: false,
      over: false,
      next: { words: "wei.chen submits web", inMs: 2_000 },
    });
  });

  it("refuses a scenario that nobody knows, and a speed that nobody can follow", () => {
    expect(() => open("none")).toThrow(new ShowFault("expected one of both, trouble, found none"));
    expect(() => open("both", 0)).toThrow(ShowFault);
  });
});

describe("a show that plays", () => {
  it("does what is due, story after story, and is over when everybody has seen the end", () => {
    pass(1);
    expect([heard, stories(), status()]).toEqual([["1 of 2: A small story"], ["on", "to come"], []]);
    pass(9);
    expect(heard.slice(1)).toEqual(["wei.chen submits web", "alice approves web"]);
    expect(show.state().next).toEqual({ words: "wei.chen runs web", inMs: 5_000 });
    pass(6);
    pass(14);
    expect([stories(), status()]).toEqual([["over", "on"], ["ExecuteSuccess"]]);
    pass(19);
    expect([show.state().over, show.state().next]).toEqual([false, undefined]);
    pass(1);
    expect([show.state().over, stories(), heard.at(-1)]).toEqual([true, ["over", "over"], "over"]);
    pass(60);
    expect(heard.filter((words) => words === "over")).toHaveLength(1);
  });

  it("lets go wrong what should, for as long as it should", () => {
    show.play("trouble");
    pass(3);
    expect([slack.take("chat.postMessage")?.kind, slack.take("chat.update")?.kind]).toEqual([
      "drop-after-accept",
      "ratelimited",
    ]);
    expect([cloud.take("GetTask"), show.isCatalogTroubled]).toEqual([undefined, false]);
    pass(2);
    expect([slack.take("chat.update")?.kind, cloud.take("GetTask")?.kind]).toEqual(["ratelimited", "down"]);
    expect(show.isCatalogTroubled).toBe(true);
    pass(6);
    expect([slack.take("chat.update"), cloud.take("GetTask"), show.isCatalogTroubled]).toEqual([
      undefined,
      undefined,
      false,
    ]);
    pass(2);
    expect([cloud.take("GetTask")?.kind, cloud.take("GetTask")?.kind]).toEqual(["throttle", "throttle"]);
    expect(heard.slice(-2)).toEqual(["Service Catalog answers again", "Service Catalog says: too many calls"]);
    pass(1);
    expect(cloud.take("GetTask")).toBeUndefined();
  });

  it("calls who listens after everything but the mere passing of time", () => {
    pass(1);
    expect(calls).toBe(1);
    pass(0.5);
    expect(calls).toBe(1);
    pass(0.5);
    expect(calls).toBe(2);
    const end = show.subscribe(() => (calls += 100));
    end();
    for (const drive of [() => show.pause(), () => show.step(), () => show.setSpeed(2), () => show.resume()]) drive();
    expect(calls).toBe(6);
    show.pause();
    show.pause();
    expect(calls).toBe(7);
    show.play("trouble");
    clock.advance(ms(500));
    show.play("trouble");
    expect(calls).toBe(9);
  });
});

describe("a pause", () => {
  it("keeps everything where it is, for as long as it lasts", () => {
    pass(1);
    clock.advance(ms(500));
    show.pause();
    pass(3_600);
    expect(show.state()).toMatchObject({ paused: true, next: { words: "wei.chen submits web", inMs: 500 } });
    show.resume();
    pass(0.4);
    expect(status()).toEqual([]);
    pass(0.1);
    expect(status()).toEqual(["PreviewInProgress"]);
  });
});

describe("a step", () => {
  it("makes the next act happen at once, and later ones move up with it", () => {
    pass(3);
    show.step();
    expect(heard.at(-1)).toBe("alice approves web");
    expect(show.state().next).toEqual({ words: "wei.chen runs web", inMs: 6_000 });
    pass(6);
    expect(heard.at(-1)).toBe("wei.chen runs web");
  });

  it("takes the next act also where that is overdue, and does not go back for it", () => {
    clock.advance(ms(3_000));
    show.step();
    expect(show.state().next).toEqual({ words: "alice approves web", inMs: 6_000 });
  });

  it("does the same while it is paused, one act at a time, also into the next story, and ends with the last act", () => {
    show.pause();
    for (let i = 0; i < 3; i++) show.step();
    // The plan would still be previewed: stepping on does not wait for the cloud.
    expect([status(), heard]).toEqual([
      ["ExecuteInProgress"],
      ["1 of 2: A small story", "wei.chen submits web", "alice approves web", "wei.chen runs web"],
    ]);
    show.step();
    expect([stories(), heard.slice(4)]).toEqual([
      ["over", "on"],
      ["2 of 2: Trouble", "Slack's answer to the next message is lost on the way"],
    ]);
    for (let i = 0; i < 20; i++) show.step();
    expect(heard).toHaveLength(12);
    expect(show.state()).toMatchObject({ paused: true, over: false });
    expect(show.state()).not.toHaveProperty("next");
  });

  it("leaves acts of the same second to be stepped through", () => {
    const twice = aStory({ acts: [...ACTS.slice(0, 2), { at: 9, do: "cancel", plan: "web" }] });
    const stage = { catalog: { world, faults: cloud }, slack: { faults: slack } };
    const one = new RunningShow({ scenarios: [aScenario("one", twice)], scenario: "one", stage, clock });
    one.pause();
    one.step();
    one.step();
    expect([status(), one.state().next]).toEqual([["ApplicationApproved"], { words: "wei.chen cancels web", inMs: 0 }]);
  });
});

describe("the speed", () => {
  it("counts from now on, for what people do and for what the cloud takes", () => {
    pass(1);
    show.setSpeed(10);
    expect(show.state()).toMatchObject({ speed: 10, next: { inMs: 100 } });
    pass(0.1);
    pass(0.4);
    expect(status()).toEqual(["ApplicationInProgress"]);
    pass(0.9);
    expect(status()).toEqual(["ExecuteInProgress"]);
    pass(0.6);
    expect(status()).toEqual(["ExecuteSuccess"]);
    show.setSpeed(0.5);
    expect(show.state().next).toEqual({ words: expect.stringContaining("Slack's answer") as string, inMs: 20_000 });
  });

  it.each([0, 0.09, 101, Number.NaN])("is not %d", (speed) => {
    expect(() => show.setSpeed(speed)).toThrow(ShowFault);
    expect(show.state().speed).toBe(1);
  });
});

describe("the speed while the catalog is kept from answering", () => {
  it("is no more than one, and then again what was asked for", () => {
    show = open("trouble", 4);
    pass(1);
    expect(cloud.isDown).toBe(true);
    expect(show.state().speed).toBe(4);
    // Position 4: the outage lasts six seconds of the scenario, and now of the clock.
    pass(5);
    expect(cloud.isDown).toBe(true);
    expect(show.state().next?.inMs).toBe(1_000);
    pass(1);
    expect(cloud.isDown).toBe(false);
    // From 10 to 12 at four times the speed.
    expect(show.state().next?.inMs).toBe(500);
  });
});

describe("another scenario", () => {
  it("begins at once in the same world, unpaused and at the same speed; nothing of the first goes wrong any more", () => {
    show.setSpeed(2);
    show.play("trouble");
    pass(2.5);
    show.pause();
    show.play("both");
    expect(show.state()).toMatchObject({ scenario: "both", paused: false, speed: 2, next: { inMs: 1_000 } });
    expect([slack.take("chat.update"), cloud.take("GetTask")]).toEqual([undefined, undefined]);
    pass(4.5);
    show.play("both");
    pass(1);
    expect(status()).toEqual(["ApplicationApproved", "PreviewInProgress"]);
    expect(heard.filter((words) => words === "1 of 2: A small story")).toHaveLength(3);
  });

  it("has to be one that there is; the old one goes on then", () => {
    pass(3);
    expect(() => show.play("none")).toThrow(ShowFault);
    expect(show.state()).toMatchObject({ scenario: "both", next: { inMs: 6_000 } });
  });

  it("can follow one that is over", () => {
    pass(50);
    expect(show.state().over).toBe(true);
    show.play("trouble");
    expect(show.state().over).toBe(false);
    pass(20);
    expect(heard.filter((words) => words === "over")).toHaveLength(2);
  });
});

describe("an act that the cloud refuses, since somebody was faster", () => {
  it("is told, and the show goes on", () => {
    pass(2);
    pass(5);
    const [plan] = world.plans();
    world.reject(plan!.id, { kind: "RamUser", name: "alice" });
    pass(23);
    expect(heard.slice(2, 6)).toEqual([
      "alice approves web",
      "refused: alice approves web",
      "wei.chen runs web",
      "refused: wei.chen runs web",
    ]);
    expect(stories()).toEqual(["over", "on"]);
  });
});

describe("a show that is closed", () => {
  it("does nothing any more, and leaves nothing broken", () => {
    show.play("trouble");
    pass(3);
    show.close();
    show.step();
    expect([slack.take("chat.update"), cloud.take("GetTask")]).toEqual([undefined, undefined]);
    show.play("both");
    pass(10);
    expect([show.state().scenario, status()]).toEqual(["trouble", []]);
  });
});
