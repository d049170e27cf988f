import { type Args, flagOf, missing, Refused, textOf } from "./call.ts";
import type { Desk } from "./desk.ts";
import { pageOf } from "./paging.ts";
import { isPrivate } from "./reading.ts";
import type { Channel, Workspace } from "./workspace.ts";

/** What Slack calls each kind of conversation, and the scope without which nothing is said about it. */
const KINDS = {
  public_channel: "channels:read",
  private_channel: "groups:read",
  im: "im:read",
  mpim: "mpim:read",
} as const;
type Kind = keyof typeof KINDS;

const kindOf = (channel: Channel): Kind =>
  channel.id.startsWith("D") ? "im" : isPrivate(channel) ? "private_channel" : "public_channel";

/** The scope for a call about one conversation. */
export function scopeToKnow(args: Args, { workspace }: Desk): string {
  const id = textOf(args, "channel") ?? "";
  const channel = workspace.channels().find((one) => one.id === id);
  return KINDS[channel ? kindOf(channel) : "public_channel"];
}

/** The scopes for a list of several kinds; one that is missing closes the whole list. */
export function scopeToList(args: Args, { scopes }: Desk): string | undefined {
  return namesOfKinds(args)
    .filter(isKind)
    .map((kind) => KINDS[kind])
    .find((scope) => !scopes.includes(scope));
}

/** conversations.info @see https://docs.slack.dev/reference/methods/conversations.info */
export function channelOf({ workspace }: Desk, args: Args): Record<string, unknown> {
  const channel = known(workspace, args);
  const shown = asConversation(workspace, channel);
  const count = flagOf(args, "include_num_members") ? { num_members: membersOf(workspace, channel).length } : {};
  return { channel: { ...shown, ...count } };
}

/** conversations.list @see https://docs.slack.dev/reference/methods/conversations.list */
export function listChannels({ workspace }: Desk, args: Args): Record<string, unknown> {
  const kinds = namesOfKinds(args);
  if (!kinds.every(isKind)) throw new Refused("invalid_types");
  const shown = workspace
    .channels()
    .filter((channel) => kinds.includes(kindOf(channel)) && (channel.member || !isPrivate(channel)))
    .filter((channel) => !channel.archived || !flagOf(args, "exclude_archived"));
  const { rows, response_metadata } = pageOf(args, shown, 1_000, 100);
  return { channels: rows.map((channel) => asConversation(workspace, channel)), response_metadata };
}

/** conversations.members @see https://docs.slack.dev/reference/methods/conversations.members */
export function listMembers({ workspace }: Desk, args: Args): Record<string, unknown> {
  const members = membersOf(workspace, known(workspace, args)).map((id) => ({ id }));
  const { rows, response_metadata } = pageOf(args, members, 1_000, 100);
  return { members: rows.map(({ id }) => id), response_metadata };
}

function known(workspace: Workspace, args: Args): Channel {
  const id = textOf(args, "channel");
  if (id === undefined) throw missing("channel");
  const channel = workspace.channels().find((one) => one.id === id);
  if (!channel || (!channel.member && isPrivate(channel))) throw new Refused("channel_not_found");
  return channel;
}

const namesOfKinds = (args: Args): readonly string[] =>
  (textOf(args, "types") ?? "public_channel").split(",").map((kind) => kind.trim());

const isKind = (name: string): name is Kind => Object.hasOwn(KINDS, name);

/** People who have not left, then the bot. */
function membersOf(workspace: Workspace, channel: Channel): string[] {
  const people = workspace.users.filter(({ id }) => workspace.isIn(channel.id, id)).map(({ id }) => id);
  return channel.member ? [...people, workspace.bot.userId] : people;
}

function asConversation(workspace: Workspace, channel: Channel): Record<string, unknown> {
  const kind = kindOf(channel);
  const shared = channel.isExtShared === true;
  const common = { id: channel.id, created: 0, is_archived: channel.archived, is_org_shared: false };
  if (kind === "im") {
    const user = workspace.personIn(channel.id);
    return { ...common, is_im: true, user: user?.id ?? "", is_user_deleted: user?.deactivated === true };
  }
  const words = { value: "", creator: "", last_set: 0 };
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: kind === "public_channel",
    is_group: kind === "private_channel",
    is_im: false,
    is_mpim: false,
    is_private: kind === "private_channel",
    is_member: channel.member,
    is_general: false,
    is_shared: shared,
    is_ext_shared: shared,
    is_pending_ext_shared: false,
    pending_shared: [],
    creator: workspace.bot.userId,
    context_team_id: workspace.team.id,
    topic: words,
    purpose: words,
    previous_names: [],
  };
}
