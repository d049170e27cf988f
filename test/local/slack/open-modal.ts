import type { ModalView } from "@slack/types";
import { type Listener, openListener, SIGNING_SECRET } from "./listener.ts";
import { openWorkplace, type Workplace } from "./workplace.ts";

export const ALICE = "U01ALICE01";
export const plain = (text: string) => ({ type: "plain_text" as const, text });
export const MODAL: ModalView = {
  type: "modal",
  callback_id: "plan_decide",
  title: plain("Reject"),
  submit: plain("Reject"),
  private_metadata: '{"p":"plan-1"}',
  blocks: [
    { type: "section", block_id: "why", text: plain("Say why.") },
    {
      type: "input",
      block_id: "comment",
      label: plain("Comment"),
      element: { type: "plain_text_input", action_id: "comment" },
    },
    {
      type: "input",
      block_id: "until",
      label: plain("Until"),
      optional: true,
      element: { type: "datepicker", action_id: "until", initial_date: "2026-01-31" },
    },
    {
      type: "input",
      block_id: "tell",
      label: plain("Tell"),
      optional: true,
      element: { type: "multi_users_select", action_id: "tell" },
    },
  ],
};
export const COMMENT = { comment: { comment: { type: "plain_text_input", value: "Too large" } } };

/** Alice with this modal open, and an app that hears of it; all of it ends with the test. */
export async function openModal(view: ModalView = MODAL): Promise<Workplace & { app: Listener; viewId: string }> {
  const app = await openListener();
  const place = await openWorkplace({
    users: [{ id: ALICE, name: "alice" }],
    app: { requestUrl: app.url, signingSecret: SIGNING_SECRET },
  });
  return { app, viewId: place.slack.views.open(ALICE, view).id, ...place };
}
