import { type Ms, seconds } from "../model/brand.ts";
import { SlackError } from "../model/errors.ts";
import type { Message } from "../model/message.ts";
import { isForAnswers } from "./addresses.ts";
import { fields } from "./answer.ts";
import { networkFault, retryAfterOf, slackFetch } from "./fetch.ts";
import { type Effect, faultOfStatus, faultOfWord, isErrorWord, lostAnswer } from "./slack-faults.ts";

/** How answers travel: beside the Web API, to the address that came with what somebody did. */
export interface RespondOptions {
  /** Where the Web API is; undefined for Slack's own. */
  readonly apiUrl?: string | undefined;
  /** 5 s by default. */
  readonly timeout?: Ms | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Gets `response_url` for each request that leaves: the last part of the address is a capability. */
  readonly onCall?: ((method: string) => void) | undefined;
}

/**
 * @param address the `response_url`: good for five answers within 30 minutes
 * @param within where there is less time than `timeout`
 * @throws {SlackError}
 */
export type Respond = (address: string, message: Message, within?: Ms) => Promise<void>;

const TIMEOUT: Ms = seconds(5);

/** Seeing an answer twice is better than not at all. */
const EFFECT: Effect = "repeatable";

/**
 * Says something to whoever asked, alone, by one request each. The address is a capability of its own: it stands in no
 * error, the token stays here, and no other address is followed. It throws `destination` when that is not one of
 * Slack's, was used up, or is too old.
 * @see https://docs.slack.dev/interactivity/handling-user-interaction: "Message responses"
 */
export function createRespond({ apiUrl, timeout = TIMEOUT, ...options }: RespondOptions): Respond {
  const send = slackFetch(options.fetch, () => options.onCall?.("response_url"));
  return async (address, message, within = timeout) => {
    if (!isForAnswers(address, apiUrl)) throw failed("the address is not one of Slack's", "foreign_address");
    const request = send(address, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: JSON.stringify({ response_type: "ephemeral", replace_original: false, ...message }),
      redirect: "error",
      signal: AbortSignal.timeout(Math.min(timeout, within)),
    });
    await checked(request);
  };
}

async function checked(request: Promise<Response>): Promise<void> {
  const answer = await request.catch((thrown: unknown) => {
    const { code } = networkFault(thrown);
    throw new SlackError(`Slack, response_url: no answer, ${code}`, { code, fault: lostAnswer(EFFECT) });
  });
  const said = await answer.text().catch(() => "");
  const word = wordOf(said);
  if (answer.status === 200 && word === undefined) return;
  if (answer.status === 429) {
    throw new SlackError("Slack, response_url: too many requests", {
      code: "ratelimited",
      fault: "throttled",
      retryAfter: retryAfterOf(Number.parseInt(answer.headers.get("retry-after") ?? "", 10)),
    });
  }
  if (word !== undefined && USED_UP.has(word)) throw failed(word, word);
  throw new SlackError(`Slack, response_url: ${word ?? `HTTP ${answer.status}`}`, {
    code: word ?? `http_${answer.status}`,
    fault: word === undefined ? faultOfStatus(answer.status, EFFECT) : faultOfWord(word, EFFECT, "response_url"),
  });
}

/** Nothing can be said there any more. */
const USED_UP = new Set(["used_url", "expired_url", "invalid_url", "no_service", "no_team"]);

const failed = (why: string, code: string): SlackError =>
  new SlackError(`Slack, response_url: ${why}`, { code, fault: "destination" });

/** Slack's error word, which comes as JSON or bare; undefined when all is well, and of a page of somebody else. */
function wordOf(said: string): string | undefined {
  const text = said.slice(0, 2_000).trim();
  if (text === "ok" || text === "") return undefined;
  const word = text.startsWith("{") ? errorIn(text) : text;
  return isErrorWord(word) ? word : undefined;
}

function errorIn(text: string): unknown {
  try {
    return fields(JSON.parse(text))["error"];
  } catch {
    return undefined;
  }
}
