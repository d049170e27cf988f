import { ACCOUNT } from "./catalog/ids.ts";
import { ROLES } from "./scenario/people.ts";
import type { User, UserGroup } from "./slack/workspace.ts";

/** Where the cards of the demonstration go. */
export const PLATFORM = { id: "C0DEFAULT0", name: "platform" };

export const CHANNELS = [PLATFORM, { id: "C0DATABASE", name: "databases" }];

/** Who works here; named as the RAM users of the scenarios. */
export const USERS: readonly User[] = [
  {
    id: "U01ALICE01",
    name: "alice",
    realName: "Alice Zhou",
    email: "alice@example.com",
    locale: "en-US",
    tz: "Asia/Shanghai",
  },
  {
    id: "U02BOB0001",
    name: "bob",
    realName: "Bob Meyer",
    email: "bob@example.com",
    locale: "en-US",
    tz: "Europe/Berlin",
  },
  {
    id: "U03WEICHEN",
    name: "wei.chen",
    realName: "Wei Chen",
    email: "wei.chen@example.com",
    locale: "zh-CN",
    tz: "Asia/Shanghai",
  },
  {
    id: "U04LINA0001",
    name: "li.na",
    realName: "Li Na",
    email: "li.na@example.com",
    locale: "zh-CN",
    tz: "Asia/Shanghai",
  },
];

export const USER_GROUPS: readonly UserGroup[] = [
  { id: "S03GROUP01", handle: "net-approvers", name: "Network approvers", users: ["U02BOB0001", "U04LINA0001"] },
];

/** Who is who, as a config file says it. Carol, Zhang Min and the DBAs are not in Slack. */
export const WHO_IS_WHO = {
  "RamUser:alice": ["U01ALICE01"],
  "RamUser:bob": ["U02BOB0001"],
  "RamUser:wei.chen": ["U03WEICHEN"],
  "RamUser:li.na": ["U04LINA0001"],
  "RamRole:net-approvers": ["S03GROUP01"],
};

/** Who may decide in Slack: for these roles, whose names are those of the scenarios. */
export const APPROVALS = {
  enabled: true,
  roles: Object.fromEntries(ROLES.map(({ name }) => [`RamRole:${name}`, `acs:ram::${ACCOUNT}:role/${name}`])),
};
