import { bulkhead } from "cockatiel";
import { type ChannelId, type EpochMs, earlier, later, type Ms, ms, seconds } from "../../model/brand.ts";
import type { SlackFault } from "../../model/errors.ts";
import type { Locale } from "../../model/locale.ts";
import type { Routing } from "../../notify/aims.ts";
import { leaseOf, reserveOf, retryWait, type Settling } from "../../notify/draft.ts";
import type { Outcome } from "../../notify/outcome.ts";
import type { Draft } from "../../notify/record.ts";
import { localeAt } from "../../notify/route.ts";
import type { Clock, Messenger, StateStore } from "../../ports.ts";
import type { Redactor } from "../../text/redactor.ts";
import { type PollReport, Tally } from "../report.ts";
import type { TaskLog } from "./deliver-log.ts";
import type { LaneName, Pacer, Turn } from "./pacer.ts";
import type { Renderer } from "./render.ts";

/** The last call to Slack begins this long before the next poll. */
const MARGIN: Ms = seconds(10);
/** However long the catalog took, and however short the interval, delivery gets this much. */
const SHORTEST: Ms = seconds(5);
const AT_ONCE = 16;
/** A little more than Slack asked for: whoever was refused is back in line by then. */
const COURTESY: Ms = ms(20);

/** What a delivery asks of the world; the catalog is no part of it. */
export interface DeliveryPorts {
  readonly store: StateStore;
  readonly messenger: Messenger;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly chance: () => number;
  readonly render: Renderer;
  readonly pacer: Pacer;
  /** What is secret here. */
  readonly redactor: Redactor;
  /** Whoever cannot read logs leaves them to those who can. */
  readonly taskLog?: TaskLog | undefined;
  /** Names this process in its claims; no other has the same. */
  readonly me: string;
  /** How many calls each side has taken since the process began. */
  readonly calls: () => PollReport["calls"];
}

/** What a delivery works with; one object for one run. */
export interface Delivery extends DeliveryPorts {
  readonly tally: Tally;
  /** The default destination. */
  readonly fallback: ChannelId;
  /** The language of a destination; undefined: the configured one. */
  readonly localeAt: (destination: ChannelId) => Locale | undefined;
  /** No call to Slack begins after it, on either clock: a machine may be frozen, and its clock may be set. */
  until: { readonly now: EpochMs; readonly elapsed: number };
  /** Edit cards, and leave every other message to the poll. */
  readonly editsOnly: boolean;
  /** Ends all sending: everything is kept, nothing more begins. */
  readonly halt: Halt;
  /** Destinations that refused a message in this run, with Slack's word. */
  readonly refused: Map<ChannelId, string>;
  readonly turns: { execute<T>(work: () => Promise<T>): Promise<T> };
}

/** A switch that goes one way. */
class Halt {
  readonly when: Promise<undefined>;
  #done = false;
  #tell: () => void = () => undefined;

  constructor() {
    this.when = new Promise((resolve) => {
      this.#tell = () => resolve(undefined);
    });
  }

  get done(): boolean {
    return this.#done;
  }

  now(): void {
    this.#done = true;
    this.#tell();
  }
}

/** How one delivery differs from another. */
interface DeliveryKind extends Pick<Delivery, "until" | "editsOnly"> {
  /** Nothing is sent. */
  readonly still: boolean;
}

/** A delivery that has not begun yet. */
export function newDelivery(
  ports: DeliveryPorts,
  { routes, fallback }: Pick<Routing, "routes" | "fallback">,
  kind: DeliveryKind,
): Delivery {
  const { until, editsOnly, still } = kind;
  const halt = new Halt();
  if (still) halt.now();
  const turns = newTurns();
  return {
    ...ports,
    tally: new Tally(ports.redactor),
    until,
    fallback,
    localeAt: (destination) => localeAt(routes, destination),
    editsOnly,
    halt,
    refused: new Map(),
    turns,
  };
}

const newTurns = (): Delivery["turns"] => {
  const policy = bulkhead(AT_ONCE, Number.POSITIVE_INFINITY);
  return { execute: (work) => policy.execute(work) };
};

/** When the last call to Slack may begin, seen from where delivery begins. */
export function deadlineOf(clock: Clock, began: EpochMs, interval: Ms): Delivery["until"] {
  const now = clock.now();
  const until = Math.max(later(began, ms(interval - MARGIN)), later(now, SHORTEST)) as EpochMs;
  return { now: until, elapsed: clock.elapsed() + (until - now) };
}

