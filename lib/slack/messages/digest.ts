import type { Message } from "../../model/message.ts";
import { isWaiting } from "../../model/plan.ts";
import { DIGEST_MEMBERS } from "../../notify/digest.ts";
import type { DigestMember } from "../../notify/record.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import { bullets, header, richText, text, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { showMenu } from "./asking-buttons.ts";
import { instanceStateOf } from "./instance-words.ts";
import { type Line, rich, spoken } from "./line.ts";
import { harmless, labelOf, more, others, type PlanMessageOptions, statusOf } from "./plan-words.ts";

const MOST_LINES = DIGEST_MEMBERS;
const MOST_APPROVERS = 3;
/** Of the top-level text, for the closing "and N more". */
const CLOSING = 40;

interface DigestOptions extends Pick<PlanMessageOptions, "texts" | "label"> {
  /** Where a plan stands in the console; undefined where nobody knows. */
  readonly consoleUrl?: (member: DigestMember) => string | undefined;
  /** May one of its plans be chosen, to be shown? */
  readonly shows?: boolean;
}

/**
 * One message for many plans and instances: how many, and a line for each of the first 30, which leads to the plan in the
 * console; below them, where that is wanted, a menu that shows one.
 *
 * Whatever the members hold, Slack takes the message and nobody is mentioned; plans that are not listed are counted.
 */
export function planDigest(
  record: { readonly members: readonly DigestMember[]; readonly total: number },
  options: DigestOptions,
): Message {
  const { texts } = options;
  const total = Math.max(record.total, record.members.length);
  const waiting = record.members.every(waits);
  const title = titleOf(record.members, waiting, total, texts) + labelOf(options.label);
  const listed = record.members.slice(0, MOST_LINES);
  const lines = listed.map((member) => memberLine(member, options));
  const left = more(total - lines.length, texts).map((words) => [words]);
  const menu = options.shows
    ? showMenu(
        listed.filter(({ gone, instance }) => !gone && !instance),
        texts,
      )
    : [];
  const items = [...lines, ...left].map((line) => words(...rich([line])));
  return {
    text: spokenList(title, lines, total, options),
    blocks: [header(title), richText(items.length > 0 ? bullets(...items) : words(text(title))), ...menu],
  };
}

function titleOf(members: readonly DigestMember[], waiting: boolean, total: number, texts: Texts): string {
  const instances = members.filter((member) => member.instance).length;
  if (instances === 0) return waiting ? texts.digest.waiting(total) : texts.digest.changed(total);
  return instances === members.length ? texts.instance.digest(total) : texts.instance.mixedDigest(total);
}

/** Somebody has to approve it, however the catalog spells its state. */
const waits = (member: DigestMember): boolean =>
  member.gone !== true && (isWaiting(member) || member.waitingFor.length > 0);

const planStateOf = (member: DigestMember, texts: Texts): string =>
  member.gone ? texts.state.gone : statusOf(waits(member) ? "ApplicationInProgress" : member.status, texts);

function memberLine(member: DigestMember, { texts, consoleUrl }: DigestOptions): Line {
  const url = consoleUrl?.(member);
  const named = member.waitingFor.slice(0, MOST_APPROVERS).map((name) => shown(name, 30));
  const approvers = texts.join.list([...named, ...others(member.waitingFor.length - named.length, texts)]);
  const state = member.instance ? instanceStateOf(member, texts) : planStateOf(member, texts);
  return [
    { stress: shown(member.name, 60, texts.state.unnamed), ...(url !== undefined && harmless(url) ? { url } : {}) },
    `${texts.digest.line(shown(member.id, 40), state, approvers, member.danger === true)} · `,
    { at: member.since },
  ];
}

/** As many lines as fit; the rest is counted. */
function spokenList(
  title: string,
  lines: readonly Line[],
  total: number,
  { texts }: Pick<PlanMessageOptions, "texts">,
) {
  const said = [spoken([title], 200)];
  let room = LIMITS.text - CLOSING - (said[0]?.length ?? 0);
  for (const line of lines) {
    const next = spoken(line, 400);
    if (next.length + 1 > room) break;
    said.push(next);
    room -= next.length + 1;
  }
  return [...said, ...more(total - (said.length - 1), texts)].join("\n");
}
