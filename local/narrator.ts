import { renderPlain } from "./slack/plain-text.ts";
import type { SlackStandIn } from "./slack/server.ts";
import type { StoredMessage } from "./slack/workspace.ts";

/** Prints what happens in the workspace as readable text, each message as people would see it. */
export function narrate(slack: SlackStandIn, print: (text: string) => void): void {
  const names = new Map(slack.workspace.channels().map((c) => [c.id, c.name]));
  slack.workspace.onChange(({ kind, message }) => {
    const place = `#${names.get(message.channel) ?? message.channel}`;
    const time = new Date(Math.floor(Number(message.ts) * 1_000)).toISOString().slice(11, 19);
    print(`\n--- ${place}  ${titleOf(kind, message)}  (message of ${time})\n${renderPlain(message)}`);
  });
}

function titleOf(kind: string, message: StoredMessage): string {
  if (kind === "deleted") return "message deleted";
  if (message.threadTs === undefined) return kind === "edited" ? "card edited in place" : "new message";
  return message.broadcast ? "reply in the thread, also shown in the channel" : "reply in the thread";
}
