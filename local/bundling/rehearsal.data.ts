/**
 * What a new instance of `slack` is asked first, nearly every time: what it needs for that is in its first file.
 * Commands and clicks by somebody, in the settings of a function that is deployed; nothing here leaves the machine.
 */
export const REHEARSED_ENV: Readonly<Record<string, string>> = {
  FC_FUNCTION_NAME: "planbell-slack",
  SLACK_BOT_TOKEN: "xoxb-rehearsal",
  SLACK_SIGNING_SECRET: "rehearsal",
  PLANBELL_CHANNEL: "C0REHEARSE",
  PLANBELL_WORKER: "planbell-worker",
  PLANBELL_STATE: "postgres://rehearsal@127.0.0.1:1/rehearsal",
};

const person = { user: { id: "U0REHEARSE" }, team: { id: "T0REHEARSE" }, api_app_id: "A0REHEARSE" };

const command = (text: string, name = "/planbell"): string =>
  new URLSearchParams({
    command: name,
    text,
    api_app_id: "A0REHEARSE",
    team_id: "T0REHEARSE",
    channel_id: "C0REHEARSE",
    user_id: "U0REHEARSE",
    trigger_id: "1.2.rehearsal",
    response_url: "https://hooks.slack.com/commands/rehearsal",
  }).toString();

const interaction = (payload: object): string =>
  new URLSearchParams({ payload: JSON.stringify({ ...person, ...payload }) }).toString();

const event = (fields: object): string =>
  JSON.stringify({ type: "event_callback", team_id: "T0REHEARSE", api_app_id: "A0REHEARSE", ...fields });

/** Bodies; JSON where one begins with a brace, otherwise a form. Each is to be answered by 200. */
export const REHEARSED: readonly string[] = [
  command("help"),
  command("halp"),
  command("help", "/another"),
  interaction({ type: "block_actions", actions: [{ action_id: "plan_open", type: "button" }] }),
  interaction({ type: "view_submission", view: { callback_id: "plan_decide" } }),
  event({ event: { type: "app_home_opened", user: "U0REHEARSE" } }),
];
