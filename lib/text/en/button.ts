import type { ButtonTexts } from "../catalogue.ts";

export const button: ButtonTexts = {
  approve: "Approve",
  reject: "Reject",
  named: (action, name) => (action === "approve" ? `Approve ${name}` : `Reject ${name}`),
  question: (name) => `Approve ${name}?`,
  back: "Not now",
};
