import type { Sealed } from "../../model/job.ts";
import { isWaiting, type OperationRecord, type Principal } from "../../model/plan.ts";
import type { Mentions } from "../../notify/mentions.ts";
import type { Texts } from "../../text/catalogue.ts";
import { escapeMrkdwn } from "../../text/escape.ts";
import { hintFor } from "../../text/hints/hint.ts";
import { shown, shownLines } from "../../text/shown.ts";
import type { Failure, PlanFacts } from "../../watch/plan-facts.ts";
import { link, preformatted, richText, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import type { Asking } from "./asking-buttons.ts";
import { type Line, labelled, rich, spoken } from "./line.ts";

/** How a plan is told: the language, and what this deployment adds. */
export interface PlanMessageOptions {
  readonly texts: Texts;
  /** Names this deployment where two share a workspace. */
  readonly label?: string | undefined;
  /** Whom the message mentions; everybody else is named. */
  readonly mentions?: Mentions | undefined;
  /** What may be decided on from the message; absent: nothing, and there are no buttons. */
  readonly decide?: Sealed | undefined;
  /** At most so many parameters are listed; a card's few by default. */
  readonly parameters?: number | undefined;
  /** UTF-16 units of the message that its table of changes leaves to what comes below; by default none. */
  readonly reserve?: number | undefined;
  /** What may be asked from the message by a press; absent: nothing. */
  readonly asking?: Asking | undefined;
  /** The plan's page. Left out of the message unless it is an https address. */
  readonly consoleUrl?: string | undefined;
}

/** What one transition says in a note. */
export interface Telling {
  readonly what: string;
  readonly lines: readonly Line[];
  readonly failed?: true;
  readonly failure?: Failure | undefined;
}

const NAME = 256;
const FAILURE_TEXT = 500;

/** Cards and notes start with it: `Waiting for approval: vpc-prod`. */
export const titleOf = (what: string, facts: PlanFacts, texts: Texts, longest = NAME): string =>
  texts.join.label(what) + shown(facts.name, longest, texts.state.unnamed);

/** ` [prod]`, or nothing. */
export const labelOf = (label: string | undefined): string =>
  label === undefined || label.trim() === "" ? "" : ` [${shown(label, 30)}]`;

export function stateOf(facts: PlanFacts, texts: Texts): string {
  if (facts.gone) return texts.state.gone;
  return statusOf(isWaiting(facts) ? "ApplicationInProgress" : facts.status, texts);
}

export const statusOf = (status: string, texts: Texts): string => shown(texts.state.status(status), 40);

export const whoOf = (who: Principal, texts: Texts): string =>
  texts.state.principal(shown(who.kind, 24, ""), shown(who.name, 64, texts.state.unnamed));

/** How many more things there are than were listed, or nothing. */
export const more = (count: number, texts: Texts): readonly string[] => (count > 0 ? [texts.plan.andMore(count)] : []);

/** The same of people. */
export const others = (count: number, texts: Texts): readonly string[] =>
  count > 0 ? [texts.plan.otherPeople(count)] : [];

export function recordOf(record: OperationRecord, texts: Texts): string {
  return texts.plan.record(shown(record.action, 24), whoOf(record.by, texts), shown(record.comment, 120, ""));
}

/** Why it failed, as a block: the log's lines as they were printed, code and request id, then what helps. */
export function failureBlock(failure: Failure | undefined, texts: Texts) {
  const { lines, code, hint } = failureWords(failure, texts);
  const below = [code, ...hint].filter((line) => line.length > 0);
  return richText(preformatted(lines), ...(below.length === 0 ? [] : [words(...rich(below))]));
}

/** The same as lines of top-level text, at most 1,100 UTF-16 units. */
export function failureText(failure: Failure | undefined, texts: Texts): readonly string[] {
  const { lines, code, hint } = failureWords(failure, texts);
  return [
    spoken([lines], 650),
    ...(code.length === 0 ? [] : [spoken(code, 200)]),
    ...hint.map((line) => spoken(line, 120)),
  ];
}

interface FailureWords {
  readonly lines: string;
  readonly code: Line;
  /** At most two lines. Derived each time, so that better hints change no record and edit no card. */
  readonly hint: readonly Line[];
}

function failureWords(failure: Failure | undefined, texts: Texts): FailureWords {
  const lines = shownLines((failure?.lines ?? []).join("\n"), FAILURE_TEXT, "").trim();
  const code = failure?.code ? labelled(texts, texts.plan.errorCode, shown(failure.code, 80)) : [];
  const request = failure?.requestId ? labelled(texts, texts.plan.requestId, shown(failure.requestId, 64)) : [];
  const hint = failure === undefined ? undefined : hintFor(failure);
  return {
    lines: lines === "" ? texts.plan.noReason : lines,
    code: [...code, ...(code.length > 0 && request.length > 0 ? [" · "] : []), ...request],
    hint: hint === undefined ? [] : texts.hint(hint).map((line) => [line]),
  };
}

/** `Open in console` as a block; nothing unless the address is https and harmless in every place we put it. */
export function consoleBlocks({ texts, consoleUrl }: PlanMessageOptions) {
  return consoleUrl !== undefined && harmless(consoleUrl)
    ? [richText(words(link(consoleUrl, texts.plan.openInConsole)))]
    : [];
}

/** The address in the top-level text, when it fits into 250 UTF-16 units. */
export function consoleText({ texts, consoleUrl }: PlanMessageOptions): readonly string[] {
  if (consoleUrl === undefined || !harmless(consoleUrl)) return [];
  const said = escapeMrkdwn(texts.join.label(texts.plan.openInConsole) + consoleUrl);
  return said.length <= 250 ? [said] : [];
}

/** Is the address https, and harmless in every place we put it? */
export const harmless = (url: string): boolean =>
  url.length <= LIMITS.url && /^https:\/\/[\w.-]+(?::\d+)?(?:[/?#][!-~]*)?$/.test(url) && !/[<>|"\\`]/.test(url);
