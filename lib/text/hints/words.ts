import { ACCOUNT_HINTS } from "./account.data.ts";
import { RESOURCE_HINTS } from "./resource.data.ts";

/** Every hint in every language: at most two lines, each at most 120 UTF-16 units. */
export const HINTS = { ...ACCOUNT_HINTS, ...RESOURCE_HINTS } as const;

/** What kind of failure a hint is for. */
export type HintKey = keyof typeof HINTS;
