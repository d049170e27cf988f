import { clean } from "./clean.ts";

const PARAMETER =
  /pass|pwd|secret|token|key|credential|auth|private|connection|plain_?text|webhook|密码|口令|密钥|秘钥|令牌|凭证|凭据/i;

/**
 * Whether the name of a parameter or field sounds as if its value were secret. Invisible characters and other widths
 * of the same letters do not change the answer.
 */
export const soundsSecret = (name: string): boolean => PARAMETER.test(clean(name).normalize("NFKC"));

/**
 * The source of a pattern for the word that makes a name in free text secret. Narrower than for parameters: a log is
 * full of keys, authors and connections that are none.
 */
export const SECRET_WORD =
  "(?:pass(?:word|wd|phrase|code|key)|passwd|pwd|(?<![a-z])pass(?![a-z])|secret|token|credential|" +
  "(?:access|api|private|secret|signing|encryption|account|shared|master|auth|ssh|client|server|tls|ssl|license|data)" +
  "[ _-]?key|plain_?text|redis(?:cli)?_auth|connection[ _-]?string|(?<=[\"'])auth(?=\\\\*[\"'])|密码|口令|密钥|秘钥|令牌|凭证|凭据)" +
  // What may follow it in a name: `password_hash`, `secretArn`. Bounded, since it is tried at every word.
  "[\\w-]{0,40}";
