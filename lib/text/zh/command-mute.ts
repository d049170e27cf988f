import type { MuteTexts } from "../catalogue-commands.ts";
import { said } from "./said.ts";

export const mute: MuteTexts = {
  muted: (name) => said`${name}已静默`,
  means: "不再提及任何人，频道中只出现新卡片；卡片和通知照常。",
  ends: (usage) => `取消静默：${usage}`,
  unmuted: (name) => said`${name}已取消静默`,
  notMuted: (name) => said`${name}未处于静默状态`,
  busy: "Planbell 当时正在处理它，请重试。",
  until: "截止",
  by: "操作人",
  heading: "静默",
};
