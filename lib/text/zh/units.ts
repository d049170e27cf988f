import { lengthOf, type UnitWords } from "../length.ts";

const UNITS: UnitWords = { day: "天", hour: "小时", minute: "分钟", second: "秒" };

/** A length of time in whole seconds: `3 小时 5 分钟`. */
export const lasting = (seconds: number): string => lengthOf(seconds, UNITS);
