import { Refusal } from "../refusal.ts";

const WINDOW_MS = 15 * 60_000;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Lets a signed call in once, and only around the time that it names. */
export class Freshness {
  readonly #clock: { now(): number };
  /** Nonce to the instant of its use, oldest first. */
  readonly #nonces = new Map<string, number>();

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /** @throws {Refusal} 400 `InvalidTimeStamp.Format` unless it is `2026-01-02T03:04:05Z`, `.Expired` 15 minutes off */
  checkTime(timestamp: string): void {
    const time = TIMESTAMP.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
    if (Number.isNaN(time))
      throw new Refusal(400, "InvalidTimeStamp.Format", "Specified time stamp is not in YYYY-MM-DDThh:mm:ssZ form.");
    if (!this.isNow(time))
      throw new Refusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }

  /** Not more than 15 minutes off. */
  isNow(time: number): boolean {
    return Math.abs(time - this.#clock.now()) <= WINDOW_MS;
  }

  /** Uses the nonce up, for 15 minutes. @throws {Refusal} 400 `SignatureNonceUsed` */
  spend(keyId: string, nonce: string): void {
    const now = this.#clock.now();
    for (const [old, at] of this.#nonces) {
      if (now - at <= WINDOW_MS) break;
      this.#nonces.delete(old);
    }
    const spent = `${keyId}:${nonce}`;
    if (this.#nonces.has(spent))
      throw new Refusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    this.#nonces.set(spent, now);
  }
}

/** 400 `SignatureDoesNotMatch`; the message ends in what the server signed, as the cloud's does. */
export const signatureMismatch = (stringToSign: string): Refusal =>
  new Refusal(
    400,
    "SignatureDoesNotMatch",
    `Specified signature is not matched with our calculation. server string to sign is:${stringToSign}`,
  );
