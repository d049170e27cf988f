import { beforeEach, describe, expect, it } from "vitest";
import { SlackError } from "../../lib/model/errors.ts";
import type { SlackPerson } from "../../lib/model/slack.ts";
import { aPerson, CommandStage, LIN, NET_GROUP, TEAM } from "./command-stage.ts";

let stage: CommandStage;
beforeEach(() => {
  stage = new CommandStage();
  stage.knowsPeople({
    "RamUser:lin": [LIN],
    "RamRole:net-approvers": ["U02BOB0001", NET_GROUP],
    "RamRole:db-approvers": [LIN],
    "RamUser:bob": ["U02BOB0001"],
  });
  stage.members = { [NET_GROUP]: [LIN] };
  stage.set({
    approvals: { enabled: true, roles: { "RamRole:net-approvers": "acs:ram::1:role/n" }, allowSelf: false },
  });
});

const approvals = (over: object) => stage.set({ approvals: { ...stage.settings.approvals, ...over } });
const YOU = ["Who you are to Planbell", `In Slack: <@${LIN}> (${LIN})`, `Workspace: ${TEAM}`];
/** What they may decide, or why they may not. */
const decides = async () => {
  const lines = (await stage.says("whoami")).split("\n");
  return lines.slice(lines.indexOf("May decide in Slack") + 1);
};

describe("whoami", () => {
  it("says who that is in Slack and in RAM, and what they may decide; without a look at the state", async () => {
    expect((await stage.says("whoami")).split("\n")).toEqual([
      ...YOU,
      "In RAM",
      "lin (RAM user)",
      `net-approvers (RAM role), as a member of <!subteam^${NET_GROUP}>`,
      "db-approvers (RAM role)",
      "May decide in Slack",
      "not as lin (RAM user): Planbell may not act for it, so decide in the console",
      "as net-approvers (RAM role), where that is an approver",
      "not as db-approvers (RAM role): Planbell may not act for it, so decide in the console",
      "not on what you asked for yourself",
    ]);
  });

  it("speaks the reader's language", async () => {
    stage.person = aPerson({ locale: "zh" });
    expect((await stage.says("whoami")).split("\n")).toEqual([
      "您在 Planbell 中的身份",
      `Slack 用户：<@${LIN}> (${LIN})`,
      `工作区：${TEAM}`,
      "RAM 身份",
      "lin（RAM 用户）",
      `net-approvers（RAM 角色）（通过用户组<!subteam^${NET_GROUP}>）`,
      "db-approvers（RAM 角色）",
      "能否在 Slack 中审批",
      "不能以 lin（RAM 用户）的身份审批：Planbell 无权代其操作，请前往控制台审批",
      "可以 net-approvers（RAM 角色）的身份审批，前提是其为审批人",
      "不能以 db-approvers（RAM 角色）的身份审批：Planbell 无权代其操作，请前往控制台审批",
      "不能审批自己提交的计划",
    ]);
  });

  it("says nothing against own plans where that is allowed, or there is nothing to decide anyway", async () => {
    approvals({ allowSelf: true });
    expect(await decides()).toHaveLength(3);
    approvals({ allowSelf: false, roles: {} });
    expect(await decides()).toEqual(Array.from({ length: 3 }, () => expect.stringMatching(/^not as /)));
  });

  it("takes a role's ARN for roles alone: nobody acts as a user", async () => {
    approvals({ roles: { "RamUser:lin": "acs:ram::1:role/n" } });
    expect((await decides())[0]).toMatch(/^not as lin /);
  });

  it("says when the map does not hold them", async () => {
    stage.knowsPeople({ "RamUser:bob": ["U02BOB0001"] });
    expect((await stage.says("whoami")).split("\n")).toEqual([
      ...YOU,
      "In RAM",
      "nobody: ask whoever runs Planbell to add your Slack id to its people",
      "May decide in Slack",
      "no: you stand for nobody in RAM",
    ]);
  });

  it.each([undefined, {}])("says when there is no map: %j", async (people) => {
    stage.set({ people });
    expect(await stage.says("whoami")).toContain("\nnobody: the settings of this Planbell know no people\n");
  });

  it.each<[Partial<SlackPerson> | undefined, string]>([
    [{ isBot: true, isGuest: true }, "no: a bot decides nothing"],
    [{ isDeactivated: true }, "no: your account in Slack is deactivated"],
    [{ isForeign: true }, "no: you belong to another workspace"],
    [{ team: "T09OTHER01" }, "no: you belong to another workspace"],
    [undefined, "no: you belong to another workspace"],
    [{ isGuest: true }, "no: you are a guest here"],
  ])("says why they decide nothing: %j", async (over, said) => {
    stage.person = over === undefined ? undefined : aPerson(over);
    expect(await decides()).toEqual([said]);
  });

  it("says when they ask from another workspace", async () => {
    for (const by of [
      { team: "T09OTHER01", user: LIN },
      { team: TEAM, user: LIN, home: "T09OTHER01" },
    ]) {
      const { message } = await stage.run("whoami", "/planbell", by);
      expect(message.text).toMatch(/\nno: you belong to another workspace$/);
    }
  });

  it("says first that decisions are switched off", async () => {
    approvals({ enabled: false });
    stage.person = aPerson({ isGuest: true });
    expect(await decides()).toEqual(["no: decisions in Slack are switched off here"]);
  });

  it("says what Slack did not tell", async () => {
    const down = () => Promise.reject(new SlackError("down", { code: "internal_error", fault: "transient" }));
    stage.directory = { ...stage.directory, person: down, members: down };
    const text = await stage.says("whoami");
    expect(text).toContain("\nnot known: Slack did not tell who you are (internal_error)\n");
    expect(text).toMatch(/\nSlack does not say who is in 1 user group: grant the app usergroups:read\.$/);
  });
});
