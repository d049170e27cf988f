import { type Ms, seconds } from "../../model/brand.ts";
import { SlackError } from "../../model/errors.ts";
import type { Asker } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import { never } from "../../model/never.ts";
import { sentence, usageOf } from "../../slack/messages/command-answer.ts";
import type { Texts } from "../../text/catalogue.ts";
import { textsFor } from "../../text/pick.ts";
import type { Asking, CommandAnswer, CommandPorts, CommandSettings } from "./asking.ts";
import { answerAtOnce, type Typed } from "./at-once.ts";
import { type Asked, readCommandLine } from "./command-line.ts";
import { failed } from "./failed.ts";
import { mute, unmute } from "./mute.ts";
import { pending } from "./pending.ts";
import { plan } from "./plan.ts";
import { status } from "./status.ts";
import { task } from "./task.ts";
import { whoami } from "./whoami.ts";
import { why } from "./why.ts";

export type { CommandAnswer, CommandPorts, CommandSettings, Typed };

/**
 * Answers a command, in the language of whoever asks.
 *
 * From the stored state, in one round trip to it for most; only `task`, and `plan` of one that is not known, ask the
 * catalog. Whatever was typed, Slack takes the answer and nobody is called.
 * @throws {StoreUnusable} {NewerFormat} {RecordRefused} where the state has to be read
 */
export async function runCommand(
  ports: CommandPorts,
  settings: CommandSettings,
  typed: Typed,
  by: Asker,
): Promise<CommandAnswer> {
  const atOnce = answerAtOnce(settings, typed);
  if (atOnce !== undefined) return atOnce;
  const asked = readCommandLine(typed.text);
  const texts = await textsOf(ports, settings, by);
  return { kind: wordOf(asked), message: await answer({ ports, settings: { ...settings, texts }, by }, asked) };
}

const wordOf = (asked: Asked): CommandAnswer["kind"] => (asked.kind === "form" ? asked.action : asked.kind);

async function answer(asking: Asking, asked: Asked): Promise<Message> {
  switch (asked.kind) {
    case "pending":
      return pending(asking, asked);
    case "plan":
      return plan(asking, asked.plan);
    case "task":
      return task(asking, asked.task, asked.page);
    case "failed":
      return failed(asking, asked.within);
    case "mute":
      return mute(asking, asked.what, asked.length);
    case "unmute":
      return unmute(asking, asked.what);
    case "whoami":
      return whoami(asking);
    case "why":
      return why(asking, asked.plan);
    case "status":
      return status(asking);
    case "form": {
      // It takes a modal, and whoever could have opened one has not.
      const { texts, command } = asking.settings;
      return sentence(texts.command.noForm(usageOf(command, asked.action, texts)));
    }
    case "help":
    case "argument":
    case "unknown":
      throw new Error(`${asked.kind} is answered at once`);
    default:
      return never(asked);
  }
}

/** Nobody waits longer to be answered in their own language. */
const PATIENCE: Ms = seconds(1);

/** The words of whoever asks; the configured ones where Slack does not say, or not in time. */
export async function textsOf(
  { directory, clock }: Pick<CommandPorts, "directory" | "clock">,
  { texts }: Pick<CommandSettings, "texts">,
  { user }: Pick<Asker, "user">,
): Promise<Texts> {
  const asked = directory.person(user).catch((error: unknown) => {
    if (error instanceof SlackError) return undefined;
    throw error;
  });
  const person = await Promise.race([asked, clock.sleep(PATIENCE).then(() => undefined)]);
  return person?.locale === undefined ? texts : textsFor(person.locale);
}
