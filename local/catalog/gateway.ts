import type { Principal } from "../../lib/model/plan.ts";
import { invalid, missing, Refusal } from "./refusal.ts";
import { signatureOf, stringToSign } from "./signature-v1.ts";

/** An access key and the RAM identity that it speaks for. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly principal: Principal;
}

const WINDOW_MS = 15 * 60_000;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** Who may come in: checks the common parameters of a request the way the cloud's front door does. */
export class Gateway {
  readonly #keys: ReadonlyMap<string, AccessKey>;
  readonly #clock: { now(): number };
  /** Nonce to the instant of its use, oldest first. */
  readonly #nonces = new Map<string, number>();

  constructor(keys: readonly AccessKey[], clock: { now(): number }) {
    this.#keys = new Map(keys.map((key) => [key.id, key]));
    this.#clock = clock;
  }

  /**
   * The identity that signed this request.
   * @throws {Refusal} with the gateway's own codes. A nonce counts as used only when the signature was right.
   */
  admit(method: string, params: ReadonlyMap<string, string>): Principal {
    const given = (name: string): string => {
      const value = params.get(name);
      if (value === undefined || value === "") throw missing(name);
      return value;
    };
    const id = given("AccessKeyId");
    if (given("SignatureMethod") !== "HMAC-SHA1")
      throw invalid("SignatureMethod", "SignatureMethod must be HMAC-SHA1.");
    if (given("SignatureVersion") !== "1.0") throw invalid("SignatureVersion", "SignatureVersion must be 1.0.");
    const nonce = given("SignatureNonce");
    this.#checkTime(given("Timestamp"));
    const key = this.#keys.get(id);
    if (key === undefined) throw new Refusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    const text = stringToSign(method, params);
    if (signatureOf(key.secret, text) !== given("Signature"))
      throw new Refusal(
        400,
        "SignatureDoesNotMatch",
        `Specified signature is not matched with our calculation. server string to sign is:${text}`,
      );
    this.#spend(`${id}:${nonce}`);
    return key.principal;
  }

  #checkTime(timestamp: string): void {
    const time = TIMESTAMP.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
    if (Number.isNaN(time))
      throw new Refusal(400, "InvalidTimeStamp.Format", "Specified time stamp is not in YYYY-MM-DDThh:mm:ssZ form.");
    if (Math.abs(time - this.#clock.now()) > WINDOW_MS)
      throw new Refusal(400, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.");
  }

  #spend(nonce: string): void {
    const now = this.#clock.now();
    for (const [old, at] of this.#nonces) {
      if (now - at <= WINDOW_MS) break;
      this.#nonces.delete(old);
    }
    if (this.#nonces.has(nonce))
      throw new Refusal(400, "SignatureNonceUsed", "Specified signature nonce was used already.");
    this.#nonces.set(nonce, now);
  }
}
