import type { EpochMs } from "../../model/brand.ts";
import type { Message } from "../../model/message.ts";
import { never } from "../../model/never.ts";
import type { Principal } from "../../model/plan.ts";
import type { Draft, PlanRecord } from "../../notify/record.ts";
import type { Route, Verdict } from "../../notify/route.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import type { PlanKind } from "../../watch/transition.ts";
import { type Line, labelled, type Piece } from "./line.ts";
import { muteLine, type ShownMute } from "./mute-answer.ts";
import { labelOf, type PlanMessageOptions, statusOf, titleOf, whoOf } from "./plan-words.ts";
import { answerInSections, type Section } from "./sections.ts";
import { personPiece, placePiece } from "./slack-places.ts";

/** What is known of how a plan came to be told, or not to be told. */
export interface Why {
  readonly record: PlanRecord;
  /** What happened last, that was told; undefined: nothing. */
  readonly kind: string | undefined;
  /** One verdict for each of the rules, on that. */
  readonly rules: readonly { readonly route: Route; readonly verdict: Verdict }[];
  /** Undefined: not in the map. */
  readonly people: readonly { readonly who: Principal; readonly ids: readonly string[] | undefined }[];
  readonly mutes: readonly ShownMute[];
  readonly now: EpochMs;
  readonly age: string;
  readonly team: string;
}

const MOST_EVENTS = 8;
const MOST_RULES = 8;
const MOST_PEOPLE = 6;
const MOST_SENT = 6;
const MOST_IDS = 5;

/**
 * What was seen of a plan, which rules took it and which did not, whom it means, what stands in Slack of it and what is
 * owed. Whatever the record holds, Slack takes the message; people are shown to whoever asked, and not called.
 */
export function whyAnswer(why: Why, { texts, label }: Pick<PlanMessageOptions, "texts" | "label">): Message {
  const { record, age } = why;
  const state = texts.state.status(record.facts.status);
  const title = titleOf(shown(record.facts.gone ? texts.state.gone : state, 40), record.facts, texts, 80);
  const sections = [seen(why, texts), rules(why, texts), people(why, texts), sent(why, texts), owed(why, texts)];
  const others = why.mutes.map((mute) => [muteLine(mute, texts)]);
  const about = { entries: [...decided(record, why.now, texts), ...others] };
  const foot = [`${texts.plan.plan} ${shown(record.id, 128)}`, age];
  return answerInSections(title + labelOf(label), [about, ...sections], foot, texts);
}

const listed = (heading: string, lines: readonly Line[], most: number): Section => ({
  heading,
  entries: lines.slice(0, most).map((line) => [line]),
  total: lines.length,
});

/** What a transition of this kind is called; one that only a newer Planbell knows by its own word. */
function kindWords(kind: string, { note: t }: Texts): string {
  const words: Readonly<Record<PlanKind, string>> = {
    "plan.awaiting-approval": t.awaitingApproval,
    "plan.handed-over": t.handedOver,
    "plan.approved": t.approved,
    "plan.rejected": t.rejected,
    "plan.canceled": t.canceled,
    "plan.changed": t.changed,
    "plan.vanished": t.vanished,
    "plan.succeeded": t.succeeded,
    "plan.moved": t.moved,
    "plan.executing": t.executing,
    "plan.preview-failed": t.previewFailed,
    "plan.failed": t.failed,
  };
  return Object.hasOwn(words, kind) ? words[kind as PlanKind] : shown(kind, 40);
}

function seen({ record }: Why, texts: Texts): Section {
  const lines = record.events.toReversed().map(({ at, kind, status, taskId }): Line => {
    const [what, state] = [kindWords(kind, texts), statusOf(status, texts)];
    const more = [...(state === what ? [] : [state]), ...(taskId === undefined ? [] : [shown(taskId, 40)])];
    return [{ at }, ` · ${[what, ...more].join(" · ")}`];
  });
  return listed(texts.why.seen, lines.length === 0 ? [[texts.why.nothingSeen]] : lines, MOST_EVENTS);
}

