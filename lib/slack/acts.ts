import type { Act, Press, Submission, Typed, Visit } from "../model/act.ts";
import type { Asker } from "../model/job.ts";
import { unescapeMrkdwn } from "../text/escape.ts";
import { fields, isConversation, isTs } from "./answer.ts";

/** Values that Slack hands back as we wrote them, at their longest. */
const LONGEST_ID = 255;
const LONGEST_VALUE = 2_000;
const LONGEST_METADATA = 3_000;
/** No field of ours takes more; what is longer is cut, and then refused where it is looked at. */
const LONGEST_ENTRY = 3_000;

/**
 * What somebody did, by the body of a signed request: every field is looked at, none is believed. Undefined of all that
 * Planbell does not listen to, and of what names nobody.
 * @see https://docs.slack.dev/reference/interaction-payloads, /interactivity/implementing-slash-commands,
 *   /reference/events/app_home_opened
 */
export function actOf(body: unknown): Act | undefined {
  const payload = fields(body);
  if (typeof payload["command"] === "string") return { kind: "command", ...typedOf(payload, payload["command"]) };
  switch (payload["type"]) {
    case "block_actions":
      return named("press", pressOf(payload));
    case "view_submission":
      return named("submission", submissionOf(payload));
    case "event_callback":
      return named("visit", visitOf(payload));
    default:
      return undefined;
  }
}

const named = <K extends Act["kind"], T extends object>(kind: K, act: T | undefined) =>
  act === undefined ? undefined : { kind, ...act };

type Fields = ReturnType<typeof fields>;

function typedOf(form: Fields, command: string): Typed {
  const by = askerOf({
    team: { id: form["team_id"] },
    enterprise: { id: form["enterprise_id"] },
    isWholeOrganisation: form["is_enterprise_install"] === "true",
    user: { id: form["user_id"] },
    channel: form["channel_id"],
  });
  return {
    command,
    text: typeof form["text"] === "string" ? form["text"].slice(0, LONGEST_ENTRY) : "",
    by,
    trigger: triggerOf(form),
    responseUrl: word(form["response_url"], LONGEST_VALUE),
  };
}

/** The first action: Slack sends one. */
function pressOf(payload: Fields): Press | undefined {
  const { actions, container: where, message } = payload;
  const action = fields(Array.isArray(actions) ? actions[0] : undefined);
  const container = fields(where);
  const channel = fields(payload["channel"])["id"] ?? container["channel_id"];
  const by = askerIn(payload, channel);
  const id = word(action["action_id"], LONGEST_ID);
  const trigger = triggerOf(payload);
  if (by === undefined || id === undefined || trigger === undefined) return undefined;
  const ts = fields(message)["ts"] ?? container["message_ts"];
  const stays = container["is_ephemeral"] !== true && by.channel !== undefined && isTs(ts);
  return {
    by,
    action: id,
    blockId: word(action["block_id"], LONGEST_ID) ?? "",
    value: word(action["value"] ?? fields(action["selected_option"])["value"], LONGEST_VALUE) ?? "",
    card: stays ? { channel: by.channel, ts } : undefined,
    heading: headingOf(message),
    trigger,
    responseUrl: word(payload["response_url"], LONGEST_VALUE),
  };
}

/** The text of the message's first block, when that is a header. */
function headingOf(message: unknown): string | undefined {
  const { blocks } = fields(message);
  const first = fields(Array.isArray(blocks) ? blocks[0] : undefined);
  return first["type"] === "header" ? plainIn(first["text"]) : undefined;
}

function submissionOf(payload: Fields): Submission | undefined {
  const view = fields(payload["view"]);
  const by = askerIn(payload, undefined);
  const form = word(view["callback_id"], LONGEST_ID);
  const trigger = triggerOf(payload);
  if (by === undefined || form === undefined || trigger === undefined) return undefined;
  return {
    by,
    form,
    metadata: word(view["private_metadata"], LONGEST_METADATA) ?? "",
    entered: enteredIn(fields(view["state"])["values"]),
    placeholders: placeholdersOf(view["blocks"]),
    trigger,
  };
}

/** By block id what stands in its field, whose action has the same name. Null: it is empty. */
function enteredIn(values: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(fields(values)).flatMap(([block, actions]) => {
    const { value } = fields(fields(actions)[block]);
    if (value === null) return [[block, ""] as const];
    return typeof value === "string" ? [[block, value.slice(0, LONGEST_ENTRY)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function placeholdersOf(blocks: unknown): Readonly<Record<string, string>> {
  const entries = (Array.isArray(blocks) ? blocks : []).flatMap((block) => {
    const { block_id: id, element } = fields(block);
    const text = plainIn(fields(element)["placeholder"]);
    return typeof id === "string" && text !== undefined ? [[id, text] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** What a text object says. Escaped, it may be longer than we wrote it. */
function plainIn(object: unknown): string | undefined {
  const text = word(fields(object)["text"], LONGEST_ENTRY);
  return text === undefined ? undefined : unescapeMrkdwn(text);
}

function visitOf(payload: Fields): Visit | undefined {
  const event = fields(payload["event"]);
  // The same event comes when somebody looks at their messages with the app.
  if (event["type"] !== "app_home_opened" || event["tab"] !== "home") return undefined;
  const by = askerOf({
    team: { id: payload["team_id"] },
    enterprise: { id: payload["enterprise_id"] },
    isWholeOrganisation: false,
    user: { id: event["user"] },
    channel: undefined,
  });
  const id = word(payload["event_id"], LONGEST_ID);
  return by === undefined || id === undefined ? undefined : { by, event: id };
}

const askerIn = (payload: Fields, channel: unknown): Asker | undefined =>
  askerOf({
    team: fields(payload["team"]),
    enterprise: fields(payload["enterprise"]),
    isWholeOrganisation: payload["is_enterprise_install"] === true,
    user: fields(payload["user"]),
    channel,
  });

interface Claimed {
  readonly team: Fields;
  readonly enterprise: Fields;
  /** Installed for an organisation, the app is in no workspace: then the organisation stands in its place. */
  readonly isWholeOrganisation: boolean;
  readonly user: Fields;
  readonly channel: unknown;
}

function askerOf({ team, enterprise, isWholeOrganisation, user, channel }: Claimed): Asker | undefined {
  const place = isWholeOrganisation ? enterprise["id"] : team["id"];
  const home = user["team_id"];
  if (!isTeam(place) || !isPerson(user["id"])) return undefined;
  return {
    team: place,
    user: user["id"],
    ...(isTeam(home) ? { home } : {}),
    ...(isConversation(channel) ? { channel } : {}),
  };
}

const isTeam = (id: unknown): id is string => typeof id === "string" && /^[TE][A-Z0-9]{1,24}$/.test(id);
const isPerson = (id: unknown): id is string => typeof id === "string" && /^[UW][A-Z0-9]{1,24}$/.test(id);

function triggerOf(payload: Fields): string | undefined {
  const trigger = payload["trigger_id"];
  return typeof trigger === "string" && /^[\w.-]{1,255}$/.test(trigger) ? trigger : undefined;
}

/** A text of Slack's that is not too long; a longer one is none of those that we wrote. */
const word = (value: unknown, longest: number): string | undefined =>
  typeof value === "string" && value.length <= longest ? value : undefined;
