import { stripVTControlCharacters } from "node:util";
import { redact } from "../text/redact.ts";
import { MASK } from "../text/secret-values.ts";

/** What a signed call is made with. `securityToken` is there for temporary credentials only. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

const LONGEST = 300;
/** What is behind it never shows; bounds the time that `stripVTControlCharacters` takes, which may be quadratic. */
const COARSE = 4_096;
const GONE = "[redacted]";

/**
 * Text of the gateway made fit for an error message: one line, at most 300 characters, without addresses and without
 * anything that is, or looks like, a secret, a credential or a signature: the gateway quotes what it does not like. The
 * given credentials go in whatever encoding.
 */
export function scrub(text: string, credentials: Credentials | undefined): string {
  const near = coarsely(withoutSecrets(text, credentials));
  const lines = redact(stripVTControlCharacters(near));
  const clean = withoutSecrets(redact(lines.replace(/[\p{Cc}\p{Cf}\s]+/gu, " ")), credentials)
    .replace(/\b[a-z][a-z0-9+.-]{1,15}:\/\/\S+/gi, "[url]")
    .replace(
      /(AccessKey\w{0,12}|SecurityToken|Signature|Secret|Token)("?\s*(?:=|:|%3D|%253D|\bis:?)\s*"?)[^\s&"',;]+/gi,
      `$1$2${GONE}`,
    )
    .replace(/\b(?:LTAI|STS\.|TMP\.)[A-Za-z0-9.]{6,}/g, GONE)
    .replace(/[A-Za-z0-9+/_%-]{27,}=+|[A-Za-z0-9+/_%-]{40,}/g, GONE)
    .replaceAll(MASK, GONE)
    .trim();
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST - 1)}…` : clean;
}

/** The beginning of a long text; a token that is cut goes as a whole, since half of one does not look like one. */
function coarsely(text: string): string {
  return text.length <= COARSE ? text : text.slice(0, COARSE).replace(/(?<![\w.~%+/=-])[\w.~%+/=-]+$/, GONE);
}

/** The text without the given credentials, in whatever encoding; nothing else is changed. */
export function withoutSecrets(text: string, credentials: Credentials | undefined): string {
  return secretsOf(credentials).reduce((clean, secret) => clean.replaceAll(secret, GONE), text);
}

/** Longest first, so that a secret that contains another goes as a whole. */
function secretsOf(credentials: Credentials | undefined): string[] {
  if (credentials === undefined) return [];
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const plain = [accessKeyId, accessKeySecret, securityToken ?? ""].filter((secret) => secret.length > 3);
  const all = plain.flatMap((secret) => {
    const once = encodeURIComponent(secret);
    return [secret, once, encodeURIComponent(once)];
  });
  return [...new Set(all)].sort((a, b) => b.length - a.length);
}
