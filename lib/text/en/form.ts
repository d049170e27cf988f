import type { FormTexts } from "../catalogue-form.ts";

export const form: FormTexts = {
  title: (action) => (action === "approve" ? "Approve plan" : "Reject plan"),
  submit: (action) => (action === "approve" ? "Approve" : "Reject"),
  cancel: "Cancel",
  close: "Close",

  reading: "Planbell is reading the plan.",
  readingLong: "If nothing comes within ten seconds, close this and type the command again.",

  comment: "Comment",
  reason: "Reason",
  commentMeans: "Service Catalog keeps it with the decision, and the plan's thread shows it. At most 128 characters.",
  typeName: (name) => `Type "${name}"`,
  typeNameMeans:
    "The plan removes, replaces or may replace something that would be missed: type the name of its provisioned product to approve it all the same.",

  reasonMissing: "Say why: whoever asked for the plan is told.",
  commentTooLong: (most, length) => `At most ${most} characters; these are ${length}.`,
  nameDiffers: (name) => `This is not the name. Type "${name}".`,
  formUnreadable: "This form does not say which plan it is for. Close it and click again.",

  buttonUnreadable: (name) =>
    `This button does not say which plan it is for. Open the plan's newest card, or type ${name} approve or ${name} reject and the plan's id.`,
  clickAgain: "Planbell took too long to open the form. Click again.",
  typeAgain: "Planbell took too long to open the form. Type the command again.",
  perhapsOpen: "Slack did not say whether the form is open. If you do not see it, try again.",
  notOpened: (code) =>
    `Slack did not open the form (${code}). Try again; if that does not help, decide in the console.`,
  notTaken: "Planbell could not pass this on, so nothing may come of it. Look at the plan's card before you try again.",
  noWorker: (setting) =>
    `Planbell did nothing: on Function Compute it needs ${setting}, which is not set. Tell whoever runs it.`,
  nobody: "Slack did not say who you are, so Planbell did nothing.",
  follows: "Planbell is still reading what it knows; the answer follows.",

  notWaiting: (state) => `There is nothing to decide: this plan does not wait for approval. Its state: ${state}.`,
  notReadYet: "Planbell has not read the details of this plan yet. Try again in a minute, or decide in the console.",
};
