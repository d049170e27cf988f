import { hideArguments } from "./secret-commands.ts";
import { hideFields } from "./secret-fields.ts";
import { soundsSecret } from "./secret-names.ts";
import { hidePairs } from "./secret-pairs.ts";
import { MASK } from "./secret-values.ts";

type Rule = readonly [pattern: RegExp, replacement: string];

/**
 * Secrets that are known by their own shape. Every pattern either consumes the run it scans or starts only at the
 * run's beginning, so time grows with the length of the text only.
 */
const SHAPES: readonly Rule[] = [
  // A private key or certificate, to its end line or, where that was cut off, to the end of the text.
  [/-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g, MASK],
  // Alibaba Cloud AccessKey ids: permanent, and of an assumed role, with its security token.
  [/(?<![0-9A-Za-z])LTAI[0-9A-Za-z]{8,}/g, MASK],
  [/(?<![0-9A-Za-z])STS\.(?=[A-Za-z]{0,60}[0-9])[0-9A-Za-z]{10,}/g, MASK],
  [/(?<![0-9A-Za-z])CAIS[0-9A-Za-z+/=%]{20,}/g, MASK],
  // Slack tokens and incoming webhooks.
  [/xox[a-z](?:\.xox[a-z])?-[0-9A-Za-z-]{6,}|xapp-[0-9A-Za-z-]{6,}/g, MASK],
  [/(hooks\.slack(?:-gov)?\.com\/)[\w/-]+/g, `$1${MASK}`],
  // AWS, GitHub, GitLab: templates carry them too.
  [/(?<![0-9A-Za-z])(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[0-9A-Za-z]{20,}|glpat-[\w-]{16,}/g, MASK],
  // Who logs in, inside a URL or a connection string.
  [/:\/\/(?:[^\s/?#@:"'<>]*:[^\s/"'<>]*|[^\s/?#@:"'<>]+)@/g, `://${MASK}@`],
  // The same with an unescaped slash in the password: not where a web address has a port and a path. The length
  // bounds the search.
  [/:\/\/(?!(?<=https?:\/\/)[^\s/:]*:\d{1,5}[/?#])[^\s/?#@:"'<>[]{0,128}:[^\s"'<>]{1,512}@/gi, `://${MASK}@`],
  [/(;[ \t]*(?:password|pwd)[ \t]*=[ \t]*)[^;\r\n"']+(?:["'](?=\w)[^;\r\n"']+){0,99}/gi, `$1${MASK}`],
  // What makes a URL presigned, and what dates it.
  [
    /([?&;]|\\u0026)((?:x-(?:oss|amz|acs)-[\w-]{1,40}|(?:oss)?accesskeyid|awsaccesskeyid|signature|sig|expires|security-?token)=)[^\s&"'<>\\]+/gi,
    `$1$2${MASK}`,
  ],
  [/\b((?:proxy-)?authorization["'\\]*[ \t]*[:=][ \t]*["'\\]*)[^\r\n"']+/gi, `$1${MASK}`],
  [/\b((?:set-)?cookie["'\\]*[ \t]*:[ \t]*["'\\]*)[^\r\n"']+/gi, `$1${MASK}`],
  [/\b(bearer[ \t]+)(?=[A-Za-z._~+/=-]{0,200}[0-9])[\w.~+/=-]{8,}/gi, `$1${MASK}`],
];

/** Anything in dotted parts that begins like a JSON Web Token; only what has three parts is hidden. */
const JWT = /eyJ[\w.-]*[\w-]/g;
const THREE_PARTS = /\.[\w-]+\.[\w-]/;

/**
 * Free text or log lines with every secret we know of replaced by a mask: keys and tokens by their shape, values by
 * the name they stand beside (`password = "..."`, `"token": "..."`, `AccountKey=...`), passwords by the command that
 * takes them. Hides too much rather than too little. What Terraform already hides, `(sensitive value)`, stays
 * readable. Redacting twice changes nothing.
 *
 * Apply before anything is cut: half a secret has no shape. Time grows with the length only.
 */
export function redact(text: string): string {
  let safe = text.replace(JWT, (found) => (THREE_PARTS.test(found) ? MASK : found));
  for (const [pattern, replacement] of SHAPES) safe = safe.replace(pattern, replacement);
  return hidePairs(hideArguments(hideFields(safe)));
}

/** A template parameter's value as it may be shown: nothing of it when its key sounds secret. */
export function redactParameter(key: string, value: string): string {
  return soundsSecret(key) ? MASK : redact(value);
}
