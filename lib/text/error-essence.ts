/** Lines of an error that say nothing, or what code and request id say already. */
const NOISE =
  /^(?:[\s{}[\](),^├┤─│╵╷|~•-]*|SDKError:|SDK\.(?:Server|Client)Error|"?(?:StatusCode|HttpStatus|httpCode|HostId|Recommend|Message|Data|AccessDeniedDetail|Code|ErrorCode|RequestId|Http Status Code|Error Code|Request Id|Request Endpoint|EC|Timestamp)"?\s*[:=].*|<\?xml.*|<\/?Error>|<(?:Code|RequestId|HostId|EC)>.*|\d+ errors? occurred:|\d+ error\(s\) occurred:|\d+: .*|\[signal .*|goroutine \d+ .*)$/i;

/** An address has a dot or names a provider, so that a sentence that begins with the word is none. */
const PLACE = /^(?:with (?:[a-z][\w-]*\.|provider\[|module\.).*|on \S+ line \d+.*)$/;

const MOST_LINES = 5;

/** Dumps of errors by the SDK of old providers; of them the message is told. */
const DUMP = /&?(?:common\.Error|alicloud\.ProviderError)\{.{0,600}?\b[Mm]essage:"([^"]{0,600})".{0,99}$/;

/** Does the line, as `plainly` gives it, say where the error is: a resource's address, or a file and line? */
export const isPlace = (line: string): boolean => PLACE.test(line);

/**
 * What a reader needs of one error, at most `most` lines: the headline, what was said about it, and where (`with ...`,
 * `on ... line ...`), which is never what is left out. The provider's source position, status codes, raw JSON and
 * quoted template lines go.
 * @param block an error's lines, already redacted
 */
export function essence(block: readonly string[], most = MOST_LINES): readonly string[] {
  const told = block.map(plainly).filter((line) => !NOISE.test(line));
  const headless = told[0] === "Error:" && told.length > 1;
  const lines = headless ? [`Error: ${told[1]}`, ...told.slice(2)] : told;
  const seen = new Set<string>();
  const fresh = lines.filter((line) => !seen.has(line) && seen.add(line));
  const places = fresh.filter(isPlace).slice(0, 2);
  let words = most - places.length;
  return fresh.filter((line) => (isPlace(line) ? places.includes(line) : words-- > 0));
}

/** The line without what only machines read in it. */
export function plainly(line: string): string {
  return line
    .trim()
    .replace(/^[│┃] /, "")
    .replaceAll(/\[ERROR\] terraform-provider-\S+\.go:\d+:?/g, "")
    .replace(/\[SDK [\w.-]+ ERROR\]:?/, "")
    .replace(/^"?Data"?\s*[:=].{0,4000}?"AuthAction":"([\w:*-]{1,100})".*$/, "AuthAction: $1")
    .replace(/^"?(?:ErrorMessage|Message)"?\s*[:=]\s*(?=\S)/i, "")
    .replace(/^<Message>(.*)<\/Message>$/, "$1")
    .replace(DUMP, "$1")
    .replace(/^code: \d+, /, "")
    .replace(/(?<![\s.,;。，；])[\s.,;。，；]*\brequest id: [\w-]+\s*$/i, "")
    .replace(/^(with .+?),$/, "$1")
    .replace(/^(on \S+ line \d+)(?:,? in .*|:)$/, "$1")
    .replace(/^"(.*)",?$/, "$1")
    .replace(/^(Error:)?\s+/, (_, head: string | undefined) => (head === undefined ? "" : `${head} `))
    .replace(/ {2,}/g, " ")
    .trim();
}
