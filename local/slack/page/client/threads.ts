import type { PageMessage } from "../page-state.ts";

/** What one person sees of the workspace's messages. */
export interface Sight {
  /** The channel itself: no replies but broadcast ones, nothing that is meant for others. */
  ofChannel(channel: string): readonly PageMessage[];
  /** The message first, then its replies. */
  ofThread(channel: string, ts: string): readonly PageMessage[];
  /** The answers to a message that still stand. */
  repliesTo(channel: string, ts: string): readonly PageMessage[];
}

const NONE: readonly PageMessage[] = [];

/** Sorts all messages once. A deleted message leaves a trace only where answers hang on it. */
export function sightOf(messages: readonly PageMessage[], person: string): Sight {
  const seen = messages.filter(({ ephemeralFor }) => ephemeralFor === undefined || ephemeralFor === person);
  const replies = new Map<string, PageMessage[]>();
  for (const message of seen) {
    if (message.threadTs !== undefined && !message.deleted)
      add(replies, `${message.channel} ${message.threadTs}`, message);
  }
  const stands = ({ channel, ts, deleted }: PageMessage): boolean => !deleted || replies.has(`${channel} ${ts}`);
  const channels = new Map<string, PageMessage[]>();
  const parents = new Map<string, PageMessage>();
  for (const message of seen) {
    if (!stands(message)) continue;
    if (message.threadTs === undefined) parents.set(`${message.channel} ${message.ts}`, message);
    if (message.threadTs === undefined || message.broadcast === true) add(channels, message.channel, message);
  }
  const repliesTo = (channel: string, ts: string): readonly PageMessage[] => replies.get(`${channel} ${ts}`) ?? NONE;
  return {
    ofChannel: (channel) => channels.get(channel) ?? NONE,
    ofThread(channel, ts) {
      const parent = parents.get(`${channel} ${ts}`);
      return parent === undefined ? NONE : [parent, ...repliesTo(channel, ts)];
    },
    repliesTo,
  };
}

function add(to: Map<string, PageMessage[]>, key: string, message: PageMessage): void {
  const list = to.get(key);
  if (list === undefined) to.set(key, [message]);
  else list.push(message);
}
