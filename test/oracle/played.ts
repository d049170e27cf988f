import type { Chronicle } from "../../local/catalog/chronicle.ts";
import type { Posted } from "./desk.ts";
import type { History } from "./history.ts";
import type { PollLook } from "./looks.ts";

/** What is known of a history when it is over: by the cloud itself, by whoever watched the calls, and by Slack. */
export interface Played {
  readonly history: History;
  readonly chronicle: Chronicle;
  readonly polls: readonly PollLook[];
  readonly messages: readonly Posted[];
  readonly refused: readonly string[];
  /** What the bot threw. */
  readonly errors: readonly unknown[];
  /** What people did, a line each. */
  readonly deeds: readonly string[];
}
