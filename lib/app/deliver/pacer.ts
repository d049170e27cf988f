import { type Ms, ms } from "../../model/brand.ts";
import type { Clock } from "../../ports.ts";

/** How a lane takes calls: so many at once after a rest, then one each `spacing`; `abreast` of them under way. */
interface Pace {
  spacing: number;
  burst: number;
  readonly abreast: number;
}

/**
 * One message a second into each channel, in order, one call after the other; half a percent keeps two clocks from
 * disagreeing about the second. How many Slack takes at once it does not say: five, until it refuses one.
 * @see Slack, rate limits: "1 message per second per channel", short bursts
 */
const POSTS: Pace = { spacing: 1_005, burst: 5, abreast: 1 };
/** Calls take unevenly long: so much more room each time Slack refuses one that was alone, up to that. */
const ROOM = 25;
const MOST_SPACING = 1_250;
/** @see Slack, rate limits: Tier 3, 50 and more a minute for each method, "occasional bursts" */
const EDITS: Pace = { spacing: 1_200, burst: 30, abreast: 4 };

/** What is paced together: a channel, or all edits. */
export type LaneName = string;
export const EDIT_LANE: LaneName = "edits";

interface Waiter {
  /** Whoever has the smallest goes first. */
  readonly rank: number;
  /** On the monotonic clock. */
  readonly until: number;
  readonly go: (turn: Turn | undefined) => void;
}

/** The right to make one call; to be given back when it is settled. */
export interface Turn {
  /** @param heldFor Slack said "too fast": nobody goes for so long */
  end(heldFor?: Ms): void;
}

/** Its times are on the monotonic clock: setting the machine's clock must not stop a channel. */
interface Lane {
  readonly pace: Pace;
  /** When the bucket is full again; in the past when it is. */
  full: number;
  held: number;
  running: number;
  readonly waiting: Waiter[];
  /** Somebody waits for the lane's next slot on behalf of all. */
  watched: boolean;
}

/**
 * Whose turn it is in each channel. It is kept as long as the process lives, and learns: once Slack refuses a message
 * for being too fast, no channel gets bursts any more; when it does so again, messages keep a little more distance.
 */
export class Pacer {
  readonly #clock: Clock;
  readonly #lanes = new Map<LaneName, Lane>();
  readonly #posts = { ...POSTS };
  readonly #edits = { ...EDITS };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Waits until the call may be made.
   * @param rank order among those who wait for the same lane
   * @returns undefined when there is no turn within `patience`
   */
  turn(name: LaneName, rank: number, patience: Ms): Promise<Turn | undefined> {
    const lane = this.#lane(name);
    const until = this.#clock.elapsed() + patience;
    return new Promise((go) => {
      let place = lane.waiting.length;
      while (place > 0 && (lane.waiting[place - 1] as Waiter).rank > rank) place--;
      lane.waiting.splice(place, 0, { rank, until, go });
      this.#serve(name, lane);
    });
  }

  /** About how long somebody would wait who asked now, behind `ahead` others who have not asked yet. */
  expected(name: LaneName, ahead = 0): Ms {
    const lane = this.#lane(name);
    const now = this.#clock.elapsed();
    const before = lane.waiting.length + ahead;
    const token = Math.max(lane.full, now) + (before - (lane.pace.burst - 1)) * lane.pace.spacing;
    return ms(Math.max(0, token - now, lane.held - now));
  }

  #lane(name: LaneName): Lane {
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const pace = name === EDIT_LANE ? this.#edits : this.#posts;
    const made: Lane = { pace, full: 0, held: 0, running: 0, waiting: [], watched: false };
    this.#lanes.set(name, made);
    return made;
  }

  /** The first instant from `now` on at which the bucket holds a whole token. */
  #slot(lane: Lane, now: number): number {
    const token = lane.full - (lane.pace.burst - 1) * lane.pace.spacing;
    return Math.max(now, token, lane.held);
  }

  #serve(name: LaneName, lane: Lane): void {
    while (lane.waiting.length > 0 && lane.running < lane.pace.abreast) {
      const now = this.#clock.elapsed();
      const slot = this.#slot(lane, now);
      this.#dismiss(lane, slot);
      if (lane.waiting.length === 0) return;
      if (slot > now) {
        this.#watch(name, lane, ms(slot - now));
        return;
      }
      const first = lane.waiting.shift() as Waiter;
      lane.full = Math.max(lane.full, now) + lane.pace.spacing;
      lane.running++;
      first.go(this.#granted(name, lane));
    }
    this.#dismiss(lane, this.#clock.elapsed());
  }

  /** Whoever cannot go in time is told so now, and can turn to another channel. */
  #dismiss(lane: Lane, slot: number): void {
    for (const late of lane.waiting.filter((w) => w.until < slot)) {
      lane.waiting.splice(lane.waiting.indexOf(late), 1);
      late.go(undefined);
    }
  }

  #watch(name: LaneName, lane: Lane, length: Ms): void {
    if (lane.watched) return;
    lane.watched = true;
    void this.#clock.sleep(length).then(() => {
      lane.watched = false;
      this.#serve(name, lane);
    });
  }

  #granted(name: LaneName, lane: Lane): Turn {
    let ended = false;
    const alone = lane.pace.burst === 1;
    return {
      end: (heldFor) => {
        if (ended) return;
        ended = true;
        lane.running--;
        if (heldFor !== undefined) this.#slow(lane, heldFor, alone);
        this.#serve(name, lane);
      },
    };
  }

  /** @param alone was the refused call one that kept its distance? */
  #slow(lane: Lane, length: Ms, alone: boolean): void {
    const now = this.#clock.elapsed();
    const { pace } = lane;
    if (!alone) pace.burst = 1;
    else pace.spacing = Math.min(MOST_SPACING, pace.spacing + ROOM);
    lane.held = Math.max(lane.held, now + length);
    // The refused call used no token: after the wait there is one.
    lane.full = Math.max(now, lane.full - pace.spacing);
  }
}
