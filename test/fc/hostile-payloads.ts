import type { Chance } from "../sweep/chance.ts";

/** Stands in every payload; nothing of it may be logged. */
export const CANARY = "CANARY";

const USER = { id: "U01ALICE01", username: CANARY, name: CANARY, team_id: "T0PLANBELL" };
const APP = { team: { id: "T0PLANBELL", domain: CANARY }, enterprise: null, api_app_id: "A0PLANBELL", token: CANARY };
const CHANNEL = { id: "C0DEFAULT0", name: CANARY };
const URLS = { response_url: `https://hooks.slack.com/actions/T0PLANBELL/1/${CANARY}`, trigger_id: `1.2.${CANARY}` };
const VIEW = {
  id: "V1",
  type: "modal",
  callback_id: "plan_decide",
  private_metadata: CANARY,
  blocks: [{ type: "input", block_id: "comment", element: { type: "plain_text_input", action_id: "text" } }],
  state: { values: { comment: { text: { type: "plain_text_input", value: CANARY } } } },
  app_installed_team_id: "T0PLANBELL",
};
const ACTION = {
  type: "button",
  action_id: "plan_approve",
  block_id: "card:actions:1",
  value: CANARY,
  action_ts: "1.1",
};

/** What Slack sends when somebody does something. */
const INTERACTIONS: readonly object[] = [
  { type: "block_actions", user: USER, ...APP, ...URLS, channel: CHANNEL, actions: [ACTION], message: { ts: "1.1" } },
  { type: "block_actions", user: USER, ...APP, view: VIEW, actions: [ACTION], function_data: { execution_id: "Fx1" } },
  { type: "view_submission", user: USER, ...APP, view: VIEW, response_urls: [{ response_url: URLS.response_url }] },
  { type: "view_closed", user: USER, ...APP, view: VIEW, is_cleared: false },
  { type: "shortcut", user: USER, ...APP, callback_id: "x", ...URLS },
  { type: "message_action", user: USER, ...APP, callback_id: "x", channel: CHANNEL, message: { text: CANARY } },
  { type: "block_suggestion", user: USER, ...APP, action_id: "x", value: CANARY, channel: CHANNEL },
  { type: "interactive_message", user: USER, ...APP, callback_id: "x", name: "y", actions: [{ name: "z" }] },
];

const ENVELOPE = {
  type: "event_callback",
  team_id: "T0PLANBELL",
  api_app_id: "A0PLANBELL",
  event_id: "Ev1",
  authorizations: [{ enterprise_id: null, team_id: "T0PLANBELL", user_id: "U0BOT", is_bot: true }],
};

/** What Slack sends as JSON. */
const EVENTS: readonly object[] = [
  { ...ENVELOPE, event: { type: "app_home_opened", user: "U01ALICE01", channel: "D1", tab: "home", view: VIEW } },
  { ...ENVELOPE, event: { type: "message", user: "U01ALICE01", channel: "C1", text: CANARY, ts: "1.1" } },
  { ...ENVELOPE, event: { type: "reaction_added", user: "U1", item: { type: "message", channel: "C1", ts: "1.1" } } },
  { ...ENVELOPE, event: { type: "channel_created", channel: { id: "C1", name: CANARY, creator: "U1" } } },
  { ...ENVELOPE, event: { type: "subteam_created", subteam: { id: "S1", created_by: "U1" } } },
  { ...ENVELOPE, event: { type: "team_join", user: { id: "U1", name: CANARY } } },
  { ...ENVELOPE, event: { type: "function_executed", function_execution_id: "Fx1", inputs: {}, channel_id: "C1" } },
  { ...ENVELOPE, event: { type: "app_uninstalled" } },
  { type: "url_verification", challenge: CANARY },
  { type: "app_rate_limited", team_id: "T0PLANBELL", minute_rate_limited: 1 },
];

/** The fields of a slash command. */
const COMMAND: readonly (readonly [string, string])[] = [
  ["command", "/planbell"],
  ["text", `approve ${CANARY}`],
  ["team_id", "T0PLANBELL"],
  ["enterprise_id", "E0PLANBELL"],
  ["channel_id", "C0DEFAULT0"],
  ["user_id", "U01ALICE01"],
  ["is_enterprise_install", "false"],
  ["api_app_id", "A0PLANBELL"],
  ["trigger_id", `1.2.${CANARY}`],
  ["response_url", `https://hooks.slack.com/commands/T0PLANBELL/1/${CANARY}`],
];

