import { isForeigner } from "../../approve/asker.ts";
import { SlackError } from "../../model/errors.ts";
import type { Asker } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import type { Principal } from "../../model/plan.ts";
import type { SlackPerson } from "../../model/slack.ts";
import type { Directory } from "../../ports.ts";
import { type Barred, whoamiAnswer } from "../../slack/messages/whoami-answer.ts";
import type { Asking } from "./asking.ts";
import { identitiesOf } from "./me.ts";

/** Who somebody is here, and what they may decide; it takes Slack's word, and none of the state. */
export async function whoami(asking: Asking): Promise<Message> {
  const { settings, by, ports } = asking;
  const { approvals, people = {} } = settings;
  const [{ mine, closed }, known] = await Promise.all([identitiesOf(asking), standing(ports.directory, by)]);
  const identities = [...mine].map(([key, group]) => {
    const who = principalOf(key);
    return { who, group, hasRole: who.kind === "RamRole" && Object.hasOwn(approvals.roles, key) };
  });
  return whoamiAnswer(
    {
      user: by.user,
      team: by.team,
      identities,
      anybody: Object.keys(people).length > 0,
      closedGroups: closed,
      barred: approvals.enabled ? known.barred : "off",
      unread: known.unread,
      allowSelf: approvals.allowSelf,
    },
    settings,
  );
}

/** `RamRole:net-approvers` */
function principalOf(key: string): Principal {
  const colon = key.indexOf(":");
  return { kind: key.slice(0, Math.max(0, colon)), name: key.slice(colon + 1) };
}

/** Why somebody decides nothing here, as far as Slack tells. */
async function standing(
  directory: Directory,
  by: Asker,
): Promise<{ readonly barred?: Barred | undefined; readonly unread?: string }> {
  try {
    const [team, person] = await Promise.all([directory.team(), directory.person(by.user)]);
    return { barred: barredAs(by, team, person) };
  } catch (error) {
    if (error instanceof SlackError) return { unread: error.code };
    throw error;
  }
}

function barredAs(by: Asker, team: string, person: SlackPerson | undefined): Barred | undefined {
  if (person?.isBot) return "bot";
  if (person?.isDeactivated) return "deactivated";
  if (person === undefined || isForeigner({ by, team, person })) return "foreign";
  return person.isGuest ? "guest" : undefined;
}
