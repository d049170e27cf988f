import { LIMITS } from "./limits.ts";
import { brief, type Fields, type Report, typeOf } from "./validate-report.ts";
import { checkRichText } from "./validate-rich-text.ts";
import { checkText } from "./validate-text.ts";

type Check = (report: Report, block: Fields, pointer: string) => void;
interface Shape {
  /** Beside `type` and `block_id`. */
  readonly keys: readonly string[];
  readonly check: Check;
}

/** The blocks Planbell sends. Slack has more; one that is not checked here is refused, so that none goes unchecked. */
const SHAPES: { readonly [type: string]: Shape } = {
  actions: { keys: ["elements"], check: checkActions },
  context: { keys: ["elements"], check: checkContext },
  divider: { keys: [], check: () => {} },
  header: { keys: ["text", "level"], check: checkHeader },
  image: { keys: ["image_url", "alt_text", "title"], check: checkImage },
  rich_text: { keys: ["elements"], check: checkRichText },
  section: { keys: ["text", "fields", "accessory", "expand"], check: checkSection },
  table: { keys: ["rows", "column_settings"], check: checkTable },
};

/** One block of a message: its type, its keys, everything inside it. */
export function checkBlock(report: Report, value: unknown, pointer: string): void {
  const type = typeOf(value);
  if (type === "alert") {
    report.add("surface", `${pointer}/type`, "alert is for modals only");
    return;
  }
  const shape = type !== undefined && Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (!shape) {
    report.add("unknown_type", `${pointer}/type`, `unsupported block type: ${brief(type)}`);
    return;
  }
  const block = report.fields(value, pointer, ["type", "block_id", ...shape.keys]);
  if (!block) return;
  report.optionalString(block["block_id"], `${pointer}/block_id`, LIMITS.blockId);
  shape.check(report, block, pointer);
}

function checkHeader(report: Report, block: Fields, pointer: string): void {
  checkText(report, block["text"], `${pointer}/text`, LIMITS.headerText, ["plain_text"]);
  report.oneOf(block["level"], `${pointer}/level`, [1, 2, 3, 4]);
}

function checkSection(report: Report, block: Fields, pointer: string): void {
  const { text, fields, accessory } = block;
  if (text === undefined && fields === undefined) report.add("missing", pointer, "needs text or fields");
  if (text !== undefined) checkText(report, text, `${pointer}/text`, LIMITS.sectionText);
  if (fields !== undefined) {
    for (const [index, field] of (report.list(fields, `${pointer}/fields`, LIMITS.fields) ?? []).entries()) {
      checkText(report, field, `${pointer}/fields/${index}`, LIMITS.fieldText);
    }
  }
  report.boolean(block["expand"], `${pointer}/expand`);
  if (accessory === undefined) return;
  if (typeOf(accessory) === "image") checkImageElement(report, accessory, `${pointer}/accessory`);
  else checkButton(report, accessory, `${pointer}/accessory`);
}

function checkContext(report: Report, block: Fields, pointer: string): void {
  const elements = report.list(block["elements"], `${pointer}/elements`, LIMITS.contextElements) ?? [];
  for (const [index, element] of elements.entries()) {
    const at = `${pointer}/elements/${index}`;
    if (typeOf(element) === "image") checkImageElement(report, element, at);
    else checkText(report, element, at, LIMITS.contextText);
  }
}

function checkActions(report: Report, block: Fields, pointer: string): void {
  const elements = report.list(block["elements"], `${pointer}/elements`, LIMITS.actionsElements) ?? [];
  const seen = new Set<string>();
  for (const [index, element] of elements.entries()) {
    const at = `${pointer}/elements/${index}`;
    const id = checkButton(report, element, at);
    if (id === undefined) continue;
    if (seen.has(id)) report.add("duplicate", `${at}/action_id`, "must be unique in its block");
    seen.add(id);
  }
}

const BUTTON_KEYS = ["type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label"];

