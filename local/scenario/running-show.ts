import { type ActCue, type Cue, cuesOf } from "./cues.ts";
import { Player, type Stage } from "./player.ts";
import { Position } from "./position.ts";
import type { Scenario, Story } from "./scenario.ts";
import { type Show, ShowFault, type ShowState } from "./show.ts";

/** What is told while it plays: a story begins, an act happens, the cloud refuses an act, all is over. */
export type Told =
  | Cue
  | { readonly what: "refused"; readonly words: string; readonly why: string }
  | { readonly what: "over" };

export interface ShowOptions {
  readonly scenarios: readonly Scenario[];
  /** The name of the one that begins. */
  readonly scenario: string;
  readonly stage: Stage;
  readonly clock: { elapsed(): number };
  /** 1 when absent. */
  readonly speed?: number | undefined;
}

const SLOWEST = 0.1;
const FASTEST = 100;

/** Plays scenarios on a stage. Nothing happens by itself: whoever runs it calls `tick()` again and again. */
export class RunningShow implements Show {
  readonly #options: ShowOptions;
  readonly #position: Position;
  readonly #listeners = new Set<() => void>();
  readonly #audience = new Set<(told: Told) => void>();
  #scenario: Scenario;
  #player: Player;
  /** What has not happened yet, in order. */
  #cues: Cue[];
  #over = false;
  #closed = false;
  /** As it was asked for; see `#keepTime`. */
  #speed: number;
  /** What the listeners were last called about. */
  #known = "";

  /** @throws {ShowFault} as `play` and `setSpeed` do */
  constructor(options: ShowOptions) {
    this.#options = options;
    this.#speed = checked(options.speed ?? 1);
    this.#position = new Position(options.clock, this.#speed);
    this.#scenario = this.#named(options.scenario);
    this.#player = new Player(options.stage);
    this.#cues = [...cuesOf(this.#scenario)];
    this.#known = this.#signature();
  }

  /** Lets happen what is due by now. */
  tick(): void {
    if (this.#closed) return;
    const now = this.#position.at;
    for (let cue = this.#cues[0]; cue !== undefined && cue.at <= now; cue = this.#cues[0]) this.#take();
    if (!this.#over && this.#cues.length === 0 && now >= this.#scenario.lasts) {
      this.#over = true;
      this.#tell({ what: "over" });
    }
    this.#notify();
  }

  pause(): void {
    this.tick();
    this.#position.paused = true;
    this.#notify();
  }

  resume(): void {
    this.#position.paused = false;
    this.#notify();
  }

  step(): void {
    const next = this.#nextAct;
    if (this.#closed || next === undefined) return;
    this.#position.jump(Math.max(this.#position.at, next.at));
    while (this.#cues.includes(next)) this.#take();
    this.#notify();
  }

  setSpeed(speed: number): void {
    const wanted = checked(speed);
    this.tick();
    this.#speed = wanted;
    this.#keepTime();
    this.#notify();
  }

  play(scenario: string): void {
    const wanted = this.#named(scenario);
    if (this.#closed) return;
    this.#player.close();
    this.#scenario = wanted;
    this.#player = new Player(this.#options.stage);
    this.#cues = [...cuesOf(wanted)];
    this.#over = false;
    this.#position.paused = false;
    this.#keepTime();
    this.#position.jump(0);
    this.#known = "";
    this.tick();
  }

  state(): ShowState {
    const next = this.#nextAct;
    const { at, speed, paused } = this.#position;
    return {
      scenario: this.#scenario.name,
      title: this.#scenario.title,
      scenarios: this.#options.scenarios.map(({ name, title }) => ({ name, title })),
      stories: this.#scenario.parts.map(({ at: begin, story }) => ({
        title: story.title,
        caption: story.caption,
        state: this.#stateOf(story, begin),
      })),
      speed: this.#speed,
      paused,
      over: this.#over,
      ...(next && { next: { words: next.words, inMs: Math.max(0, Math.round(((next.at - at) / speed) * 1_000)) } }),
    };
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Calls it with everything that happens, as it happens. */
  onTold(audience: (told: Told) => void): void {
    this.#audience.add(audience);
  }

  /** The plan of a story of the scenario that is played, once it was created. */
  planOf(story: Story, plan: string): string | undefined {
    return this.#player.planOf(story, plan);
  }

  /** Does the scenario keep the catalog from answering at present? */
  get isCatalogTroubled(): boolean {
    return this.#player.isCatalogTroubled;
  }

  close(): void {
    this.#closed = true;
    this.#player.close();
    this.#listeners.clear();
    this.#audience.clear();
  }

  get #nextAct(): ActCue | undefined {
    return this.#cues.find((cue): cue is ActCue => cue.what === "act");
  }

  #named(name: string): Scenario {
    const { scenarios } = this.#options;
    const found = scenarios.find((scenario) => scenario.name === name);
    if (found !== undefined) return found;
    throw new ShowFault(`expected one of ${scenarios.map((scenario) => scenario.name).join(", ")}, found ${name}`);
  }

  /** Lets the next cue happen, whenever it is due. */
  #take(): void {
    const cue = this.#cues.shift();
    if (cue === undefined) return;
    this.#tell(cue);
    const why = cue.what === "act" ? this.#player.play(cue, this.#speed) : undefined;
    this.#keepTime();
    if (why !== undefined && cue.what === "act") this.#tell({ what: "refused", words: cue.words, why });
  }

  /** While the catalog does not answer nothing is hurried: how long a bot is patient is not the story's to say. */
  #keepTime(): void {
    const speed = this.#player.isCatalogTroubled ? Math.min(1, this.#speed) : this.#speed;
    if (speed !== this.#position.speed) this.#position.speed = speed;
  }

  #stateOf(story: Story, begin: number): ShowState["stories"][number]["state"] {
    const left = this.#cues.filter((cue) => cue.story === story);
    if (left.some((cue) => cue.what === "story")) return "to come";
    return left.length === 0 && this.#position.at >= begin + story.lasts ? "over" : "on";
  }

  #tell(told: Told): void {
    for (const audience of this.#audience) audience(told);
  }

  #notify(): void {
    const signature = this.#signature();
    if (signature === this.#known) return;
    this.#known = signature;
    for (const listener of this.#listeners) listener();
  }

  /** Everything of the state but how much time is left. */
  #signature(): string {
    const { next, ...rest } = this.state();
    return JSON.stringify([rest, next?.words, this.#cues.length]);
  }
}

function checked(speed: number): number {
  if (speed >= SLOWEST && speed <= FASTEST) return speed;
  throw new ShowFault(`expected a speed from ${SLOWEST} to ${FASTEST}, found ${speed}`);
}
