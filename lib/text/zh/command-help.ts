import type { HelpTexts } from "../catalogue-commands.ts";
import { said } from "./said.ts";

export const help: HelpTexts = {
  canDo: (name) => said`${name}支持的命令`,
  pending: "列出待审批的计划：全部、待您审批的，或某个产品的",
  plan: "显示计划，内容与卡片相同",
  task: "分页显示任务的日志",
  failed: "列出失败的计划和产品实例及其原因",
  approve: "打开批准计划的表单",
  reject: "打开拒绝计划的表单",
  mute: "在一段时间内不再提及任何人，卡片和通知照常",
  unmute: "取消静默",
  whoami: "说明您在 Planbell 中的身份和审批权限",
  why: "说明计划的变化、匹配的路由和已发送的消息",
  status: "说明 Planbell 的状态：最近读取、待发送和已放弃的消息",
  help: "列出所有命令",

  aPlan: "计划",
  aTask: "任务",
  aProduct: "产品",
  aPage: "页码",
  aLength: "时长",
  aComment: "备注",
};
