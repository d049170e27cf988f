import type { DecisionTexts } from "../decision-texts.ts";
import { said } from "./said.ts";

export const decision: DecisionTexts = {
  approved: "已批准",
  rejected: "已拒绝",
  notApproved: "未批准",
  notRejected: "未拒绝",
  deciding: "正在审批",

  approvedMeans: "服务目录已接受您的批准，后续操作见卡片。",
  rejectedMeans: "服务目录已接受您的拒绝，申请人将在卡片的消息列中看到。",
  done: "您第一次点击时已完成操作，无需再次点击。",
  underway: "您的第一次点击正在处理，请 1 分钟后查看卡片。",
  tryAgain: "Planbell 暂时无法确认您是否有权审批，未执行任何操作，请 1 分钟后重试。",

  disabled: "此处不支持在 Slack 中审批，请前往控制台审批。",
  disabledRoute: "Planbell 的规则不允许在此处审批该计划，请前往控制台审批。",
  deactivated: "您的 Slack 账号已停用，请联系工作区管理员。",
  expired: "您的操作超过 5 分钟才送达，请重新审批。",
  bot: "应用不能审批，须由本人点击。",
  guest: "访客不能在 Slack 中审批，请联系工作区成员，或前往控制台审批。",
  foreign: "仅 Planbell 所在工作区的成员可以在 Slack 中审批，请前往控制台审批。",
  shared: "此频道可能对其他组织可见，请前往控制台审批。",
  sharedUnknown: (scopes) =>
    said`Planbell 无法确认此频道是否对其他组织可见，请邀请其加入此频道，或前往控制台审批，或请管理员授予权限${scopes}。`,
  nobody: "尚未配置任何审批人，请联系 Planbell 的维护人员，配置人员与 RAM 角色的对应关系。",
  stranger: "Planbell 不知道您代表哪个 RAM 角色审批，请联系其维护人员进行配置。",
  noRole: "Planbell 只能代表其可扮演的 RAM 角色审批，而您的身份不在其中，请前往控制台审批。",
  closedGroup: (scope) => said`Planbell 无法读取相关用户组的成员，请前往控制台审批，或请管理员授予权限${scope}。`,
  ambiguous: (roles) => said`您可以代表多个角色审批（${roles}），Planbell 不会代您选择，请前往控制台审批。`,
  self: "该计划由您本人申请，须由他人审批。",
  changed: "该计划与您看到的内容不一致，请重新查看卡片后再审批。",
  notWaiting: "该计划当前无需审批，其状态见卡片。",
  notYours: "该计划不由您审批，审批人见卡片。",
  unknownPlan: "Planbell 找不到该计划，请前往控制台查看。",
  approvedBy: (who) => said`${who}已批准该计划，后续操作见卡片。`,
  rejectedBy: (who) => said`${who}已拒绝该计划，后续操作见卡片。`,
  decidingNow: (who) => said`${who}正在审批，请 1 分钟后查看卡片。`,
  cloudRefused: (code) => `阿里云未接受该操作（${code}），请联系 Planbell 的维护人员，或前往控制台审批。`,
  cloudBusy: (code) => `阿里云繁忙，未处理该操作（${code}），未执行任何操作，请 1 分钟后重新审批。`,
  roleRefused: (code) => `阿里云不允许 Planbell 扮演您的角色（${code}），请联系其维护人员，或前往控制台审批。`,
  unsure: (code) => `未收到阿里云的响应（${code}），且计划中未显示您的审批，请 1 分钟后查看卡片。`,
  brokeOff: (code) =>
    `您的审批发出后 Planbell 出现故障（${code}），结果未知，请先在控制台查看该计划，再决定是否重新审批。`,
};
