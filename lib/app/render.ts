import type { Locale } from "../model/locale.ts";
import type { Message } from "../model/message.ts";
import type { DigestRecord, Manner } from "../notify/record.ts";
import type { LogFile } from "../ports.ts";
import { planDigest } from "../slack/messages/digest.ts";
import { planCard } from "../slack/messages/plan-card.ts";
import { type LogPart, planLog, planLogFile } from "../slack/messages/plan-log.ts";
import { planNote } from "../slack/messages/plan-note.ts";
import { watchNotice } from "../slack/messages/watch-notice.ts";
import type { Texts } from "../text/catalogue.ts";
import type { LogText } from "../text/log-text.ts";
import { textsFor } from "../text/pick.ts";
import type { PlanFacts } from "../watch/plan-facts.ts";
import type { Notice, Transition } from "../watch/transition.ts";

/** Facts to messages, with the settings that wording depends on already applied. Pure. */
export interface Renderer {
  card(facts: PlanFacts, manner?: Manner): Message;
  note(facts: PlanFacts, transitions: readonly Transition[], manner?: Manner): Message;
  log(facts: PlanFacts, part: LogPart, manner?: Manner): Message;
  /** @param name the file's, without its ending */
  logFile(facts: PlanFacts, name: string, log: LogText, manner?: Manner): LogFile;
  digest(digest: DigestRecord): Message;
  notice(notices: readonly Notice[]): Message;
}

export interface RenderSettings {
  /** In the configured language. */
  readonly texts: Texts;
  /** Shown on cards; lets two deployments share a workspace. */
  readonly label: string | undefined;
  /** Console address of a plan, with `{planId}` and `{region}` to fill in. */
  readonly consolePlan: string;
}

export function createRenderer({ texts, label, consolePlan }: RenderSettings): Renderer {
  const labelled = label === undefined ? {} : { label };
  const inWordsOf = ({ locale }: { readonly locale?: Locale }) => ({
    ...labelled,
    texts: locale === undefined ? texts : textsFor(locale),
  });
  const as = (manner: Manner) => ({ ...inWordsOf(manner), mentions: manner.mentions });
  return {
    card: (facts, manner = {}) => planCard(facts, { ...as(manner), consoleUrl: planLink(consolePlan, facts) }),
    note: (facts, transitions, manner = {}) => planNote(facts, transitions, as(manner)),
    log: (facts, part, manner = {}) => planLog(facts, part, inWordsOf(manner)),
    logFile: (facts, name, log, manner = {}) => planLogFile(facts, name, log, inWordsOf(manner)),
    digest: (digest) =>
      planDigest(digest, { ...inWordsOf(digest), consoleUrl: (member) => planLink(consolePlan, member) }),
    notice: (notices) => watchNotice(notices, { texts, ...labelled }),
  };
}

/** Where a plan stands in the console. */
export const planLink = (template: string, facts: Pick<PlanFacts, "id" | "region">): string =>
  template
    .replaceAll("{planId}", encodeURIComponent(facts.id))
    .replaceAll("{region}", encodeURIComponent(facts.region));

/** The same message for a Slack that refuses its blocks: the text says everything. */
export const plainText = (message: Message): Message => ({ text: message.text, blocks: [] });
