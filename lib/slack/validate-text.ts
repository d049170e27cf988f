import { LIMITS } from "./limits.ts";
import { brief, type Report, typeOf } from "./validate-report.ts";

/** A date token with a fallback, and mentions of people and user groups: the only live markup with `!`, `@` or `#` that we send. */
const ALLOWED =
  /^<(?:!date\^\d{1,12}\^[^<>|^]+(?:\^https?:\/\/[^<>|\s]+)?\|[^<>|]+|@[UW][A-Z0-9]{6,}|!subteam\^S[A-Z0-9]{6,})>/;

/**
 * Refuses markup that pages people or links channels, by our own rules alone. Cloud text must be escaped, so none of it
 * can be legitimate.
 * @param parsed false when Slack leaves plain words alone (`verbatim: true`, or `parse: "none"`)
 */
export function checkMarkup(report: Report, text: string, pointer: string, parsed: boolean): void {
  if (!report.strict) return;
  for (const { index } of text.matchAll(/<[!@#]/g)) {
    if (!ALLOWED.test(text.slice(index, index + LIMITS.url))) {
      report.add("live_mention", pointer, `live markup: ${brief(text.slice(index, index + 20))}`);
      return;
    }
  }
  if (parsed && /@(?:here|channel|everyone)\b/.test(text)) {
    report.add("live_mention", pointer, "a plain @here, @channel or @everyone needs verbatim: true");
  }
}

/** A text object of one of the `kinds`, not empty, at most `most` long, without live markup. */
export function checkText(
  report: Report,
  value: unknown,
  pointer: string,
  most: number,
  kinds: readonly ("plain_text" | "mrkdwn")[] = ["plain_text", "mrkdwn"],
): void {
  if (value === undefined) {
    report.add("missing", pointer, "missing required field");
    return;
  }
  const type = typeOf(value);
  if (!kinds.some((kind) => kind === type)) {
    report.add("not_allowed", `${pointer}/type`, `must be one of ${kinds.join(", ")}`);
    return;
  }
  const flag = type === "mrkdwn" ? "verbatim" : "emoji";
  const object = report.fields(value, pointer, ["type", "text", flag]);
  if (!object) return;
  report.boolean(object[flag], `${pointer}/${flag}`);
  const text = report.string(object["text"], `${pointer}/text`, most);
  if (text && type === "mrkdwn") checkMarkup(report, text, `${pointer}/text`, object["verbatim"] !== true);
}
