import { LIMITS } from "./limits.ts";
import { checkElement } from "./validate-elements.ts";
import { checkNewerBlock } from "./validate-newer-blocks.ts";
import { checkImage, checkImageElement } from "./validate-objects.ts";
import { brief, type Fields, isFields, type Report, type Surface, typeOf } from "./validate-report.ts";
import { checkRichText } from "./validate-rich-text.ts";
import { checkText } from "./validate-text.ts";

type Check = (report: Report, block: Fields, pointer: string) => void;
interface Shape {
  readonly on: readonly Surface[];
  /** Beside `type` and `block_id`. */
  readonly keys: readonly string[];
  readonly check: Check;
}

const ANYWHERE = ["message", "modal", "home"] as const;

/** The blocks that are checked to the last key, which are all that Planbell sends. */
const SHAPES: { readonly [type: string]: Shape } = {
  actions: { on: ANYWHERE, keys: ["elements"], check: checkActions },
  alert: { on: ["modal"], keys: ["text", "level"], check: checkAlert },
  context: { on: ANYWHERE, keys: ["elements"], check: checkContext },
  divider: { on: ANYWHERE, keys: [], check: () => {} },
  header: { on: ANYWHERE, keys: ["text", "level"], check: checkHeader },
  image: { on: ANYWHERE, keys: ["image_url", "slack_file", "alt_text", "title"], check: checkImage },
  input: { on: ANYWHERE, keys: ["label", "element", "hint", "optional", "dispatch_action"], check: checkInput },
  rich_text: { on: ANYWHERE, keys: ["elements"], check: checkRichText },
  section: { on: ANYWHERE, keys: ["text", "fields", "accessory", "expand"], check: checkSection },
  table: { on: ["message", "home"], keys: ["rows", "column_settings"], check: checkTable },
};

/** One block: its type, where it stands, its keys, everything inside it. */
function checkBlock(report: Report, value: unknown, pointer: string, surface: Surface): void {
  const type = typeOf(value);
  const shape = type !== undefined && Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (!shape) {
    if (type === "container" && !report.strict) checkContainer(report, value, pointer, surface);
    else checkNewerBlock(report, value, pointer, surface);
    return;
  }
  if (!shape.on.includes(surface)) {
    report.add("surface", `${pointer}/type`, `unsupported type: ${type} in a ${surface}`);
    return;
  }
  const block = report.fields(value, pointer, ["type", "block_id", ...shape.keys]);
  if (!block) return;
  report.optionalString(block["block_id"], `${pointer}/block_id`, LIMITS.blockId);
  shape.check(report, block, pointer);
}

/** All blocks of a message or a view, each with an id of its own. */
export function checkBlocks(report: Report, blocks: readonly unknown[], pointer: string, surface: Surface): void {
  const seen = new Set<string>();
  for (const [index, block] of blocks.entries()) {
    checkBlock(report, block, `${pointer}/${index}`, surface);
    const id = isFields(block) ? block["block_id"] : undefined;
    if (typeof id !== "string") continue;
    if (seen.has(id))
      report.add("duplicate", `${pointer}/${index}/block_id`, `\`block_id\` ${brief(id)} already exists`);
    seen.add(id);
  }
}

const IN_CONTAINERS = new Set([
  "actions",
  "context",
  "divider",
  "file",
  "header",
  "image",
  "input",
  "rich_text",
  "section",
  "table",
  "video",
]);

/** A block around others. */
function checkContainer(report: Report, value: unknown, pointer: string, surface: Surface): void {
  checkNewerBlock(report, value, pointer, surface);
  const children = isFields(value) ? value["child_blocks"] : undefined;
  for (const [index, child] of (report.list(children, `${pointer}/child_blocks`, 10) ?? []).entries()) {
    const at = `${pointer}/child_blocks/${index}`;
    const type = typeOf(child);
    if (type !== undefined && IN_CONTAINERS.has(type)) checkBlock(report, child, at, surface);
    else report.add("unknown_type", `${at}/type`, `unsupported type: ${brief(type)}`);
  }
}

function checkAlert(report: Report, block: Fields, pointer: string): void {
  checkText(report, block["text"], `${pointer}/text`, LIMITS.alertText);
  report.oneOf(block["level"], `${pointer}/level`, ["default", "info", "warning", "error", "success"]);
}

function checkInput(report: Report, block: Fields, pointer: string): void {
  checkText(report, block["label"], `${pointer}/label`, LIMITS.inputLabel, ["plain_text"]);
  if (block["hint"] !== undefined) {
    checkText(report, block["hint"], `${pointer}/hint`, LIMITS.inputLabel, ["plain_text"]);
  }
  report.boolean(block["optional"], `${pointer}/optional`);
  report.boolean(block["dispatch_action"], `${pointer}/dispatch_action`);
  checkElement(report, block["element"], `${pointer}/element`, "input");
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
  else checkElement(report, accessory, `${pointer}/accessory`, "section");
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
    const id = checkElement(report, element, at, "actions");
    if (id === undefined) continue;
    if (seen.has(id)) report.add("duplicate", `${at}/action_id`, `\`action_id\` ${brief(id)} already exists`);
    seen.add(id);
  }
}

function checkTable(report: Report, block: Fields, pointer: string): void {
  const rows = report.list(block["rows"], `${pointer}/rows`, LIMITS.tableRows) ?? [];
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  for (const [r, row] of rows.entries()) {
    const at = `${pointer}/rows/${r}`;
    if (report.strict && Array.isArray(row) && row.length !== width)
      report.add("ragged", at, "rows must have equal lengths");
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
