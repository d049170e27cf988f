import type { HelpTexts } from "../catalogue-commands.ts";

export const help: HelpTexts = {
  canDo: (name) => `What ${name} can do`,
  pending: "lists the plans that wait for approval: all, those that wait for you, or those of a product",
  plan: "shows a plan as its card does",
  task: "shows the log of a task, page by page",
  failed: "lists what failed, and why",
  approve: "opens the form in which you approve",
  reject: "opens the form in which you reject",
  mute: "mentions nobody for a while; cards and notes go on",
  unmute: "ends that",
  whoami: "says who you are to Planbell, and what you may decide",
  why: "says what was seen of a plan, which rules took it, and what was sent where",
  status: "says how Planbell is: when it looked last, what it owes, what it gave up",
  help: "lists the commands",

  aPlan: "plan",
  aTask: "task",
  aProduct: "product",
  aPage: "page",
  aLength: "duration",
  aComment: "comment",
};
