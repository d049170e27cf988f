import { type EpochMs, later, type Ms, ms, seconds } from "../model/brand.ts";
import { SlackError } from "../model/errors.ts";
import type { Locale } from "../model/locale.ts";
import type { SlackPerson } from "../model/slack.ts";
import type { Clock, Directory } from "../ports.ts";
import { badAnswer, type Call, fields, teamsOf } from "./answer.ts";
import { isClosedMethod } from "./slack-faults.ts";
import { createCall, type MessengerOptions } from "./web-messenger.ts";

export interface DirectoryOptions extends MessengerOptions {
  readonly clock: Pick<Clock, "now">;
}

/** Whoever is deactivated, or leaves a group, decides nothing from then on. */
const LIFE: Ms = seconds(30);
const EVER: Ms = ms(Number.POSITIVE_INFINITY);
/** Answers that are kept of one kind; whoever asks for more begins anew. */
const MOST = 1_000;

/**
 * People, groups and channels by Slack's Web API. Our workspace is remembered for ever, the rest for 30 seconds; failures
 * are not.
 * @see auth.test, users.info, usergroups.users.list, conversations.info
 */
export function createDirectory(options: DirectoryOptions): Directory {
  const call = createCall(options);
  const { now } = options.clock;
  const team = remembered(() => teamOf(call), now, EVER);
  const person = remembered((id: string) => personOf(call, id), now, LIFE);
  const members = remembered((group: string) => membersOf(call, group), now, LIFE);
  const shared = remembered((channel: string) => isSharedIn(call, channel), now, LIFE);
  return { team: () => team(""), person, members, isShared: (channel) => shared(channel) };
}

/**
 * Asks once for each key while an answer is young; those who ask meanwhile wait for the same one. That there is none is
 * not remembered.
 */
function remembered<T>(ask: (key: string) => Promise<T>, now: () => EpochMs, life: Ms): (key: string) => Promise<T> {
  const known = new Map<string, { readonly answer: Promise<T>; readonly until: EpochMs }>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined && now() < found.until) return found.answer;
    if (known.size >= MOST) known.clear();
    const kept = { answer: ask(key), until: later(now(), life) };
    known.set(key, kept);
    const forget = () => {
      if (known.get(key) === kept) known.delete(key);
    };
    kept.answer.then((answer) => answer === undefined && forget(), forget);
    return kept.answer;
  };
}

async function teamOf(call: Call): Promise<string> {
  const { team_id: id } = await call("auth.test", "repeatable", {});
  if (typeof id !== "string" || !/^[TE][A-Z0-9]{1,24}$/.test(id)) throw badAnswer("auth.test", "repeatable");
  return id;
}

async function personOf(call: Call, id: string): Promise<SlackPerson | undefined> {
  const asked = call("users.info", "repeatable", { user: id, include_locale: true });
  const answer = await unless(asked, (word) => UNKNOWN_PEOPLE.has(word));
  if (answer === undefined) return undefined;
  const user = fields(answer["user"]);
  const { deleted, team_id: team, locale } = user;
  if (user["id"] !== id || typeof deleted !== "boolean") throw badAnswer("users.info", "repeatable");
  return {
    id,
    team: typeof team === "string" ? team : undefined,
    isBot: user["is_bot"] === true || user["is_workflow_bot"] === true || id === "USLACKBOT",
    isDeactivated: deleted,
    isGuest: user["is_restricted"] === true || user["is_ultra_restricted"] === true,
    isForeign: user["is_stranger"] === true,
    ...teamsOf(user),
    locale: localeOf(locale),
  };
}

const UNKNOWN_PEOPLE = new Set(["user_not_found", "users_not_found", "user_not_visible"]);

/** `en-US`, `zh-CN`; other languages are none of ours. */
function localeOf(tag: unknown): Locale | undefined {
  const [language] = typeof tag === "string" ? tag.split("-") : [];
  return language === "en" || language === "zh" ? language : undefined;
}

async function membersOf(call: Call, group: string): Promise<readonly string[] | undefined> {
  const asked = call("usergroups.users.list", "repeatable", { usergroup: group });
  // Nobody is in a group that was deleted.
  const known = unless(asked, (word) => word === "no_such_subteam").then((answer) => answer ?? { users: [] });
  const answer = await unless(known, isClosedMethod);
  if (answer === undefined) return undefined;
  const { users } = answer;
  if (!Array.isArray(users)) throw badAnswer("usergroups.users.list", "repeatable");
  return users.filter((id): id is string => typeof id === "string");
}

async function isSharedIn(call: Call, channel: string): Promise<boolean | undefined> {
  const asked = call("conversations.info", "repeatable", { channel });
  // A private channel without us is "not found".
  const answer = await unless(asked, (word) => isClosedMethod(word) || word === "channel_not_found");
  const shared = fields(answer?.["channel"])["is_ext_shared"];
  return typeof shared === "boolean" ? shared : undefined;
}

/** The answer; undefined when Slack refused with one of these words. */
async function unless<T>(asked: Promise<T>, isOne: (word: string) => boolean): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof SlackError && isOne(error.code)) return undefined;
    throw error;
  }
}
