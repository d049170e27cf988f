import type { ButtonTexts } from "../catalogue.ts";
import { said } from "./said.ts";

export const button: ButtonTexts = {
  approve: "批准",
  reject: "拒绝",
  named: (action, name) => (action === "approve" ? said`批准${name}` : said`拒绝${name}`),
  question: (name) => said`批准${name}？`,
  back: "暂不",
};
