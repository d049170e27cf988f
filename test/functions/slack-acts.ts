import { commandForm, interactionForm, JSON_TYPE } from "../build/signed.ts";
import { fcEvent } from "./slack-requests.ts";

/** What somebody does that Planbell answers by one call or two of its own. */
export interface ActCase {
  readonly name: string;
  readonly event: unknown;
  /** Of the answer. */
  readonly body: string;
  /** What is called: methods of Slack's, and kinds of jobs that the worker is handed. */
  readonly calls: readonly string[];
}

const SEAL = "0123abcd0123abcd0123abcd0123abcd";
const person = { user: { id: "U01ALICE01" }, team: { id: "T0PLANBELL" }, api_app_id: "A0PLANBELL" };
const interaction = (payload: object): object => fcEvent(interactionForm({ ...person, ...payload }));

const press = (action: "plan_approve" | "plan_reject", name = ""): object =>
  use(`${action}${name === "" ? "" : "-dangerous"}`, {
    type: "button",
    action_id: action,
    block_id: `card:actions:0123abcd${name}`,
    value: JSON.stringify({ a: "self", p: "plan-1", s: SEAL }),
  });

/** Something on a card is used. @param trigger names the act */
const use = (trigger: string, action: object): object =>
  interaction({
    type: "block_actions",
    channel: { id: "C0DEFAULT0" },
    container: { type: "message", channel_id: "C0DEFAULT0", message_ts: "1764000000.000100", is_ephemeral: false },
    message: {
      ts: "1764000000.000100",
      blocks: [{ type: "header", text: { type: "plain_text", text: "数据库 &amp; more" } }],
    },
    trigger_id: `1.2.${trigger}`,
    response_url: "https://hooks.slack.com/actions/T0PLANBELL/1/abc",
    actions: [action],
  });

const LOG = { type: "button", action_id: "log_open", block_id: "card:actions", value: "task-1 2" };
const CHOICE = {
  type: "static_select",
  action_id: "digest_show",
  block_id: "digest:show",
  selected_option: { text: { type: "plain_text", text: "数据库" }, value: "plan-1" },
};

const submission = (comment: string): object =>
  interaction({
    type: "view_submission",
    trigger_id: `1.2.submit${comment.length}`,
    view: {
      callback_id: "plan_decide",
      private_metadata: JSON.stringify({ a: "self", p: "plan-1", s: SEAL, d: "reject", c: "C0DEFAULT0" }),
      blocks: [{ type: "input", block_id: "comment", element: { type: "plain_text_input" } }],
      state: { values: { comment: { comment: { type: "plain_text_input", value: comment } } } },
    },
  });

const home = { type: "app_home_opened", user: "U01ALICE01", tab: "home" };

/** Every kind of act, in the settings of a function that is deployed with a worker. All are signed now. */
export const actCases = (): readonly ActCase[] => [
  { name: "a command that has to look", event: fcEvent(commandForm("pending")), body: "", calls: ["command"] },
  {
    name: "a command that decides",
    event: fcEvent(commandForm("reject plan-1 太贵", { trigger_id: "1.2.form" })),
    body: "",
    calls: ["form", "views.open"],
  },
  { name: "Approve on a harmless plan", event: press("plan_approve"), body: "", calls: ["decide"] },
  { name: "Approve on a dangerous one", event: press("plan_approve", ":订单 db"), body: "", calls: ["views.open"] },
  { name: "Reject", event: press("plan_reject"), body: "", calls: ["views.open"] },
  { name: "a button that asks", event: use("log", LOG), body: "", calls: ["command"] },
  { name: "a menu that asks", event: use("choice", CHOICE), body: "", calls: ["command"] },
  { name: "a modal that is sent", event: submission("太贵"), body: "", calls: ["decide"] },
  {
    name: "a modal without the reason",
    event: submission(""),
    body: '{"response_action":"errors","errors":{"comment":"Say why: whoever asked for the plan is told."}}',
    calls: [],
  },
  {
    name: "a Home that is opened",
    event: fcEvent(
      JSON.stringify({ type: "event_callback", team_id: "T0PLANBELL", event_id: "Ev0PLANBELL", event: home }),
      { type: JSON_TYPE },
    ),
    body: "",
    calls: ["home"],
  },
];
