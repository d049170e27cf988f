import type { World } from "../catalog/world.ts";
import type { Act, Scenario, Story } from "./scenario.ts";

/** Plays a scenario in an emulated catalog, as far as the clock has come. */
export class Player {
  readonly scenario: Scenario;
  readonly #world: World;
  readonly #begin: number;
  readonly #speed: number;
  readonly #ids = new Map<Story, string>();
  readonly #due: { readonly at: number; readonly story: Story; readonly act: Act }[];

  /** @param speed how many seconds of the scenario pass in one of the clock's */
  constructor(scenario: Scenario, world: World, begin: number, speed = 1) {
    this.scenario = scenario;
    this.#world = world;
    this.#begin = begin;
    this.#speed = speed;
    this.#due = scenario.stories
      .flatMap((story) => story.acts.map((act) => ({ at: this.#instant(act.at), story, act })))
      .sort((a, b) => a.at - b.at);
  }

  /** When the next act is due; undefined when all were played. */
  get nextAt(): number | undefined {
    return this.#due[0]?.at;
  }

  get endsAt(): number {
    return this.#instant(this.scenario.lasts);
  }

  /** Plays what is due by `now`. */
  playUntil(now: number): void {
    for (let due = this.#due[0]; due !== undefined && due.at <= now; due = this.#due[0]) {
      this.#due.shift();
      this.#play(due.story, due.act);
    }
  }

  /** The plan of a story, once it was created. */
  planOf(story: Story): string | undefined {
    return this.#ids.get(story);
  }

  #instant(second: number): number {
    return this.#begin + (second * 1_000) / this.#speed;
  }

  #play(story: Story, act: Act): void {
    if (act.do === "create") {
      const { previewMs, executeMs, ...spec } = story.plan;
      const scaled = {
        ...(previewMs === undefined ? {} : { previewMs: previewMs / this.#speed }),
        ...(executeMs === undefined ? {} : { executeMs: executeMs / this.#speed }),
      };
      this.#ids.set(story, this.#world.createPlan({ ...spec, ...scaled }));
      return;
    }
    const id = this.#ids.get(story);
    if (id === undefined) throw new Error(`story "${story.title}" acts on a plan before it creates it`);
    if (act.do === "approve") this.#world.approve(id, act.by, act.comment);
    else if (act.do === "reject") this.#world.reject(id, act.by, act.comment);
    else if (act.do === "execute") this.#world.execute(id);
    else this.#world.cancel(id);
  }
}
