/** `skipped`: nobody could look, or nobody asked to. */
type CheckState = "ok" | "warn" | "fail" | "skipped";

/** One thing that was looked at, for an operator. */
export interface Check {
  /** For scripts: what it is about stays, what it says does not. Several may have the same. */
  readonly name: string;
  readonly state: CheckState;
  readonly text: string;
  /** What to do about it. */
  readonly fix?: string;
}

/** All that was looked at. */
export interface Checkup {
  /** Does nothing fail? */
  readonly ok: boolean;
  readonly checks: readonly Check[];
}

export const ok = (name: string, text: string): Check => ({ name, state: "ok", text });
export const warn = (name: string, text: string, fix: string): Check => ({ name, state: "warn", text, fix });
export const fail = (name: string, text: string, fix: string): Check => ({ name, state: "fail", text, fix });
export const skipped = (name: string, text: string): Check => ({ name, state: "skipped", text });

/** `2 channels`, `1 channel`. */
export const counted = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? "" : "s"}`;
