import { type Hidden, hideValue, type KeyPlace, MASK, withArrow } from "./secret-values.ts";

const QUOTES = "\\\\{0,64}[\"']?";
const JOIN = `${QUOTES}\\s{0,40}(?:=>|:=|[:=])\\s{0,40}`;
const NAME = `[^"'\\\\\\s,;&{}]`;
const NAME_FIELD = `(?<!\\w)\\w{0,20}?(?:key|name)${JOIN}${QUOTES}(?<name>${NAME}{1,200})(?!${NAME})${QUOTES}`;
const VALUE_FIELD = `(?<!\\w)\\w{0,20}?value${JOIN}`;
/** Between two fields of one thing: a comma or a line end; a frame or mark of Terraform may begin the next line. */
const BETWEEN = `[\\s│┃|+~]{0,80}(?:,\\s{0,80})?${QUOTES}`;
const OTHERS = `(?:\\w{1,40}${QUOTES}\\s{0,9}[:=]\\s{0,9}[^,\\n{}]{0,200},\\s{0,80}${QUOTES}){0,3}`;
const QUERY = "&(?:\\w{1,40}\\.){0,4}";

const NAME_FIRST = new RegExp(`${NAME_FIELD}(?:${BETWEEN}${OTHERS}|${QUERY})${VALUE_FIELD}`, "gi");
const VALUE_FIRST = new RegExp(
  `(?<lead>${VALUE_FIELD})(?<value>"[^"\\\\\\n]*(?:\\\\[^\\n][^"\\\\\\n]*){0,9999}"|(?<quote>\\\\{1,64}")[^"\\\\\\n]*\\k<quote>|'[^'\\n]*'|[^\\s"'\\\\{}[\\],&][^\\n,&]{0,400}(?=[\\n,]))` +
    `(?<rest>${BETWEEN}${NAME_FIELD})`,
  "gi",
);

const PLACE: KeyPlace = { leads: false, indent: 0 };
const REST = /(?:[ \t]+[^\s,;&{}"'][^\s,;&{}]*(?=[\s,;&]|$)){0,999}/y;

/**
 * Hides the value of every thing whose name and value stand in two fields next to each other and whose name sounds
 * secret: parameters as the catalog and ROS write them, environment variables in templates, query parameters.
 */
export function hideFields(text: string, soundsSecret: (name: string) => boolean): string {
  return hideNameFirst(text, soundsSecret).replace(VALUE_FIRST, (...found) => {
    const { lead = "", value = "", quote, rest = "", name = "" } = found.at(-1) as { readonly [key: string]: string };
    if (!soundsSecret(name)) return lead + value + rest;
    const mark = quote ?? /^["']/.exec(value)?.[0] ?? "";
    return `${lead}${mark}${MASK}${mark}${rest}`;
  });
}

function hideNameFirst(text: string, soundsSecret: (name: string) => boolean): string {
  const pairs = new RegExp(NAME_FIRST);
  let safe = "";
  let from = 0;
  for (let pair = pairs.exec(text); pair !== null; pair = pairs.exec(text)) {
    const at = pairs.lastIndex;
    // Another name between this one and the value may be the secret one.
    if (!soundsSecret(pair.groups?.["name"] ?? "")) pairs.lastIndex = pair.index + 1;
    const value = pairs.lastIndex === at ? hideValue(text, at, PLACE) : undefined;
    if (value === undefined) continue;
    const { end, shown } = withArrow(text, value.bare ? toLineEnd(text, at, value) : value, PLACE);
    safe += text.slice(from, at) + shown;
    from = end;
    pairs.lastIndex = end;
  }
  return safe + text.slice(from);
}

/** An unquoted value that stands apart from what joins it to its name may have blanks. */
function toLineEnd(text: string, at: number, value: Hidden): Hidden {
  if (!/\s/.test(text[at - 1] ?? "")) return value;
  REST.lastIndex = value.end;
  return { end: value.end + (REST.exec(text)?.[0].length ?? 0), shown: value.shown };
}
