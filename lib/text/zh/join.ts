import type { JoinTexts } from "../catalogue.ts";

export const join: JoinTexts = {
  label: (label) => `${label}：`,
  list: (names) => names.join("、"),
  comma: "，",
};
