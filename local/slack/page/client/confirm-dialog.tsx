import type { JSX } from "preact";
import type { Fields } from "../../block-fields.ts";
import { Dialog } from "./dialog.tsx";
import { TextObject } from "./mrkdwn.tsx";

/** Slack's own question before an action. */
export function ConfirmDialog({
  confirm,
  onEnd,
}: {
  readonly confirm: Fields;
  readonly onEnd: (yes: boolean) => void;
}): JSX.Element {
  const danger = confirm["style"] === "danger";
  return (
    <Dialog label={<TextObject value={confirm["title"]} />} onClose={() => onEnd(false)}>
      <div class="dialog-body">
        <TextObject value={confirm["text"]} />
      </div>
      <div class="dialog-foot">
        <button type="button" class="button" data-first onClick={() => onEnd(false)}>
          <TextObject value={confirm["deny"]} />
        </button>
        <button type="button" class={`button ${danger ? "danger" : "primary"}`} onClick={() => onEnd(true)}>
          <TextObject value={confirm["confirm"]} />
        </button>
      </div>
    </Dialog>
  );
}
