import type { WhoamiTexts } from "../catalogue-commands.ts";
import { said } from "./said.ts";

export const whoami: WhoamiTexts = {
  title: "您在 Planbell 中的身份",
  slackId: "Slack 用户",
  workspace: "工作区",
  identities: "RAM 身份",
  through: (identity, group) => said`${identity}（通过用户组${group}）`,
  nobody: "无：请联系 Planbell 的运维人员，将您的 Slack ID 加入人员映射",
  noPeople: "无：Planbell 的配置中没有人员映射",

  decides: "能否在 Slack 中审批",
  as: (identity) => said`可以${identity}的身份审批，前提是其为审批人`,
  noRole: (identity) => said`不能以${identity}的身份审批：Planbell 无权代其操作，请前往控制台审批`,
  notSelf: "不能审批自己提交的计划",
  noIdentity: "不能：您没有对应的 RAM 身份",
  off: "不能：此处未启用在 Slack 中审批",
  bot: "不能：机器人不能审批",
  deactivated: "不能：您的 Slack 账号已停用",
  foreign: "不能：您属于其他工作区",
  guest: "不能：您在此工作区是访客",
  unread: (code) => `未知：Slack 未能返回您的身份（${code}）`,
};
