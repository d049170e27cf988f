import { LIMITS } from "./limits.ts";
import { brief, type Fields, isFields, type Report, typeOf } from "./validate-report.ts";

const CONTAINERS: { readonly [type: string]: readonly string[] } = {
  rich_text_section: ["type", "elements"],
  rich_text_list: ["type", "elements", "style", "indent", "offset", "border"],
  rich_text_quote: ["type", "elements", "border"],
  rich_text_preformatted: ["type", "elements", "border", "language"],
};

/** A rich_text block, or a table cell of that type: its parts and every leaf. */
export function checkRichText(report: Report, block: Fields, pointer: string): void {
  for (const [index, part] of (report.parts(block["elements"], `${pointer}/elements`) ?? []).entries()) {
    checkPart(report, part, `${pointer}/elements/${index}`);
  }
}

function checkPart(report: Report, value: unknown, pointer: string): void {
  const type = typeOf(value);
  const keys = type !== undefined && Object.hasOwn(CONTAINERS, type) ? CONTAINERS[type] : undefined;
  if (!keys) {
    report.add("unknown_type", `${pointer}/type`, `unsupported rich text part: ${brief(type)}`);
    return;
  }
  const part = report.fields(value, pointer, keys);
  if (!part) return;
  report.oneOf(part["border"], `${pointer}/border`, [0, 1]);
  const elements = report.parts(part["elements"], `${pointer}/elements`) ?? [];
  if (type === "rich_text_list") checkList(report, part, pointer);
  for (const [index, element] of elements.entries()) {
    const at = `${pointer}/elements/${index}`;
    if (type !== "rich_text_list") checkLeaf(report, element, at, type === "rich_text_preformatted");
    else if (typeOf(element) === "rich_text_section") checkPart(report, element, at);
    else report.add("not_allowed", `${at}/type`, "a list holds rich_text_section only");
  }
}

function checkList(report: Report, list: Fields, pointer: string): void {
  const style = list["style"];
  if (style !== "bullet" && style !== "ordered") {
    report.add("not_allowed", `${pointer}/style`, "must be one of bullet, ordered");
  }
  report.whole(list["indent"], `${pointer}/indent`, 0, LIMITS.listIndent);
}

const LEAVES: { readonly [type: string]: readonly string[] } = {
  text: ["text"],
  link: ["url", "text", "unsafe"],
  user: ["user_id"],
  usergroup: ["usergroup_id"],
  channel: ["channel_id"],
  broadcast: ["range"],
  team: ["team_id"],
  color: ["value"],
  emoji: ["name", "unicode", "url", "skin_tone"],
  date: ["timestamp", "format", "url", "fallback"],
};

function checkLeaf(report: Report, value: unknown, pointer: string, preformatted: boolean): void {
  const type = typeOf(value);
  if (type === "broadcast" && report.strict) {
    report.add("live_mention", pointer, "a broadcast pages the whole channel");
    return;
  }
  const keys = type !== undefined && Object.hasOwn(LEAVES, type) ? LEAVES[type] : undefined;
  if (!keys) {
    report.add("unknown_type", `${pointer}/type`, `unsupported rich text element: ${brief(type)}`);
    return;
  }
  if (preformatted && type !== "text" && type !== "link") {
    report.add("not_allowed", `${pointer}/type`, "preformatted text holds text and link only");
    return;
  }
  const leaf = report.fields(value, pointer, ["type", "style", ...keys]);
  if (!leaf) return;
  checkStyle(report, leaf["style"], `${pointer}/style`);
  if (type === "text") report.string(leaf["text"], `${pointer}/text`);
  if (type === "link") {
    report.url(leaf["url"], `${pointer}/url`, LIMITS.url);
    if (leaf["text"] !== undefined) report.string(leaf["text"], `${pointer}/text`);
  }
  if (type === "user") checkId(report, leaf["user_id"], `${pointer}/user_id`, /^[UW][A-Z0-9]{6,}$/);
  if (type === "usergroup") checkId(report, leaf["usergroup_id"], `${pointer}/usergroup_id`, /^S[A-Z0-9]{6,}$/);
  if (type === "channel") checkId(report, leaf["channel_id"], `${pointer}/channel_id`, /^[CGD][A-Z0-9]{6,}$/);
  if (type === "broadcast") report.oneOf(leaf["range"] ?? null, `${pointer}/range`, ["here", "channel", "everyone"]);
  if (type === "emoji") report.string(leaf["name"], `${pointer}/name`);
  if (type === "date") checkDate(report, leaf, pointer);
}

function checkDate(report: Report, leaf: Fields, pointer: string): void {
  if (!Number.isInteger(leaf["timestamp"])) {
    report.add("type", `${pointer}/timestamp`, "must be a whole number of seconds");
  }
  report.string(leaf["format"], `${pointer}/format`);
  if (leaf["url"] !== undefined) report.url(leaf["url"], `${pointer}/url`, LIMITS.url);
  if (leaf["fallback"] !== undefined) report.string(leaf["fallback"], `${pointer}/fallback`);
}

function checkStyle(report: Report, style: unknown, pointer: string): void {
  if (style === undefined) return;
  if (!isFields(style)) {
    report.add("type", pointer, "must be an object");
    return;
  }
  for (const [name, on] of Object.entries(style)) report.boolean(on, `${pointer}/${brief(name)}`);
}

function checkId(report: Report, id: unknown, pointer: string, shape: RegExp): void {
  if (typeof id !== "string" || !shape.test(id)) report.add("bad_id", pointer, "must be a Slack id");
}
