import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelId, EpochMs } from "../../lib/model/brand.ts";
import { SlackError } from "../../lib/model/errors.ts";
import { createDirectory } from "../../lib/slack/directory.ts";
import { type SlackOptions, startSlack } from "../../local/slack/server.ts";
import { ok, refused, ScriptedSlack } from "./scripted-slack.ts";

const ALICE = "U01ALICE01";
const GROUP = "S03GROUP01";
const CHANNEL = "C0DEFAULT0" as ChannelId;
const USER = {
  id: ALICE,
  team_id: "T0PLANBELL",
  deleted: false,
  is_bot: false,
  is_restricted: false,
  is_ultra_restricted: false,
  locale: "zh-CN",
};
const KNOWN = {
  id: ALICE,
  team: "T0PLANBELL",
  isBot: false,
  isDeactivated: false,
  isGuest: false,
  isForeign: false,
  locale: "zh",
};

let slack: ScriptedSlack;
let now: number;
beforeEach(async () => {
  slack = await new ScriptedSlack().start();
  now = 1_764_000_000_000;
});
afterEach(() => slack.stop());

const open = (apiUrl = slack.apiUrl) =>
  createDirectory({ token: "xoxb-planbell-demo", apiUrl, clock: { now: () => now as EpochMs } });
async function faultOf(call: Promise<unknown>): Promise<[code: string, fault: string]> {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(SlackError);
  return [(error as SlackError).code, (error as SlackError).fault];
}

describe("our workspace", () => {
  it("is asked for once", async () => {
    slack.on("auth.test", ok({ team_id: "T0PLANBELL" }));
    const directory = open();
    expect([await directory.team(), await directory.team()]).toEqual(["T0PLANBELL", "T0PLANBELL"]);
    now += 365 * 86_400_000;
    expect(await directory.team()).toBe("T0PLANBELL");
    expect(slack.calls("auth.test")).toHaveLength(1);
  });

  it("is asked for again when that failed, and is never anything but an id", async () => {
    slack.on("auth.test", refused("invalid_auth"), ok({ team_id: "planbell" }), ok({ team_id: "T0PLANBELL" }));
    const directory = open();
    expect(await faultOf(directory.team())).toEqual(["invalid_auth", "token"]);
    expect(await faultOf(directory.team())).toEqual(["bad_answer", "transient"]);
    expect(await directory.team()).toBe("T0PLANBELL");
  });
});

describe("a person", () => {
  it("is asked for with their language", async () => {
    slack.on("users.info", ok({ user: USER }));
    expect(await open().person(ALICE)).toEqual(KNOWN);
    expect(slack.calls("users.info").map(({ form }) => form)).toEqual([{ user: ALICE, include_locale: "true" }]);
  });

  it.each<[object, object]>([
    [{ is_bot: true }, { isBot: true }],
    [{ is_workflow_bot: true }, { isBot: true }],
    [{ deleted: true }, { isDeactivated: true }],
    [{ is_restricted: true }, { isGuest: true }],
    [{ is_ultra_restricted: true }, { isGuest: true }],
    [
      { is_stranger: true, team_id: "T0PARTNER0" },
      { isForeign: true, team: "T0PARTNER0" },
    ],
    [{ team_id: undefined }, { team: undefined }],
    [
      { enterprise_user: { id: ALICE, teams: ["T0PLANBELL", 7, "T0SISTER01"] } },
      { teams: ["T0PLANBELL", "T0SISTER01"] },
    ],
    [{ enterprise_user: { id: ALICE, teams: "T0PLANBELL" } }, {}],
    [{ locale: "en-GB" }, { locale: "en" }],
    [{ locale: "de-DE" }, { locale: undefined }],
    [{ locale: undefined }, { locale: undefined }],
  ])("of whom Slack says %j is %j", async (over, read) => {
    slack.on("users.info", ok({ user: { ...USER, ...over } }));
    expect(await open().person(ALICE)).toEqual({ ...KNOWN, ...read });
  });

  it("that is Slack's own bot is a bot", async () => {
    slack.on("users.info", ok({ user: { ...USER, id: "USLACKBOT" } }));
    expect(await open().person("USLACKBOT")).toMatchObject({ isBot: true });
  });

  it.each([["user_not_found"], ["user_not_visible"]])(
    "is nobody where Slack says %s, and asked for again",
    async (word) => {
      slack.on("users.info", refused(word), ok({ user: USER }));
      const directory = open();
      expect(await directory.person(ALICE)).toBeUndefined();
      expect(await directory.person(ALICE)).toEqual(KNOWN);
    },
  );

  it.each<[string, object]>([
    ["somebody else", { user: { ...USER, id: "U02BOB0001" } }],
    ["nothing", {}],
    ["nothing of whether they are still there", { user: { ...USER, deleted: undefined } }],
  ])("is not read from an answer that tells of %s", async (_what, answer) => {
    slack.on("users.info", ok({ ...answer }));
    expect(await faultOf(open().person(ALICE))).toEqual(["bad_answer", "transient"]);
  });

  it("is remembered for thirty seconds, and asked for once by all who ask meanwhile", async () => {
    slack.on("users.info", ok({ user: USER }), ok({ user: { ...USER, deleted: true } }));
    const directory = open();
    await Promise.all([directory.person(ALICE), directory.person(ALICE)]);
    now += 29_999;
    expect(await directory.person(ALICE)).toEqual(KNOWN);
    expect(slack.calls("users.info")).toHaveLength(1);
    now += 1;
    expect(await directory.person(ALICE)).toMatchObject({ isDeactivated: true });
  });

  it("is asked for again when that failed", async () => {
    slack.on("users.info", refused("missing_scope", { needed: "users:read" }), ok({ user: USER }));
    const directory = open();
    expect(await faultOf(directory.person(ALICE))).toEqual(["missing_scope", "token"]);
    expect(await directory.person(ALICE)).toEqual(KNOWN);
  });
});

