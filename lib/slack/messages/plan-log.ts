import type { Message } from "../../model/message.ts";
import { clip } from "../../text/clip.ts";
import { escapeMrkdwn } from "../../text/escape.ts";
import type { LogText } from "../../text/log-text.ts";
import { shown } from "../../text/shown.ts";
import { preformatted, richText, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { type Line, rich, spoken } from "./line.ts";
import { labelOf, type PlanMessageOptions } from "./plan-words.ts";

/** The plan or the instance whose task failed. */
export interface Named {
  readonly name: string;
}

/** One of the messages that a log, or its end, takes. */
export interface LogPart {
  /** Clean and redacted. */
  readonly text: string;
  /** From 1. */
  readonly part: number;
  readonly of: number;
  /** False: the parts are the end of the log, for all of it takes a file. */
  readonly whole: boolean;
}

const NAME = 256;

/**
 * Part of a failed task's log, as it was printed, for the thread of the card. `text` names plan or instance, and part, and
 * says as much of its beginning as there is room for. Whatever the log holds, Slack takes it and nobody is mentioned.
 */
export function planLog(facts: Named, { text, part, of, whole }: LogPart, options: PlanMessageOptions): Message {
  const t = options.texts.log;
  const name = nameOf(facts, options);
  const title = (whole ? t.of(name) : t.endOf(name)) + (of === 1 ? "" : t.part(part, of)) + labelOf(options.label);
  const lines: Line[] = [[{ stress: title }], ...(whole || part > 1 ? [] : [[t.wholeIsFile]])];
  // A part ends with its last line's end, and need not show it.
  const log = text.replace(/\n$/, "") || "-";
  const head = lines.map((line) => spoken(line, 700)).join("\n");
  return {
    text: `${head}\n${clip(escapeMrkdwn(log), LIMITS.text - head.length - 1)}`,
    blocks: [richText(words(...rich(lines)), preformatted(log))],
  };
}

/** The whole log as a file; its first line says how much of its beginning is not there. */
export function planLogFile(facts: Named, name: string, log: LogText, options: PlanMessageOptions) {
  const t = options.texts.log;
  return {
    name: `${name}.log`,
    title: t.of(nameOf(facts, options)) + labelOf(options.label),
    text: (log.leftOut > 0 ? `${t.leftOut(Math.ceil(log.leftOut / 1_000))}\n` : "") + log.text,
  };
}

const nameOf = (facts: Named, { texts }: PlanMessageOptions): string => shown(facts.name, NAME, texts.state.unnamed);
