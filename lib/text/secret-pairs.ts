/** What stands in place of a secret. */
export const MASK = "••••••";

const WORD =
  "(?:pass(?:word|wd|phrase|code)|passwd|pwd|(?<![a-z])pass(?![a-z])|secret|token|credential|" +
  "(?:access|api|private|secret|signing|encryption|account|shared|master|auth|ssh)[_-]?key)";

/** What follows a secret word in a name: `password_hash`, `secretArn`. Bounded, since it is tried at every word. */
const TAIL = "[\\w-]{0,40}";

/** Values that hide nothing or are hidden already. */
const HARMLESS =
  "\\((?:sensitive value|sensitive|known after apply|write-only attribute)\\)|null(?=[\\s,;})\\]]|$)|\"\"(?!\\w)|''(?!\\w)";

/** One value: quoted, quoted inside a quoted JSON text, here-document, YAML block, list, map, or a bare word. */
const VALUE =
  `${HARMLESS}|\\\\"[^"\\n]*"?|"(?:[^"\\\\\\n]|\\\\[^\\n])*"?|'[^'\\n]*'?|\`[^\`\\n]*\`?|` +
  '<<[-~]?[ \\t]*"?(?<tag>\\w+)"?[^\\n]*(?:\\n(?![ \\t]*\\k<tag>\\b)[^\\n]*)*(?:\\n[ \\t]*\\k<tag>)?|' +
  "[|>][-+]?[ \\t]*(?:\\n[ \\t]+[^\\n]*)+|\\[[^\\]]*\\]?|\\{[^}]*\\}?|" +
  // A bare word goes on over a quote, comma or ampersand that is not the end of the value.
  "(?:[^\\s,;&\"'`]|[\"'`](?=\\w)|[,&](?=[^\\s=:,;&]{1,40}(?:\\s|$)))+";

/** Sentences that only mention the secret word: `"password": must be at least 8 characters`. */
const PROSE =
  "(?:must|should|cannot|can not|could not|is|was|has|does not|may not|not|required|invalid|expected|unexpected) " +
  "(?:be|have|been|contain|not|set|found|allowed|supported|valid|required|invalid|missing|too|a|an|the|argument|" +
  "attribute|field|value|length|character|one|at)(?![\\w-])";

const PAIR = new RegExp(
  `(?<name>${WORD}${TAIL})(?<join>\\\\?["']?\\]?[ \\t]*(?:=>|:=|==?|:)[ \\t]*)(?!${PROSE}|\\[(?:ERROR|SDK))(?<value>${VALUE})`,
  "gi",
);

/** `"old" -> "new"`: Terraform shows both sides of a change. */
const ARROW = new RegExp(
  `(?<arrow>${MASK}["'\`\\\\]*|${HARMLESS})(?<join>[ \\t]*[-=]>[ \\t]*)(?<value>${VALUE})`,
  "gi",
);

const FLAG = new RegExp(`(--[\\w-]{0,40}?${WORD}${TAIL}[ \\t]+)(?!-)(?:"[^"\\n]*"?|'[^'\\n]*'?|[^\\s"']+)`, "gi");

/** Name and value as two fields, as the catalog and ROS write parameters. */
const FIELDS =
  /("(?:\w{0,20}Key|\w{0,20}Name)"\s*:\s*"([^"\\\n]{0,200})"\s*,\s*"\w{0,20}Value"\s*:\s*)"(?:[^"\\]|\\[\s\S])*"/gi;
const SECRET_NAME = /pass|secret|token|key|credential/i;

/** Hides values whose name says that they are secret. Linear in the text's length. */
export function hidePairs(text: string): string {
  return text
    .replace(FIELDS, (whole, lead: string, name: string) => (SECRET_NAME.test(name) ? `${lead}"${MASK}"` : whole))
    .replace(FLAG, `$1${MASK}`)
    .replace(PAIR, (...found) => {
      const { name = "", join = "", value = "" } = groups(found);
      return `${name}${join}${masked(value)}`;
    })
    .replace(ARROW, (...found) => {
      const { arrow = "", join = "", value = "" } = groups(found);
      return `${arrow}${join}${masked(value)}`;
    });
}

const groups = (found: readonly unknown[]) => found.at(-1) as { readonly [name: string]: string | undefined };

const HARMLESS_ONLY = new RegExp(`^(?:${HARMLESS})$`, "i");

function masked(value: string): string {
  if (HARMLESS_ONLY.test(value)) return value;
  const quote = /^(?:\\"|["'`])/.exec(value)?.[0] ?? "";
  return `${quote}${MASK}${quote}`;
}
