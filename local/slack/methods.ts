import { type Args, Refused } from "./call.ts";
import type { Desk, Method, MethodTable } from "./desk.ts";
import { APP_METHODS } from "./methods-app.ts";
import { BLOCK_METHODS } from "./methods-blocks.ts";
import { CHAT_METHODS } from "./methods-chat.ts";
import { CONVERSATION_METHODS } from "./methods-conversations.ts";
import { FILE_METHODS } from "./methods-files.ts";
import { PEOPLE_METHODS } from "./methods-people.ts";
import { SELF_METHODS } from "./methods-self.ts";
import { VIEW_METHODS } from "./methods-views.ts";

/** The Web API, area by area. */
const METHODS: MethodTable = {
  ...SELF_METHODS,
  ...APP_METHODS,
  ...BLOCK_METHODS,
  ...CHAT_METHODS,
  ...CONVERSATION_METHODS,
  ...FILE_METHODS,
  ...PEOPLE_METHODS,
  ...VIEW_METHODS,
};

/** Whose tokens are taken: the bot's, and the app's where it has one. */
export interface Tokens {
  readonly bot: string;
  readonly app?: string | undefined;
}

/** Is it a method of this workspace? Counting by name asks, since a caller may send any name. */
export const isMethod = (name: string): boolean => Object.hasOwn(METHODS, name);

/** The scopes of which the method needs one, as `x-accepted-oauth-scopes` names them. */
export function acceptedScopes(desk: Desk, name: string, args: Args): readonly string[] {
  const needed = isMethod(name) ? METHODS[name]?.scope?.(args, desk) : undefined;
  return needed === undefined ? [] : [needed].flat();
}

/**
 * The answer's fields beside `ok`.
 * @throws {Refused} with Slack's error word
 * @throws {Throttled} when the channel had too many posts, or the method too many calls
 */
export function runMethod(desk: Desk, name: string, args: Args, token: string | undefined, tokens: Tokens) {
  const method = isMethod(name) ? METHODS[name] : undefined;
  if (!method) throw new Refused("unknown_method", { req_method: name.slice(0, 80) });
  checkToken(method, token, tokens);
  const needed = acceptedScopes(desk, name, args);
  if (needed.length > 0 && !needed.some((scope) => desk.scopes.includes(scope))) {
    throw new Refused("missing_scope", { needed: needed.join(","), provided: desk.scopes.join(",") });
  }
  return method.run(desk, args);
}

function checkToken(method: Method, token: string | undefined, tokens: Tokens): void {
  if (method.token === "none") return;
  if (token === undefined) throw new Refused("not_authed");
  const [taken, other] = method.token === "app" ? [tokens.app, tokens.bot] : [tokens.bot, tokens.app];
  if (token === taken) return;
  throw new Refused(token === other ? "not_allowed_token_type" : "invalid_auth");
}
