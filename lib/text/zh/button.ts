import type { ButtonTexts } from "../catalogue.ts";
import { said } from "./said.ts";

export const button: ButtonTexts = {
  approve: "批准",
  reject: "拒绝",
  named: (action, name) => (action === "approve" ? said`批准${name}` : said`拒绝${name}`),
  question: (name) => said`批准${name}？`,
  back: "暂不",
  details: "详情",
  log: "日志",
  nextPage: "下一页",
  detailsOf: (name) => said`${name}的详情`,
  logOf: (name) => said`${name}的日志`,
  nextPageOf: (name) => said`下一页：${name}`,
  show: "查看计划",
};
