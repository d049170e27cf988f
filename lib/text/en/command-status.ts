import type { StatusTexts } from "../catalogue-commands.ts";
import { lasting } from "./units.ts";

const some = (count: number, one: string, many: string): string => (count === 1 ? `1 ${one}` : `${count} ${many}`);

export const status: StatusTexts = {
  title: "How Planbell is",
  read: (seconds, every) => `Service Catalog was read ${lasting(seconds)} ago, and is every ${lasting(every)}`,
  blindSince: "Nothing has been seen since",
  wasBlind: (seconds) => `Nothing was seen for ${lasting(seconds)}, until`,
  neverBlind: "Planbell has never been blind, as far as it remembers",
  lag: (seconds) => `The last change was noticed ${lasting(seconds)} after it happened`,
  watched: (plans, waiting) =>
    `${some(plans, "plan is", "plans are")} remembered, ${some(waiting, "waits", "wait")} for approval`,
  instances: (count) => `${some(count, "provisioned product is", "provisioned products are")} under change or failed`,
  paused: "Paused: it watches and sends nothing",

  queue: "What is owed",
  nothingOwed: "Nothing: all that was to be told stands in Slack",
  owed: (count) => `${some(count, "message is", "messages are")} still to be sent`,
  edits: (count) => `${some(count, "card is", "cards are")} still to be edited`,
  inDoubt: (count) => `${some(count, "message was", "messages were")} perhaps sent, and looked for`,
  oldest: "The oldest since",

  dead: "Given up",
  replay: "To send one again, whoever runs Planbell runs npm run poll -- --replay KEY",
  refused: "Slack takes no messages for",
  lastTold: "last told",

  warnings: "What to know",
  filterBroken: "Service Catalog leaves active plans out of its list: they are listed state by state",
  filterDoubted: (plans) => `Service Catalog left ${some(plans, "active plan", "active plans")} out of its list once`,
  cut: "There are more plans than one look reads: the rest is read by the next",
  catchingUp: "Planbell still goes through what happened while it saw nothing",
  stacksUnread: (count) =>
    `The stacks of ${some(count, "failure", "failures")} could not be read: that may lack ros:GetStack`,
};