/** Names that mean something to JavaScript, to JSON's readers, or to Bolt. */
const NAMES = ["__proto__", "constructor", "prototype", "toString", "then", "length", "hasOwnProperty", "event"].concat(
  ["command", "payload", "type", "name", "actions", "view", "user", "channel", "item", "team", "team_id", "ssl_check"],
  ["response_urls", "authorizations", "subteam", "function_data", "bot_access_token", "is_enterprise_install"],
);

/** Values that nobody expects there, as JSON. */
const ODD: readonly string[] = [
  ...["null", "true", "false", "0", "-1", "1e308", '""', '" "', "[]", "{}", "[null]", "[[]]", "[{}]", "{}", "null"],
  ...['{"id":null}', '{"id":5}', '"网络☃"', '"\\ud800"', '"a\\u0000b"', `"${"x".repeat(3_000)}"`],
  `${"[".repeat(500)}"${CANARY}"${"]".repeat(500)}`,
];
const oddValue = (chance: Chance): unknown => (chance.happens(0.6) ? JSON.parse(chance.pick(ODD)) : chance.pick(NAMES));

type Members = Record<string, unknown>;

/** Some place in a JSON document: the object or list that holds a value, and under what. */
function place(document: Members, chance: Chance): readonly [holder: Members, key: string] {
  let holder = document;
  for (;;) {
    const keys = Object.keys(holder);
    if (keys.length === 0) return [holder, "type"];
    const key = chance.pick(keys);
    const value = holder[key];
    if (typeof value !== "object" || value === null || chance.happens(0.3)) return [holder, key];
    holder = value as Members;
  }
}

/** The document as JSON, changed in so many places. */
function mangled(document: object, chance: Chance, changes: number): string {
  const copy = JSON.parse(JSON.stringify(document)) as Members;
  for (let change = 0; change < changes; change++) {
    const [holder, key] = place(copy, chance);
    const how = chance.next();
    if (how < 0.2) delete holder[key];
    else if (how < 0.75) holder[key] = oddValue(chance);
    else put(chance.happens(0.3) && !Array.isArray(holder) ? holder : copy, chance.pick(NAMES), oddValue(chance));
  }
  const text = JSON.stringify(copy);
  if (chance.happens(0.9)) return text;
  // The same member twice: the last one counts.
  return text.replace(/^\{/, `{"type":${JSON.stringify(oddValue(chance))},`);
}

/** Also what assigning would not put there, such as `__proto__`. */
const put = (holder: Members, key: string, value: unknown) =>
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });

const FORM = "application/x-www-form-urlencoded";

/** A body and what it claims to be. */
export interface Payload {
  readonly body: string | Buffer;
  readonly type: string;
}

const howMany = (chance: Chance): number => (chance.happens(0.15) ? 0 : chance.whole(1, 3));

function command(chance: Chance): Payload {
  const fields = COMMAND.map(([name, value]): [string, string] => [name, value]);
  for (let change = howMany(chance); change > 0; change--) {
    const how = chance.next();
    const at = chance.whole(0, fields.length - 1);
    if (how < 0.25) fields.splice(at, 1);
    else if (how < 0.5) fields.push(chance.pick(fields));
    else if (how < 0.75) fields[at] = [fields[at]?.[0] ?? "", String(oddValue(chance))];
    else fields.push([chance.pick(NAMES), String(oddValue(chance))]);
    if (fields.length === 0) break;
  }
  const body = fields.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&");
  return {
    body: chance.happens(0.1) ? body + chance.pick(["&%", "&%zz=%ff", "&&&&=", "&a[b]=c", "%00"]) : body,
    type: FORM,
  };
}

const encoded = (text: string): string => encodeURIComponent(text.replaceAll("\ud800", "%ED%A0%80"));

/** Something like what Slack sends; of some hundred, a few are whole. */
export function payload(chance: Chance): Payload {
  const kind = chance.next();
  if (kind < 0.3) return command(chance);
  if (kind < 0.6) {
    const json = mangled(chance.pick(INTERACTIONS), chance, howMany(chance));
    const cut = chance.happens(0.05) ? json.slice(0, chance.whole(0, json.length)) : json;
    return { body: `payload=${encodeURIComponent(cut.replaceAll("\ud800", "?"))}`, type: FORM };
  }
  const json = mangled(chance.pick(EVENTS), chance, howMany(chance));
  if (kind < 0.95) return { body: json, type: "application/json" };
  const cut = Buffer.from(json).subarray(0, chance.whole(0, json.length));
  return {
    body: chance.happens(0.5) ? cut : Buffer.concat([cut, Buffer.from([0xff, 0xfe, 0x00])]),
    type: "application/json",
  };
}
