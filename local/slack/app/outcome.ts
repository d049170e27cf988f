/** What came back for one message to the app. */
export type Outcome = {
  /** How it was sent; `none` when there was no way to the app. */
  readonly over: "http" | "socket" | "none";
} & (
  | {
      readonly kind: "answered";
      /** Of HTTP; 200 for an acknowledgement over a socket. */
      readonly status: number;
      /** JSON as a value, anything else as text; undefined when empty. */
      readonly body: unknown;
      /** The app asked not to be tried again. */
      readonly final: boolean;
    }
  | { readonly kind: "timeout" }
  | { readonly kind: "unreachable" }
);

/** Did the app take the message? */
export const isTaken = (outcome: Outcome): outcome is Outcome & { kind: "answered" } =>
  outcome.kind === "answered" && outcome.status >= 200 && outcome.status < 300;

/** Why an event is tried again, in the words of `X-Slack-Retry-Reason`, or those of an envelope's `retry_reason`. */
export function retryReason(outcome: Outcome): string {
  switch (outcome.kind) {
    case "timeout":
      return outcome.over === "socket" ? "timeout" : "http_timeout";
    case "unreachable":
      return "connection_failed";
    case "answered":
      return "http_error";
  }
}
