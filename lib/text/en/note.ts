import type { Effect } from "../../model/effect.ts";
import type { ChangedThing, DigestTexts, NoteTexts } from "../catalogue.ts";
import { thing } from "./danger.ts";

const VERB: Readonly<Record<Exclude<Effect, "unclear">, string>> = {
  removes: "removes",
  replaces: "replaces",
  "may-replace": "may replace",
  modifies: "modifies",
  adds: "adds",
  nothing: "leaves",
};

function verb({ effect, action, replacement }: ChangedThing): string {
  if (effect !== "unclear") return VERB[effect];
  return action === "Modify" ? `modifies with replacement "${replacement ?? ""}"` : `does "${action}" to`;
}

const arrow = (before: string | undefined, after: string | undefined): string =>
  before === undefined && after === undefined ? "changed" : `${before ?? "not known"} -> ${after ?? "not known"}`;

function changedParameter(key: string, before: string | undefined, after: string | undefined): string {
  if ((before === undefined) === (after === undefined)) return `Parameter ${key}: ${arrow(before, after)}`;
  return after === undefined ? `Parameter ${key}: no longer given, was ${before}` : `Parameter ${key}: new, ${after}`;
}

function changedResource(before: ChangedThing | undefined, after: ChangedThing | undefined): string {
  if (after === undefined) return before === undefined ? "" : `No longer ${verb(before)} ${thing(before)}`;
  if (before === undefined) return `Now also ${verb(after)} ${thing(after)}`;
  return `Now ${verb(after)} ${thing(after)}, was: ${verb(before)}`;
}

export const note: NoteTexts = {
  awaitingApproval: "Waiting for approval",
  handedOver: "Handed over",
  approved: "Approved",
  rejected: "Rejected",
  canceled: "Canceled",
  changed: "Changed",
  vanished: "Deleted",
  succeeded: "Succeeded",
  moved: "Moved",
  executing: "Running",
  previewFailed: "Preview failed",
  failed: "Failed",

  by: (who, comment) => `by ${who}${comment === "" ? "" : `: "${comment}"`}`,
  inSlack: (who) => `by ${who} in Slack`,
  runIt: (requester) => `${requester}, run it in the console now: an approved plan does not run by itself.`,
  afterRejection: (requester) => `${requester}, it will not run. Change the plan and submit it again, or delete it.`,
  changedParameter,
  changedOperation: (before, after) => `Operation: ${arrow(before, after)}`,
  changedVersion: (before, after) => `Product version: ${arrow(before, after)}`,
  changedResource,
  changedResources: "The resource changes are no longer the same.",
  readAgain: "Read the card again before you decide.",
  vanishedMeans: "The plan was deleted from Service Catalog.",
  fromTo: (from, to) => `from "${from}" to "${to}"`,
};

export const digest: DigestTexts = {
  waiting: (count) => (count === 1 ? "1 more plan waits for approval" : `${count} more plans wait for approval`),
  changed: (count) => (count === 1 ? "1 plan changed" : `${count} plans changed`),
  line: (id, state, approvers, dangerous) =>
    ` (${id}): ${state}${dangerous ? " (dangerous)" : ""}${approvers === "" ? "" : `, by ${approvers}`}`,
};
