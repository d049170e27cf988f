import type { DecisionTexts } from "../decision-texts.ts";

export const decision: DecisionTexts = {
  approved: "Approved",
  rejected: "Rejected",
  notApproved: "Not approved",
  notRejected: "Not rejected",
  deciding: "Being decided",

  approvedMeans: "Service Catalog has taken your approval: the card says what comes next.",
  rejectedMeans: "Service Catalog has taken your rejection: the card's thread tells the requester.",
  done: "Your first click has done that: nothing more is needed.",
  underway: "Your first click is being carried out: look at the card in a minute.",
  tryAgain: "Planbell could not find out whether you may decide, and did nothing: try again in a minute.",

  disabled: "Nobody can decide in Slack here: decide in the console.",
  disabledRoute: "Planbell's rules let nobody decide on this plan from here: decide in the console.",
  deactivated: "Your account in Slack is deactivated: ask an admin of the workspace.",
  expired: "Your decision took more than 5 minutes to arrive: decide again.",
  bot: "Apps cannot decide: a person has to click.",
  guest: "Guests cannot decide in Slack: ask a member of the workspace, or decide in the console.",
  foreign: "Only people of Planbell's own workspace can decide in Slack: decide in the console.",
  shared: "People of other organizations may read this channel: decide in the console.",
  sharedUnknown: (scopes) =>
    `Planbell cannot see whether others may read this channel: decide in the console, invite it here, or ask an admin to grant it ${scopes}.`,
  nobody: "Planbell knows nobody who may decide: ask whoever runs it to map people to RAM roles.",
  stranger: "Planbell does not know for which RAM role you decide: ask whoever runs it to map you.",
  noRole: "Planbell decides only for RAM roles that it may assume, and yours is none of them: decide in the console.",
  closedGroup: (scope) =>
    `Planbell cannot see who is in the user groups that it needs: decide in the console, or ask an admin to grant it ${scope}.`,
  ambiguous: (roles) => `You could decide as ${roles}, and Planbell does not choose: decide in the console.`,
  self: "You asked for this plan yourself: somebody else has to decide.",
  changed: "The plan is not what you were shown: read its card again, then decide.",
  notWaiting: "It waits for nobody now: its card says where it stands.",
  notYours: "It does not wait for you: its card says for whom.",
  unknownPlan: "Planbell finds no such plan: look for it in the console.",
  approvedBy: (who) => `${who} has approved it already: its card says what comes next.`,
  rejectedBy: (who) => `${who} has rejected it already: its card says what comes next.`,
  decidingNow: (who) => `${who} is deciding right now: look at its card in a minute.`,
  cloudRefused: (code) =>
    `Alibaba Cloud did not take it (${code}): tell whoever runs Planbell, or decide in the console.`,
  cloudBusy: (code) =>
    `Alibaba Cloud was too busy to take it (${code}), and nothing was done: decide again in a minute.`,
  roleRefused: (code) =>
    `Alibaba Cloud does not let Planbell act for your role (${code}): tell whoever runs it, or decide in the console.`,
  unsure: (code) =>
    `Alibaba Cloud's answer was lost (${code}), and the plan shows no decision: look at its card in a minute.`,
  brokeOff: (code) =>
    `Planbell failed once it had sent your decision (${code}), and does not know what came of it: look at the plan in the console before you decide again.`,
};
