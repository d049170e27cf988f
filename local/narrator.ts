import { never } from "../lib/model/never.ts";
import type { RunningShow, Told } from "./scenario/running-show.ts";
import { renderPlain } from "./slack/plain-text.ts";
import type { SlackStandIn } from "./slack/server.ts";
import type { StoredMessage } from "./slack/workspace.ts";

/** Prints what happens in the workspace as readable text, each message as people would see it. */
export function narrate(slack: SlackStandIn, print: (text: string) => void): void {
  const { users, userGroups } = slack.workspace;
  const names = new Map(slack.workspace.channels().map((c) => [c.id, c.name]));
  const people = new Map([
    ...users.map((u) => [u.id, u.name] as const),
    ...userGroups.map((g) => [g.id, g.handle] as const),
  ]);
  const named = (text: string): string =>
    text.replace(/@([UWS][A-Z0-9]{6,})/g, (at, id) => `@${people.get(id) ?? at.slice(1)}`);
  slack.workspace.onChange(({ kind, message }) => {
    const place = `#${names.get(message.channel) ?? message.channel}`;
    const time = new Date(Math.floor(Number(message.ts) * 1_000)).toISOString().slice(11, 19);
    const seenBy = message.ephemeralFor === undefined ? "" : `, which only ${people.get(message.ephemeralFor)} sees`;
    print(`\n--- ${place}  ${titleOf(kind, message)}${seenBy}  (message of ${time})\n${named(renderPlain(message))}`);
  });
}

/**
 * Prints what plays: what each story is about, and what people do in the cloud.
 * @param atTheEnd what is said when all is over
 */
export function narrateShow(show: RunningShow, print: (text: string) => void, atTheEnd: string): void {
  show.onTold((told) => print(`\n${linesOf(told, atTheEnd)}`));
}

function linesOf(told: Told, atTheEnd: string): string {
  switch (told.what) {
    case "story":
      return `=== ${told.of > 1 ? `${told.number} of ${told.of}: ` : ""}${told.story.title}\n${told.story.caption}`;
    case "act":
      return `> ${told.words}`;
    case "refused":
      return `> ${told.words}: refused. ${told.why}`;
    case "over":
      return atTheEnd;
    default:
      return never(told);
  }
}

function titleOf(kind: string, message: StoredMessage): string {
  if (kind === "deleted") return "message deleted";
  if (message.threadTs === undefined) return kind === "edited" ? "card edited in place" : "new message";
  return message.broadcast ? "reply in the thread, also shown in the channel" : "reply in the thread";
}
