import type { Principal } from "../../lib/model/plan.ts";
import type { Role } from "../catalog/ram/ram.ts";

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

/** Every role of the stories, so that the account has those whom a card names. Everybody of the account may assume them. */
export const ROLES: readonly Role[] = [netApprovers, dbaApprovers].map(({ name }) => ({ name }));
