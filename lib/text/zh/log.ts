import type { LogTexts } from "../catalogue.ts";
import { said } from "./said.ts";

export const log: LogTexts = {
  of: (name) => said`${name}的日志`,
  endOf: (name) => said`${name}的日志末尾`,
  part: (part, of) => said`（第${part}部分，共${of}部分）`,
  wholeIsFile: "完整日志需以文件发送：为应用授予 files:write 权限后，Planbell 即可发送。",
  leftOut: (kilobytes) => said`【开头${kilobytes} KB 已省略】`,
};
