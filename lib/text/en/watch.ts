import type { WatchTexts } from "../catalogue.ts";

const lengthOf = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (minutes < 1) return "less than a minute";
  return [hours > 0 ? `${hours} h` : "", rest > 0 ? `${rest} min` : ""].filter((part) => part !== "").join(" ");
};

/** What mends it, by Slack's word. */
function cureOf(code: string): string {
  if (code === "is_archived") return "Unarchive the channel, or name another in the routes.";
  if (code === "not_in_channel" || code === "channel_not_found") return "Invite the app there, or correct the id.";
  if (code.startsWith("user_")) return "Name somebody else in the routes.";
  return "Let the app post there, or name another in the routes.";
}

export const watch: WatchTexts = {
  blind: "Planbell sees nothing",
  sinceWhen: "since",
  listsFail: (code) => `Service Catalog does not list its plans (${code}).`,
  nobodyPolls: "Nobody has looked at Service Catalog: the polling function does not run.",
  blindMeans: "What waits, runs or fails meanwhile is told when it is over. Until then look in the console.",
  recovered: "Planbell sees again",
  wasBlind: (minutes) => `Nothing was seen for ${lengthOf(minutes)}, since`,
  recoveredMeans: "What happened meanwhile is told now.",
  refused: (destination) => `Slack does not let Planbell write to ${destination}`,
  refusedWhy: (code) => `Slack answers ${code}.`,
  refusedMeans: (code) => `Its messages come here instead, and there too once it takes them. ${cureOf(code)}`,
};
