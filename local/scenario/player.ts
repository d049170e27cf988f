import { Refusal } from "../catalog/refusal.ts";
import type { World } from "../catalog/world.ts";
import type { ActCue } from "./cues.ts";
import { launch, type PlanAct, perform } from "./perform.ts";
import type { Act, LaunchAct, Story } from "./scenario.ts";

/** What a scenario moves: the cloud, and what goes wrong there and in Slack. Each order gives what takes it back. */
export interface Stage {
  readonly catalog: {
    readonly world: World;
    readonly faults: { next(kind: "throttle" | "down", options?: { readonly times?: number }): () => void };
  };
  readonly slack: {
    readonly faults: {
      next(
        kind: "ratelimited" | "drop-after-accept",
        options?: { readonly method?: string; readonly times?: number; readonly retryAfter?: number },
      ): () => void;
    };
  };
}

/** Whole seconds that Slack asks to stay away. */
const RETRY_AFTER = 2;

/** Does on the stage what the cues of one scenario say. */
export class Player {
  readonly #stage: Stage;
  /** By story and plan. */
  readonly #ids = new Map<string, string>();
  /** What goes wrong at present, with what ends it. */
  readonly #troubles = new Map<Act, () => void>();

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  /**
   * @param speed how many seconds of the scenario pass in one of the clock's
   * @returns the cloud's words when it refuses: somebody else was there before
   */
  play({ story, act, isEnd }: ActCue, speed: number): string | undefined {
    if ("plan" in act) return this.#perform(story, act, speed);
    if (act.do === "launch") return this.#launch(story, act, speed);
    this.#troubles.get(act)?.();
    this.#troubles.delete(act);
    if (!isEnd) this.#troubles.set(act, this.#trouble(act));
    return undefined;
  }

  /** The plan's id, once it was created. */
  planOf(story: Story, plan: string): string | undefined {
    return this.#ids.get(keyOf(story, plan));
  }

  /** Does the cloud refuse or ignore calls at present, as the scenario wants it to? */
  get isCatalogTroubled(): boolean {
    return [...this.#troubles.keys()].some((act) => act.do === "throttle-catalog" || act.do === "stop-catalog");
  }

  /** Nothing goes wrong any more. */
  close(): void {
    for (const end of this.#troubles.values()) end();
    this.#troubles.clear();
  }

  #trouble(act: Exclude<Act, PlanAct | LaunchAct>): () => void {
    const { catalog, slack } = this.#stage;
    const times = Number.POSITIVE_INFINITY;
    if (act.do === "throttle-catalog") return catalog.faults.next("throttle", { times });
    if (act.do === "stop-catalog") return catalog.faults.next("down");
    if (act.do === "throttle-slack") return slack.faults.next("ratelimited", { times, retryAfter: RETRY_AFTER });
    return slack.faults.next("drop-after-accept", { method: "chat.postMessage" });
  }

  #launch(story: Story, act: LaunchAct, speed: number): undefined {
    launch(this.#stage.catalog.world, story, act, speed);
  }

  #perform(story: Story, act: PlanAct, speed: number): string | undefined {
    const { world } = this.#stage.catalog;
    const key = keyOf(story, act.plan);
    const id = this.#ids.get(key) ?? "";
    try {
      // Whoever steps on, or changes the speed, may be here before the preview is over.
      world.hurry(id);
      this.#ids.set(key, perform(world, story, act, id, speed));
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error.message;
      throw error;
    }
  }
}

const keyOf = (story: Story, plan: string): string => `${story.name}/${plan}`;
