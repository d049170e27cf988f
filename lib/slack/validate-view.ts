import { LIMITS } from "./limits.ts";
import { checkBlocks } from "./validate-blocks.ts";
import { brief, type Fields, isFields, Report, type Rules, typeOf, type Violation } from "./validate-report.ts";
import { checkText } from "./validate-text.ts";

const SHARED = ["type", "blocks", "private_metadata", "callback_id", "external_id"];
const OF_A_MODAL = ["title", "submit", "close", "clear_on_close", "notify_on_close"];

/**
 * Every rule the view breaks, empty when Slack takes it; pointers begin with `/view`, as Slack's do. Pure and total:
 * hostile JSON gives violations, never an exception; at most 100 are named.
 *
 * Unless told otherwise our own rules count too: no live markup, no empty part, only blocks that are checked in full.
 * @see https://docs.slack.dev/reference/views
 */
export function validateView(view: unknown, rules: Rules = {}): readonly Violation[] {
  const report = new Report(rules);
  const type = typeOf(view);
  if (!isFields(view) || (type !== "modal" && type !== "home")) {
    report.add("not_allowed", "/view/type", `unsupported type: ${brief(type)}`);
    return report.violations;
  }
  report.fields(view, "/view", type === "modal" ? [...SHARED, ...OF_A_MODAL] : SHARED);
  report.optionalWords(view["private_metadata"], "/view/private_metadata", LIMITS.privateMetadata);
  report.optionalWords(view["callback_id"], "/view/callback_id", LIMITS.callbackId);
  report.optionalWords(view["external_id"], "/view/external_id", LIMITS.externalId);
  if (type === "modal") checkModal(report, view);
  const blocks = report.parts(view["blocks"], "/view/blocks") ?? [];
  if (blocks.length > LIMITS.viewBlocks) {
    report.add("too_many", "/view/blocks", `no more than ${LIMITS.viewBlocks} items allowed`);
  } else checkBlocks(report, blocks, "/view/blocks", type);
  return report.violations;
}

function checkModal(report: Report, view: Fields): void {
  checkText(report, view["title"], "/view/title", LIMITS.viewTitle, ["plain_text"]);
  for (const part of ["submit", "close"]) {
    if (isAbsent(view[part])) continue;
    checkText(report, view[part], `/view/${part}`, LIMITS.viewTitle, ["plain_text"]);
  }
  report.boolean(view["clear_on_close"], "/view/clear_on_close");
  report.boolean(view["notify_on_close"], "/view/notify_on_close");
  const blocks: readonly unknown[] = Array.isArray(view["blocks"]) ? view["blocks"] : [];
  const input = blocks.findIndex((block) => typeOf(block) === "input");
  if (input >= 0 && isAbsent(view["submit"])) {
    report.add("missing", `/view/blocks/${input}/input`, "must define `submit` to use an `input` block in modals");
  }
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null;
