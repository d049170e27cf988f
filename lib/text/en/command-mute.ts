import type { MuteTexts } from "../catalogue-commands.ts";

export const mute: MuteTexts = {
  muted: (name) => `${name} is muted`,
  means: "Nobody is mentioned, and nothing shows in the channel but new cards. Cards and notes go on.",
  ends: (usage) => `Ends it: ${usage}`,
  unmuted: (name) => `${name} is no longer muted`,
  notMuted: (name) => `${name} is not muted`,
  busy: "Planbell was busy with this at the same moment. Try again.",
  until: "Until",
  by: "By",
  heading: "Muted",
};
