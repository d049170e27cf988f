/** Lines of an error that say nothing, or what code and request id say already. */
const NOISE =
  /^(?:[\s{}[\](),^├┤─│╵╷|~-]*|SDKError:|SDK\.(?:Server|Client)Error|"?(?:StatusCode|httpCode|HostId|Recommend|Data|AccessDeniedDetail|Code|ErrorCode|RequestId)"?\s*[:=].*|\d+ errors? occurred:|\d+ error\(s\) occurred:|\d+: .*)$/i;

const PLACE = /^(?:with .+|on \S+ line \d+.*)$/;

const MOST_LINES = 5;

/**
 * What a reader needs of one error, at most 5 lines: the headline, what was said about it, and where (`with ...`,
 * `on ... line ...`). The provider's source position, status codes, raw JSON and quoted template lines go.
 * @param block an error's lines, already redacted
 */
export function essence(block: readonly string[]): readonly string[] {
  const told = block.map(plainly).filter((line) => !NOISE.test(line));
  const headless = told[0] === "Error:" && told.length > 1;
  const lines = headless ? [`Error: ${told[1]}`, ...told.slice(2)] : told;
  const seen = new Set<string>();
  const fresh = lines.filter((line) => !seen.has(line) && seen.add(line));
  const places = fresh.filter((line) => PLACE.test(line)).slice(0, 2);
  let words = MOST_LINES - places.length;
  return fresh.filter((line) => (PLACE.test(line) ? places.includes(line) : words-- > 0));
}

function plainly(line: string): string {
  return line
    .trim()
    .replaceAll(/\[ERROR\] terraform-provider-\S+\.go:\d+:?/g, "")
    .replace(/\[SDK [\w.-]+ ERROR\]:?/, "")
    .replace(/^"?(?:ErrorMessage|Message)"?\s*[:=]\s*/i, "")
    .replace(/^code: \d+, /, "")
    .replace(/(?<![\s.,;])[\s.,;]*\brequest id: [\w-]+\s*$/i, "")
    .replace(/^(with \S+?),$/, "$1")
    .replace(/^(on \S+ line \d+),? in .*$/, "$1")
    .replace(/^"(.*)",?$/, "$1")
    .replace(/^(Error:)?\s+/, (_, head: string | undefined) => (head === undefined ? "" : `${head} `))
    .replace(/ {2,}/g, " ")
    .trim();
}
