import type { Received } from "../exchange.ts";
import { invalid, missing } from "../refusal.ts";
import type { Freshness } from "./freshness.ts";
import { signatureMismatch } from "./freshness.ts";
import type { Identity } from "./identity.ts";
import type { Keyring } from "./keyring.ts";
import { signatureOf, stringToSign } from "./signature-v1.ts";

/**
 * Who signed this request with signature version 1.0: checks its common parameters the way the cloud's front door does.
 * @throws {Refusal} with the gateway's own codes. A nonce counts as used only when the signature was right.
 */
export function admitV1({ method, params }: Received, keyring: Keyring, freshness: Freshness): Identity {
  const given = (name: string): string => {
    const value = params.get(name);
    if (value === undefined || value === "") throw missing(name);
    return value;
  };
  const id = given("AccessKeyId");
  if (given("SignatureMethod") !== "HMAC-SHA1") throw invalid("SignatureMethod", "SignatureMethod must be HMAC-SHA1.");
  if (given("SignatureVersion") !== "1.0") throw invalid("SignatureVersion", "SignatureVersion must be 1.0.");
  const nonce = given("SignatureNonce");
  freshness.checkTime(given("Timestamp"));
  const key = keyring.find(id, params.get("SecurityToken") || undefined);
  const text = stringToSign(method, params);
  if (signatureOf(key.secret, text) !== given("Signature")) throw signatureMismatch(text);
  freshness.spend(id, nonce);
  return key.identity;
}
