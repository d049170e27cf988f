import type { Stay } from "./stays.ts";

/**
 * What Planbell does not do yet, and the oracle therefore does not ask for. It is allowed all the same.
 *
 * A decision that was followed by the next step before anybody looked is told from the plan's records, with who made it
 * and what they said. False: Planbell tells only where the plan stands then.
 */
export const TELLS_WHAT_NOBODY_SAW: boolean = false;

/**
 * A plan that may be run and is edited so that it needs approval, and then waits without leaving `PreviewSuccess`: its
 * row tells only that it changed, and it is told when it is read again, half an hour later. Its row would have to be
 * reason enough to read it (lib/watch/reconcile.ts, `changeNeedsDetail`).
 */
export const isOverlooked = (stays: readonly Stay[], place: number): boolean =>
  stays[place]?.state === "waiting" &&
  stays[place]?.moments[0]?.status === "PreviewSuccess" &&
  stays.slice(0, place).some(({ state }) => state === "ready");
