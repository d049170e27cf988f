import { LIMITS } from "./limits.ts";
import { checkElement } from "./validate-elements.ts";
import { brief, type Fields, isFields, type Report, type Surface, typeOf } from "./validate-report.ts";

interface Shape {
  readonly on: readonly Surface[];
  /** Parts without which Slack refuses it. */
  readonly needs: readonly string[];
  /** Parts that are lists, and how many items they hold at most. */
  readonly lists?: Readonly<Record<string, number>>;
  /** Parts that are bare words, and how many characters they hold at most. */
  readonly words?: Readonly<Record<string, number>>;
}

const ANY = Number.POSITIVE_INFINITY;

/** Blocks of Slack's that Planbell does not send; other apps do. Checked in outline, since their pages still change. */
const SHAPES: { readonly [type: string]: Shape } = {
  card: { on: ["message", "modal", "home"], needs: [], lists: { actions: 3 } },
  carousel: { on: ["message", "home"], needs: ["elements"], lists: { elements: 10 } },
  container: { on: ["message", "home"], needs: ["child_blocks"] },
  context_actions: { on: ["message"], needs: ["elements"], lists: { elements: 5 } },
  data_table: { on: ["message", "home"], needs: ["rows", "caption"], lists: { rows: 201 }, words: { caption: ANY } },
  data_visualization: { on: ["message"], needs: [] },
  file: { on: ["message"], needs: ["external_id", "source"], words: { external_id: ANY, source: ANY } },
  markdown: { on: ["message"], needs: ["text"], words: { text: LIMITS.markdownText } },
  plan: { on: ["message"], needs: ["title"], words: { title: ANY } },
  task_card: { on: ["message"], needs: ["task_id", "title", "status"], words: { task_id: ANY, title: ANY } },
  video: {
    on: ["message", "modal", "home"],
    needs: ["video_url", "thumbnail_url", "alt_text", "title"],
    words: { video_url: LIMITS.url, thumbnail_url: LIMITS.url, alt_text: LIMITS.imageAlt },
  },
};

/** A block that is none of those checked in full: unknown to Slack, against our own rules, or checked in outline. */
export function checkNewerBlock(report: Report, value: unknown, pointer: string, surface: Surface): void {
  const type = typeOf(value);
  const shape = type !== undefined && Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (!shape || report.strict || !isFields(value)) {
    report.add("unknown_type", `${pointer}/type`, `unsupported type: ${brief(type)}`);
    return;
  }
  if (!shape.on.includes(surface)) {
    report.add("surface", `${pointer}/type`, `unsupported type: ${type} in a ${surface}`);
    return;
  }
  report.optionalString(value["block_id"], `${pointer}/block_id`, LIMITS.blockId);
  for (const part of shape.needs) {
    if (value[part] === undefined) report.add("missing", `${pointer}/${part}`, `missing required field: ${part}`);
  }
  checkParts(report, value, pointer, shape);
  if (type === "context_actions") checkFeedback(report, value, pointer);
}

function checkParts(report: Report, block: Fields, pointer: string, { lists = {}, words = {} }: Shape): void {
  for (const [part, most] of Object.entries(lists)) {
    if (block[part] !== undefined) report.list(block[part], `${pointer}/${part}`, most);
  }
  for (const [part, most] of Object.entries(words)) {
    if (block[part] !== undefined) report.string(block[part], `${pointer}/${part}`, most);
  }
}

function checkFeedback(report: Report, block: Fields, pointer: string): void {
  const elements = Array.isArray(block["elements"]) ? block["elements"] : [];
  for (const [index, element] of elements.entries()) {
    checkElement(report, element, `${pointer}/elements/${index}`, "context_actions");
  }
}
