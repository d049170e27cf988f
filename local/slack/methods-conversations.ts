import { type Args, textOf } from "./call.ts";
import { channelOf, listChannels, listMembers, scopeToKnow, scopeToList } from "./channels.ts";
import type { Desk, MethodTable } from "./desk.ts";
import { openDirect } from "./opening.ts";
import { history, historyScope, replies } from "./reading.ts";

const toRead = (args: Args, desk: Desk): string => historyScope(desk.workspace, textOf(args, "channel") ?? "");

/** Methods about channels and direct messages. */
export const CONVERSATION_METHODS: MethodTable = {
  "conversations.open": { scope: () => "im:write", run: ({ workspace }, args) => openDirect(workspace, args) },
  "conversations.history": { scope: toRead, run: ({ workspace }, args) => history(workspace, args) },
  "conversations.replies": { scope: toRead, run: ({ workspace }, args) => replies(workspace, args) },
  "conversations.info": { scope: scopeToKnow, run: channelOf },
  "conversations.list": { scope: scopeToList, run: listChannels },
  "conversations.members": { scope: scopeToKnow, run: listMembers },
};
