import type { Decider, Refusal } from "../../approve/refusal.ts";
import type { DecisionAction } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import { never } from "../../model/never.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { richText, words } from "../blocks.ts";
import { type Line, labelled, mentionOf, type Piece, rich, spoken, woven } from "./line.ts";
import { consoleBlocks, consoleText, whoOf } from "./plan-words.ts";

/** What became of somebody's decision. */
export type DecisionTold =
  /** `done`: it was before; `underway`: it is being carried out; `unjudged`: nobody could find out. */
  | { readonly kind: "decided" | "done" | "underway" | "unjudged" }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface DecisionAnswerOptions {
  readonly texts: Texts;
  readonly action: DecisionAction;
  /** By its name where that was read, else by its id. */
  readonly plan: Pick<PlanFacts, "id"> & Partial<Pick<PlanFacts, "name">>;
  /** The plan's page. Left out of the message unless it is an https address. */
  readonly consoleUrl?: string | undefined;
}

const NAME = 150;
/** UTF-16 units of a sentence, with whatever stands in it. */
const SENTENCE = 600;

/**
 * What whoever decided is told: what became of it, and in one sentence what to do. For them alone: somebody who is
 * mentioned in it is not called.
 */
export function decisionAnswer(told: DecisionTold, options: DecisionAnswerOptions): Message {
  const { texts, action, plan } = options;
  const title = texts.join.label(titleOf(told, action, texts)) + shown(plan.name ?? plan.id, NAME, texts.state.unnamed);
  const lines: readonly Line[] = [[{ stress: title }], sentenceOf(told, action, texts), ...requestOf(told, texts)];
  return {
    text: [...lines.map((line) => spoken(line, SENTENCE)), ...consoleText(options)].join("\n"),
    blocks: [richText(words(...rich(lines))), ...consoleBlocks(options)],
  };
}

function titleOf(told: DecisionTold, action: DecisionAction, { decision: t }: Texts): string {
  switch (told.kind) {
    case "decided":
    case "done":
      return action === "approve" ? t.approved : t.rejected;
    case "underway":
      return t.deciding;
    case "unjudged":
    case "refused":
      return action === "approve" ? t.notApproved : t.notRejected;
    default:
      return never(told);
  }
}

function sentenceOf(told: DecisionTold, action: DecisionAction, texts: Texts): Line {
  const { decision: t } = texts;
  switch (told.kind) {
    case "decided":
      return [action === "approve" ? t.approvedMeans : t.rejectedMeans];
    case "done":
      return [t.done];
    case "underway":
      return [t.underway];
    case "unjudged":
      return [t.tryAgain];
    case "refused":
      return refusalOf(told.refusal, texts);
    default:
      return never(told);
  }
}

/** Without which Slack does not say whether a channel is shared, of public and of private ones. */
const OF_CHANNELS = "channels:read, groups:read";
const OF_GROUPS = "usergroups:read";

function refusalOf(refusal: Refusal, texts: Texts): Line {
  const { decision: t } = texts;
  switch (refusal.reason) {
    case "disabled":
      return [{ settings: t.disabled, route: t.disabledRoute, person: t.deactivated }[refusal.what]];
    case "expired":
      return [t.expired];
    case "bot":
      return [t.bot];
    case "guest":
      return [t.guest];
    case "foreign":
      return [t.foreign];
    case "shared-channel":
      return [refusal.known ? t.shared : t.sharedUnknown(OF_CHANNELS)];
    case "not-mapped":
      return [
        { nobody: t.nobody, stranger: t.stranger, "no-role": t.noRole, "closed-group": t.closedGroup(OF_GROUPS) }[
          refusal.what
        ],
      ];
    case "ambiguous":
      return [t.ambiguous(texts.join.list(refusal.between.map((who) => whoOf(who, texts))))];
    case "self":
      return [t.self];
    case "changed":
      return [t.changed];
    case "not-pending":
      return [{ over: t.notWaiting, others: t.notYours, unknown: t.unknownPlan }[refusal.what]];
    case "decided": {
      const said = refusal.now ? t.decidingNow : refusal.action === "approve" ? t.approvedBy : t.rejectedBy;
      return woven([deciderOf(refusal.by, texts)], ([who = ""]) => said(who));
    }
    case "cloud-refused": {
      const said = { unsure: t.unsure, broken: t.brokeOff, role: t.roleRefused, no: t.cloudRefused }[
        refusal.how ?? "no"
      ];
      return [(refusal.busy ? t.cloudBusy : said)(shown(refusal.code, 80))];
    }
    default:
      return never(refusal);
  }
}

const deciderOf = (by: Decider, texts: Texts): Piece =>
  "principal" in by ? whoOf(by.principal, texts) : (mentionOf(by.slack) ?? shown(by.slack, 40));

/** The call that was refused: what support asks for first. */
function requestOf(told: DecisionTold, texts: Texts): readonly Line[] {
  const id = told.kind === "refused" && told.refusal.reason === "cloud-refused" ? told.refusal.requestId : undefined;
  return id === undefined ? [] : [labelled(texts, texts.plan.requestId, shown(id, 64))];
}
