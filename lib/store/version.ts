import { randomInt } from "node:crypto";
import type { Version } from "../ports.ts";

/** Above every version: each has at most 48 bits, which a number and an integer column of every store hold exactly. */
const END = 2 ** 48;

/**
 * The version of a write that is about to be made: a random whole number above zero, never the expected one.
 *
 * The writer draws it once for each write, a repeated statement included. So what stands at it is that very write, and
 * a version read long ago never comes back, not even when its record was removed and put anew. A counter promised
 * neither; the numbers it left in existing stores are versions like any other.
 */
export function drawVersion(expected: Version | "absent", draw: () => number = () => randomInt(1, END)): Version {
  let version = draw();
  while (version === expected) version = draw();
  return version;
}
