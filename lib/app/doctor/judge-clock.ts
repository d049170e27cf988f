import { type Ms, minutes, seconds } from "../../model/brand.ts";
import { type Check, fail, ok, skipped, warn } from "./check.ts";

/** What was measured of one side, as far as anything was. */
export interface Measured {
  readonly name: "Service Catalog" | "Slack";
  /** How far this machine's clock is ahead of that side's; below 0 it is behind. To about a second. */
  readonly ahead: Ms | undefined;
  /** How long the first call took, which makes the connection. */
  readonly first: Ms | undefined;
  /** The quickest of the calls behind it; undefined when there was none. */
  readonly later: Ms | undefined;
}

/** Planbell's promises hold for clocks that are no further apart than two minutes: it is told before. */
const NOTABLE: Ms = seconds(60);
/** Slack's signatures are good for so long. */
const LONGEST: Ms = minutes(5);
/** Slack waits 3 s for an answer that may take one call. */
const SLOW: Ms = seconds(2);

/** This machine's clock beside those of the others. */
export function clockCheck(sides: readonly Measured[]): Check {
  const known = sides.flatMap(({ name, ahead }) => (ahead === undefined ? [] : [{ name, ahead }]));
  if (known.length === 0) return skipped("clock", "nobody answered whose clock could be compared");
  const worst = known.reduce((a, b) => (Math.abs(b.ahead) > Math.abs(a.ahead) ? b : a));
  const off = Math.abs(worst.ahead);
  if (off <= NOTABLE) return ok("clock", `within a minute of ${known.map(({ name }) => name).join(" and ")}`);
  const text = `this machine's clock is ${Math.round(off / 1_000)} s ${worst.ahead > 0 ? "ahead of" : "behind"} that of ${worst.name}`;
  const fix = "set the clock by NTP";
  if (off <= LONGEST) return warn("clock", text, fix);
  return fail(
    "clock",
    `${text}: Slack's signatures are refused here beyond 5 minutes, ours by the cloud beyond 15`,
    fix,
  );
}

/** How long both ways take: where Planbell runs decides it. */
export function wayCheck(sides: readonly Measured[]): Check {
  const known = sides.filter(({ first }) => first !== undefined);
  if (known.length === 0) return skipped("ways", "nobody answered");
  const text = known
    .map(({ name, first, later }) => {
      const warm = later === undefined ? "" : `, then ${Math.round(later)} ms`;
      return `${name} ${Math.round(first ?? 0)} ms at first${warm}`;
    })
    .join("; ");
  const slow = known.filter(({ first, later }) => (later ?? first ?? 0) > SLOW);
  if (slow.length === 0) return ok("ways", text);
  return warn(
    "ways",
    `${text}: ${slow.map(({ name }) => name).join(" and ")} ${slow.length === 1 ? "is" : "are"} slow, and Slack waits 3 s for an answer`,
    "run Planbell where both are near: Service Catalog is in cn-hangzhou, Slack is out of mainland China's reach",
  );
}
