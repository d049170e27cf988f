import type { Message } from "../../model/message.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import { bullets, header, richText, text, words } from "../blocks.ts";
import { rich, spoken } from "./line.ts";

/** What there is, a line each: `/planbell pending`, and what it does. @param name of the command, `/planbell` */
export function commandHelp(name: string, texts: Texts): Message {
  const t = texts.command;
  const title = t.canDo(name);
  const lines = (["pending", "help"] as const).map((word) => [{ stress: `${name} ${word}` }, ` ${t[word]}`]);
  return {
    text: [spoken([title], 200), ...lines.map((line) => spoken(line, 300))].join("\n"),
    blocks: [header(title), richText(bullets(...lines.map((line) => words(...rich([line])))))],
  };
}

/** One sentence, whatever it quotes: nothing in it becomes markup, and nobody is mentioned. */
export const sentence = (said: string): Message => ({
  text: spoken([said], 1_000),
  blocks: [richText(words(text(said)))],
});

/** What somebody typed, as an answer may quote it. */
export const quoted = (typed: string): string => shown(typed, 40);
