import type { ButtonTexts } from "../catalogue.ts";

export const button: ButtonTexts = {
  approve: "Approve",
  reject: "Reject",
  named: (action, name) => (action === "approve" ? `Approve ${name}` : `Reject ${name}`),
  question: (name) => `Approve ${name}?`,
  back: "Not now",
  details: "Details",
  log: "Log",
  nextPage: "Next page",
  detailsOf: (name) => `Details of ${name}`,
  logOf: (name) => `Log of ${name}`,
  nextPageOf: (name) => `Next page: ${name}`,
  show: "Show a plan",
};
