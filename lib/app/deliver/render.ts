import type { PlanId, ProvisionedProductId, TaskId } from "../../model/brand.ts";
import type { Sealed } from "../../model/job.ts";
import type { Locale } from "../../model/locale.ts";
import type { Message } from "../../model/message.ts";
import type { DigestMember, DigestRecord, Manner } from "../../notify/record.ts";
import type { LogFile } from "../../ports.ts";
import { planDigest } from "../../slack/messages/digest.ts";
import { instanceCard } from "../../slack/messages/instance-card.ts";
import { instanceNote } from "../../slack/messages/instance-note.ts";
import { planCard } from "../../slack/messages/plan-card.ts";
import { type LogPart, type Named, planLog, planLogFile } from "../../slack/messages/plan-log.ts";
import { type PlanNoteOptions, planNote } from "../../slack/messages/plan-note.ts";
import { watchNotice } from "../../slack/messages/watch-notice.ts";
import type { Texts } from "../../text/catalogue.ts";
import type { LogText } from "../../text/log-text.ts";
import { textsFor } from "../../text/pick.ts";
import type { InstanceFacts } from "../../watch/instance-facts.ts";
import type { InstanceTransition } from "../../watch/instance-transition.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import type { Notice, Transition } from "../../watch/transition.ts";

/** Facts to messages, with the settings that wording depends on already applied. Pure. */
export interface Renderer {
  /** @param decide what its buttons decide on; absent: it has none */
  card(facts: PlanFacts, manner?: Manner, decide?: Sealed): Message;
  note(
    facts: PlanFacts,
    transitions: readonly Transition[],
    manner?: Manner,
    deciderOf?: PlanNoteOptions["deciderOf"],
  ): Message;
  instanceCard(facts: InstanceFacts, manner?: Manner): Message;
  instanceNote(facts: InstanceFacts, transitions: readonly InstanceTransition[], manner?: Manner): Message;
  log(facts: Named, part: LogPart, manner?: Manner): Message;
  /** @param name the file's, without its ending */
  logFile(facts: Named, name: string, log: LogText, manner?: Manner): LogFile;
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
  /** Do messages have buttons that ask? Slack's clicks have to reach Planbell. */
  readonly buttons: boolean;
}

export function createRenderer({ texts, label, consolePlan, buttons }: RenderSettings): Renderer {
  const labelled = label === undefined ? {} : { label };
  const inWordsOf = ({ locale }: { readonly locale?: Locale }) => ({
    ...labelled,
    texts: locale === undefined ? texts : textsFor(locale),
  });
  const as = (manner: Manner) => ({ ...inWordsOf(manner), mentions: manner.mentions });
  return {
    card: (facts, manner = {}, decide) =>
      planCard(facts, {
        ...as(manner),
        decide,
        asking: buttons ? { details: facts.gone ? undefined : facts.id, log: logOf(facts) } : undefined,
        consoleUrl: planLink(consolePlan, facts),
      }),
    note: (facts, transitions, manner = {}, deciderOf) => planNote(facts, transitions, { ...as(manner), deciderOf }),
    instanceCard: (facts, manner = {}) =>
      instanceCard(facts, { ...as(manner), asking: buttons ? { log: logOf(facts) } : undefined }),
    instanceNote: (facts, transitions, manner = {}) => instanceNote(facts, transitions, as(manner)),
    log: (facts, part, manner = {}) => planLog(facts, part, inWordsOf(manner)),
    logFile: (facts, name, log, manner = {}) => planLogFile(facts, name, log, inWordsOf(manner)),
    digest: (digest) =>
      planDigest(digest, {
        ...inWordsOf(digest),
        consoleUrl: (member) => memberLink(consolePlan, member),
        shows: buttons,
      }),
    notice: (notices) => watchNotice(notices, { texts, ...labelled }),
  };
}

/** The task whose log says why it failed. */
const logOf = ({ failure, gone }: Pick<PlanFacts | InstanceFacts, "failure" | "gone">): TaskId | undefined =>
  gone ? undefined : failure?.taskId;

/** No address of an instance is known to be right. */
const memberLink = (template: string, member: DigestMember): string | undefined =>
  member.instance ? undefined : planLink(template, member);

/** Where a plan stands in the console. */
export const planLink = (
  template: string,
  facts: { readonly id: PlanId | ProvisionedProductId; readonly region: string },
): string =>
  template
    .replaceAll("{planId}", encodeURIComponent(facts.id))
    .replaceAll("{region}", encodeURIComponent(facts.region));

export type { Named };

/** The same message for a Slack that refuses its blocks: the text says everything. */
export const plainText = (message: Message): Message => ({ text: message.text, blocks: [] });
