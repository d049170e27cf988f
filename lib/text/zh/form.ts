import type { FormTexts } from "../catalogue-form.ts";
import { said } from "./said.ts";

export const form: FormTexts = {
  title: (action) => (action === "approve" ? "批准计划" : "拒绝计划"),
  submit: (action) => (action === "approve" ? "批准" : "拒绝"),
  cancel: "取消",
  close: "关闭",

  reading: "Planbell 正在读取该计划。",
  readingLong: "如果 10 秒内没有内容，请关闭此窗口并重新输入命令。",

  comment: "备注",
  reason: "原因",
  commentMeans: "服务目录会将其与审批结果一同保存，计划的消息列也会显示。最多 128 个字符。",
  typeName: (name) => said`请输入“${name}”`,
  typeNameMeans: "该计划会删除、替换或可能替换重要资源：如仍要批准，请输入其产品实例的名称。",

  reasonMissing: "请填写原因：计划的申请人会看到。",
  commentTooLong: (most, length) => said`最多${most}个字符，当前为${length}个。`,
  nameDiffers: (name) => said`名称不符，请输入“${name}”。`,
  formUnreadable: "此表单未说明对应的计划，请关闭后重新点击。",

  buttonUnreadable: (name) =>
    said`此按钮未说明对应的计划。请打开该计划最新的卡片，或输入${name} approve 或${name} reject 加计划 ID。`,
  clickAgain: "Planbell 打开表单超时，请重新点击。",
  typeAgain: "Planbell 打开表单超时，请重新输入命令。",
  perhapsOpen: "Slack 未说明表单是否已打开。如果没有看到，请重试。",
  notOpened: (code) => said`Slack 未能打开表单（${code}）。请重试；如仍不行，请在控制台处理。`,
  notTaken: "Planbell 未能转交此操作，可能不会生效。重试前请先查看该计划的卡片。",
  noWorker: (setting) => said`Planbell 未执行任何操作：在函数计算上运行时必须设置${setting}，请联系其维护人员。`,
  nobody: "Slack 未说明您是谁，Planbell 未执行任何操作。",
  follows: "Planbell 仍在读取，稍后答复。",

  notWaiting: (state) => said`无需处理：该计划当前不在待审批状态。状态：${state}。`,
  notReadYet: "Planbell 尚未读取该计划的详情，请 1 分钟后重试，或在控制台处理。",
};
