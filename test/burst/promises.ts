import type { StoredMessage } from "../../local/slack/workspace.ts";
import type { Owed } from "./course.ts";

const keyOf = (message: StoredMessage): string => String(message.metadata?.event_payload["key"]);
const beginning = (message: StoredMessage): string => message.text.split("\n")[0] ?? "";

/**
 * Every promise that does not hold, in words, with the keys concerned; none when each plan has one card in each
 * channel, in the cloud's last state, with its notes in the card's thread, each once and in order, and nothing else
 * stands.
 * @param messages all that were ever posted
 */
export function brokenPromises(
  messages: readonly StoredMessage[],
  owed: readonly Owed[],
  channels: readonly string[],
): string[] {
  const copies = new Map<string, StoredMessage[]>();
  for (const message of messages) {
    const key = keyOf(message);
    copies.set(key, [...(copies.get(key) ?? []), message]);
  }
  const doubled = [...copies]
    .filter(([, all]) => all.length > 1)
    .map(([key, all]) => `stands ${all.length} times: ${key}`);
  const once = [...copies.values()].flatMap(([first]) => first ?? []);
  const places = owed.flatMap((plan) =>
    channels.map((channel) => ({ plan, channel, ...standing(once, plan, channel) })),
  );
  const known = new Set(places.flatMap(({ cards, notes }) => [...cards, ...notes]));
  // On a busy machine a start may take so long that it is a gap in the watch, of which a notice tells.
  const isNotice = (message: StoredMessage): boolean => keyOf(message).startsWith("note:watch:");
  const strange = once
    .filter((message) => !known.has(message) && !isNotice(message))
    .map((message) => `nobody's: ${keyOf(message)}`);
  return [...doubled, ...strange, ...places.flatMap(brokenAt)];
}

interface Standing {
  readonly cards: readonly StoredMessage[];
  readonly notes: readonly StoredMessage[];
}

/** What stands of a plan in a channel: keys name both. */
function standing(messages: readonly StoredMessage[], plan: Owed, channel: string): Standing {
  const here = messages.filter((message) => message.channel === channel && keyOf(message).split(":").includes(channel));
  return {
    cards: here.filter((message) => keyOf(message).startsWith(`card:${plan.id}:`)),
    notes: here.filter((message) => keyOf(message).startsWith(`note:${plan.id}:`)),
  };
}

function brokenAt({ plan, channel, cards, notes }: Standing & { plan: Owed; channel: string }): string[] {
  const [card, ...others] = cards;
  if (card === undefined) return [`missing: the card of ${plan.id} in ${channel}`];
  const state = `${plan.fate.card}: ${plan.name}`;
  const owed = plan.fate.notes.map((note) => `${note}: ${plan.name}`);
  const told = notes.map(beginning);
  return [
    ...others.map((other) => `a second card: ${keyOf(other)}`),
    ...(beginning(card) === state ? [] : [`says "${beginning(card)}", the cloud "${state}": ${keyOf(card)}`]),
    ...(told.join("\n") === owed.join("\n")
      ? []
      : [`owed ${JSON.stringify(owed)}, told ${JSON.stringify(told)}: the notes of ${plan.id} in ${channel}`]),
    ...notes.filter((note) => note.threadTs !== card.ts).map((note) => `not below its card: ${keyOf(note)}`),
  ];
}
