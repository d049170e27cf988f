import type { EpochMs } from "../../lib/model/brand.ts";
import { VirtualClock } from "../../local/virtual-clock.ts";

/** Something that happens at an instant, in milliseconds since 1970. */
interface Event {
  readonly at: number;
  readonly happen: () => void;
}

/**
 * Virtual time in which things happen: whoever moves time on, or waits, lets everything happen on the way, each at its
 * own instant. So the world changes in the middle of polls, too.
 */
export class StoryClock extends VirtualClock {
  readonly #events: Event[] = [];

  /** Events of the same instant happen in the order in which they were added; one of the past happens at once. */
  at(instant: number, happen: () => void): void {
    let place = this.#events.length;
    while (place > 0 && (this.#events[place - 1] as Event).at > instant) place--;
    this.#events.splice(place, 0, { at: instant, happen });
  }

  override advanceTo(instant: EpochMs): void {
    for (let next = this.#events[0]; next !== undefined && next.at <= instant; next = this.#events[0]) {
      this.#events.shift();
      super.advanceTo(next.at as EpochMs);
      next.happen();
    }
    super.advanceTo(instant);
  }
}
