import type { ChannelId } from "../../model/brand.ts";
import type { SlackAccount } from "../../model/slack.ts";
import type { Clock, SlackFacts } from "../../ports.ts";
import { ask, forEach } from "./ask.ts";
import type { Asked } from "./ask-cloud.ts";
import { type Check, skipped } from "./check.ts";
import { type Finding, quickest } from "./finding.ts";
import { peopleChecks, type Sights } from "./judge-people.ts";
import { type ChannelSight, channelCheck, scopeChecks, selfCheck, socketCheck } from "./judge-slack.ts";
import type { Named } from "./named.ts";

export interface SlackPorts {
  readonly clock: Clock;
  /** Undefined where its settings have a fault. */
  readonly slack: SlackFacts | undefined;
}

export interface SlackSettings {
  /** Undefined: the settings that name them have a fault. */
  readonly named: Named | undefined;
  /** Undefined: there is none; `faulty`: there is, and it cannot be used. */
  readonly appToken: string | "faulty" | undefined;
}

const NOT_NAMED = "the settings that name them are to be mended first: see config";
const UNASKED = "Slack could not be asked";

/** Asks Slack who the app is and what it may do there, and looks at everything the settings name. Sends nothing. */
export async function askSlack({ clock, slack }: SlackPorts, settings: SlackSettings): Promise<Asked> {
  const { named, appToken } = settings;
  const nowhere = { first: undefined, later: undefined };
  if (slack === undefined) {
    const why = "SLACK_BOT_TOKEN or SLACK_API_URL is to be mended first: see config";
    return { checks: ["slack", "scopes", "channels", "people"].map((name) => skipped(name, why)), ways: nowhere };
  }
  const [self, socket] = await Promise.all([ask(clock, () => slack.self()), askSocket({ clock, slack }, appToken)]);
  const first = quickest([self]);
  if (self.kind === "failed") {
    const rest = ["scopes", "channels", "people"].map((name) => skipped(name, UNASKED));
    return { checks: [selfCheck(self), ...rest, ...socket], ways: { first, later: undefined } };
  }
  const { scopes, teamId } = self.value;
  const seen = named && (await lookAround({ clock, slack }, named));
  const checks =
    named === undefined || seen === undefined
      ? ["channels", "people"].map((name) => skipped(name, NOT_NAMED))
      : [
          ...seen.channels.map((sight) => channelCheck(sight, scopes ?? [])),
          ...peopleChecks(named, { ...seen, ownTeam: teamId }),
        ];
  const all = seen === undefined ? [] : [...seen.channels.map((one) => one.seen), ...seen.people.values()];
  return {
    checks: [selfCheck(self), ...scopeChecks(scopes), ...checks, ...socket],
    ways: { first, later: quickest(all) },
  };
}

type Asking = SlackPorts & { readonly slack: SlackFacts };

async function lookAround(
  asking: Asking,
  named: Named,
): Promise<Omit<Sights, "ownTeam"> & { channels: ChannelSight[] }> {
  const { clock, slack } = asking;
  const channels = await forEach([...named.channels.keys()], (id) => lookAt(asking, id as ChannelId));
  const people = await forEach(
    [...named.people.keys()],
    async (id): Promise<[string, Finding<SlackAccount>]> => [id, await ask(clock, () => slack.person(id))],
  );
  const groups = named.groups.size > 0 ? await ask(clock, () => slack.groups()) : undefined;
  return { channels, people: new Map(people), groups };
}

async function lookAt({ clock, slack }: Asking, id: ChannelId): Promise<ChannelSight> {
  const seen = await ask(clock, () => slack.channel(id));
  if (seen.kind === "found" || seen.code !== "missing_scope") return { id, seen };
  return { id, seen, entered: await ask(clock, () => slack.enter(id)) };
}

async function askSocket({ clock, slack }: Asking, appToken: SlackSettings["appToken"]): Promise<readonly Check[]> {
  if (appToken === undefined) return [];
  if (appToken === "faulty") return [socketCheck(undefined)];
  return [socketCheck(await ask(clock, () => slack.socket(appToken)))];
}
