import type { WhyTexts } from "../catalogue-commands.ts";

export const why: WhyTexts = {
  seen: "What was seen, the newest first",
  nothingSeen: "Nothing has changed since Planbell first saw it, so nobody was told.",
  rules: (kind) => `Rules for "${kind}"`,
  takes: (place, to) => `Rule ${place} takes it: ${to}`,
  differs: (place, key, found, expected) =>
    `Rule ${place} does not: ${key} is ${found === "" ? "not given" : found}, it takes ${expected}`,
  notAsked: (place) => `Rule ${place} is not asked: one above took it`,
  people: "Whom that means in Slack",
  notInPeople: "not in the people of the settings",
  sent: "What was sent",
  nothingSent: "Nothing stands in Slack.",
  card: "card",
  inDigest: "a line of a digest",
  editOwed: "an edit is owed",
  owed: "What is owed",
  note: "note",
  logPart: "log",
  notTried: "not tried yet",
  underWay: "under way",
  inDoubt: "perhaps sent, looked for",
  givenUp: "given up",
  tries: (count, reason) => `${count === 1 ? "1 try" : `${count} tries`}${reason === "" ? "" : `, ${reason}`}`,
  nextTry: "Next try",
  decided: "Decided in Slack",
  deciding: "Being decided in Slack",
};