/** The button's action id, when it has one. */
function checkButton(report: Report, value: unknown, pointer: string): string | undefined {
  const type = typeOf(value);
  if (type !== "button") {
    report.add("unknown_type", `${pointer}/type`, `unsupported element: ${brief(type)}`);
    return undefined;
  }
  const button = report.fields(value, pointer, BUTTON_KEYS);
  if (!button) return undefined;
  checkText(report, button["text"], `${pointer}/text`, LIMITS.buttonText, ["plain_text"]);
  report.optionalString(button["value"], `${pointer}/value`, LIMITS.buttonValue);
  report.optionalString(button["accessibility_label"], `${pointer}/accessibility_label`, LIMITS.accessibilityLabel);
  if (button["url"] !== undefined) report.url(button["url"], `${pointer}/url`, LIMITS.url);
  report.oneOf(button["style"], `${pointer}/style`, ["primary", "danger"]);
  if (button["confirm"] !== undefined) checkConfirm(report, button["confirm"], `${pointer}/confirm`);
  return report.optionalString(button["action_id"], `${pointer}/action_id`, LIMITS.actionId);
}

function checkConfirm(report: Report, value: unknown, pointer: string): void {
  const confirm = report.fields(value, pointer, ["title", "text", "confirm", "deny", "style"]);
  if (!confirm) return;
  checkText(report, confirm["title"], `${pointer}/title`, LIMITS.confirmTitle, ["plain_text"]);
  checkText(report, confirm["text"], `${pointer}/text`, LIMITS.confirmText);
  checkText(report, confirm["confirm"], `${pointer}/confirm`, LIMITS.confirmButton, ["plain_text"]);
  checkText(report, confirm["deny"], `${pointer}/deny`, LIMITS.confirmButton, ["plain_text"]);
  report.oneOf(confirm["style"], `${pointer}/style`, ["primary", "danger"]);
}

function checkImage(report: Report, image: Fields, pointer: string): void {
  report.url(image["image_url"], `${pointer}/image_url`, LIMITS.url);
  report.string(image["alt_text"], `${pointer}/alt_text`, LIMITS.imageAlt);
  if (image["title"] !== undefined) {
    checkText(report, image["title"], `${pointer}/title`, LIMITS.imageTitle, ["plain_text"]);
  }
}

function checkImageElement(report: Report, value: unknown, pointer: string): void {
  const image = report.fields(value, pointer, ["type", "image_url", "alt_text"]);
  if (image) checkImage(report, image, pointer);
}

function checkTable(report: Report, block: Fields, pointer: string): void {
  const rows = report.list(block["rows"], `${pointer}/rows`, LIMITS.tableRows) ?? [];
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  for (const [r, row] of rows.entries()) {
    const at = `${pointer}/rows/${r}`;
    if (Array.isArray(row) && row.length !== width) report.add("ragged", at, "rows must have equal lengths");
    for (const [c, cell] of (report.list(row, at, LIMITS.tableCells) ?? []).entries()) {
      checkCell(report, cell, `${at}/${c}`);
    }
  }
  const settings = block["column_settings"];
  if (settings === undefined) return;
  const at = `${pointer}/column_settings`;
  for (const [index, setting] of (report.list(settings, at, LIMITS.tableCells) ?? []).entries()) {
    if (setting === null) continue;
    const column = report.fields(setting, `${at}/${index}`, ["align", "is_wrapped"]);
    report.oneOf(column?.["align"], `${at}/${index}/align`, ["left", "center", "right"]);
    report.boolean(column?.["is_wrapped"], `${at}/${index}/is_wrapped`);
  }
}

function checkCell(report: Report, value: unknown, pointer: string): void {
  const type = typeOf(value);
  if (type === "rich_text") {
    const cell = report.fields(value, pointer, ["type", "block_id", "elements"]);
    if (cell) checkRichText(report, cell, pointer);
    return;
  }
  if (type !== "raw_text" && type !== "raw_number") {
    report.add("unknown_type", `${pointer}/type`, `unsupported table cell: ${brief(type)}`);
    return;
  }
  const cell = report.fields(value, pointer, type === "raw_text" ? ["type", "text"] : ["type", "text", "value"]);
  report.string(cell?.["text"], `${pointer}/text`);
  if (type === "raw_number" && !Number.isFinite(cell?.["value"])) {
    report.add("type", `${pointer}/value`, "must be a number");
  }
}
