import { createHash } from "node:crypto";
import { Refused } from "./call.ts";

/** Milliseconds in which a trigger can be exchanged for a modal. */
const LIFE = 3_000;

interface Trigger {
  readonly userId: string;
  readonly issuedAt: number;
  exchanged: boolean;
}

/**
 * Proofs that a person just did something, each good for one modal within three seconds of the workspace's clock.
 * @see https://docs.slack.dev/reference/methods/views.open: "Errors"
 */
export class Triggers {
  readonly #clock: { now(): number };
  readonly #issued = new Map<string, Trigger>();

  constructor(clock: { now(): number }) {
    this.#clock = clock;
  }

  /** For what this person just did: `13345224609.738474920.8088930838d88f008e0` */
  issue(userId: string): string {
    const number = this.#issued.size + 1;
    const hash = createHash("sha256").update(`${number} ${userId}`).digest("hex");
    const id = `${13_345_224_608 + number}.738474920.${hash.slice(0, 32)}`;
    this.#issued.set(id, { userId, issuedAt: this.#clock.now(), exchanged: false });
    return id;
  }

  /**
   * Uses it up.
   * @returns who did something
   * @throws {Refused} `invalid_trigger_id`, `exchanged_trigger_id` or `expired_trigger_id`
   */
  take(id: string): string {
    const trigger = this.#issued.get(id);
    if (!trigger) throw new Refused("invalid_trigger_id");
    if (trigger.exchanged) throw new Refused("exchanged_trigger_id");
    if (this.#clock.now() - trigger.issuedAt > LIFE) throw new Refused("expired_trigger_id");
    trigger.exchanged = true;
    return trigger.userId;
  }
}