function rules({ kind, rules: asked }: Why, texts: Texts): Section {
  if (kind === undefined) return { entries: [] };
  const lines = asked.map(({ route, verdict }, place): Line => [verdictWords(verdict, place + 1, route, texts)]);
  return listed(texts.why.rules(kindWords(kind, texts)), lines, MOST_RULES);
}

function verdictWords(verdict: Verdict, place: number, route: Route, { why: t, join }: Texts): string {
  const list = (values: readonly string[]): string =>
    join.list(
      values
        .filter((value) => value !== "")
        .slice(0, MOST_IDS)
        .map((value) => shown(value, 40)),
    );
  switch (verdict.kind) {
    case "matched":
      return t.takes(place, list(route.to));
    case "differs":
      return t.differs(place, shown(verdict.key, 40), list(verdict.found), list(verdict.expected));
    case "not-reached":
      return t.notAsked(place);
    default:
      return never(verdict);
  }
}

function people({ people: all }: Why, texts: Texts): Section {
  const lines = all.map(({ who, ids }): Line => {
    const shownIds = (ids ?? []).slice(0, MOST_IDS);
    const pieces = shownIds.flatMap((id, n): Piece[] => [...(n === 0 ? [] : [" "]), personPiece(id)]);
    return labelled(texts, whoOf(who, texts), ...(pieces.length === 0 ? [texts.why.notInPeople] : pieces));
  });
  return listed(texts.why.people, lines, MOST_PEOPLE);
}

function sent({ record, team }: Why, texts: Texts): Section {
  const { why: t } = texts;
  const lines = record.cards.map(({ destination, via, shown: hash, edit }): Line => {
    const owes = via === undefined && hash !== record.hash;
    return [
      placePiece(destination, team),
      ` · ${via === undefined ? t.card : t.inDigest}`,
      ...(owes ? [` · ${t.editOwed}`] : []),
      ...(edit === undefined ? [] : [" · ", ...triesLine(edit.attempts, edit.reason, edit.notBefore, texts)]),
    ];
  });
  return listed(t.sent, lines.length === 0 ? [[t.nothingSent]] : lines, MOST_SENT);
}

function owed({ record, team }: Why, texts: Texts): Section {
  const lines = record.drafts.map((draft): Line => {
    const what = `${whatOf(draft, texts)} · ${draftState(draft, texts)}`;
    const { attempts, reason, notBefore, state } = draft;
    const next = state === "dead" ? undefined : notBefore;
    return [
      placePiece(draft.destination, team),
      ` · ${what}`,
      ...(attempts === 0 ? [] : [" · ", ...triesLine(attempts, reason, next, texts)]),
    ];
  });
  return listed(texts.why.owed, lines, MOST_SENT);
}

function triesLine(attempts: number, reason: string | undefined, next: EpochMs | undefined, texts: Texts): Line {
  const said = texts.why.tries(attempts, shown(reason ?? "", 60, ""));
  return [said, ...(next === undefined ? [] : [" · ", ...labelled(texts, texts.why.nextTry, { at: next })])];
}

function whatOf({ body }: Draft, texts: Texts): string {
  const { why: t, join } = texts;
  if (body.what === "card") return body.digest ? t.inDigest : t.card;
  if (body.what !== "note") return t.logPart;
  const kinds = body.transitions.map(({ kind }) => kindWords(kind, texts));
  return `${t.note} (${join.list(kinds)})`;
}

function draftState({ state }: Draft, { why: t }: Texts): string {
  switch (state) {
    case "new":
      return t.notTried;
    case "sending":
      return t.underWay;
    case "ambiguous":
      return t.inDoubt;
    case "dead":
      return t.givenUp;
    default:
      return never(state);
  }
}

function decided({ decision, decided: last }: PlanRecord, now: EpochMs, texts: Texts): readonly (readonly Line[])[] {
  const { why: t } = texts;
  if (decision !== undefined && decision.until > now) {
    return [[labelled(texts, t.deciding, personPiece(decision.by))]];
  }
  return last === undefined ? [] : [[[...labelled(texts, t.decided, personPiece(last.by)), " · ", { at: last.at }]]];
}
