import type { ChannelId, MentionId } from "../../lib/model/brand.ts";
import type { Principal } from "../../lib/model/plan.ts";
import { ACCOUNT } from "../../local/catalog/ids.ts";

export const CHANNEL = "C0DEFAULT0" as ChannelId;
export const TEAM = "T0OURS0001";
export const GROUP = "S03GROUP01";

export const NET: Principal = { kind: "RamRole", name: "net-approvers" };
export const DB: Principal = { kind: "RamRole", name: "db-approvers" };
/** Nobody may act for it. */
export const OPS: Principal = { kind: "RamRole", name: "ops-approvers" };
export const OWNER: Principal = { kind: "RamUser", name: "endUser" };

export const BOB = "U02BOB0001";
export const CAROL = "U03CAROL01";
/** By a user group. */
export const DORA = "U04DORA001";
/** Asks for every plan. */
export const ERIN = "U05ERIN001";
/** Stands for two roles. */
export const FRANK = "U06FRANK01";
export const GUEST = "U07GUEST01";
export const ROBOT = "U08ROBOT01";
export const PARTNER = "U09PARTNER";
/** Deactivated at some time. */
export const LEAVER = "U10LEAVER1";
const MALLORY = "U11MALLORY";

export const EVERYBODY = [BOB, CAROL, DORA, ERIN, FRANK, GUEST, ROBOT, PARTNER, LEAVER, MALLORY] as const;

/** What the settings say; more people are in it than may decide. */
export const PEOPLE: Readonly<Record<string, readonly MentionId[]>> = {
  "RamRole:net-approvers": [BOB, CAROL, ERIN, FRANK, GUEST, ROBOT, PARTNER, LEAVER] as unknown as MentionId[],
  "RamRole:db-approvers": [GROUP, FRANK] as unknown as MentionId[],
  "RamUser:endUser": [ERIN] as unknown as MentionId[],
};

const arn = (name: string): string => `acs:ram::${ACCOUNT}:role/${name}`;
export const ROLES = {
  "RamRole:net-approvers": arn(NET.name),
  "RamRole:db-approvers": arn(DB.name),
};

/** Who may decide as whom, by hand: whatever the settings say, nobody else ever may. */
export const ENTITLED: Readonly<Record<string, readonly string[]>> = {
  [NET.name]: [BOB, CAROL, FRANK, LEAVER],
  [DB.name]: [DORA, FRANK],
};
