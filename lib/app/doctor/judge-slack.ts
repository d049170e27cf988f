import type { SlackChannel, SlackSelf } from "../../model/slack.ts";
import { shown } from "../../text/shown.ts";
import { type Check, fail, ok, skipped, warn } from "./check.ts";
import { type Failed, type Finding, isUnreached } from "./finding.ts";

/** Without these nothing works. */
const REQUIRED = ["chat:write", "commands", "users:read"];

/** Scopes that Planbell does without, and what it does not do then. */
const OPTIONAL: readonly { readonly scopes: readonly string[]; readonly without: string }[] = [
  {
    scopes: ["channels:history", "groups:history"],
    without: "a message whose answer was lost is sent again instead of found",
  },
  {
    scopes: ["im:write", "im:history"],
    without: "a direct message whose answer was lost is sent again instead of found",
  },
  { scopes: ["files:write"], without: "of a long log the end alone is sent, as messages" },
  { scopes: ["usergroups:read"], without: "user groups in people cannot decide" },
  {
    scopes: ["channels:read", "groups:read"],
    without: "decisions in channels are refused, since nobody can see whether a channel is shared with others",
  },
];

const INSTALL = "and install the app again";

/** Who we are in Slack. */
export function selfCheck(self: Finding<SlackSelf>): Check {
  if (self.kind === "failed") return fail("slack", self.why, fixOfSlack(self));
  const { team, teamId, userId } = self.value;
  return ok("slack", `the app is ${shown(userId, 30)} in ${shown(team, 80)} (${shown(teamId, 30)})`);
}

function fixOfSlack(failed: Failed): string {
  if (isUnreached(failed)) {
    return "check SLACK_API_URL, and that this machine reaches Slack: from mainland China it often does not";
  }
  return `copy the app's bot token to SLACK_BOT_TOKEN; if it was revoked, install the app again first`;
}

/** What the token may do, and one line for what each missing scope takes away. */
export function scopeChecks(granted: SlackSelf["scopes"]): readonly Check[] {
  if (granted === undefined) {
    return [warn("scopes", "Slack does not say which scopes the token has", "look in the app's settings in Slack")];
  }
  const absent = (scopes: readonly string[]): string[] => scopes.filter((scope) => !granted.includes(scope));
  const missing = absent(REQUIRED);
  const lacks = OPTIONAL.map(({ scopes, without }) => ({ scopes: absent(scopes), without })).filter(
    ({ scopes }) => scopes.length > 0,
  );
  return [
    missing.length > 0
      ? fail("scopes", `missing: ${missing.join(", ")}`, `add ${missing.join(", ")} to the bot's scopes ${INSTALL}`)
      : ok("scopes", `${REQUIRED.join(", ")}${lacks.length === 0 ? " and all optional ones" : ""}`),
    ...lacks.map(({ scopes, without }) =>
      warn(
        "scopes",
        `without ${scopes.join(" and ")} ${without}`,
        `add ${scopes.join(", ")} ${INSTALL}, or live with it`,
      ),
    ),
  ];
}

/** A channel that messages go to. */
export interface ChannelSight {
  readonly id: string;
  readonly seen: Finding<SlackChannel>;
  /** Where it may not be seen: whether its messages could be read. */
  readonly entered?: Finding<void> | undefined;
}

/** @param granted the token's scopes, as far as they are known */
export function channelCheck({ id, seen, entered }: ChannelSight, granted: readonly string[]): Check {
  const name = `channel ${id}`;
  if (seen.kind === "found") return seenCheck(name, seen.value, granted);
  if (seen.code === "channel_not_found") return notThere(name);
  if (seen.code !== "missing_scope") return unknown(name, seen);
  if (entered?.kind === "failed") {
    if (entered.code === "channel_not_found") return notThere(name);
    if (entered.code === "not_in_channel") return notIn(name, "", granted);
  }
  const member =
    entered?.kind === "found" ? "the app is in it, but whether it is archived or shared with others" : "it";
  return warn(
    name,
    `${member} cannot be seen without channels:read (groups:read if it is private)`,
    `add channels:read and groups:read ${INSTALL}, or look at the channel in Slack`,
  );
}

function seenCheck(name: string, channel: SlackChannel, granted: readonly string[]): Check {
  const called = `#${shown(channel.name, 80)}`;
  if (channel.archived) {
    return fail(name, `${called} is archived: nobody can write to it`, "unarchive it, or name another channel");
  }
  if (!channel.member) return notIn(name, `${called}: `, channel.isPrivate ? [] : granted);
  if (!channel.shared) return ok(name, `${called}, the app is in it`);
  return warn(
    name,
    `${called} is shared with another organisation: people there read the messages, and decisions in it are refused`,
    "name a channel of your own alone, unless they are meant to read it",
  );
}

/** @param granted with `chat:write.public` messages arrive in public channels all the same */
function notIn(name: string, called: string, granted: readonly string[]): Check {
  const fix = "/invite the app there";
  return granted.includes("chat:write.public")
    ? warn(name, `${called}the app is not in it: messages arrive, but lost answers stay in doubt`, fix)
    : fail(name, `${called}the app is not in it: messages are refused`, fix);
}

const notThere = (name: string): Check =>
  fail(
    name,
    "Slack knows no such channel, or it is private and the app is not in it",
    "correct the id in PLANBELL_CHANNEL or routes, or /invite the app there",
  );

/** Something went wrong that says nothing of what was asked. */
export const unknown = (name: string, { why }: Failed): Check =>
  warn(name, `could not be looked at: ${why}`, "run the doctor again");

/** Of Socket Mode, where an app-level token is set. */
export function socketCheck(socket: Finding<void> | undefined): Check {
  if (socket === undefined) return skipped("socket", "SLACK_APP_TOKEN is to be mended first");
  // A good token is throttled, too: a connection may be asked for about once a minute.
  if (socket.kind === "failed" && socket.code === "ratelimited") return unknown("socket", socket);
  if (socket.kind === "found") return ok("socket", "Slack takes the app-level token and offers a connection");
  return fail(
    "socket",
    socket.why,
    isUnreached(socket)
      ? "check SLACK_API_URL and the network"
      : "switch Socket Mode on, and copy an app-level token with connections:write to SLACK_APP_TOKEN",
  );
}
