import type { Received } from "../exchange.ts";
import { headerOf } from "../exchange.ts";
import { missing, Refusal } from "../refusal.ts";
import type { Freshness } from "./freshness.ts";
import { signatureMismatch } from "./freshness.ts";
import type { Identity } from "./identity.ts";
import type { Keyring } from "./keyring.ts";
import { ALGORITHM, headersToSign, sha256, signatureOfV3, stringToSignV3 } from "./signature-v3.ts";

const AUTHORIZATION = /^ACS3-HMAC-SHA256 +Credential=([^,\s]+), *SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})$/;

/** The request says that it is signed with version 3. */
export const isAcs3 = (received: Received): boolean =>
  headerOf(received, "authorization")?.startsWith(ALGORITHM) ?? false;

/**
 * Who signed this request with ACS3-HMAC-SHA256. What version 1.0 has as a parameter is a header here, and its refusals
 * have the same codes; 400 `IncompleteSignature` when the header cannot be read, leaves out what must be signed, or
 * names another key than `x-acs-accesskey-id` does. `x-acs-content-sha256` has to be the hash of the body.
 * @throws {Refusal} A nonce counts as used only when the signature was right.
 */
export function admitV3(received: Received, keyring: Keyring, freshness: Freshness): Identity {
  const [, id, names, signature] = AUTHORIZATION.exec(headerOf(received, "authorization") ?? "") ?? [];
  if (id === undefined) throw incomplete("The Authorization header is not of the form of ACS3-HMAC-SHA256.");
  const expected = headersToSign(received.headers).join(";");
  if (names !== expected) throw incomplete(`The signed headers must be ${expected}.`);
  const hash = headerOf(received, "x-acs-content-sha256");
  if (hash === undefined) throw incomplete("The request has no header x-acs-content-sha256.");
  if ((headerOf(received, "x-acs-accesskey-id") ?? id) !== id)
    throw incomplete("The Credential of the Authorization header is not the key of x-acs-accesskey-id.");
  const nonce = headerOf(received, "x-acs-signature-nonce");
  if (nonce === undefined) throw missing("SignatureNonce");
  const date = headerOf(received, "x-acs-date");
  if (date === undefined) throw missing("Timestamp");
  freshness.checkTime(date);
  const key = keyring.find(id, headerOf(received, "x-acs-security-token"));
  const text = stringToSignV3(received);
  const isRight = signatureOfV3(key.secret, text) === signature && hash === sha256(received.body);
  if (!isRight) throw signatureMismatch(text);
  freshness.spend(id, nonce);
  return key.identity;
}

const incomplete = (why: string): Refusal => new Refusal(400, "IncompleteSignature", why);
