import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seconds } from "../../lib/model/brand.ts";
import type { Principal } from "../../lib/model/plan.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

const user = (name: string): Principal => ({ kind: "RamUser", name });
const [alice, bob, carol, wei] = [user("alice"), user("bob"), user("carol"), user("wei.chen")];
const USERS = [
  { id: "U01ALICE01", name: "alice" },
  { id: "U02BOB0001", name: "bob" },
  { id: "U03WEICHEN", name: "wei.chen" },
];
const PEOPLE = {
  "RamUser:alice": ["U01ALICE01"],
  "RamUser:bob": ["U02BOB0001"],
  "RamUser:wei.chen": ["U03WEICHEN"],
};

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ slack: { channels: [{ id: CHANNEL, name: "platform" }], users: USERS } });
});
afterEach(() => stage.close());

const poll = async (routes: unknown) => {
  const report = await stage.bot({}, { routes, people: PEOPLE }).poll();
  stage.pass(seconds(60));
  return report;
};
const waiting = (...nodes: readonly (readonly Principal[])[]): string => {
  const id = stage.catalog.world.createPlan({ name: "orders-vpc", owner: wei, nodes, previewMs: 1_000 });
  stage.pass(seconds(10));
  return id;
};
const approve = (id: string, by: Principal): void => {
  stage.catalog.world.approve(id, by, "go");
  stage.pass(seconds(5));
};
/** One line of each message, the second by default, by whom it is read: `platform`, `alice`. */
const read = (messages: readonly StoredMessage[], line = 1): Record<string, string[]> => {
  const all: Record<string, string[]> = {};
  for (const { channel, text } of messages) {
    const whose = stage.slack.workspace.channel(channel)?.name ?? channel;
    all[whose] = [...(all[whose] ?? []), text.split("\n")[line] as string];
  }
  return all;
};

describe("a plan whose approvers are in Slack", () => {
  const routes = [{ to: [CHANNEL, "approvers"], broadcast: true }];

  it("is told in the channel and to each of them, one after the other, and whoever asked is called at the end", async () => {
    await poll(routes);
    const id = waiting([alice], [bob]);
    await poll(routes);
    expect(read(stage.cards(id))).toEqual({
      platform: ["Waiting for: <@U01ALICE01>"],
      alice: ["Waiting for: <@U01ALICE01>"],
    });

    approve(id, alice);
    await poll(routes);
    expect(read(stage.cards(id))).toEqual({
      platform: ["Waiting for: <@U02BOB0001>"],
      alice: ["Waiting for: bob (RAM user)"],
      bob: ["Waiting for: <@U02BOB0001>"],
    });
    const approved = 'by alice (RAM user): "go" · 2026-03-02 08:02 UTC';
    expect(read(stage.notes(id))).toEqual({ platform: [approved], alice: [approved], bob: [approved] });
    expect(read(stage.notes(id), 2)).toEqual({
      platform: ["Waiting for: <@U02BOB0001>"],
      alice: ["Waiting for: bob (RAM user)"],
      bob: ["Waiting for: bob (RAM user)"],
    });

    approve(id, bob);
    await poll(routes);
    const last = stage.notes(id).filter(({ text }) => text.startsWith("Approved:"));
    const isCalled = (text: string): boolean => text.includes("<@U03WEICHEN>, run it");
    expect(last.map((n) => [n.channel === CHANNEL, isCalled(n.text), n.broadcast ?? false])).toEqual([
      [true, true, true],
      [false, false, false],
      [false, false, false],
    ]);
    expect(await poll(routes)).toMatchObject({ posted: 0, updated: 0, replied: 0, waiting: 0, warnings: [] });
  });
});

describe("where people may decide in Slack", () => {
  const approvals = { enabled: true, roles: { "RamRole:net": "acs:ram::1466115886170001:role/net" } };
  const routes = [{ to: [CHANNEL], approvals: false, continue: true }, { to: ["approvers"] }];
  const withButtons = (id: string): string[] =>
    stage
      .cards(id)
      .filter(({ blocks }) => JSON.stringify(blocks).includes('"plan_approve"'))
      .map(({ channel }) => stage.slack.workspace.channel(channel)?.name ?? channel);

  it.each([
    ["cards have buttons, but for those of a rule that says no", approvals, ["alice"]],
    ["cards have none where the settings say no", { ...approvals, enabled: false }, []],
  ])("%s", async (_, settings, places) => {
    const bot = () => stage.bot({}, { routes, people: PEOPLE, approvals: settings });
    await bot().poll();
    const id = waiting([alice]);
    await bot().poll();
    expect(stage.cards(id)).toHaveLength(2);
    expect(withButtons(id)).toEqual(places);
  });
});

describe("a rule that leads to approvers alone", () => {
  const routes = [
    { when: { kind: "plan.awaiting-approval" }, to: ["approvers"], locale: "zh" },
    { to: [CHANNEL], locale: "en" },
  ];

  it("speaks to them in its language", async () => {
    await poll(routes);
    const id = waiting([alice]);
    expect(await poll(routes)).toMatchObject({ posted: 1, warnings: [] });
    expect(stage.cards(id).map(({ text }) => text.split("\n").slice(0, 2))).toEqual([
      ["待审批：orders-vpc", "审批人：<@U01ALICE01>"],
    ]);
  });

  it("has the default channel told, in that one's language, when Slack refuses their direct messages", async () => {
    await poll(routes);
    const id = waiting([alice]);
    stage.slack.faults.next("error", { method: "chat.postMessage", error: "messages_tab_disabled" });
    await poll(routes);
    expect(read(stage.cards(id))["platform"]).toEqual(["Waiting for: <@U01ALICE01>"]);
  });

  it("has the default channel told, and says so, when none of them is in Slack", async () => {
    await poll(routes);
    const id = waiting([carol]);
    const { warnings } = await poll(routes);
    expect(read(stage.cards(id))).toEqual({ platform: ["Waiting for: carol (RAM user, not in Slack)"] });
    expect(warnings).toEqual([
      {
        code: "route-reaches-nobody",
        text: `routes[0] takes plan ${id} and reaches nobody, so the default destination has it: map its people in \`people\`, or name a channel in its \`to\``,
      },
    ]);
    expect(await poll(routes)).toMatchObject({ posted: 0, warnings: [] });
  });
});
