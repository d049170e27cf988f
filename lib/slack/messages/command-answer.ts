import type { Message } from "../../model/message.ts";
import type { Texts } from "../../text/catalogue.ts";
import type { HelpTexts } from "../../text/catalogue-commands.ts";
import { shown } from "../../text/shown.ts";
import { richText, text, words } from "../blocks.ts";
import { spoken } from "./line.ts";
import { answerInSections } from "./sections.ts";

/** What stands behind each command, in the order in which they are listed: `<plan> [comment]`. */
const BEHIND = {
  pending: (t) => `[mine | <${t.aProduct}>]`,
  plan: (t) => `<${t.aPlan}>`,
  task: (t) => `<${t.aTask}> [${t.aPage}]`,
  failed: (t) => `[${t.aLength}]`,
  approve: (t) => `<${t.aPlan}> [${t.aComment}]`,
  reject: (t) => `<${t.aPlan}> [${t.aComment}]`,
  mute: (t) => `<${t.aPlan} | ${t.aProduct}> [${t.aLength}]`,
  unmute: (t) => `<${t.aPlan} | ${t.aProduct}>`,
  whoami: () => "",
  why: (t) => `<${t.aPlan}>`,
  status: () => "",
  help: () => "",
} satisfies Readonly<Record<string, (t: HelpTexts) => string>>;
type Word = keyof typeof BEHIND;

/** How the command is typed: `/planbell plan <plan>`. @param name of the command, `/planbell` */
export const usageOf = (name: string, word: Word, texts: Texts): string =>
  `${name} ${word} ${BEHIND[word](texts.help)}`.trim();

const HELP = new WeakMap<Texts, Map<string, Message>>();

/** What there is, a line each: `/planbell pending`, and what it does. Made once: it is all that many people ever ask. */
export function commandHelp(name: string, texts: Texts): Message {
  const made = HELP.get(texts) ?? new Map<string, Message>();
  HELP.set(texts, made);
  const help = made.get(name) ?? helpOf(name, texts);
  made.set(name, help);
  return help;
}

function helpOf(name: string, texts: Texts): Message {
  const entries = (Object.keys(BEHIND) as Word[]).map((word) => [
    [{ stress: usageOf(name, word, texts) }, ` ${texts.help[word]}`],
  ]);
  return answerInSections(texts.help.canDo(name), [{ entries }], [], texts);
}

/** One sentence, whatever it quotes: nothing in it becomes markup, and nobody is mentioned. */
export const sentence = (said: string): Message => ({
  text: spoken([said], 1_000),
  blocks: [richText(words(text(said)))],
});

/** What somebody typed, as an answer may quote it. */
export const quoted = (typed: string): string => shown(typed, 40);
