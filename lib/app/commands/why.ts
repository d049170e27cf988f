import type { Message } from "../../model/message.ts";
import type { Principal } from "../../model/plan.ts";
import { circumstancesOfPlan } from "../../notify/matters.ts";
import { idsOf, principalKey } from "../../notify/people.ts";
import type { PlanRecord } from "../../notify/record.ts";
import { judgeRoutes, type Route, type Verdict } from "../../notify/route.ts";
import { quoted, sentence } from "../../slack/messages/command-answer.ts";
import { namesakes, planNamesake } from "../../slack/messages/plan-answer.ts";
import { whyAnswer } from "../../slack/messages/why-answer.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { type Asking, listOptions } from "./asking.ts";
import { ageOf, mutesOf, readPlan, readState } from "./state.ts";

/** How a plan came to be told as it was: from its record, and by the rules as they are now. */
export async function why(asking: Asking, typed: string): Promise<Message> {
  const { settings, by } = asking;
  const { texts } = settings;
  const state = await readState(asking);
  const found = await readPlan(asking, state, typed);
  if (found.kind === "several") return namesakes(typed, found.all.map(planNamesake), listOptions(asking));
  if (found.kind === "none") return sentence(texts.command.noPlan(quoted(typed), found.nearest));
  const record = found.it;
  const kind = record.events.at(-1)?.kind;
  return whyAnswer(
    {
      record,
      kind,
      rules: kind === undefined ? [] : verdictsOn(record, kind, settings.routes, settings.shard),
      people: partiesOf(record.facts).map((who) => ({ who, ids: idsOf(settings.people ?? {}, who) })),
      mutes: mutesOf(record, state),
      now: state.now,
      age: ageOf(state, asking),
      team: by.team,
    },
    settings,
  );
}

function verdictsOn(
  { facts }: PlanRecord,
  kind: string,
  routes: readonly Route[],
  shard: string,
): readonly { readonly route: Route; readonly verdict: Verdict }[] {
  const verdicts = judgeRoutes(routes, { ...circumstancesOfPlan(facts, shard.split("@")[0] ?? ""), kind });
  return routes.flatMap((route, place) => {
    const verdict = verdicts[place];
    return verdict === undefined ? [] : [{ route, verdict }];
  });
}

/** Who has to act, and whoever asked for it; each once. */
function partiesOf({ pending, requester }: PlanFacts): readonly Principal[] {
  const all = [...pending.flatMap((node) => node.approvers), requester];
  return [...new Map(all.map((who) => [principalKey(who), who])).values()];
}