describe("a user group", () => {
  it("is told by its members, for thirty seconds", async () => {
    slack.on("usergroups.users.list", ok({ users: [ALICE, 7] }), ok({ users: [] }));
    const directory = open();
    expect([await directory.members(GROUP), await directory.members(GROUP)]).toEqual([[ALICE], [ALICE]]);
    now += 30_000;
    expect(await directory.members(GROUP)).toEqual([]);
    expect(slack.calls("usergroups.users.list")[0]?.form).toEqual({ usergroup: GROUP });
  });

  it.each([["missing_scope"], ["plan_upgrade_required"], ["paid_teams_only"]])(
    "is closed where Slack says %s, which is not remembered",
    async (word) => {
      slack.on("usergroups.users.list", refused(word), ok({ users: [ALICE] }));
      const directory = open();
      expect([await directory.members(GROUP), await directory.members(GROUP)]).toEqual([undefined, [ALICE]]);
    },
  );

  it("that is gone has nobody in it", async () => {
    slack.on("usergroups.users.list", refused("no_such_subteam"));
    expect(await open().members(GROUP)).toEqual([]);
  });

  it("of which nothing can be learned just now is no answer", async () => {
    slack.on("usergroups.users.list", refused("ratelimited"), ok({ users: "all" }));
    const directory = open();
    expect((await faultOf(directory.members(GROUP)))[1]).toBe("throttled");
    expect(await faultOf(directory.members(GROUP))).toEqual(["bad_answer", "transient"]);
  });
});

describe("a channel", () => {
  it.each([[true], [false]])("is shared or not, for thirty seconds: %s", async (shared) => {
    slack.on("conversations.info", ok({ channel: { id: CHANNEL, is_ext_shared: shared } }));
    const directory = open();
    expect([await directory.isShared(CHANNEL), await directory.isShared(CHANNEL)]).toEqual([shared, shared]);
    expect(slack.calls("conversations.info").map(({ form }) => form)).toEqual([{ channel: CHANNEL }]);
  });

  it.each([["missing_scope"], ["channel_not_found"]])("is closed where Slack says %s", async (word) => {
    slack.on("conversations.info", refused(word), ok({ channel: { is_ext_shared: false } }));
    const directory = open();
    expect([await directory.isShared(CHANNEL), await directory.isShared(CHANNEL)]).toEqual([undefined, false]);
  });

  it("of which Slack does not say it is closed, too", async () => {
    slack.on("conversations.info", ok({ channel: { is_ext_shared: "no" } }));
    expect(await open().isShared(CHANNEL)).toBeUndefined();
  });
});

describe("the stand-in", () => {
  it("is read as Slack is", async () => {
    const options: SlackOptions = {
      clock: { now: () => now },
      users: [{ id: ALICE, name: "alice", locale: "zh-CN", isRestricted: true }],
      userGroups: [{ id: GROUP, name: "Approvers", handle: "approvers", users: [ALICE] }],
      channels: [{ id: CHANNEL, name: "platform", isExtShared: true }],
      scopes: ["users:read", "usergroups:read", "channels:read"],
    };
    const standIn = await startSlack(options);
    const directory = open(standIn.apiUrl);
    expect([await directory.team(), await directory.person(ALICE)]).toEqual([
      "T0PLANBELL",
      { ...KNOWN, isGuest: true },
    ]);
    expect([await directory.members(GROUP), await directory.isShared(CHANNEL)]).toEqual([[ALICE], true]);
    await standIn.close();
  });
});
