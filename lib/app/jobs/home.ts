import { groupsOf, principalsOf } from "../../approve/principals.ts";
import { type EpochMs, earlier, hours, type Ms } from "../../model/brand.ts";
import type { HomeJob } from "../../model/job.ts";
import { isTerminal, isWaiting } from "../../model/plan.ts";
import { type People, principalKey } from "../../notify/people.ts";
import type { Directory } from "../../ports.ts";
import { type HomeFacts, homeView } from "../../slack/messages/home-view.ts";
import { textsFor } from "../../text/pick.ts";
import { planLink } from "../deliver/render.ts";
import { type Hot, hotPrefix, sortHot } from "../records.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";

/** What is over is shown this long. */
const RECENT: Ms = hours(24);

/**
 * Publishes somebody's Home in their language, from the stored state: one round trip to it, none to the catalog.
 * @throws {StoreUnusable} {NewerFormat} {SlackError} when Slack does not take it
 */
export async function showHome(
  { store, directory, answers, clock }: Pick<WorkPorts, "store" | "directory" | "answers" | "clock">,
  settings: Pick<WorkSettings, "shard" | "people" | "texts" | "label" | "consolePlan">,
  { by: { user } }: Pick<HomeJob, "by">,
): Promise<void> {
  const { shard, people = {}, label, consolePlan } = settings;
  const [stored, mine, person] = await Promise.all([
    store.scan(hotPrefix(shard)),
    principalsIn(directory, people, user),
    // Without it Home speaks the configured language.
    directory.person(user).catch(() => undefined),
  ]);
  const texts = person?.locale === undefined ? settings.texts : textsFor(person.locale);
  const facts = homeFacts(sortHot(stored), mine, clock.now());
  await answers.publishHome(user, homeView(facts, { texts, label, consoleUrl: (plan) => planLink(consolePlan, plan) }));
}

/** Which principals somebody stands for, as keys of the map. A group that cannot be read counts as one without them. */
async function principalsIn(directory: Directory, people: People, user: string): Promise<ReadonlySet<string>> {
  const groups = await Promise.all(
    groupsOf(people).map(async (group) => [group, await directory.members(group).catch(() => undefined)] as const),
  );
  return principalsOf(people, user, new Map(groups));
}

/** @param mine the principals that this person stands for */
export function homeFacts(hot: Hot, mine: ReadonlySet<string>, now: EpochMs): HomeFacts {
  const plans = [...hot.plans.values()].map(({ value }) => value.facts).filter((facts) => !facts.gone);
  const instances = [...hot.instances.values()].map(({ value }) => value.facts).filter((facts) => !facts.gone);
  const isRecent = ({ since }: { readonly since: EpochMs }): boolean => since >= earlier(now, RECENT);
  const newest = (a: { readonly since: EpochMs }, b: { readonly since: EpochMs }): number => b.since - a.since;
  return {
    waiting: plans
      .filter((facts) => isWaiting(facts))
      .filter(({ pending }) => pending.some(({ approvers }) => approvers.some((who) => mine.has(principalKey(who)))))
      .sort((a, b) => a.since - b.since),
    asked: plans
      .filter(({ requester }) => mine.has(principalKey(requester)))
      .filter((facts) => !isTerminal(facts.status) || isRecent(facts))
      .sort(newest),
    failed: [...plans, ...instances]
      .filter(({ failure }) => failure !== undefined)
      .filter(isRecent)
      .sort(newest),
    asOf: hot.poll?.value.watermark === undefined ? undefined : hot.poll.value.heartbeat,
    isMapped: mine.size > 0,
  };
}
