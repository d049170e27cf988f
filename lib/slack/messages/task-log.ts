import type { KnownBlock } from "@slack/types";
import type { Message } from "../../model/message.ts";
import { clip } from "../../text/clip.ts";
import { escapeMrkdwn } from "../../text/escape.ts";
import { shown } from "../../text/shown.ts";
import type { TaskFact } from "../../watch/instance-facts.ts";
import type { Failure } from "../../watch/plan-facts.ts";
import { context, header, plain, preformatted, richText, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { nextPageButton } from "./asking-buttons.ts";
import { ACTIONS } from "./decision-codec.ts";
import { type Line, rich, spoken } from "./line.ts";
import { failureBlock, failureText, labelOf, type PlanMessageOptions } from "./plan-words.ts";

/** One page of the log of a task, and what is known of the task. */
export interface TaskLogPage {
  readonly task: TaskFact;
  /** Of its provisioned product. */
  readonly name: string;
  /** Why it failed; absent unless it did. */
  readonly failure?: Failure | undefined;
  /** Clean and redacted; empty where there is no log. */
  readonly text: string;
  /** From 1. */
  readonly page: number;
  readonly of: number;
  /** Bytes of its beginning that are on no page. */
  readonly leftOut: number;
}

const NAME = 100;

/**
 * What became of a task, why, and one page of its log as it was printed. `text` says as much of the page as there is
 * room for. Whatever the log holds, Slack takes it and nobody is mentioned.
 * @param next the command that shows the next page; undefined on the last
 */
export function taskLog(
  log: TaskLogPage,
  next: string | undefined,
  { texts, label }: Pick<PlanMessageOptions, "texts" | "label">,
): Message {
  const { task, page, of, leftOut, failure } = log;
  const name = shown(log.name, NAME, texts.state.unnamed);
  const title = texts.log.of(name) + (of > 1 ? texts.log.part(page, of) : "") + labelOf(label);
  const what = texts.instance.task(shown(task.type, 40), shown(task.status, 40), shown(task.id, 64));
  const lines: readonly Line[] = [
    [`${what} · `, { at: task.since }],
    ...(page === 1 && leftOut > 0 ? [[texts.log.leftOut(Math.ceil(leftOut / 1_000))]] : []),
    ...(log.text === "" ? [[texts.command.noLog]] : []),
  ];
  const isTold = page === 1 && failure !== undefined;
  const foot = next === undefined ? [] : [texts.command.nextPage(next)];
  const onwards = next === undefined ? [] : nextPageButton(task.id, page + 1, log.name, texts);
  const blocks: KnownBlock[] = [
    header(title),
    richText(words(...rich(lines))),
    ...(isTold ? [failureBlock(failure, texts)] : []),
    ...(log.text === "" ? [] : [richText(preformatted(log.text))]),
    ...(onwards.length === 0 ? [] : [{ type: "actions", block_id: ACTIONS, elements: onwards } as const]),
    ...(foot.length === 0 ? [] : [context(...foot.map(plain))]),
  ];
  const head = [
    spoken([title], 300),
    ...lines.map((line) => spoken(line, 300)),
    ...(isTold ? failureText(failure, texts) : []),
  ].join("\n");
  const end = foot.map((line) => `\n${spoken([line], 200)}`).join("");
  const room = LIMITS.text - head.length - end.length - 1;
  const said = log.text === "" ? "" : `\n${clip(escapeMrkdwn(log.text), room)}`;
  return { text: head + said + end, blocks };
}
