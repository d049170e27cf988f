import type { EpochMs, MessageTs } from "../model/brand.ts";
import { HistoryUnreadable, SlackError } from "../model/errors.ts";
import type { Mark, Posted, Target } from "../ports.ts";
import { type Answer, badAnswer, type Call, fields, isTs } from "./answer.ts";
import { conversationOf } from "./direct-messages.ts";
import { isClosedMethod } from "./slack-faults.ts";

/** How far a search reads back: pages of messages, which Slack may give fewer of than asked. */
const PAGES = 10;
const PAGE_SIZE = 200;

/**
 * The message of `bot` with this mark, in the target's conversation or thread, sent within that time.
 * @throws {HistoryUnreadable} when history is closed
 * @throws {SlackError} when it could not be asked for: that never reads as "not there", after which a message is sent
 * @see conversations.history, conversations.replies: `include_all_metadata`
 */
export async function search(
  call: Call,
  bot: string,
  mark: Mark,
  target: Target,
  within: { readonly oldest: EpochMs; readonly latest: EpochMs | undefined },
): Promise<Posted | undefined> {
  const channel = await conversationOf(call, target.channel).catch((error: unknown) => closed(error, target));
  const method = target.thread === undefined ? "conversations.history" : "conversations.replies";
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page++) {
    const answer = await call(method, "repeatable", {
      channel,
      ...(target.thread === undefined ? {} : { ts: target.thread }),
      oldest: tsOf(within.oldest),
      ...(within.latest === undefined ? {} : { latest: tsOf(within.latest) }),
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
    if (ours !== undefined) return { channel, ts: (ours as { ts: MessageTs }).ts };
    cursor = nextCursor(answer);
    if (cursor === undefined && answer["has_more"] === true) throw badAnswer(method, "repeatable");
    if (cursor === undefined) return undefined;
  }
  // It may stand further back: that is no answer, and a second message would be a double.
  throw new SlackError(`Slack, ${method}: ${channel} has more messages of that time than ${PAGES} pages hold`, {
    code: "history-too-long",
    fault: "transient",
  });
}

const tsOf = (instant: EpochMs): string => (instant / 1_000).toFixed(6);

/** Gives nothing where the thread itself is gone, and with it the reply. */
function closedOrGone(error: unknown, target: Target): undefined {
  if (error instanceof SlackError && error.fault === "stale" && target.thread !== undefined) return undefined;
  return closed(error, target);
}

/**
 * History that is closed to us for good cannot be searched. A conversation that refuses us takes no message either, and
 * may let us in again: that is a failure of the search, after which what is looked for stays in doubt.
 */
function closed(error: unknown, target: Target): never {
  if (!(error instanceof SlackError) || !isClosedMethod(error.code)) throw error;
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
