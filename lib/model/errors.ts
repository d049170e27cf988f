import type { Ms } from "./brand.ts";

/**
 * Everything Planbell throws on purpose. Anything else that is thrown is a bug and ends the run.
 *
 * Identity is `code` or the class, never the message. No message holds a secret, a token or the query of a URL.
 */
export abstract class PlanbellError extends Error {
  /** Stable, for logs, reports and tests. */
  abstract readonly code: string;
  /** May the same call succeed later, unchanged? The loops ask nothing else. */
  readonly retryable: boolean = false;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The record moved on since it was read: read again, apply again. */
export class Conflict extends PlanbellError {
  readonly code = "conflict";
}

/** The state store cannot be opened, read or written. The message names the store and what to mend. */
export class StoreUnusable extends PlanbellError {
  readonly code: string = "store-unusable";
}

/** A record is larger than a store may take (256 KB of JSON), or holds what JSON cannot. Nothing was written. */
export class RecordRefused extends PlanbellError {
  readonly code = "record-refused";
}

/** Somebody named a message that is not there. The message lists those that are. */
export class UnknownKey extends PlanbellError {
  readonly code = "unknown-key";
}

/** A stored record or file was written by a newer Planbell. Nothing is changed; run the newer version. */
export class NewerFormat extends PlanbellError {
  readonly code = "newer-format";
}

/** Settings that cannot work. Lists all faults at once, a line each: name, expected form, what was found. */
export class ConfigFault extends PlanbellError {
  readonly code = "config";
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(
      `${faults.length} setting${faults.length === 1 ? "" : "s"} to mend:\n${faults.map((f) => `  - ${f}`).join("\n")}`,
    );
    this.faults = faults;
  }
}

/**
 * The catalog did not answer, or refused. `retryable` says whether the same call may succeed later.
 * @see service-catalog error codes in docs/service-catalog.md
 */
export class CatalogError extends PlanbellError {
  /** The API's own code (`Throttling.User`, `SignatureDoesNotMatch`) or ours (`BadResponse`, `Timeout`, `Network`). */
  readonly code: string;
  override readonly retryable: boolean;
  /** How long the service asked us to wait, when it did. */
  readonly retryAfter: Ms | undefined;
  readonly requestId: string | undefined;
  constructor(
    message: string,
    detail: { code: string; retryable: boolean; retryAfter?: Ms | undefined; requestId?: string | undefined },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = detail.code;
    this.retryable = detail.retryable;
    this.retryAfter = detail.retryAfter;
    this.requestId = detail.requestId;
  }
}

/** Was the call refused for coming too fast? Such a call was not executed. */
export const isThrottled = (code: string): boolean => /Throttling/i.test(code);

/** The plan, task or provisioned product is not there: deleted, or never was. Not a missing permission. */
export class NotThere extends CatalogError {}

/** The approver's role could not be assumed, so that nothing was decided. Never `retryable`; the code is STS's. */
export class RoleRefused extends CatalogError {}

/** What kind of Slack failure this is; it alone decides what delivery does next. */
const SLACK_FAULTS = [
  /** The token or the app is refused: nothing can be sent until somebody mends it. */
  "token",
  /** This channel or person cannot be written to; others can. */
  "destination",
  /** Slack refuses the message itself: send it as plain text. */
  "payload",
  /** The message to edit or to reply to is gone, or may not be edited any more. */
  "stale",
  /** Try again later. */
  "transient",
  /** Too fast: wait `retryAfter`. */
  "throttled",
  /** Nobody knows whether Slack took the call: look before sending again. */
  "ambiguous",
] as const;
export type SlackFault = (typeof SLACK_FAULTS)[number];

/** A call to Slack that did not succeed. `code` is Slack's own error word where there is one. */
export class SlackError extends PlanbellError {
  readonly code: string;
  readonly fault: SlackFault;
  override readonly retryable: boolean;
  /** Set for `throttled`, when Slack named a time. */
  readonly retryAfter: Ms | undefined;
  constructor(
    message: string,
    detail: { code: string; fault: SlackFault; retryAfter?: Ms | undefined },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = detail.code;
    this.fault = detail.fault;
    this.retryable = detail.fault === "transient" || detail.fault === "throttled" || detail.fault === "ambiguous";
    this.retryAfter = detail.retryAfter;
  }
}

/** The app may not send files, or nobody may send them there; messages are taken all the same. */
export class FilesRefused extends SlackError {
  constructor(message: string, code: string, options?: ErrorOptions) {
    super(message, { code, fault: "destination" }, options);
  }
}

/** History of this conversation cannot be read (scope or membership missing), so nothing can be adopted there. */
export class HistoryUnreadable extends PlanbellError {
  readonly code = "history-unreadable";
}

/**
 * A job was not handed to the worker, or nobody knows whether it was. The message says what to mend. Handed over again
 * under the same id, it is still done once.
 */
export class JobNotTaken extends PlanbellError {
  readonly code = "job-not-taken";
  override readonly retryable: boolean;
  /** Nobody knows: the worker may do it all the same. */
  readonly mayBeTaken: boolean;
  constructor(message: string, how: { readonly retryable?: boolean; readonly mayBeTaken?: boolean } = {}) {
    super(message);
    this.mayBeTaken = how.mayBeTaken ?? false;
    this.retryable = how.retryable ?? this.mayBeTaken;
  }
}

/** There is nobody to hand jobs to: settings lack the worker. */
export class NoWorker extends JobNotTaken {}
