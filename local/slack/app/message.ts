/** Something that the app is told, before it is known by which way. */
export interface Message {
  /** Of the envelope; over HTTP it decides how the body is written. */
  readonly type: "slash_commands" | "interactive" | "events_api";
  /** For the record of traffic: "slash command", "block_actions", "app_home_opened". */
  readonly name: string;
  readonly payload: object;
  /** May the answer say something, beyond that the message arrived? */
  readonly takesAnswer: boolean;
}

/** Which try of an event this is, from 1, and why there is another one. */
export interface Retry {
  readonly number: number;
  readonly reason: string;
}
