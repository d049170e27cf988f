import { parse } from "node:querystring";
import { fieldsOf, parsed } from "./event.ts";
import { type HttpRequest, mediaTypeOf } from "./http.ts";

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

/**
 * Can Bolt read the request? Where a member of it is not what Slack sends there, Bolt throws, and that would be answered
 * as a failure of ours. What Bolt never looks at may be anything.
 *
 * A form with a command, a form whose `payload` is an interaction of a person, or an event; and Slack's own checks.
 * @see https://docs.slack.dev/interactivity/handling-user-interaction, /apis/events-api
 */
export function isReadable(request: HttpRequest): boolean {
  const text = request.body.toString("utf8");
  const type = mediaTypeOf(request.headers);
  if (type === JSON_TYPE) return isEvent(parsed(text));
  if (type !== FORM) return false;
  const form = parse(text);
  if (typeof form["payload"] === "string") return isInteraction(parsed(form["payload"]));
  return isCommand(form) || isCheck(form);
}

type Check = (value: unknown) => boolean;

const is =
  (...words: readonly unknown[]): Check =>
  (value) =>
    words.includes(value);
const isAbsent = is(undefined);
const isText: Check = (value) => typeof value === "string";
const isName: Check = (value) => typeof value === "string" && value !== "";
const isObject: Check = (value) => fieldsOf(value) !== undefined;
/** Bolt looks it up among what it keeps of each team: a word such as `constructor` would be found there. */
const isId: Check = (value) => typeof value === "string" && /^[A-Z0-9]{1,64}$/.test(value);
const either =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));
const both =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.every((check) => check(value));
const not =
  (check: Check): Check =>
  (value) =>
    !check(value);
const maybe = (check: Check): Check => either(isAbsent, check);
const maybeNull = (check: Check): Check => either(is(undefined, null), check);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const has =
  (members: Readonly<Record<string, Check>>): Check =>
  (value) => {
    const fields = fieldsOf(value);
    return fields !== undefined && Object.entries(members).every(([name, check]) => check(fields[name]));
  };

const TEAM = { team_id: maybeNull(isId), enterprise_id: maybeNull(isId) };
const RESPONSE = { response_urls: maybe(listOf(isObject)) };

const isCommand = has({ ...TEAM, ...RESPONSE, command: isText, payload: isAbsent, event: isAbsent });
const isCheck = has({ ssl_check: isText, payload: isAbsent });

const isEventOfKind = both(
  has({
    type: isText,
    channel: maybe(either(isText, isObject)),
    user: maybe(either(isText, isObject)),
    item: maybe(isObject),
    subteam: maybe(isObject),
  }),
  either(not(has({ type: is("function_executed") })), has({ function_execution_id: isName })),
);
const isEvent = either(
  has({ type: is("url_verification") }),
  // Without an event, Bolt would take it for an interaction by these.
  has({ type: is("app_rate_limited"), event: isAbsent, command: isAbsent, name: isAbsent, actions: isAbsent }),
  has({
    ...TEAM,
    ...RESPONSE,
    type: isText,
    authorizations: maybeNull(listOf(has(TEAM))),
    event: isEventOfKind,
    function_data: isAbsent,
  }),
);

const isInteraction = both(
  has({
    ...RESPONSE,
    type: isText,
    user: has({ id: isText, team_id: maybeNull(isId) }),
    team: maybeNull(has({ id: maybeNull(isId), enterprise_id: maybeNull(isId) })),
    enterprise: maybeNull(has({ id: maybeNull(isId) })),
    channel: maybe(isObject),
    actions: maybe(listOf(isObject)),
    view: maybe(has({ app_installed_team_id: maybeNull(isId) })),
    function_data: maybe(has({ execution_id: isName })),
    event: isAbsent,
    command: isAbsent,
  }),
  either(not(has({ type: is("view_submission", "view_closed") })), has({ view: isObject })),
);
