import { ErrorCode, type Logger, LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";
import type { ChannelId, EpochMs, MessageTs, Ms } from "../model/brand.ts";
import { minutes, ms, seconds } from "../model/brand.ts";
import { HistoryUnreadable, SlackError } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import type { Mark, Messenger, Posted, Target } from "../ports.ts";
import { networkFault, slackFetch } from "./fetch.ts";
import { detailOf, type Effect, faultOfStatus, faultOfWord, isErrorWord, lostAnswer } from "./slack-faults.ts";

export interface MessengerOptions {
  /** A bot token. It appears in no error and no log. */
  readonly token: string;
  /** Where the Web API is; Slack's own by default. */
  readonly apiUrl?: string | undefined;
  /** For one request, 5 s by default. A repeatable call may take three of them and its pauses. */
  readonly timeout?: Ms | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Gets the method of every request that leaves, repeated ones too. */
  readonly onCall?: ((method: string) => void) | undefined;
}

type Answer = Readonly<Record<string, unknown>>;

/** How far `find` reads back: pages of messages, which Slack may give fewer of than asked. */
const PAGES = 10;
const PAGE_SIZE = 200;

/**
 * Messages by Slack's Web API.
 *
 * A post leaves once: whatever came back that is not a clear yes or no is `ambiguous`, except where nothing can have
 * been sent. Updates and reads are repeated twice when the network or a server fails. A 429 is thrown at once.
 * @see chat.postMessage, chat.update, conversations.history, conversations.replies, auth.test
 */
export function createMessenger(options: MessengerOptions): Messenger {
  const common = clientOptions(options);
  const clients: Readonly<Record<Effect, WebClient>> = {
    once: new WebClient(options.token, { ...common, retryConfig: { retries: 0 } }),
    repeatable: new WebClient(options.token, {
      ...common,
      retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 2_000, randomize: true },
    }),
  };

  async function call(method: string, effect: Effect, values: Record<string, unknown>): Promise<Answer> {
    try {
      return { ...(await clients[effect].apiCall(method, values)) };
    } catch (thrown) {
      throw failure({ method, effect, token: options.token }, thrown);
    }
  }

  let ownBot: Promise<string> | undefined;
  /** Our bot id, asked for once; a failure is forgotten, so that the next search asks again. */
  const botId = (): Promise<string> => {
    ownBot ??= call("auth.test", "repeatable", {}).then((answer) => {
      const id = answer["bot_id"];
      if (typeof id === "string" && id !== "") return id;
      throw new SlackError("Slack knows the token, but not as a bot's.", { code: "not_a_bot", fault: "token" });
    });
    ownBot.catch(() => {
      ownBot = undefined;
    });
    return ownBot;
  };

  return {
    async post(message: Message, target: Target, mark: Mark): Promise<Posted> {
      const answer = await call("chat.postMessage", "once", {
        channel: target.channel,
        text: message.text,
        ...(message.blocks.length > 0 ? { blocks: message.blocks } : UNFORMATTED),
        metadata: { event_type: mark.type, event_payload: { key: mark.key } },
        parse: "none",
        unfurl_links: false,
        unfurl_media: false,
        ...(target.thread === undefined ? {} : { thread_ts: target.thread }),
        ...(target.thread !== undefined && target.broadcast === true ? { reply_broadcast: true } : {}),
      });
      const { channel = target.channel, ts } = answer;
      if (!isTs(ts) || typeof channel !== "string") throw badAnswer("chat.postMessage", "once");
      return { channel: channel as ChannelId, ts };
    },

    async update(message: Message, at: Posted): Promise<void> {
      await call("chat.update", "repeatable", {
        channel: at.channel,
        ts: at.ts,
        text: message.text,
        // Empty removes the blocks that stand there: said outright, whatever Slack does when they are left out.
        blocks: message.blocks,
        ...(message.blocks.length > 0 ? {} : UNFORMATTED),
        // Left out, it would fall back to another default than a post's and turn names into links.
        parse: "none",
      });
    },

    async find(mark: Mark, target: Target, oldest: EpochMs): Promise<Posted | undefined> {
      const bot = await botId();
      const method = target.thread === undefined ? "conversations.history" : "conversations.replies";
      let cursor: string | undefined;
      for (let page = 0; page < PAGES; page++) {
        const answer = await call(method, "repeatable", {
          channel: target.channel,
          ...(target.thread === undefined ? {} : { ts: target.thread }),
          oldest: (oldest / 1_000).toFixed(6),
          inclusive: true,
          include_all_metadata: true,
          limit: PAGE_SIZE,
          ...(cursor === undefined ? {} : { cursor }),
        }).catch((error: unknown) => closedOrGone(error, target));
        if (answer === undefined) return undefined;

        // An answer cut short must not read as "not there": the caller would send again.
        const messages = answer["messages"];
        if (!Array.isArray(messages)) throw badAnswer(method, "repeatable");
        const ours = messages.find((one: unknown) => isMarked(one, bot, mark));
        if (ours !== undefined) return { channel: target.channel, ts: (ours as { ts: MessageTs }).ts };
        cursor = nextCursor(answer);
        if (cursor === undefined && answer["has_more"] === true) throw badAnswer(method, "repeatable");
        if (cursor === undefined) return undefined;
      }
      throw new HistoryUnreadable(`Conversation ${target.channel} has more messages than ${PAGES} pages hold.`);
    },
  };
}

