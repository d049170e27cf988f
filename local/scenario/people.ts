import type { Principal } from "../../lib/model/plan.ts";

const user = (name: string): Principal => ({ kind: "RamUser", name });
const role = (name: string): Principal => ({ kind: "RamRole", name });

/** Who approves. */
export const alice = user("alice");
export const bob = user("bob");
export const carol = user("carol");
export const netApprovers = role("net-approvers");
export const dbaApprovers = role("dba-approvers");

/** Who asks. */
export const weiChen = user("wei.chen");
export const liNa = user("li.na");
export const zhangMin = user("zhang.min");
