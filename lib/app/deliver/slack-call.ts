import type { ChannelId, MessageTs } from "../../model/brand.ts";
import { FilesRefused, HistoryUnreadable, SlackError } from "../../model/errors.ts";
import type { Message } from "../../model/message.ts";
import type { SentWithin } from "../../notify/draft.ts";
import type { Outcome } from "../../notify/outcome.ts";
import type { LogFile, Mark, Messenger, Posted, Target } from "../../ports.ts";

/** Sends a new message; what came of it as a value. Anything but a Slack failure is a bug and is thrown. */
export async function send(messenger: Messenger, message: Message, target: Target, mark: Mark): Promise<Outcome> {
  return outcomeOf(async () => ({ kind: "sent", ...(await messenger.post(message, target, mark)) }));
}

export async function edit(messenger: Messenger, message: Message, at: Posted): Promise<Outcome> {
  return outcomeOf(async () => {
    await messenger.update(message, at);
    return { kind: "edited" };
  });
}

/** Sends a file, and nothing twice: one whose answer was lost cannot be looked for. */
export async function upload(messenger: Messenger, file: LogFile, target: Target): Promise<Outcome> {
  return outcomeOf(async () => {
    await messenger.upload(file, target);
    return { kind: "uploaded" };
  });
}

/** Looks whether a message whose answer was lost stands after all. */
export async function look(
  messenger: Messenger,
  mark: Mark,
  target: { channel: ChannelId; thread?: MessageTs },
  { since, until }: SentWithin,
): Promise<Outcome> {
  return outcomeOf(async () => {
    const found = await messenger.find(mark, target, since, until);
    return found === undefined ? { kind: "absent" } : { kind: "found", ...found };
  });
}

async function outcomeOf(call: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof HistoryUnreadable) return { kind: "unreadable" };
    if (!(error instanceof SlackError)) throw error;
    if (error instanceof FilesRefused) return { kind: "no-files", code: error.code };
    const { fault, code, retryAfter } = error;
    return { kind: "failed", fault, code, ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
}
