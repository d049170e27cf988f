import { type EpochMs, earlier, later, type Ms, ms, seconds } from "../model/brand.ts";
import type { Notice } from "./transition.ts";

/** So many intervals without a look are too many. */
const INTERVALS = 3;
/** With an interval of a second or less, one slow poll is no blindness. */
const SHORTEST: Ms = seconds(15);

/** What is remembered of the watch between polls. */
export interface Watch {
  /** When both lists were last read; until they are for the first time, when that was first tried. */
  readonly heartbeat: EpochMs;
  /** Since when nothing is seen, once that has been told. */
  readonly blind?: EpochMs;
}

/** How long the lists may go unread before people are told. */
const patienceOf = (interval: Ms): Ms => ms(Math.max(INTERVALS * interval, SHORTEST));

/**
 * What has to be said about the watch itself after the lists were read, or were not.
 *
 * Pure. Blindness is told once, while it lasts, and its end once. A gap that nobody could tell of while it lasted,
 * because nobody polled, is told together with its end.
 * @param fault the catalog's word when the lists could not be read; undefined when both were
 */
export function judgeWatch(watch: Watch, now: EpochMs, interval: Ms, fault: string | undefined): readonly Notice[] {
  const { heartbeat, blind } = watch;
  const isLong = heartbeat < earlier(now, patienceOf(interval));
  if (fault !== undefined) {
    return isLong && blind === undefined ? [{ kind: "watch.blind", since: heartbeat, code: fault }] : [];
  }
  if (blind !== undefined) return [{ kind: "watch.recovered", since: blind, until: now }];
  if (!isLong) return [];
  return [
    { kind: "watch.blind", since: heartbeat },
    { kind: "watch.recovered", since: heartbeat, until: now },
  ];
}

/** The same, asked by somebody else while nobody polls. */
export function judgeSilence(watch: Watch, now: EpochMs, patience: Ms): readonly Notice[] {
  const { heartbeat, blind } = watch;
  if (blind !== undefined || now <= later(heartbeat, patience)) return [];
  return [{ kind: "watch.blind", since: heartbeat }];
}
