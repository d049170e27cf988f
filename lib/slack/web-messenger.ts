import { ErrorCode, type Logger, LogLevel, WebClient, type WebClientOptions } from "@slack/web-api";
import type { EpochMs, Ms } from "../model/brand.ts";
import { seconds } from "../model/brand.ts";
import { SlackError } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import type { LogFile, Mark, Messenger, Posted, Target } from "../ports.ts";
import { badAnswer, type Call, fields, isConversation, isTs } from "./answer.ts";
import { isPerson } from "./direct-messages.ts";
import { networkFault, retryAfterOf, slackFetch } from "./fetch.ts";
import { search } from "./search.ts";
import { detailOf, type Effect, faultOfStatus, faultOfWord, isErrorWord, lostAnswer } from "./slack-faults.ts";
import { type Road, uploadFile } from "./upload.ts";

export interface MessengerOptions {
  /** A bot's, or an app's. It appears in no error and no log. */
  readonly token: string;
  /** Where the Web API is; Slack's own by default. */
  readonly apiUrl?: string | undefined;
  /** For one request, 5 s by default. A repeatable call may take three of them and its pauses. */
  readonly timeout?: Ms | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Gets the method of every request that leaves, repeated ones too. */
  readonly onCall?: ((method: string) => void) | undefined;
}

/** For one request, when nothing else is said. */
const TIMEOUT: Ms = seconds(5);

/**
 * Messages by Slack's Web API.
 *
 * A post leaves once: whatever came back that is not a clear yes or no is `ambiguous`, except where nothing can have
 * been sent. So does every step of an upload. Updates and reads are repeated twice when the network or a server fails.
 * A 429 is thrown at once.
 * @see chat.postMessage, chat.update, auth.test
 */
export function createMessenger(options: MessengerOptions): Messenger {
  const call = createCall(options);

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

  const road: Road = {
    apiUrl: options.apiUrl,
    timeout: options.timeout ?? TIMEOUT,
    // The last part of an upload's address is a ticket, and no method: it is told of by a name of its own.
    fetch: slackFetch(options.fetch, () => options.onCall?.("upload")),
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
      // Only Slack knows a person's conversation: without its name the message could never be edited.
      const { channel = isPerson(target.channel) ? undefined : target.channel, ts } = answer;
      if (!isTs(ts) || !isConversation(channel)) throw badAnswer("chat.postMessage", "once");
      return { channel, ts };
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

    async find(mark: Mark, target: Target, oldest: EpochMs, latest?: EpochMs): Promise<Posted | undefined> {
      return search(call, await botId(), mark, target, { oldest, latest });
    },

    async upload(file: LogFile, target: Target): Promise<void> {
      return uploadFile(call, road, file, target);
    },
  };
}

/** Single calls of Slack's Web API, each repeated where its effect allows that. */
export function createCall(options: MessengerOptions): Call {
  const common = clientOptions(options);
  const once = new WebClient(options.token, { ...common, retryConfig: { retries: 0 } });
  const clients: Readonly<Record<Effect, WebClient>> = {
    once,
    preparing: once,
    repeatable: new WebClient(options.token, {
      ...common,
      retryConfig: { retries: 2, minTimeout: 300, maxTimeout: 2_000, randomize: true },
    }),
  };

  return async (method, effect, values) => {
    try {
      return { ...(await clients[effect].apiCall(method, values)) };
    } catch (thrown) {
      throw failure({ method, effect, token: options.token }, thrown);
    }
  };
}

/** How our clients are set up: never told to call another address than `apiUrl`, which the token would go to. */
export function clientOptions(options: Omit<MessengerOptions, "token">): WebClientOptions {
  return {
    ...(options.apiUrl === undefined ? {} : { slackApiUrl: options.apiUrl }),
    timeout: options.timeout ?? TIMEOUT,
    rejectRateLimitedCalls: true,
    // Whoever calls paces: a call that waited in here would arrive out of step.
    maxRequestConcurrency: 32,
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

interface Made {
  readonly method: string;
  readonly effect: Effect;
  readonly token: string;
}

/**
 * What the client threw, as ours. It is not kept as the cause: the client's errors hold the answer's body and headers,
 * and whole pages of HTML as an "error word".
 */
function failure(call: Made, thrown: unknown): SlackError {
  const { method, effect } = call;
  const { code, data, statusCode, retryAfter, original } = fields(thrown);
  const fail = (why: string, detail: ConstructorParameters<typeof SlackError>[1]) =>
    new SlackError(hidden(`Slack, ${method}: ${why}`, call.token).slice(0, 200), {
      ...detail,
      code: hidden(detail.code, call.token),
    });

  if (code === ErrorCode.RateLimitedError) {
    return fail("too many requests", { code: "ratelimited", fault: "throttled", retryAfter: retryAfterOf(retryAfter) });
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
    return fail(word, {
      code: word,
      fault,
      retryAfter: retryAfterOf(fields(answer["response_metadata"])["retryAfter"]),
    });
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

const hidden = (text: string, token: string): string => (token === "" ? text : text.replaceAll(token, "[token]"));

/** The client logs bodies at debug and Slack's sentences about them at warn; our errors say what matters. */
export const SILENT: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
