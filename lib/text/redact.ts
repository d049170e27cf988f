import { hideArguments } from "./secret-commands.ts";
import { hideFields } from "./secret-fields.ts";
import { soundsSecret } from "./secret-names.ts";
import { hidePairs } from "./secret-pairs.ts";
import { hideShapes, textOfBase64 } from "./secret-shapes.ts";
import { MASK } from "./secret-values.ts";

/** Shorter ones stand for no secret in a text that says what it is. */
const BASE64 = /(?<![A-Za-z0-9+/_=-])[A-Za-z0-9+/_-]{24}/g;
const BASE64_END = /[^A-Za-z0-9+/_-]/g;

/** Names, ids, versions and short sentences: nothing joins a name to a value, and nothing begins an address. */
const QUIET = /^[\w .,/()-]{0,200}$/;
/** What a secret can show in such a text: the heads of tokens, words that a password follows, flags, base64. */
const HINT =
  /LTAI|STS\.|TMP\.|CAIS|SEC[0-9a-f]|xox|xapp|AKIA|ASIA|gh[pousr]_|github_pat|gl[a-z]{1,5}-|AIza|[rs]k_|sk-|hv[sbr]\.|atlasv1|SG\.|npm_|dckr_|pypi-|glsa_|AGE-|hooks|webhook|api|eyJ|basic|bearer|pass|auth|login|rabbitmq|sqlplus|(?:^|\s)-|--|[A-Za-z0-9+/_-]{24}/i;

/**
 * Free text or log lines with every secret we know of replaced by a mask: keys and tokens by their shape, values by
 * the name they stand beside (`password = "..."`, `"token": "..."`, `AccountKey=...`), passwords by the command that
 * takes them, base64 by what it stands for. Hides too much rather than too little. What Terraform already hides,
 * `(sensitive value)`, stays readable. Redacting twice changes nothing.
 *
 * Apply before anything is cut: half a secret has no shape. Time grows with the length only.
 */
export function redact(text: string): string {
  // Most texts are such, and there are many of them.
  if (QUIET.test(text) && !HINT.test(text)) return text;
  return redactFully(text);
}

/** The same, without asking first whether there can be anything. */
export const redactFully = (text: string): string => hideCoded(hideOpen(text), hideOpen);

/** What stands in the text as it is. */
const hideOpen = (text: string): string => hidePairs(hideArguments(hideFields(hideShapes(text), soundsSecret)));

/**
 * Hides base64 of text in which `hide` would hide something: user data, credentials of a registry. Where a run ends is
 * looked for apart: one pattern for all of it would run out of stack on megabytes without a blank.
 */
export function hideCoded(text: string, hide: (text: string) => string): string {
  let safe = "";
  let told = 0;
  for (const { index } of text.matchAll(BASE64)) {
    // Within the run before: nothing begins there.
    if (index < told) continue;
    BASE64_END.lastIndex = index;
    let end = BASE64_END.exec(text)?.index ?? text.length;
    for (let pads = 0; pads < 2 && text[end] === "="; pads += 1) end += 1;
    const said = textOfBase64(text.slice(index, end));
    safe += text.slice(told, index) + (said === undefined || hide(said) === said ? text.slice(index, end) : MASK);
    told = end;
  }
  return told === 0 ? text : safe + text.slice(told);
}

/** A template parameter's value as it may be shown: nothing of it when its key sounds secret. */
export function redactParameter(key: string, value: string): string {
  return soundsSecret(key) ? MASK : redact(value);
}
