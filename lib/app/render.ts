import type { Message } from "../model/message.ts";
import type { DigestRecord } from "../notify/record.ts";
import type { LogFile } from "../ports.ts";
import { planDigest } from "../slack/messages/digest.ts";
import { planCard } from "../slack/messages/plan-card.ts";
import { type LogPart, planLog, planLogFile } from "../slack/messages/plan-log.ts";
import { planNote } from "../slack/messages/plan-note.ts";
import { watchNotice } from "../slack/messages/watch-notice.ts";
import type { Texts } from "../text/catalogue.ts";
import type { LogText } from "../text/log-text.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";
import type { Notice, Transition } from "../watch/transition.ts";

/** Facts to messages, with the settings that wording depends on already applied. Pure. */
export interface Renderer {
  card(facts: PlanFacts): Message;
  note(facts: PlanFacts, transitions: readonly Transition[]): Message;
  log(facts: PlanFacts, part: LogPart): Message;
  /** @param name the file's, without its ending */
  logFile(facts: PlanFacts, name: string, log: LogText): LogFile;
  digest(digest: DigestRecord): Message;
  notice(notices: readonly Notice[]): Message;
}

export interface RenderSettings {
  readonly texts: Texts;
  /** Shown on cards; lets two deployments share a workspace. */
  readonly label: string | undefined;
  /** Console address of a plan, with `{planId}` and `{region}` to fill in. */
  readonly consolePlan: string;
}

export function createRenderer({ texts, label, consolePlan }: RenderSettings): Renderer {
  const common = { texts, ...(label === undefined ? {} : { label }) };
  return {
    card: (facts) => planCard(facts, { ...common, consoleUrl: planLink(consolePlan, facts) }),
    note: (facts, transitions) => planNote(facts, transitions, common),
    log: (facts, part) => planLog(facts, part, common),
    logFile: (facts, name, log) => planLogFile(facts, name, log, common),
    digest: (digest) => planDigest(digest, { ...common, consoleUrl: (member) => planLink(consolePlan, member) }),
    notice: (notices) => watchNotice(notices, common),
  };
}

/** Where a plan stands in the console. */
export const planLink = (template: string, facts: Pick<PlanFacts, "id" | "region">): string =>
  template
    .replaceAll("{planId}", encodeURIComponent(facts.id))
    .replaceAll("{region}", encodeURIComponent(facts.region));

/** The same message for a Slack that refuses its blocks: the text says everything. */
export const plainText = (message: Message): Message => ({ text: message.text, blocks: [] });
