import { ACCOUNT } from "../../local/catalog/ids.ts";
import type { User } from "../../local/slack/workspace.ts";

/** Who works where people decide, and what the config file says of them. */

const CHANNEL = "C0DEFAULT0";
const SHARED = "C0SHARED00";
/** A private channel, about which the app may ask nothing: `groups:read` is not granted. */
const PRIVATE = "C0PRIVATE0";
export const CHANNELS = [
  { id: CHANNEL, name: "platform" },
  { id: SHARED, name: "with-partners", isExtShared: true },
  { id: PRIVATE, name: "platform-leads", isPrivate: true },
];

export const ALICE = "U01ALICE01";
export const BOB = "U02BOB0001";
export const CAROL = "U03CAROL01";
export const DORA = "U04DORA001";
export const ERIN = "U05ERIN001";
export const GUEST = "U06GUEST01";
export const ROBOT = "U07ROBOT01";
export const PARTNER = "U08PARTNER";
export const LEAVER = "U09LEAVER1";
export const MALLORY = "U10MALLORY";
export const USERS: readonly User[] = [
  { id: ALICE, name: "alice" },
  { id: BOB, name: "bob" },
  { id: CAROL, name: "carol" },
  { id: DORA, name: "dora" },
  { id: ERIN, name: "erin" },
  { id: GUEST, name: "guest", isRestricted: true },
  { id: ROBOT, name: "robot", isBot: true },
  { id: PARTNER, name: "partner", teamId: "T0PARTNERS" },
  { id: LEAVER, name: "leaver", deactivated: true },
  { id: MALLORY, name: "mallory" },
];
const GROUP = "S03GROUP01";
export const USER_GROUPS = [
  { id: GROUP, handle: "net-approvers", name: "Network approvers", users: [BOB, CAROL, PARTNER] },
];

/** All that Planbell asks for, and what tells whether a public channel is shared. */
export const SCOPES = ["chat:write", "commands", "users:read", "im:write", "usergroups:read", "channels:read"];

export const NET = { kind: "RamRole", name: "net-approvers" } as const;
export const DB = { kind: "RamRole", name: "db-approvers" } as const;
export const ALICE_IN_RAM = { kind: "RamUser", name: "alice" } as const;
export const DORA_IN_RAM = { kind: "RamUser", name: "dora" } as const;

const arn = ({ name }: { readonly name: string }): string => `acs:ram::${ACCOUNT}:role/${name}`;

/** Everybody but Mallory could decide for the network, if only the map were asked. */
export const FILE = {
  routes: [
    { when: { product: "Partner network" }, to: [SHARED] },
    { when: { product: "Lead network" }, to: [PRIVATE] },
    { when: { product: "Console network" }, to: [CHANNEL], approvals: false },
    { to: [CHANNEL] },
  ],
  people: {
    "RamUser:alice": [ALICE],
    "RamUser:dora": [DORA],
    "RamRole:net-approvers": [GROUP, ALICE, ERIN, GUEST, ROBOT, LEAVER],
    "RamRole:db-approvers": [ERIN],
  },
  approvals: { enabled: true, roles: { "RamRole:net-approvers": arn(NET), "RamRole:db-approvers": arn(DB) } },
};
