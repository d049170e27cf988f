import { PlanbellError } from "../../lib/model/errors.ts";

/** What a control strip shows. */
export interface ShowState {
  readonly scenario: string;
  readonly title: string;
  /** Everything that can be played. */
  readonly scenarios: readonly { readonly name: string; readonly title: string }[];
  /** Of the scenario that is played, in order. */
  readonly stories: readonly {
    readonly title: string;
    readonly caption: string;
    readonly state: "to come" | "on" | "over";
  }[];
  /** How many seconds of the scenario pass in one of the clock's. */
  readonly speed: number;
  readonly paused: boolean;
  /** Everything has happened. */
  readonly over: boolean;
  /**
   * The next act in words ("alice approves orders-vpc"), and in how many milliseconds at the present speed, were it not
   * paused; absent when none is left.
   */
  readonly next?: { readonly words: string; readonly inMs: number };
}

/** What a control strip drives. After `close()` nothing moves any more. */
export interface Show {
  state(): ShowState;
  pause(): void;
  resume(): void;
  /** The next act happens at once, also while paused; later ones move up with it. Nothing when none is left. */
  step(): void;
  /** @throws {ShowFault} unless it is from 0.1 to 100 */
  setSpeed(speed: number): void;
  /** Starts this scenario with new plans in the same world, unpaused. @throws {ShowFault} when there is none of that name */
  play(scenario: string): void;
  /** The listener is called after everything but the mere passing of time. @returns what ends that */
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** The show cannot do that; the message says what it can. */
export class ShowFault extends PlanbellError {
  readonly code = "show";
}
