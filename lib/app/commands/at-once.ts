import type { Message } from "../../model/message.ts";
import { never } from "../../model/never.ts";
import { commandHelp, quoted, sentence, usageOf } from "../../slack/messages/command-answer.ts";
import type { Texts } from "../../text/catalogue.ts";
import type { CommandAnswer, CommandSettings } from "./asking.ts";
import { type Asked, readCommandLine } from "./command-line.ts";

/** What somebody typed. */
export interface Typed {
  /** With its slash. */
  readonly command: string;
  readonly text: string;
}

/**
 * The answer to what needs no look at anything: help, and whatever is no command. In the configured language: nobody is
 * asked for theirs. Undefined: somebody has to look.
 */
export function answerAtOnce(
  { command: name, texts }: Pick<CommandSettings, "command" | "texts">,
  typed: Typed,
): CommandAnswer | undefined {
  if (typed.command !== name) return { kind: "other-name", message: sentence(texts.command.otherName(name)) };
  const asked = readCommandLine(typed.text);
  switch (asked.kind) {
    case "help":
      return { kind: "help", message: commandHelp(name, texts) };
    case "argument":
      return { kind: "argument", message: sentence(faultWords(asked, name, texts)) };
    case "unknown":
      return { kind: "unknown", message: sentence(texts.command.unknown(quoted(asked.typed), name, asked.nearest)) };
    default:
      return undefined;
  }
}

/** The answer where there is none: the state failed, or was too slow, or we did. */
export const excuse = (texts: Texts, why: "stateFails" | "tooSlow" | "failed"): Message => sentence(texts.command[why]);

function faultWords({ word, fault, typed }: Extract<Asked, { kind: "argument" }>, name: string, texts: Texts): string {
  const t = texts.command;
  switch (fault) {
    case "lacks":
      return t.lacks(usageOf(name, word, texts));
    case "takes-nothing":
      return t.takesNothing(usageOf(name, word, texts));
    case "length":
      return t.noLength(quoted(typed));
    default:
      return never(fault);
  }
}
