import { lengthOf, type UnitWords } from "../length.ts";

const UNITS: UnitWords = { day: "d", hour: "h", minute: "min", second: "s" };

/** A length of time in whole seconds: `3 h 5 min`. */
export const lasting = (seconds: number): string => lengthOf(seconds, UNITS);
