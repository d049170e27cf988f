import { MASK } from "./secret-values.ts";

type Rule = readonly [pattern: RegExp, replacement: string];

/** A line's end in Terraform's box, and what begins the next line. */
export const WRAP = "[ \\t]*\\n[ \\t]{0,40}[│┃][ \\t│┃]{0,40}";

/**
 * A token that is known by how it begins. It goes on behind the line's end in a box that was too narrow for it, as long
 * as what stands there has a digit: a sentence that goes on has none.
 */
const token = (head: string, units: string, least: number): Rule => [
  new RegExp(`(?<![0-9A-Za-z])${head}[${units}]{${least},}(?:${WRAP}(?=[${units}]*[0-9])[${units}]+){0,40}`, "g"),
  MASK,
];

const PRESIGNED =
  "(?:x-(?:oss|amz|acs|goog)-[\\w-]{1,40}|(?:oss)?accesskeyid|awsaccesskeyid|googleaccessid|signature|sig|expires|security-?token)";

/**
 * Secrets that are known by their own shape. Every pattern either consumes the run it scans or starts only at the
 * run's beginning, so time grows with the length of the text only.
 */
const SHAPES: readonly Rule[] = [
  // Alibaba Cloud: AccessKey ids, permanent and of an assumed role, security tokens, the signing key of a DingTalk robot.
  token("LTAI", "0-9A-Za-z", 8),
  token("(?:STS|TMP)\\.(?=[A-Za-z]{0,60}[0-9])", "0-9A-Za-z", 10),
  token("CAIS", "0-9A-Za-z+/=%", 20),
  token("SEC(?=[0-9a-f]{64})", "0-9a-f", 64),
  // Slack.
  [/xox[a-z](?:\.xox[a-z])?-[0-9A-Za-z%/+-]{6,}|xapp-[0-9A-Za-z-]{6,}/g, MASK],
  // Others that templates carry: AWS, GitHub, GitLab, Google, Stripe, models, Vault, Terraform, packages, images.
  token("(?:AKIA|ASIA)", "0-9A-Z", 16),
  token("gh[pousr]_", "0-9A-Za-z", 20),
  token("github_pat_", "0-9A-Za-z_", 20),
  token("gl(?:pat|dt|rt|cbt|ptt|ft|soat|imt|oas|agent)-", "\\w.-", 16),
  token("AIza", "\\w-", 30),
  token("[rs]k_(?:live|test)_", "0-9A-Za-z", 10),
  token("sk-(?=[\\w-]{0,200}[0-9])", "\\w-", 20),
  token("hv[sbr]\\.", "\\w-", 20),
  token("SG\\.[\\w-]{16,64}\\.", "\\w-", 16),
  token("(?:npm_|dckr_pat_|pypi-AgE|glsa_|AGE-SECRET-KEY-1)", "\\w-", 20),
  [/(\.atlasv1\.)[\w-]{20,}/g, `$1${MASK}`],
  // Addresses that let in whoever knows them.
  [/(hooks\.slack(?:-gov)?\.com(?:\\?\/|%2F))(?:[\w%-]|\\?\/)+/gi, `$1${MASK}`],
  [/(open\.(?:feishu\.cn|larksuite\.com)\/open-apis\/bot\/(?:v2\/)?hook\/)[\w-]+/gi, `$1${MASK}`],
  [/(qyapi\.weixin\.qq\.com\/cgi-bin\/webhook\/send\?key=)[\w-]+/gi, `$1${MASK}`],
  [/(discord(?:app)?\.com\/api\/webhooks\/)[\w/-]+/gi, `$1${MASK}`],
  [/(\.office\.com\/webhook\w{0,4}\/)[^\s"'<>]+/gi, `$1${MASK}`],
  [/(api\.telegram\.org\/bot)[\w:-]+/gi, `$1${MASK}`],
  // Who logs in, inside a URL or a connection string.
  [/(:(?:\\?\/){2})(?:[^\s/?#@:"'<>\\]*:[^\s/"'<>\\]*|[^\s/?#@:"'<>\\]+)@/g, `$1${MASK}@`],
  // The same with an unescaped slash in the password: not where a web address has a port and a path. The length
  // bounds the search.
  [/:\/\/(?!(?<=https?:\/\/)[^\s/:]*:\d{1,5}[/?#])[^\s/?#@:"'<>[]{0,128}:[^\s"'<>]{1,512}@/gi, `://${MASK}@`],
  [/(%3A%2F%2F)(?:(?!%2F|%3F|%40)[^\s"'&<>]){1,256}%40/gi, `$1${MASK}%40`],
  [/(jdbc:oracle:\w{1,8}:[^\s/@:"']{1,64}\/)[^\s@"']{1,128}(?=@)/gi, `$1${MASK}`],
  [/(;[ \t]*(?:password|pwd)[ \t]*=[ \t]*)[^;\r\n"']+(?:["'](?=\w)[^;\r\n"']+){0,99}/gi, `$1${MASK}`],
  // What makes a URL presigned, and what dates it; also where the URL stands in another one.
  [
    new RegExp(
      `([?&;]|\\\\u0026|%(?:25)?(?:26|3F))(${PRESIGNED}(?:=|%(?:25)?3D))(?:(?!%(?:25)?26)[^\\s&"'<>\\\\])+`,
      "gi",
    ),
    `$1$2${MASK}`,
  ],
  [
    new RegExp(
      `\\b((?:proxy-)?authorization["'\\\\]*[ \\t]*[:=][ \\t]*["'\\\\]*)[^\\r\\n"']+(?:(?<=bearer|basic)${WRAP}[^\\s"']+)?`,
      "gi",
    ),
    `$1${MASK}`,
  ],
  [/\b((?:set-)?cookie["'\\]*[ \t]*:[ \t]*["'\\]*)[^\r\n"']+/gi, `$1${MASK}`],
  [new RegExp(`\\b(bearer(?:[ \\t]+|${WRAP}))(?=[A-Za-z._~+/=-]{0,200}[0-9])[\\w.~+/=-]{8,}`, "gi"), `$1${MASK}`],
];

/** Anything in dotted parts that begins like a JSON Web Token; hidden when it has three parts, or two with JSON in both. */
const JWT = /eyJ[\w.-]*[\w-]/g;
const JWT_PARTS = /\.[\w-]+\.[\w-]|\.eyJ/;

/** A private key or certificate, to its end line or, where that was cut off, to the end of the text. */
const PEM = /-----BEGIN [A-Z0-9 ]{1,40}-----[\s\S]*?(?:-----END [A-Z0-9 ]{1,40}-----|$)/g;
const PEM_END = /-----END [A-Z0-9 ]{1,40}-----/g;
/** A line of a key, or of one that stands in JSON. */
const KEY_LINE = /(?:^|\n|\\n)[ \t│┃|]*[A-Za-z0-9+/=]{4,}(?:[\s│┃|]|\\[rn])*$/;
/** Longer than any line of a key. */
const LONGEST_KEY_LINE = 200;

/** `Basic` with what it logs in with: base64 of `name:password`. */
const BASIC = new RegExp(`\\b(basic(?:[ \\t]+|${WRAP}))([A-Za-z0-9+/_-]{6,}={0,2})`, "gi");

/** Hides what is known by its own shape. Linear in the text's length. */
export function hideShapes(text: string): string {
  let safe = text.replace(JWT, (found) => (JWT_PARTS.test(found) ? MASK : found));
  safe = hideHeadless(safe.replace(PEM, MASK));
  for (const [pattern, replacement] of SHAPES) safe = safe.replace(pattern, replacement);
  return safe.replace(BASIC, (all, head: string, login: string) =>
    textOfBase64(login)?.includes(":") === true ? head + MASK : all,
  );
}

/** A key whose beginning was cut off: the lines of base64 before its end line. */
function hideHeadless(text: string): string {
  let safe = "";
  let from = 0;
  for (const end of text.matchAll(PEM_END)) {
    let start = end.index;
    for (let line = lineBefore(text, from, start); line > 0; line = lineBefore(text, from, start)) start -= line;
    safe += text.slice(from, start) + MASK;
    from = end.index + end[0].length;
  }
  return safe + text.slice(from);
}

/** The length of the line of a key that ends at `end`; 0 when it is none. */
function lineBefore(text: string, from: number, end: number): number {
  return KEY_LINE.exec(text.slice(Math.max(from, end - LONGEST_KEY_LINE), end))?.[0].length ?? 0;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const BINARY = /[\u0000-\u0008\u000E-\u001A\u001C-\u001F\u007F]/;

/** What base64 stands for, when that is readable text. */
export function textOfBase64(run: string): string | undefined {
  const units = run.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
  // One unit alone holds no byte.
  const bytes = atob(units.length % 4 === 1 ? units.slice(0, -1) : units);
  if (BINARY.test(bytes)) return undefined;
  if (!/[\u0080-\u00FF]/.test(bytes)) return bytes;
  try {
    return UTF8.decode(Uint8Array.from(bytes, (unit) => unit.charCodeAt(0)));
  } catch {
    return undefined;
  }
}
