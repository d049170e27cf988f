import type { PageMessage } from "../page-state.ts";

/** What the person sees in the channel itself: no replies but broadcast ones, nothing that is meant for others. */
export function ofChannel(messages: readonly PageMessage[], channel: string, person: string): PageMessage[] {
  return messages.filter(
    (message) =>
      message.channel === channel &&
      (message.threadTs === undefined || message.broadcast === true) &&
      isSeen(message, messages, person),
  );
}

/** The message first, then its replies. */
export function ofThread(messages: readonly PageMessage[], channel: string, ts: string, person: string): PageMessage[] {
  return messages.filter(
    (message) =>
      message.channel === channel &&
      (message.ts === ts || message.threadTs === ts) &&
      isSeen(message, messages, person),
  );
}

/** How many answers a message has that still stand. */
export function repliesTo(messages: readonly PageMessage[], parent: PageMessage, person: string): PageMessage[] {
  return ofThread(messages, parent.channel, parent.ts, person).filter(({ ts }) => ts !== parent.ts);
}

/** A deleted message leaves a trace only where answers hang on it. */
function isSeen(message: PageMessage, messages: readonly PageMessage[], person: string): boolean {
  if (message.ephemeralFor !== undefined && message.ephemeralFor !== person) return false;
  if (!message.deleted) return true;
  return messages.some(
    ({ channel, threadTs, deleted }) => channel === message.channel && threadTs === message.ts && !deleted,
  );
}