/** How long this run may still begin calls to Slack; nothing when it is over. */
export function timeLeft({ clock, until }: Delivery): Ms {
  return ms(Math.max(0, Math.min(until.now - clock.now(), until.elapsed - clock.elapsed())));
}

export const isOver = (d: Delivery): boolean => d.halt.done || timeLeft(d) === 0;

/** Waits for the lane's next slot; undefined when there is none before the deadline, or everything was stopped. */
export async function turnIn(d: Delivery, lane: LaneName, rank: number): Promise<Turn | undefined> {
  if (isOver(d)) return undefined;
  const asked = d.pacer.turn(lane, rank, timeLeft(d));
  const turn = await Promise.race([asked, d.halt.when]);
  if (!d.halt.done) return turn;
  void asked.then((late) => late?.end());
  return undefined;
}

/**
 * Is too little left of a claim's lease to begin its call? Asked directly before it, on both clocks: whoever was frozen,
 * or whose clock was set, must not send what others send by now.
 * @param until the lease's end @param at when it was claimed, on the monotonic clock
 */
export function isSpent({ clock }: Delivery, draft: Draft | undefined, until: EpochMs, at: number): boolean {
  const reserve = reserveOf(draft);
  return clock.now() > earlier(until, reserve) || clock.elapsed() - at > leaseOf(draft) - reserve;
}

export const settlingOf = (d: Delivery): Settling => ({
  now: d.clock.now(),
  chance: d.chance(),
  fallback: d.fallback,
  locale: d.localeAt(d.fallback),
});

/** What a failure means to whoever runs the bot. Being too fast means nothing: it waits. */
const WARNINGS: Readonly<Partial<Record<SlackFault, (code: string, destination: ChannelId) => string>>> = {
  token: (code) => `Slack refuses the token (${code}): mend SLACK_BOT_TOKEN; everything is kept and sent then`,
  destination: (code, destination) =>
    `Slack takes no message for ${destination} (${code}): invite the app, or correct the id; tried again for a day`,
  transient: (code) => `Slack could not be reached, or did not take a call (${code}): tried again later`,
  ambiguous: (code) => `Slack's answer to a message was lost (${code}): it is looked for before it is sent again`,
  payload: (code) => `Slack refuses a message's blocks (${code}): its text is sent alone; please report it`,
};

/** What differs where the message is a file. */
const WARNINGS_OF_FILES: typeof WARNINGS = {
  ambiguous: (code) => `Slack's answer to a log's file was lost (${code}): it counts as sent`,
  payload: (code) => `Slack refuses a log's file (${code}): its end is sent as messages; please report it`,
};
const NO_FILES = (code: string): string =>
  `Slack takes no files (${code}): the end of a log is sent as messages; grant the app files:write for all of it`;

/** How long nobody may go where Slack said "too fast". */
export const holdOf = (outcome: Outcome | undefined): Ms | undefined =>
  outcome?.kind === "failed" && outcome.fault === "throttled" && outcome !== NOT_BEGUN
    ? ms(retryWait(outcome) + COURTESY)
    : undefined;

/** A call that was claimed and could not begin: nobody else makes it, and nothing was sent. */
export const NOT_BEGUN: Outcome = { kind: "failed", fault: "throttled", code: "not-begun" };

/** What an outcome means to the run as a whole. */
export function count(d: Delivery, what: string, destination: ChannelId, outcome: Outcome): void {
  const { tally } = d;
  if (outcome.kind === "sent") what.startsWith("reply") ? tally.replied++ : tally.posted++;
  if (outcome.kind === "edited") tally.updated++;
  if (outcome.kind === "uploaded") tally.uploaded++;
  if (outcome.kind === "no-files") {
    tally.failed++;
    tally.warn("slack-files", NO_FILES(outcome.code));
  }
  // What could not be read was told of where it was tried, and Slack has nothing to do with it.
  if (outcome.kind !== "failed" || outcome === NOT_BEGUN || outcome.unread) return;
  tally.failed++;
  if (outcome.fault === "throttled") tally.throttled++;
  if (outcome.fault === "token") d.halt.now();
  if (outcome.fault === "destination") d.refused.set(destination, outcome.code);
  const said =
    what === "upload" ? (WARNINGS_OF_FILES[outcome.fault] ?? WARNINGS[outcome.fault]) : WARNINGS[outcome.fault];
  if (said !== undefined) tally.warn(`slack-${outcome.fault}`, said(outcome.code, destination));
}
