import type { PageMessage, PageState } from "../page-state.ts";

/** What is said aloud of a new message to this person; undefined when it is not for them, or their own. */
export function announcementOf(
  message: PageMessage,
  channels: PageState["channels"],
  person: string,
): string | undefined {
  const { channel, text, threadTs, ephemeralFor, deleted, by } = message;
  if (deleted || by === person) return undefined;
  if (ephemeralFor !== undefined && ephemeralFor !== person) return undefined;
  const place = channels.find(({ id }) => id === channel);
  const words = text.split("\n")[0] ?? "";
  if (place?.direct !== undefined) return place.direct === person ? `Direct message: ${words}` : undefined;
  return `${threadTs === undefined ? "New message" : "New reply"} in ${place?.name ?? channel}: ${words}`;
}
