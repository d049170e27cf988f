import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Env, readConfig } from "../../lib/app/config/config.ts";
import { readFile } from "../../lib/app/config/config-file.ts";

const ENV: Env = {
  SLACK_BOT_TOKEN: "xoxb-1",
  ALIBABA_CLOUD_ACCESS_KEY_ID: "id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "key",
};
const CHANNEL = { PLANBELL_CHANNEL: "C0DEFAULT0" };

function faultsOf(yaml: string): readonly string[] {
  const faults: string[] = [];
  readFile(parse(yaml), faults);
  return faults;
}

describe("routes and people of a config file", () => {
  it("may say everything that is built", () => {
    const file = parse(`
      routes:
        - when:
            account: self
            portfolio: [port-1, port-2]
            product: VPC baseline
            operation: [LaunchProduct, UpdateProvisionedProduct]
            kind: [plan.failed, plan.*]
            owner: RamUser:wei.chen
            tag: { env: prod, team: [net, dba] }
            danger: true
          to: [C0123ABCD, U01ALICE01, approvers, requester]
          mention: approvers
          locale: zh
          broadcast: false
          continue: true
        - when: { danger: false }
          to: [C0123ABCD]
          mention: [U01ALICE01, S03GROUP01]
        - to: [C0DEFAULT0]
          mention: none
      people:
        "RamUser:wei.chen": [U03WEICHEN]
        "RamRole:net-approvers": [W02BOB0001, S03GROUP01]
    `);
    expect(readConfig(ENV, file)).toMatchObject({
      routes: [
        {
          when: {
            account: ["self"],
            portfolio: ["port-1", "port-2"],
            product: ["VPC baseline"],
            operation: ["LaunchProduct", "UpdateProvisionedProduct"],
            kind: ["plan.failed", "plan.*"],
            owner: ["RamUser:wei.chen"],
            tag: { env: ["prod"], team: ["net", "dba"] },
            danger: true,
          },
          to: ["C0123ABCD", "U01ALICE01", "approvers", "requester"],
          mention: "approvers",
          locale: "zh",
          broadcast: false,
          continue: true,
        },
        { when: { danger: false }, to: ["C0123ABCD"], mention: ["U01ALICE01", "S03GROUP01"] },
        { to: ["C0DEFAULT0"], mention: "none" },
      ],
      people: { "RamUser:wei.chen": ["U03WEICHEN"], "RamRole:net-approvers": ["W02BOB0001", "S03GROUP01"] },
      fallback: "C0DEFAULT0",
    });
  });

  it("are as docs/operations.md shows them", () => {
    const docs = readFileSync(new URL("../../docs/operations.md", import.meta.url), "utf8");
    const [, shown = ""] = /```yaml\n(routes:\n[^`]*)```/.exec(docs) ?? [];
    expect(faultsOf(shown)).toEqual([]);
    expect(readConfig(ENV, parse(shown)).routes).toHaveLength(4);
  });

  it("may map nobody, which is not the same as no map", () => {
    expect(readConfig({ ...ENV, ...CHANNEL }, { people: {} }).people).toEqual({});
    expect(readConfig({ ...ENV, ...CHANNEL }, {}).people).toBeUndefined();
  });
});

describe("the default destination", () => {
  const of = (routes: unknown, env: Env = {}): string => readConfig({ ...ENV, ...env }, { routes }).fallback;

  it.each<[what: string, routes: unknown, env: Env, found: string]>([
    [
      "the first channel of the last route",
      [{ when: { danger: true }, to: ["C0FIRST00"] }, { to: ["C0LAST000", "C0OTHER00"] }],
      {},
      "C0LAST000",
    ],
    ["its first channel, though a person stands before it", [{ to: ["U01ALICE01", "C0LAST000"] }], {}, "C0LAST000"],
    ["its first person, where it has no channel", [{ to: ["requester", "U01ALICE01"] }], {}, "U01ALICE01"],
    ["PLANBELL_CHANNEL, where it has but words", [{ to: ["approvers"] }], CHANNEL, "C0DEFAULT0"],
  ])("is %s", (_what, routes, env, found) => {
    expect(of(routes, env)).toBe(found);
  });

  it("is PLANBELL_CHANNEL without routes", () => {
    expect(readConfig({ ...ENV, ...CHANNEL }, undefined)).toMatchObject({
      routes: [{ to: ["C0DEFAULT0"] }],
      fallback: "C0DEFAULT0",
    });
  });

  it("is asked for when there is none", () => {
    expect(() => of([{ to: ["approvers", "requester"] }])).toThrow(
      "config file, routes[0].to: expected the id of a channel beside approvers and requester, or PLANBELL_CHANNEL, for what reaches nobody; found neither",
    );
  });
});

describe("routes that cannot work", () => {
  const listOf = "expected a list of at least one id of a channel or person, approvers or requester";
  const idOf = "expected the id of a channel (C0123ABCD) or of a person (U01ALICE01), approvers or requester";
  const kinds =
    "expected one of plan.awaiting-approval, plan.handed-over, plan.approved, plan.rejected, plan.canceled, plan.changed, plan.vanished, plan.succeeded, plan.moved, plan.executing, plan.preview-failed, plan.failed, task.failed, instance.error, or plan.*, task.*, instance.*";
  const operations = "expected one of LaunchProduct, UpdateProvisionedProduct, TerminateProvisionedProduct";
  const principal = "expected a RAM principal such as RamUser:alice or RamRole:net-approvers";
  const mention = "expected approvers, requester, none, or a list of 1 to 20 ids";
  const last = "{ to: [C0LAST000] }";

  it.each<[routes: string, fault: string]>([
    ["C0FIRST00", ': expected a list of 1 to 50 routes, found "C0FIRST00"'],
    ["[]", ": expected a list of 1 to 50 routes, found an empty list"],
    ["[{}]", "[0].to: is missing"],
    ["[[]]", "[0]: expected keys and values, found an empty list"],
    ["[{ to: C0FIRST00 }]", `[0].to: ${listOf}, found "C0FIRST00"`],
    ["[{ to: [] }]", `[0].to: ${listOf}, found an empty list`],
    ["[{ to: [7] }]", `[0].to[0]: ${idOf}, found 7`],
    ["[{ to: [approver] }]", `[0].to[0]: ${idOf}, found "approver"`],
    [
      "[{ to: [C0FIRST00, '#ops'] }]",
      '[0].to[1]: expected a channel id such as C0123ABCD, found "#ops"; it stands at the bottom of the channel\'s "About" in Slack',
    ],
    [
      "[{ to: [D01ALICE01] }]",
      "[0].to[0]: expected a channel id such as C0123ABCD, found the direct messages D01ALICE01: name the person, U...",
    ],
    [
      `[{ to: [C0FIRST00] }, ${last}]`,
      "[0]: expected `when` or `continue: true`, since it takes everything and those below it would never be used",
    ],
    [
      `[{ to: [C0FIRST00], continue: true }, { when: { danger: true }, to: [C0LAST000] }]`,
      "[1].when: expected none in the last route, which takes what no other took; remove it, or add a route behind this one",
    ],
    [`[{ when: {}, to: [C0FIRST00] }, ${last}]`, "[0].when: expected at least one condition, found no keys"],
    [`[{ when: { tag: {} }, to: [C0FIRST00] }, ${last}]`, "[0].when.tag: expected at least one tag, found no keys"],
    [`[{ when: { kinds: plan.failed }, to: [C0FIRST00] }, ${last}]`, "[0].when.kinds: unknown key; remove it"],
    [`[{ when: { kind: plan.fail }, to: [C0FIRST00] }, ${last}]`, `[0].when.kind: ${kinds}, found "plan.fail"`],
    [`[{ when: { kind: [plan.failed, "*"] }, to: [C0FIRST00] }, ${last}]`, `[0].when.kind[1]: ${kinds}, found "*"`],
    [`[{ when: { kind: [] }, to: [C0FIRST00] }, ${last}]`, `[0].when.kind: ${kinds}, found an empty list`],
    [
      `[{ when: { operation: Terminate }, to: [C0FIRST00] }, ${last}]`,
      `[0].when.operation: ${operations}, found "Terminate"`,
    ],
    [`[{ when: { owner: alice }, to: [C0FIRST00] }, ${last}]`, `[0].when.owner: ${principal}, found "alice"`],
    [
      `[{ when: { account: 1466115886170001 }, to: [C0FIRST00] }, ${last}]`,
      "[0].when.account: expected text of 1 to 128 characters, found 1466115886170001",
    ],
    [`[{ when: { tag: prod }, to: [C0FIRST00] }, ${last}]`, '[0].when.tag: expected keys and values, found "prod"'],
    [
      `[{ when: { tag: { env: 7 } }, to: [C0FIRST00] }, ${last}]`,
      "[0].when.tag.env: expected text of 1 to 128 characters, found 7",
    ],
    [`[{ when: { danger: "yes" }, to: [C0FIRST00] }, ${last}]`, '[0].when.danger: expected true or false, found "yes"'],
    ["[{ to: [C0FIRST00], mention: everybody }]", `[0].mention: ${mention}, found "everybody"`],
    [
      "[{ to: [C0FIRST00], mention: ['@alice'] }]",
      '[0].mention[0]: expected the id of a person (U01ALICE01) or of a user group (S03GROUP01), found "@alice"',
    ],
    ["[{ to: [C0FIRST00], locale: fr }]", '[0].locale: expected en or zh, found "fr"'],
    ["[{ to: [C0FIRST00], broadcast: 1 }]", "[0].broadcast: expected true or false, found 1"],
  ])("are told of their one fault: %s", (routes, fault) => {
    expect(faultsOf(`routes: ${routes}`)).toEqual([`config file, routes${fault}`]);
  });

  it("are told of all their faults at once", () => {
    expect(
      faultsOf(`{ routes: [{ to: [x], mention: y }, { when: { danger: 1 }, to: [C0LAST000], loud: 1 }] }`),
    ).toEqual([
      "config file, routes[1].loud: unknown key; remove it",
      `config file, routes[0].to[0]: ${idOf}, found "x"`,
      `config file, routes[0].mention: ${mention}, found "y"`,
      "config file, routes[1].when.danger: expected true or false, found 1",
      "config file, routes[0]: expected `when` or `continue: true`, since it takes everything and those below it would never be used",
      "config file, routes[1].when: expected none in the last route, which takes what no other took; remove it, or add a route behind this one",
    ]);
  });
});

describe("a map of people that cannot work", () => {
  it.each<[people: string, fault: string]>([
    ["[]", ": expected keys and values, found an empty list"],
    [
      "{ alice: [U01ALICE01] }",
      '.alice: expected a RAM principal such as RamUser:alice or RamRole:net-approvers, found "alice"',
    ],
    [
      "{ 'RamUser:alice': U01ALICE01 }",
      '."RamUser:alice": expected a list of 1 to 20 ids of people and user groups, found "U01ALICE01"',
    ],
    [
      "{ 'RamUser:alice': [] }",
      '."RamUser:alice": expected a list of 1 to 20 ids of people and user groups, found an empty list',
    ],
    [
      "{ 'RamUser:alice': ['C0DEFAULT0'] }",
      '."RamUser:alice"[0]: expected the id of a person (U01ALICE01) or of a user group (S03GROUP01), found "C0DEFAULT0"',
    ],
  ])("is told of its one fault: %s", (people, fault) => {
    expect(faultsOf(`people: ${people}`)).toEqual([`config file, people${fault}`]);
  });
});
