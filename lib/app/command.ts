import type { Message } from "../model/message.ts";
import { isWaiting } from "../model/plan.ts";
import type { Clock, StateStore } from "../ports.ts";
import { commandHelp, quoted, sentence } from "../slack/messages/command-answer.ts";
import { MOST_PENDING, pendingList } from "../slack/messages/pending-list.ts";
import type { Texts } from "../text/catalogue.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";
import { readCommandLine } from "./command-line.ts";
import { hotPrefix, sortHot } from "./records.ts";
import { planLink, type RenderSettings } from "./render.ts";

export interface CommandPorts {
  readonly store: StateStore;
  readonly clock: Pick<Clock, "now">;
}

export interface CommandSettings extends RenderSettings {
  readonly shard: string;
  /** `/planbell`, as this workspace names it. */
  readonly command: string;
}

/** What somebody typed. */
export interface Typed {
  /** With its slash. */
  readonly command: string;
  readonly text: string;
}

/** The answer, for whoever asked alone, and what the log may say of it. */
export interface CommandAnswer {
  readonly message: Message;
  /** A kind of ours, never a word that was typed. */
  readonly kind: "help" | "pending" | "argument" | "not-built" | "unknown" | "other-name";
}

/**
 * Answers a command from the stored state: one round trip to it at most, none to the catalog or to Slack.
 *
 * Whatever was typed, Slack takes the answer and nobody is mentioned.
 * @throws {StoreUnusable} {NewerFormat} {RecordRefused} where the state has to be read
 */
export async function runCommand(ports: CommandPorts, settings: CommandSettings, typed: Typed): Promise<CommandAnswer> {
  const { texts, command: name } = settings;
  const t = texts.command;
  if (typed.command !== name) return { kind: "other-name", message: sentence(t.otherName(name)) };
  const asked = readCommandLine(typed.text);
  switch (asked.kind) {
    case "help":
      return { kind: "help", message: commandHelp(name, texts) };
    case "pending":
      return pending(ports, settings);
    case "argument":
      return { kind: "argument", message: sentence(t.noArgument(name, asked.word)) };
    case "unknown":
      return { kind: "unknown", message: sentence(t.unknown(quoted(asked.typed), name, asked.nearest)) };
    default:
      return { kind: "not-built", message: sentence(t.notBuilt(name, asked.kind)) };
  }
}

/** The answer where there is none: the state failed, or was too slow, or we did. */
export const excuse = (texts: Texts, why: "stateFails" | "tooSlow" | "failed"): Message => sentence(texts.command[why]);

async function pending({ store, clock }: CommandPorts, settings: CommandSettings): Promise<CommandAnswer> {
  const { texts, label, consolePlan, shard } = settings;
  const { poll, plans } = sortHot(await store.scan(hotPrefix(shard)));
  // Until the first poll is through, nothing known is not the same as nothing waiting.
  if (poll?.value.watermark === undefined) return { kind: "pending", message: sentence(texts.command.neverRead) };
  const waiting = [...plans.values()]
    .map(({ value }) => value.facts)
    .filter((facts) => isWaiting(facts) && !facts.gone);
  waiting.sort(longestFirst);
  const message = pendingList(
    { plans: waiting.slice(0, MOST_PENDING), total: waiting.length, now: clock.now(), asOf: poll.value.heartbeat },
    { texts, label, consoleUrl: (plan) => planLink(consolePlan, plan) },
  );
  return { kind: "pending", message };
}

const longestFirst = (a: PlanFacts, b: PlanFacts): number => a.since - b.since || (a.id < b.id ? -1 : 1);
