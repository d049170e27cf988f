import type { DigestTexts, NoteTexts } from "../catalogue.ts";

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
  runIt: (requester) => `${requester}, run it in the console now: an approved plan does not run by itself.`,
  afterRejection: (requester) => `${requester}, it will not run. Change the plan and submit it again, or delete it.`,
  changedParameters: (keys) => `Parameters: ${keys.join(", ")}`,
  changedResources: "The resource changes are no longer the same.",
  changedVersion: "The product version is no longer the same.",
  readAgain: "Read the card again before you decide.",
  vanishedMeans: "The plan was deleted from Service Catalog.",
  fromTo: (from, to) => `from "${from}" to "${to}"`,
};

export const digest: DigestTexts = {
  waiting: (count) => (count === 1 ? "1 more plan waits for approval" : `${count} more plans wait for approval`),
  changed: (count) => (count === 1 ? "1 plan changed" : `${count} plans changed`),
  line: (state, approvers) => (approvers === "" ? state : `${state}, by ${approvers}`),
};
