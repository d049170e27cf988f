import { describe, expect, it } from "vitest";
import type { ChannelId } from "../../lib/model/brand.ts";
import {
  judgeRoutes,
  lastResort,
  localeAt,
  type Matter,
  placesOf,
  type Route,
  type When,
} from "../../lib/notify/route.ts";
import { NET, OPS } from "../build/records.ts";

const matter: Matter = {
  kind: "plan.failed",
  account: "1466115886170001",
  accountName: "self",
  portfolio: "port-bp1yt7582g0001",
  product: "prod-bp18r7q127u001",
  productName: "VPC baseline",
  operation: "TerminateProvisionedProduct",
  owner: { kind: "RamUser", name: "wei.chen" },
  tags: [
    { key: "env", value: "prod" },
    { key: "team", value: "net" },
  ],
  danger: true,
};

const route = (over: Partial<Route> = {}): Route => ({ to: [OPS], ...over });
const only = (when: When) => judgeRoutes([route({ when })], matter)[0];

describe("a condition that holds", () => {
  it.each<[what: string, when: When]>([
    ["the account's number", { account: ["1466115886170001"] }],
    ["what the settings call the account", { account: ["self"] }],
    ["a portfolio", { portfolio: ["port-bp1yt7582g0001"] }],
    ["a product's id", { product: ["prod-bp18r7q127u001"] }],
    ["a product's name", { product: ["VPC baseline"] }],
    ["an operation", { operation: ["TerminateProvisionedProduct"] }],
    ["a kind", { kind: ["plan.failed"] }],
    ["all kinds of a thing", { kind: ["plan.*"] }],
    ["who asked", { owner: ["RamUser:wei.chen"] }],
    ["a tag", { tag: { env: ["prod"] } }],
    ["several tags", { tag: { env: ["prod"], team: ["net"] } }],
    ["danger", { danger: true }],
    ["any of a list", { operation: ["LaunchProduct", "TerminateProvisionedProduct"] }],
    ["any value of a tag", { tag: { env: ["staging", "prod"] } }],
    ["all of several keys", { account: ["self"], kind: ["plan.failed"], danger: true }],
    ["none at all", {}],
  ])("matches: %s", (_what, when) => {
    expect(only(when)).toEqual({ kind: "matched" });
  });
});

describe("a condition that does not hold", () => {
  it.each<[what: string, when: When, key: string, expected: readonly string[], found: readonly string[]]>([
    ["another account", { account: ["2"] }, "account", ["2"], ["1466115886170001", "self"]],
    ["another portfolio", { portfolio: ["port-2"] }, "portfolio", ["port-2"], ["port-bp1yt7582g0001"]],
    ["another product", { product: ["VPC"] }, "product", ["VPC"], ["prod-bp18r7q127u001", "VPC baseline"]],
    [
      "another operation",
      { operation: ["LaunchProduct"] },
      "operation",
      ["LaunchProduct"],
      ["TerminateProvisionedProduct"],
    ],
    ["another kind", { kind: ["plan.fail"] }, "kind", ["plan.fail"], ["plan.failed"]],
    ["all kinds of another thing", { kind: ["task.*"] }, "kind", ["task.*"], ["plan.failed"]],
    ["a part of a kind", { kind: ["plan.f.*"] }, "kind", ["plan.f.*"], ["plan.failed"]],
    ["somebody else", { owner: ["RamUser:alice"] }, "owner", ["RamUser:alice"], ["RamUser:wei.chen"]],
    ["a role of that name", { owner: ["RamRole:wei.chen"] }, "owner", ["RamRole:wei.chen"], ["RamUser:wei.chen"]],
    ["another value of a tag", { tag: { env: ["dev"] } }, "tag.env", ["dev"], ["prod"]],
    ["a tag that is not there", { tag: { cost: ["1"] } }, "tag.cost", ["1"], []],
    ["one of several tags", { tag: { env: ["prod"], team: ["dba"] } }, "tag.team", ["dba"], ["net"]],
    ["no danger", { danger: false }, "danger", ["false"], ["true"]],
    ["upper case", { product: ["vpc baseline"] }, "product", ["vpc baseline"], ["prod-bp18r7q127u001", "VPC baseline"]],
    ["none of a list", { account: ["2", "3"] }, "account", ["2", "3"], ["1466115886170001", "self"]],
    ["the first of two that differ", { danger: false, portfolio: ["x"] }, "portfolio", ["x"], ["port-bp1yt7582g0001"]],
  ])("says which key, what was expected and what found: %s", (_what, when, key, expected, found) => {
    expect(only(when)).toEqual({ kind: "differs", key, expected, found });
  });
});

describe("rules in their order", () => {
  const succeeded = route({ when: { kind: ["plan.succeeded"] } });
  const failed = route({ when: { kind: ["plan.failed"] } });
  const kinds = (...routes: Route[]): string[] => judgeRoutes(routes, matter).map(({ kind }) => kind);

  it("are asked until the first that matches", () => {
    expect(kinds(succeeded, failed, route())).toEqual(["differs", "matched", "not-reached"]);
  });

  it("are asked on behind one that says so", () => {
    expect(kinds({ ...failed, continue: true }, failed, route())).toEqual(["matched", "matched", "not-reached"]);
  });

  it("are asked on behind one that says so and does not match", () => {
    expect(kinds({ ...succeeded, continue: true }, route())).toEqual(["differs", "matched"]);
  });

  it("are known by their places", () => {
    expect(placesOf([{ ...failed, continue: true }, succeeded, route()], matter)).toEqual([0, 2]);
  });
});

describe("the default destination", () => {
  const person = "U01ALICE01" as ChannelId;
  it.each<[routes: readonly Route[], found: ChannelId | undefined]>([
    [[route({ to: [NET], when: {} }), route({ to: [OPS, NET] })], OPS],
    [[route({ to: [person, NET] })], NET],
    [[route({ to: ["approvers", person] })], person],
    [[route({ to: [NET] }), route({ to: ["requester", "approvers"] })], undefined],
    [[], undefined],
  ])("is the last rule's first channel, else its first person: %j", (routes, found) => {
    expect(lastResort(routes)).toBe(found);
  });
});

describe("the language of a destination", () => {
  const alice = "U01ALICE01" as ChannelId;
  const chinese = route({ to: [OPS, "approvers"], locale: "zh" });

  it("is that of the first rule that leads there", () => {
    const routes = [chinese, route({ to: [OPS, NET], locale: "en" })];
    expect([OPS, NET].map((to) => localeAt(routes, to))).toEqual(["zh", "en"]);
  });

  it("is for a person that of a rule that may mean them, unless one names them", () => {
    expect(localeAt([chinese], alice)).toBe("zh");
    expect(localeAt([chinese, route({ to: [alice], locale: "en" })], alice)).toBe("en");
    expect(localeAt([chinese], NET)).toBeUndefined();
  });

  it("is the configured one where the first says nothing", () => {
    expect(localeAt([route(), chinese], OPS)).toBeUndefined();
  });
});
