import type { CommandTexts } from "../catalogue.ts";

const UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
];

/** The two largest units that follow each other, seconds only below a minute: `12 s`, `3 h 5 min`, `2 d`. */
function lengthOf(seconds: number): string {
  const first = UNITS.findIndex(([, size]) => seconds >= size);
  if (first < 0) return "0 s";
  let rest = seconds;
  const parts = UNITS.slice(first, first + 2).map(([unit, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return { unit, count };
  });
  return parts
    .filter(({ unit, count }, place) => place === 0 || (count > 0 && unit !== "s"))
    .map(({ unit, count }) => `${count} ${unit}`)
    .join(" ");
}

export const command: CommandTexts = {
  canDo: (name) => `What ${name} can do`,
  help: "lists the commands",
  pending: "lists the plans that wait for approval, the oldest first",

  waiting: (count) => (count === 1 ? "1 plan waits for approval" : `${count} plans wait for approval`),
  nothingWaits: "No plan waits for approval",
  waits: (seconds, approvers) => `has waited ${lengthOf(seconds)} for ${approvers}`,
  asOf: (seconds) => `As of ${lengthOf(seconds)} ago`,
  neverRead: "Planbell has not read Service Catalog yet. Try again in a minute.",

  unknown: (typed, name, nearest) => `There is no command "${typed}". Did you mean ${name} ${nearest}?`,
  notBuilt: (name, word) => `${name} ${word} is not built yet.`,
  noArgument: (name, word) => `${name} ${word} takes nothing behind it yet: leave that out.`,
  otherName: (name) => `Planbell answers to ${name} here: its settings and Slack name its command differently.`,
  stateFails: "Planbell cannot read what it knows just now; its log says why. Try again later.",
  tooSlow: "Planbell took too long to read what it knows. Try again.",
  failed: "Something went wrong in Planbell; its log says what.",
};
