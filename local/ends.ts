import type { Scenario, StoryPlan } from "./scenario/scenario.ts";
import type { StoredMessage } from "./slack/workspace.ts";

/** How a plan ended, and what Slack says of it. */
export interface PlanSummary {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly card: { readonly channel: string; readonly ts: string; readonly text: string } | null;
  readonly notes: readonly string[];
}

/**
 * What did not end as the scenario says, one sentence each; none when everything did.
 * @param plans in the order in which the stories have them
 * @param messages of all channels
 */
export function faultsOfEnds(
  scenario: Scenario,
  plans: readonly PlanSummary[],
  messages: readonly StoredMessage[],
): readonly string[] {
  const wanted = scenario.parts.flatMap(({ story }) => story.plans);
  const texts = messages.filter((message) => !message.deleted && !message.threadTs).map((message) => message.text);
  const said = scenario.parts.flatMap(({ story }) => story.channel ?? []);
  return [
    ...wanted.flatMap((one, i) => faultsOfPlan(one, plans[i], messages)),
    ...said.filter((part) => !texts.some((text) => text.includes(part))).map((part) => `nobody was told "${part}"`),
  ];
}

function faultsOfPlan({ plan, ends }: StoryPlan, seen: PlanSummary | undefined, messages: readonly StoredMessage[]) {
  if (seen === undefined || seen.status !== ends.status) {
    return [`${plan.name} is ${seen?.status ?? "not there"}, not ${ends.status}`];
  }
  const says = (fault: string): string => `${plan.name}: ${fault}`;
  const cards = messages.filter((message) => !message.deleted && isCardOf(message, seen.id));
  const notes = (ends.notes ?? []).filter((part) => !seen.notes.some((note) => note.includes(part)));
  return [
    ...(cards.length === 1 ? [] : [says(`it has ${cards.length} cards, not one`)]),
    ...(seen.card?.text.startsWith(ends.card) ? [] : [says(`its card does not begin with "${ends.card}"`)]),
    ...(ends.shows ?? [])
      .filter((part) => !seen.card?.text.includes(part))
      .map((part) => says(`its card does not hold "${part}"`)),
    ...notes.map((part) => says(`no reply to its card holds "${part}"`)),
  ];
}

/** Is it a card of this plan? Cards carry their key in the metadata. */
export const isCardOf = (message: StoredMessage, planId: string): boolean =>
  String(message.metadata?.event_payload["key"]).startsWith(`card:${planId}:`);
