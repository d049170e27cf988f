import { MODAL_TROUBLE } from "./app/words.ts";
import { type Fields, fieldsOf } from "./block-fields.ts";
import { Refused } from "./call.ts";
import type { Deed } from "./deed.ts";
import { inputIds } from "./elements.ts";
import type { StoredView, Views } from "./views.ts";

const DONE: Deed = { ok: true };
const TROUBLE: Deed = { ok: false, reason: "refused", said: MODAL_TROUBLE };

/**
 * Does what the app answered to a submission: nothing said closes the modal and shows the one below it. An answer that
 * means nothing, or a view that Slack would not take, leaves the modal open.
 * @see https://docs.slack.dev/surfaces/modals: "Updating view via response_action"
 */
export function applyAnswer(views: Views, view: StoredView, body: unknown): Deed {
  if (body === undefined || (isFields(body) && Object.keys(body).length === 0)) {
    views.close(view.id, false);
    return DONE;
  }
  const answer = fieldsOf(body);
  try {
    switch (answer["response_action"]) {
      case "clear":
        views.close(view.id, true);
        return DONE;
      case "update":
        views.update({ viewId: view.id }, answer["view"]);
        return DONE;
      case "push":
        views.push(view.userId, answer["view"]);
        return DONE;
      case "errors":
        return errorsOf(view, fieldsOf(answer["errors"]));
      default:
        return TROUBLE;
    }
  } catch (error) {
    if (error instanceof Refused) return TROUBLE;
    throw error;
  }
}

/** Errors stand under inputs: one of anything else spoils them all. */
function errorsOf(view: StoredView, errors: Fields): Deed {
  const inputs = inputIds(view.blocks);
  const entries = Object.entries(errors).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const isSound = entries.length > 0 && entries.length === Object.keys(errors).length;
  if (!isSound || !entries.every(([blockId]) => inputs.has(blockId))) return TROUBLE;
  const said = entries.map(([, text]) => text).join("\n");
  return { ok: false, reason: "errors", said, errors: Object.fromEntries(entries) };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
