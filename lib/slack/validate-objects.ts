import { LIMITS } from "./limits.ts";
import { isFields, type Report } from "./validate-report.ts";
import { checkText } from "./validate-text.ts";

/** The dialog before an action; Slack has words of its own for all but its text. */
export function checkConfirm(report: Report, value: unknown, pointer: string): void {
  const confirm = report.fields(value, pointer, ["title", "text", "confirm", "deny", "style"]);
  if (!confirm) return;
  checkText(report, confirm["text"], `${pointer}/text`, LIMITS.confirmText);
  for (const [part, most] of [
    ["title", LIMITS.confirmTitle],
    ["confirm", LIMITS.confirmButton],
    ["deny", LIMITS.confirmButton],
  ] as const) {
    if (confirm[part] === undefined && !report.strict) continue;
    checkText(report, confirm[part], `${pointer}/${part}`, most, ["plain_text"]);
  }
  report.oneOf(confirm["style"], `${pointer}/style`, ["primary", "danger"]);
}

/** What an element offers: how many options at most, and what they may hold. */
export interface Offer {
  readonly most: number;
  /** Radio buttons and checkboxes take mrkdwn. */
  readonly mrkdwn?: true;
  /** Overflow menus take urls. */
  readonly urls?: true;
}

/** A list of options, 1 to as many as the element takes. */
export function checkOptions(report: Report, value: unknown, pointer: string, offer: Offer): void {
  for (const [index, option] of (report.list(value, pointer, offer.most) ?? []).entries()) {
    checkOption(report, option, `${pointer}/${index}`, offer);
  }
}

/** Options, or groups of them: one of both. */
export function checkOptionsOrGroups(
  report: Report,
  given: { readonly options?: unknown; readonly option_groups?: unknown },
  pointer: string,
): void {
  const { options, option_groups: groups } = given;
  if ((options === undefined) === (groups === undefined)) {
    report.add("missing", pointer, "must define either `options` or `option_groups`");
    return;
  }
  if (options !== undefined) {
    checkOptions(report, options, `${pointer}/options`, { most: LIMITS.options });
    return;
  }
  for (const [index, value] of (report.list(groups, `${pointer}/option_groups`, LIMITS.options) ?? []).entries()) {
    const at = `${pointer}/option_groups/${index}`;
    const group = report.fields(value, at, ["label", "options"]);
    if (!group) continue;
    checkText(report, group["label"], `${at}/label`, LIMITS.optionText, ["plain_text"]);
    checkOptions(report, group["options"], `${at}/options`, { most: LIMITS.options });
  }
}

/** One option. */
export function checkOption(report: Report, value: unknown, pointer: string, offer: Offer): void {
  const option = report.fields(value, pointer, ["text", "value", "description", ...(offer.urls ? ["url"] : [])]);
  if (!option) return;
  const kinds = offer.mrkdwn ? (["plain_text", "mrkdwn"] as const) : (["plain_text"] as const);
  checkText(report, option["text"], `${pointer}/text`, LIMITS.optionText, kinds);
  const most = report.strict ? LIMITS.optionValue : LIMITS.optionValueOfOthers;
  // Slack takes an overflow option without a value; what it sends back then nobody needs.
  if (option["value"] !== undefined || !offer.urls) report.string(option["value"], `${pointer}/value`, most);
  if (option["description"] !== undefined) {
    checkText(report, option["description"], `${pointer}/description`, LIMITS.optionText, kinds);
  }
  if (option["url"] !== undefined) report.url(option["url"], `${pointer}/url`, LIMITS.url);
}

/** An image by its address or as a file that Slack holds: one of both, and always its words. */
export function checkImage(report: Report, image: { readonly [key: string]: unknown }, pointer: string): void {
  const file = image["slack_file"];
  if (file === undefined) report.url(image["image_url"], `${pointer}/image_url`, LIMITS.url);
  else if (image["image_url"] !== undefined) {
    report.add("not_allowed", pointer, "must define either `image_url` or `slack_file`");
  } else if (!isFields(file) || (typeof file["id"] !== "string" && typeof file["url"] !== "string")) {
    report.add("missing", `${pointer}/slack_file`, "must define either `id` or `url`");
  }
  report.string(image["alt_text"], `${pointer}/alt_text`, LIMITS.imageAlt);
  if (image["title"] !== undefined) {
    checkText(report, image["title"], `${pointer}/title`, LIMITS.imageTitle, ["plain_text"]);
  }
}

/** An image among other elements, which has no title. */
export function checkImageElement(report: Report, value: unknown, pointer: string): void {
  const image = report.fields(value, pointer, ["type", "image_url", "slack_file", "alt_text"]);
  if (image) checkImage(report, image, pointer);
}
