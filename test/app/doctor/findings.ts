import type { Failed, Finding } from "../../../lib/app/doctor/finding.ts";
import { ms } from "../../../lib/model/brand.ts";

export const found = <T>(value: T, took = 7): Finding<T> => ({ kind: "found", value, took: ms(took) });
export const failed = (code: string, why = code, took = 7): Failed => ({ kind: "failed", code, why, took: ms(took) });
