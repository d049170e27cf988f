import type { App } from "./app/app.ts";
import { isTaken } from "./app/outcome.ts";
import { commandError, commandFailure } from "./app/words.ts";
import { fieldsOf } from "./block-fields.ts";
import { Refused } from "./call.ts";
import type { Deed } from "./deed.ts";
import type { Desk } from "./desk.ts";
import { respond } from "./responding.ts";
import type { User } from "./workspace.ts";

/** A line that a person sends. */
export interface CommandLine {
  readonly channel: string;
  /** "/planbell help" */
  readonly text: string;
  /** Where it was written when not in the channel itself. Slack has no apps' commands there. */
  readonly threadTs?: string;
}

/**
 * Tells the app of a command and shows what it answers at once: to the person alone, unless it says `in_channel`, which
 * shows the typed line too.
 * @see https://docs.slack.dev/interactivity/implementing-slash-commands
 */
export async function runCommand(desk: Desk, app: App, user: User, line: CommandLine): Promise<Deed> {
  const [, command = line.text, text = ""] = /^(\/\S+)(?:\s+([\s\S]*))?$/.exec(line.text.trim()) ?? [];
  const refusal = refusalOf(desk, app, user, command, line);
  if (refusal !== undefined) return { ok: false, reason: "refused", said: refusal };
  const place = { channel: desk.workspace.channel(line.channel)?.id ?? line.channel, user: user.id };
  const handles = { triggerId: desk.triggers.issue(user.id), responseUrl: desk.responseUrls.issue(place) };
  const payload = app.payloads.command(user, { channel: place.channel, command, text }, handles);
  const outcome = await app.delivery.send({
    type: "slash_commands",
    name: "slash command",
    payload,
    takesAnswer: true,
  });
  if (!isTaken(outcome)) return { ok: false, ...commandFailure(command, outcome) };
  const { body } = outcome;
  if (body === undefined) return { ok: true };
  const answer = typeof body === "string" ? { text: body } : fieldsOf(body);
  if (answer["response_type"] === "in_channel") desk.workspace.say(place.channel, user.id, line.text);
  try {
    respond(desk, place, answer);
    return { ok: true };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { ok: false, reason: "refused", said: commandError(command, error.word) };
  }
}

/** What Slack says of a line that it does not send to the app. */
function refusalOf(desk: Desk, app: App, user: User, command: string, line: CommandLine): string | undefined {
  const channel = desk.workspace.channel(line.channel);
  if (!channel || channel.archived || !desk.workspace.isIn(channel.id, user.id)) return "You cannot write here.";
  if (!app.commands.some(({ name }) => name === command)) return `${command} is not a valid command.`;
  return line.threadTs === undefined ? undefined : `${command} is not supported in threads. Sorry!`;
}
