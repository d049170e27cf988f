import { describe, expect, it } from "vitest";
import type { Finding } from "../../../lib/app/doctor/finding.ts";
import { peopleChecks, type Sights } from "../../../lib/app/doctor/judge-people.ts";
import { namedIn } from "../../../lib/app/doctor/named.ts";
import type { ChannelId, MentionId } from "../../../lib/model/brand.ts";
import type { SlackAccount } from "../../../lib/model/slack.ts";
import { failed, found } from "./findings.ts";

const PERSON: SlackAccount = {
  name: "Alice Liu",
  teamId: "T01",
  deactivated: false,
  bot: false,
  guest: false,
  stranger: false,
};
const MAP = { "RamUser:alice": ["U01ALICE01"] } as unknown as Record<string, MentionId[]>;

/** Of one person, who is in the map, or whom messages go to, too. */
const person = (sight: Finding<SlackAccount>, addressed = false) => {
  const to = (addressed ? ["C0123ABCD", "U01ALICE01"] : ["C0123ABCD"]) as ChannelId[];
  const named = namedIn([{ to }], MAP, "C0123ABCD" as ChannelId);
  return peopleChecks(named, { people: new Map([["U01ALICE01", sight]]), groups: undefined, ownTeam: "T01" });
};
const HERE = "(people, RamUser:alice)";

describe("who is named", () => {
  it("is found with every place", () => {
    const routes = [
      { to: ["C0123ABCD", "approvers"], mention: ["U02BOB0001", "S03GROUP01"], continue: true },
      { to: ["W04CARL001", "requester"], mention: "approvers" },
    ] as never;
    const people = { ...MAP, "RamRole:net": ["S03GROUP01", "U02BOB0001"] } as never;
    expect(namedIn(routes, people, "C0FALLBACK" as ChannelId)).toEqual({
      channels: new Map([
        ["C0123ABCD", ["routes[0].to"]],
        ["C0FALLBACK", ["PLANBELL_CHANNEL"]],
      ]),
      people: new Map([
        ["U02BOB0001", ["routes[0].mention", "people, RamRole:net"]],
        ["W04CARL001", ["routes[1].to"]],
        ["U01ALICE01", ["people, RamUser:alice"]],
      ]),
      groups: new Map([["S03GROUP01", ["routes[0].mention", "people, RamRole:net"]]]),
    });
  });

  it("may be nobody", () =>
    expect(peopleChecks(namedIn([], {}, undefined), { people: new Map(), groups: undefined, ownTeam: "T01" })).toEqual([
      { name: "people", state: "skipped", text: "the settings name nobody" },
    ]));
});

describe("a person", () => {
  it.each<[string, SlackAccount]>([
    ["who is a member", PERSON],
    ["of another workspace of our organisation", { ...PERSON, teamId: "T02", teams: ["T01", "T02"] }],
  ])("%s is counted", (_who, account) =>
    expect(person(found(account))).toEqual([
      { name: "people", state: "ok", text: "1 person and 0 user groups are as they should be" },
    ]),
  );

  it.each<[Partial<SlackAccount>, string]>([
    [{ deactivated: true }, `Alice Liu ${HERE} is deactivated: no message and no mention reaches them`],
    [{ bot: true }, `Alice Liu ${HERE} is an app: it decides nothing`],
    [{ guest: true }, `Alice Liu ${HERE} is a guest: their decisions are refused`],
    [{ stranger: true }, `Alice Liu ${HERE} is of another organisation or workspace: their decisions are refused`],
    [{ teamId: "T02" }, `Alice Liu ${HERE} is of another organisation or workspace: their decisions are refused`],
  ])("with %j is told", (changes, text) =>
    expect(person(found({ ...PERSON, ...changes }))).toMatchObject([
      { name: "people", state: "ok", text: "0 people and 0 user groups are as they should be" },
      { name: "person U01ALICE01", state: "warn", text },
    ]),
  );

  it("to whom messages go, and whom they no longer reach, is a failure", () =>
    expect(person(found({ ...PERSON, deactivated: true }), true)[1]).toMatchObject({
      state: "fail",
      text: "Alice Liu (routes[0].to; people, RamUser:alice) is deactivated: no message and no mention reaches them",
    }));

  it("whom Slack does not know is a failure", () =>
    expect(person(failed("user_not_found"))[1]).toEqual({
      name: "person U01ALICE01",
      state: "fail",
      text: `Slack knows nobody of this id ${HERE}`,
      fix: "correct the id: it stands in the person's profile",
    }));

  it("about whom a call failed is told to be unknown", () =>
    expect(person(failed("ECONNRESET"))[1]).toMatchObject({
      state: "warn",
      text: "could not be looked at: ECONNRESET",
    }));
});

describe("a user group", () => {
  const named = namedIn([], { "RamRole:net": ["S03GROUP01"] } as never, undefined);
  const group = (groups: Sights["groups"]) => peopleChecks(named, { people: new Map(), groups, ownTeam: "T01" });
  const GROUP = { id: "S03GROUP01", disabled: false, size: 2 };

  it("with people in it is counted", () =>
    expect(group(found([{ ...GROUP, id: "S9" }, GROUP]))).toEqual([
      { name: "people", state: "ok", text: "0 people and 1 user group are as they should be" },
    ]));

  it.each([
    [found([]), "user group S03GROUP01", "fail", "Slack knows no such user group (people, RamRole:net)"],
    [
      found([{ ...GROUP, disabled: true }]),
      "user group S03GROUP01",
      "warn",
      "is disabled (people, RamRole:net): it calls nobody",
    ],
    [found([{ ...GROUP, size: 0 }]), "user group S03GROUP01", "warn", "has nobody in it (people, RamRole:net)"],
    [
      failed("missing_scope"),
      "user groups",
      "warn",
      "1 user group cannot be seen without usergroups:read, and decide nothing",
    ],
    [failed("http_500"), "user groups", "warn", "could not be looked at: http_500"],
  ])("is told: %#", (groups, name, state, text) => expect(group(groups)[1]).toMatchObject({ name, state, text }));
});
