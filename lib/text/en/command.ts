import type { CommandTexts } from "../catalogue-commands.ts";
import { lasting } from "./units.ts";

const meant = (nearest: string): string => (nearest === "" ? "" : ` Did you mean ${nearest}?`);
const plans = (count: number): string => (count === 1 ? "1 plan" : `${count} plans`);
const wait = (count: number): string => (count === 1 ? "waits" : "wait");

export const command: CommandTexts = {
  waiting: (count) => `${plans(count)} ${wait(count)} for approval`,
  nothingWaits: "No plan waits for approval",
  waitingForYou: (count) => `${plans(count)} ${wait(count)} for you`,
  nothingWaitsForYou: "No plan waits for you",
  waitingOf: (count, product) => `${plans(count)} of ${product} ${wait(count)} for approval`,
  nothingWaitsOf: (product) => `No plan of ${product} waits for approval`,
  waits: (id, seconds, approvers, dangerous) =>
    ` (${id}${dangerous ? ", dangerous" : ""}) has waited ${lasting(seconds)} for ${approvers}`,
  asOf: (seconds) => `As of ${lasting(seconds)} ago`,
  readNow: "Read from Service Catalog just now",
  neverRead: "Planbell has not read Service Catalog yet. Try again in a minute.",
  closedGroups: (count) =>
    `Slack does not say who is in ${count === 1 ? "1 user group" : `${count} user groups`}: grant the app usergroups:read.`,

  noPlan: (typed, nearest) => `Planbell knows no plan "${typed}".${meant(nearest)}`,
  noTask: (typed, nearest) => `Planbell knows no task "${typed}".${meant(nearest)}`,
  noProduct: (typed, nearest) => `Planbell knows no plan of a product "${typed}".${meant(nearest)}`,
  nothing: (typed, nearest) => `Planbell knows no plan and no product "${typed}".${meant(nearest)}`,
  several: (count, typed) => `${count} things are called "${typed}". Say which by its id.`,
  catalogFails: (code) => `Service Catalog did not tell (${code}). Try again later.`,

  noLog: "Service Catalog keeps no log of this task.",
  nextPage: (usage) => `Next page: ${usage}`,
  failures: (count, seconds) => `${count} failed within ${lasting(seconds)}`,
  noFailures: (seconds) => `Nothing failed within ${lasting(seconds)}`,
  nowIn: (state) => `Now: ${state}`,

  unknown: (typed, name, nearest) => `There is no command "${typed}". Did you mean ${name} ${nearest}?`,
  lacks: (usage) => `Say of what: ${usage}`,
  takesNothing: (usage) => `${usage} takes nothing behind it: leave that out.`,
  noLength: (typed) => `"${typed}" is no length of time: say 30m, 24h or 7d, and at most 30d.`,
  noForm: (usage) => `${usage} opens a form, and Slack did not show it. Try again.`,
  otherName: (name) => `Planbell answers to ${name} here: its settings and Slack name its command differently.`,
  stranger:
    "This button answers people of Planbell's own workspace, and Slack does not say that you are one of them. If you are, press it again.",
  stateFails: "Planbell cannot read what it knows just now; its log says why. Try again later.",
  tooSlow: "Planbell took too long to read what it knows. Try again.",
  failed: "Something went wrong in Planbell; its log says what.",
};
