import { describe, expect, it } from "vitest";
import { type Presence, refuseAll, refuseAsker } from "../../lib/approve/asker.ts";
import { at } from "../build/rows.ts";
import { people } from "./question.ts";

const NOW = at("18:00:00");
const RULES = { enabled: true, roles: {}, allowSelf: false };
const SOMEBODY = people({ "RamUser:alice": ["U01ALICE01"] });

describe("nobody may decide", () => {
  it("unless the settings let people decide at all", () => {
    expect(refuseAll({ ...RULES, enabled: false }, SOMEBODY, NOW, NOW)).toEqual({
      reason: "disabled",
      what: "settings",
    });
  });

  it.each([
    ["no map", undefined],
    ["an empty map", {}],
  ])("with %s of people", (_, map) => {
    expect(refuseAll(RULES, map, NOW, NOW)).toEqual({ reason: "not-mapped", what: "nobody" });
  });

  it.each([
    ["more than 5 minutes ago", "17:54:59.999"],
    ["in the future", "18:01:00.001"],
  ])("by a click %s", (_, clicked) => {
    expect(refuseAll(RULES, SOMEBODY, at(clicked), NOW)).toEqual({ reason: "expired" });
  });

  it.each([
    ["5 minutes ago", "17:55:00"],
    ["now", "18:00:00"],
    ["by a clock that is a little ahead", "18:01:00"],
  ])("but by one %s", (_, clicked) => {
    expect(refuseAll(RULES, SOMEBODY, at(clicked), NOW)).toBeUndefined();
  });
});

const aPerson = (over: Partial<NonNullable<Presence["person"]>> = {}): NonNullable<Presence["person"]> => ({
  team: "T0OURS0001",
  isBot: false,
  isDeactivated: false,
  isGuest: false,
  isForeign: false,
  ...over,
});
const aPresence = (over: Partial<Presence> = {}): Presence => ({
  by: { team: "T0OURS0001", user: "U01ALICE01" },
  team: "T0OURS0001",
  person: aPerson(),
  shared: [false],
  ...over,
});

describe("a member of our own workspace, where nobody else reads along", () => {
  it("may decide, whether the request tells their home or not", () => {
    expect(refuseAsker(aPresence())).toBeUndefined();
    expect(
      refuseAsker(aPresence({ by: { team: "T0OURS0001", user: "U01ALICE01", home: "T0OURS0001" } })),
    ).toBeUndefined();
  });

  it("may decide when Slack names another workspace of the organisation that ours belongs to as theirs", () => {
    const by = { team: "T0OURS0001", user: "U01ALICE01", home: "T0SISTER01" };
    for (const team of ["T0SISTER01", undefined]) {
      expect(
        refuseAsker(aPresence({ by, person: aPerson({ team, teams: ["T0SISTER01", "T0OURS0001"] }) })),
      ).toBeUndefined();
    }
  });

  it("may decide from Home, which is no place", () => {
    expect(refuseAsker(aPresence({ shared: [] }))).toBeUndefined();
  });
});

describe("somebody else", () => {
  it.each<[string, Partial<Presence>, object]>([
    ["that is a bot", { person: aPerson({ isBot: true }) }, { reason: "bot" }],
    ["whose account is closed", { person: aPerson({ isDeactivated: true }) }, { reason: "disabled", what: "person" }],
    ["who is a guest", { person: aPerson({ isGuest: true }) }, { reason: "guest" }],
    ["who is of another organisation", { person: aPerson({ isForeign: true }) }, { reason: "foreign" }],
    [
      "of an organisation that ours does not belong to",
      { person: aPerson({ team: "T0THEIRS01", teams: ["T0THEIRS01", "T0THEIRS02"] }) },
      { reason: "foreign" },
    ],
    [
      "of our organisation whom Slack calls a stranger",
      { person: aPerson({ isForeign: true, teams: ["T0OURS0001"] }) },
      { reason: "foreign" },
    ],
    [
      "of our organisation who asks in another workspace",
      { by: { team: "T0SISTER01", user: "U01ALICE01" }, person: aPerson({ teams: ["T0OURS0001", "T0SISTER01"] }) },
      { reason: "foreign" },
    ],
    ["whose workspace is another", { person: aPerson({ team: "T0THEIRS01" }) }, { reason: "foreign" }],
    ["whose workspace nobody knows", { person: aPerson({ team: undefined }) }, { reason: "foreign" }],
    ["whom Slack does not know", { person: undefined }, { reason: "foreign" }],
    ["who asks in another workspace", { by: { team: "T0THEIRS01", user: "U01ALICE01" } }, { reason: "foreign" }],
    [
      "whose request comes from another home",
      { by: { team: "T0OURS0001", user: "U01ALICE01", home: "T0THEIRS01" } },
      { reason: "foreign" },
    ],
    [
      "of another organisation, as a guest of ours",
      { person: aPerson({ isGuest: true, isForeign: true }) },
      { reason: "foreign" },
    ],
  ])("%s may not", (_, over, refusal) => expect(refuseAsker(aPresence(over))).toEqual(refusal));
});

describe("a channel", () => {
  it("that is shared with others is none to decide in, whether the click or the card is there", () => {
    expect(refuseAsker(aPresence({ shared: [true] }))).toEqual({ reason: "shared-channel", known: true });
    expect(refuseAsker(aPresence({ shared: [false, true] }))).toEqual({ reason: "shared-channel", known: true });
  });

  it("of which nobody can tell is none, either", () => {
    expect(refuseAsker(aPresence({ shared: [undefined, false] }))).toEqual({ reason: "shared-channel", known: false });
  });
});