/** How our clients are set up: never told to call another address than `apiUrl`, which the token would go to. */
export function clientOptions(options: Omit<MessengerOptions, "token">): WebClientOptions {
  return {
    ...(options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl }),
    timeout: options.timeout ?? seconds(5),
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: 3,
    allowAbsoluteUrls: false,
    fetch: slackFetch(options.fetch, options.onCall ?? (() => {})),
    logger: SILENT,
  };
}

/**
 * Text without blocks is all that people see, and may hold a name from the cloud: `*` and `_` stay characters. `<`, `>`
 * and `&` are escaped in it all the same. Documented for chat.postMessage only.
 */
const UNFORMATTED = { mrkdwn: false } as const;

/** A message's name in its channel: seconds and a count. Anything else is no answer about a message. */
const isTs = (value: unknown): value is MessageTs => typeof value === "string" && /^\d+\.\d+$/.test(value);

/** Gives nothing where the thread itself is gone, and with it the reply. */
function closedOrGone(error: unknown, target: Target): undefined {
  if (!(error instanceof SlackError)) throw error;
  if (error.fault === "stale" && target.thread !== undefined) return undefined;
  if (error.fault !== "destination") throw error;
  throw new HistoryUnreadable(`History of ${target.channel} is closed to Planbell. ${error.message}`, { cause: error });
}

/** Is it a message of this bot with this mark? Anybody can write the same metadata, only we have our bot id. */
function isMarked(message: unknown, bot: string, mark: Mark): boolean {
  const { bot_id, metadata, ts } = fields(message);
  const { event_type, event_payload } = fields(metadata);
  return bot_id === bot && event_type === mark.type && fields(event_payload)["key"] === mark.key && isTs(ts);
}

function nextCursor(answer: Answer): string | undefined {
  const cursor = fields(answer["response_metadata"])["next_cursor"];
  return typeof cursor === "string" && cursor !== "" ? cursor : undefined;
}

const fields = (value: unknown): { readonly [name: string]: unknown } =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

interface Call {
  readonly method: string;
  readonly effect: Effect;
  readonly token: string;
}

/**
 * What the client threw, as ours. It is not kept as the cause: the client's errors hold the answer's body and headers,
 * and whole pages of HTML as an "error word".
 */
function failure(call: Call, thrown: unknown): SlackError {
  const { method, effect } = call;
  const { code, data, statusCode, retryAfter, original } = fields(thrown);
  const fail = (why: string, detail: ConstructorParameters<typeof SlackError>[1]) =>
    new SlackError(hidden(`Slack, ${method}: ${why}`, call.token).slice(0, 200), {
      ...detail,
      code: hidden(detail.code, call.token),
    });

  if (code === ErrorCode.RateLimitedError) {
    return fail("too many requests", { code: "ratelimited", fault: "throttled", retryAfter: wait(retryAfter) });
  }
  if (code === ErrorCode.HTTPError) {
    const status = Number(statusCode);
    return fail(`HTTP ${status}`, { code: `http_${status}`, fault: faultOfStatus(status, effect) });
  }
  if (code === ErrorCode.PlatformError) {
    const answer = fields(data);
    const word = answer["error"];
    if (!isErrorWord(word)) return badAnswer(method, effect);
    const fault = faultOfWord(word, effect, method);
    if (fault !== "throttled") return fail(`${word}${detailOf(answer)}`, { code: word, fault });
    return fail(word, { code: word, fault, retryAfter: wait(fields(answer["response_metadata"])["retryAfter"]) });
  }
  // The rest is the network, before the answer (the client wraps it) or in the middle of one (it does not), or the
  // client stumbling over JSON that is no object.
  const wrapped = code === ErrorCode.RequestError;
  const network = networkFault(wrapped ? original : thrown);
  if (!wrapped && network.code === "network") return badAnswer(method, effect);
  const fault = network.neverSent ? "transient" : lostAnswer(effect);
  return fail(network.neverSent ? `not reached, ${network.code}` : `no answer, ${network.code}`, {
    code: network.code,
    fault,
  });
}

/** An answer with status 200 that is not Slack's: a proxy's page, or half of one. */
const badAnswer = (method: string, effect: Effect) =>
  new SlackError(`Slack, ${method}: the answer is not one of Slack's`, {
    code: "bad_answer",
    fault: lostAnswer(effect),
  });

/** Seconds as Slack names them, within reason: at least 1 s, which also stands for none, and at most 15 min. */
const wait = (named: unknown): Ms =>
  typeof named === "number" && named > 1 ? ms(Math.min(named * 1_000, minutes(15))) : seconds(1);

const hidden = (text: string, token: string): string => (token === "" ? text : text.replaceAll(token, "[token]"));

/** The client logs bodies at debug and Slack's sentences about them at warn; our errors say what matters. */
const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
