import type { Principal } from "../../../lib/model/plan.ts";
import type { Ids } from "../ids.ts";
import { missing, Refusal } from "../refusal.ts";
import type { Identity, Session } from "./identity.ts";

/** An access key and the RAM identity that it speaks for. */
export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  /** Comes with the keys that a function's role gets: then no call is let in without it. */
  readonly securityToken?: string;
  readonly principal: Principal;
}

/** A key of the ring. */
interface Credential {
  readonly id: string;
  readonly secret: string;
  readonly token: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly identity: Identity;
}

/** All keys that are let in: those that were there at the start, and the temporary ones. */
export class Keyring {
  readonly #clock: { now(): number };
  readonly #ids: Ids;
  readonly #keys: Map<string, Credential>;
  /** Token to the id of its key. */
  readonly #tokens: Map<string, string>;

  constructor(keys: readonly AccessKey[], clock: { now(): number }, ids: Ids) {
    this.#clock = clock;
    this.#ids = ids;
    this.#keys = new Map(keys.map((key) => [key.id, lasting(key)]));
    this.#tokens = new Map(keys.flatMap((key) => (key.securityToken ? [[key.securityToken, key.id]] : [])));
  }

  /**
   * The key of that id, which came with that token or without one.
   * @throws {Refusal} 404 `InvalidAccessKeyId.NotFound`, 400 `MissingSecurityToken`, `InvalidSecurityToken.Malformed`,
   * `.MismatchWithAccessKey`, `.Expired`
   */
  find(id: string, token: string | undefined): Credential {
    const key = this.#keys.get(id);
    if (key === undefined) throw new Refusal(404, "InvalidAccessKeyId.NotFound", "Specified access key is not found.");
    if (token === undefined && key.token !== undefined) throw missing("SecurityToken");
    if (token !== undefined && !this.#tokens.has(token))
      throw badToken("Malformed", "Specified SecurityToken is malformed.");
    if (token !== key.token)
      throw badToken("MismatchWithAccessKey", "Specified SecurityToken does not match the AccessKey.");
    if (this.#clock.now() >= key.expiresAt) throw badToken("Expired", "Specified SecurityToken is expired.");
    return key;
  }

  /** A new temporary key that speaks for the role. */
  issue(role: Principal, session: Session, seconds: number): Credential & { readonly token: string } {
    const id = `STS.${this.#ids.letters("sts-id", 25)}`;
    // The vendor sets no limit to its length, and real ones can pass 2 KB.
    const token = this.#ids.letters("sts-token", 2_100);
    const secret = this.#ids.letters("sts-secret", 44);
    const identity = { principal: role, session };
    const key = { id, secret, token, identity, expiresAt: this.#clock.now() + seconds * 1_000 };
    this.#keys.set(id, key);
    this.#tokens.set(token, id);
    return key;
  }
}

const lasting = ({ id, secret, securityToken, principal }: AccessKey): Credential => ({
  id,
  secret,
  token: securityToken,
  expiresAt: Number.POSITIVE_INFINITY,
  identity: { principal },
});

const badToken = (what: string, why: string): Refusal => new Refusal(400, `InvalidSecurityToken.${what}`, why);
