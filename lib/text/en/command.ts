import type { CommandTexts } from "../catalogue.ts";
import { lengthOf, type UnitWords } from "../length.ts";

const UNITS: UnitWords = { day: "d", hour: "h", minute: "min", second: "s" };

export const command: CommandTexts = {
  canDo: (name) => `What ${name} can do`,
  help: "lists the commands",
  pending: "lists the plans that wait for approval, the oldest first",

  waiting: (count) => (count === 1 ? "1 plan waits for approval" : `${count} plans wait for approval`),
  nothingWaits: "No plan waits for approval",
  waits: (id, seconds, approvers) => ` (${id}) has waited ${lengthOf(seconds, UNITS)} for ${approvers}`,
  asOf: (seconds) => `As of ${lengthOf(seconds, UNITS)} ago`,
  neverRead: "Planbell has not read Service Catalog yet. Try again in a minute.",

  unknown: (typed, name, nearest) => `There is no command "${typed}". Did you mean ${name} ${nearest}?`,
  notBuilt: (name, word) => `${name} ${word} is not built yet.`,
  noArgument: (name, word) => `${name} ${word} takes nothing behind it yet: leave that out.`,
  otherName: (name) => `Planbell answers to ${name} here: its settings and Slack name its command differently.`,
  stateFails: "Planbell cannot read what it knows just now; its log says why. Try again later.",
  tooSlow: "Planbell took too long to read what it knows. Try again.",
  failed: "Something went wrong in Planbell; its log says what.",
};
