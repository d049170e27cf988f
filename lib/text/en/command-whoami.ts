import type { WhoamiTexts } from "../catalogue-commands.ts";

export const whoami: WhoamiTexts = {
  title: "Who you are to Planbell",
  slackId: "In Slack",
  workspace: "Workspace",
  identities: "In RAM",
  through: (identity, group) => `${identity}, as a member of ${group}`,
  nobody: "nobody: ask whoever runs Planbell to add your Slack id to its people",
  noPeople: "nobody: the settings of this Planbell know no people",

  decides: "May decide in Slack",
  as: (identity) => `as ${identity}, where that is an approver`,
  noRole: (identity) => `not as ${identity}: Planbell may not act for it, so decide in the console`,
  notSelf: "not on what you asked for yourself",
  noIdentity: "no: you stand for nobody in RAM",
  off: "no: decisions in Slack are switched off here",
  bot: "no: a bot decides nothing",
  deactivated: "no: your account in Slack is deactivated",
  foreign: "no: you belong to another workspace",
  guest: "no: you are a guest here",
  unread: (code) => `not known: Slack did not tell who you are (${code})`,
};
