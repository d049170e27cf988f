import { describe, expect, it } from "vitest";
import type { ChannelId, MentionId } from "../../lib/model/brand.ts";
import type { Principal } from "../../lib/model/plan.ts";
import { type Aim, aimsOf, type CardNeed, type News, type Routing } from "../../lib/notify/aims.ts";
import { besides, joined } from "../../lib/notify/mentions.ts";
import { directTo, idsOf, type People } from "../../lib/notify/people.ts";
import type { Mention, Route } from "../../lib/notify/route.ts";
import { alice, bob, netApprovers } from "../build/facts.ts";
import { NET, OPS } from "../build/records.ts";

const mention = (id: string): MentionId => id as MentionId;
const [ALICE, BOB, WEI, GROUP] = ["U01ALICE01", "U02BOB0001", "U03WEICHEN", "S03GROUP01"].map(mention) as [
  MentionId,
  MentionId,
  MentionId,
  MentionId,
];
const wei: Principal = { kind: "RamUser", name: "wei.chen" };
const carol: Principal = { kind: "RamUser", name: "carol" };
const PEOPLE: People = {
  "RamUser:alice": [ALICE],
  "RamUser:bob": [BOB],
  "RamUser:wei.chen": [WEI],
  "RamRole:net-approvers": [BOB, GROUP],
};

const news = (kinds: readonly (readonly [kind: string, card: CardNeed])[], over: Partial<News> = {}): News => ({
  matter: {
    account: "1",
    accountName: "self",
    portfolio: "port-1",
    product: "prod-1",
    productName: "VPC",
    operation: "LaunchProduct",
    owner: wei,
    tags: [],
    danger: false,
  },
  requester: wei,
  pending: [],
  newly: [],
  happened: kinds.map(([kind, card]) => ({ kind, card })),
  ...over,
});
const waits = (pending: readonly Principal[], newly = pending): News =>
  news([["plan.awaiting-approval", "due"]], { pending, newly });

/** @param told where the card is already */
const aim = (routes: readonly Route[], happened: News, told: readonly ChannelId[] = []) =>
  aimsOf({ routes, people: PEOPLE, fallback: OPS }, happened, new Set(told));
const destinations = (...of: Parameters<typeof aim>): readonly string[] =>
  aim(...of).aims.map((one) => one.destination);
const only = (...of: Parameters<typeof aim>): Aim => aim(...of).aims[0] as Aim;

describe("people", () => {
  it("are found by kind and name alone", () => {
    expect(idsOf(PEOPLE, alice)).toEqual([ALICE]);
    expect(idsOf(PEOPLE, { kind: "RamRole", name: "alice" })).toBeUndefined();
    expect(idsOf({}, { kind: "constructor", name: "" })).toBeUndefined();
  });

  it("are written to once each, and user groups not at all", () => {
    expect(directTo(PEOPLE, [bob, netApprovers, carol, alice])).toEqual([BOB, ALICE]);
  });
});

describe("what is told", () => {
  it("goes where the rule leads: channels, whoever has to act, and whoever asked", () => {
    expect(destinations([{ to: [NET, "approvers", "requester"] }], waits([alice, bob]))).toEqual([
      NET,
      ALICE,
      BOB,
      WEI,
    ]);
  });

  it("goes to each destination once, though several rules and words lead there", () => {
    const routes: readonly Route[] = [{ to: [NET, "approvers"], continue: true }, { to: [NET, OPS, "approvers"] }];
    expect(destinations(routes, waits([bob, netApprovers]))).toEqual([NET, BOB, OPS]);
  });

  it("goes wherever any of it leads", () => {
    const routes: readonly Route[] = [{ when: { kind: ["plan.handed-over"] }, to: [NET] }, { to: [OPS] }];
    const both = news([
      ["plan.handed-over", "missed"],
      ["plan.changed", "missed"],
    ]);
    expect(destinations(routes, both)).toEqual([NET, OPS]);
  });

  it("is told as the first rule has it that leads there", () => {
    const routes: readonly Route[] = [
      { to: [NET], locale: "zh", broadcast: true, mention: "none", continue: true },
      { to: [NET], locale: "en", broadcast: false, mention: "approvers" },
    ];
    expect(only(routes, waits([alice]))).toEqual({
      destination: NET,
      card: "due",
      onCard: {},
      onNote: {},
      locale: "zh",
      broadcast: true,
    });
  });

  it("calls nobody for what is over by now, unless a rule lists whom it mentions anyway", () => {
    const over = news([], {
      happened: [
        { kind: "plan.approved", card: "missed", passed: true },
        { kind: "plan.succeeded", card: "missed" },
      ],
    });
    expect(only([{ to: [NET] }], over).onNote).toEqual({});
    expect(only([{ to: [NET], mention: "requester" }], over).onNote).toEqual({ who: { "RamUser:wei.chen": [WEI] } });
    expect(only([{ to: [NET], mention: [GROUP] }], over).onNote).toEqual({ also: [GROUP] });
    const waited = news([], { happened: [{ kind: "plan.awaiting-approval", card: "due", passed: true }] });
    expect(aim([{ to: ["approvers"] }], waited)).toEqual({ aims: [], unreached: [] });
  });

  it("makes a card due where a rule names its kind in full", () => {
    const succeeded = news([["plan.succeeded", "none"]]);
    const card = (kind: string) => only([{ when: { kind: [kind] }, to: [NET] }, { to: [OPS] }], succeeded).card;
    expect([card("plan.succeeded"), card("plan.*")]).toEqual(["due", "none"]);
  });

  it("has buttons where people may decide in Slack, unless the first rule that leads there says no", () => {
    const aims = (approvals: Routing["approvals"], ...says: readonly (boolean | undefined)[]) => {
      const routes = says.map(
        (one): Route => ({ to: [NET], continue: true, ...(one === undefined ? {} : { approvals: one }) }),
      );
      return aimsOf(
        { routes, people: PEOPLE, fallback: OPS, approvals },
        news([["plan.awaiting-approval", "due"]]),
        new Set(),
      ).aims;
    };
    const buttons = (...given: Parameters<typeof aims>) => aims(...given)[0]?.buttons;
    expect([buttons({ enabled: true }, undefined), buttons({ enabled: true }, true)]).toEqual([true, true]);
    expect([buttons({ enabled: true }, false), buttons({ enabled: true }, false, true)]).toEqual([
      undefined,
      undefined,
    ]);
    expect([buttons({ enabled: false }, true), buttons(undefined, true)]).toEqual([undefined, undefined]);
  });

  it("is broadcast if any of it is: as its rules say, and as is usual where they say nothing", () => {
    const failedToo = news([
      ["plan.changed", "none"],
      ["plan.failed", "due"],
    ]);
    const said = (broadcast: boolean) =>
      only([{ when: { kind: ["plan.changed"] }, to: [NET], broadcast }, { to: [NET] }], failedToo).broadcast;
    expect([said(true), said(false)]).toEqual([true, true]);
    expect(only([{ to: [NET], broadcast: false }], failedToo).broadcast).toBe(false);
    expect(only([{ to: [NET] }], failedToo)).not.toHaveProperty("broadcast");
  });
});

describe("what reaches nobody", () => {
  const toApprovers: readonly Route[] = [
    { when: { danger: false }, to: ["approvers"], locale: "zh", mention: [GROUP] },
    { to: [OPS], locale: "en" },
  ];

  it.each<[what: string, pending: readonly Principal[], people: People | undefined]>([
    ["nobody is mapped", [carol], PEOPLE],
    ["only a user group is", [netApprovers], { "RamRole:net-approvers": [GROUP] }],
    ["there is no map", [alice], undefined],
    ["nobody has to act", [], PEOPLE],
  ])(
    "goes to the default destination, in its language and otherwise as the rule has it: %s",
    (_what, pending, people) => {
      const told = aimsOf({ routes: toApprovers, people, fallback: OPS }, waits(pending), new Set());
      expect(told.unreached).toEqual([0]);
      expect(told.aims).toMatchObject([{ destination: OPS, card: "due", locale: "en", onCard: { also: [GROUP] } }]);
    },
  );

  it("goes there, too, when others have the card: it is the turn of somebody who would not learn of it", () => {
    expect(aim(toApprovers, waits([carol]), [NET])).toMatchObject({ aims: [{ destination: OPS }], unreached: [0] });
  });

  it("is no matter where others have the card and it is nobody's turn", () => {
    expect(aim(toApprovers, news([["plan.approved", "missed"]]), [NET])).toEqual({ aims: [], unreached: [] });
  });

  it("is told as the rule has it where the default destination has the card", () => {
    expect(aim(toApprovers, waits([carol]), [OPS])).toMatchObject({
      aims: [{ destination: OPS, onNote: { also: [GROUP] } }],
      unreached: [],
    });
  });

  it("goes there, too, where only what makes no card reaches somebody", () => {
    const routes: readonly Route[] = [{ when: { kind: ["plan.changed"] }, to: ["approvers"] }, { to: [NET] }];
    const both = news([
      ["plan.handed-over", "none"],
      ["plan.changed", "none"],
    ]);
    expect(aim(routes, both)).toMatchObject({
      aims: [
        { destination: NET, card: "none" },
        { destination: OPS, card: "due" },
      ],
      unreached: [0],
    });
  });

  it("is no matter where it is not told at all", () => {
    expect(aim(toApprovers, news([["plan.executing", "none"]]))).toEqual({ aims: [], unreached: [] });
  });

  it("is no matter where another rule reaches somebody", () => {
    const routes: readonly Route[] = [{ to: ["approvers"], continue: true }, { to: [NET] }];
    expect(destinations(routes, waits([carol]))).toEqual([NET]);
    expect(aim(routes, waits([carol])).unreached).toEqual([]);
  });
});

describe("whom messages mention", () => {
  const withMention = (mode: Mention | undefined): readonly Route[] => [
    mode === undefined ? { to: [NET] } : { to: [NET], mention: mode },
  ];
  const at = (kind: string) => news([[kind, "missed"]], { pending: [alice, bob], newly: [bob] });
  /** `note | card`, by names. */
  const said = (mode: Mention | undefined, kind: string): string => {
    const { onNote, onCard } = only(withMention(mode), at(kind));
    const of = ({ who = {}, also = [] }: Aim["onNote"]): string => [...Object.values(who).flat(), ...also].join(" ");
    return `${of(onNote)} | ${of(onCard)}`;
  };
  const everybody = `${ALICE} ${BOB}`;

  it.each<[kind: string, usual: string, approvers: string, requester: string]>([
    ["plan.awaiting-approval", `${everybody} | ${everybody}`, `${everybody} | ${everybody}`, " | "],
    ["plan.handed-over", `${BOB} | ${everybody}`, `${BOB} | ${everybody}`, " | "],
    ["plan.changed", ` | ${everybody}`, `${everybody} | ${everybody}`, " | "],
    ["plan.approved", `${WEI} | ${everybody}`, ` | ${everybody}`, `${WEI} | `],
    ["plan.rejected", `${WEI} | ${everybody}`, ` | ${everybody}`, `${WEI} | `],
    ["plan.failed", `${WEI} | ${everybody}`, ` | ${everybody}`, `${WEI} | `],
    ["plan.preview-failed", `${WEI} | ${everybody}`, ` | ${everybody}`, `${WEI} | `],
    ["plan.succeeded", ` | ${everybody}`, ` | ${everybody}`, `${WEI} | `],
    ["plan.canceled", ` | ${everybody}`, ` | ${everybody}`, `${WEI} | `],
  ])("at %s: note | card", (kind, usual, approvers, requester) => {
    expect([said(undefined, kind), said("approvers", kind), said("requester", kind)]).toEqual([
      usual,
      approvers,
      requester,
    ]);
    expect(said("none", kind)).toBe(" | ");
    expect(said([GROUP, WEI], kind)).toBe(`${GROUP} ${WEI} | ${GROUP} ${WEI}`);
  });

  it("says who of the approvers is not in Slack, mentioned or not", () => {
    const strangers = { "RamUser:carol": [] };
    for (const mode of [undefined, "approvers", "requester", "none"] as const) {
      expect(only(withMention(mode), waits([carol])).onCard).toEqual({ who: strangers });
    }
  });

  it("says nothing of that where there is no map", () => {
    const { aims } = aimsOf({ routes: [{ to: [NET] }], fallback: OPS }, waits([carol]), new Set());
    expect(aims).toMatchObject([{ onCard: {}, onNote: {} }]);
  });

  it("takes 20 of what the rules list", () => {
    const many = Array.from({ length: 15 }, (_, n) => mention(`U0000000${n + 10}`));
    const others = Array.from({ length: 15 }, (_, n) => mention(`U0000000${n + 50}`));
    const both = news([
      ["plan.changed", "missed"],
      ["plan.handed-over", "missed"],
    ]);
    const routes: readonly Route[] = [
      { when: { kind: ["plan.changed"] }, to: [NET], mention: many },
      { to: [NET], mention: others },
    ];
    expect(only(routes, both).onNote.also).toEqual([...many, ...others.slice(0, 5)]);
  });
});

describe("mentions of one message and another", () => {
  it("do not speak twice to somebody, where a card stands beside its note", () => {
    const note = { who: { "RamUser:bob": [BOB], "RamUser:wei.chen": [WEI], "RamUser:carol": [] }, also: [GROUP] };
    expect(besides(note, { who: { "RamUser:bob": [BOB], "RamUser:carol": [] } })).toEqual({
      who: { "RamUser:wei.chen": [WEI], "RamUser:carol": [] },
      also: [GROUP],
    });
  });

  it("are joined, the newer before the older", () => {
    const older = { who: { "RamUser:alice": [ALICE], "RamUser:bob": [] }, also: [GROUP] };
    expect(joined(older, { who: { "RamUser:bob": [BOB] } })).toEqual({
      who: { "RamUser:alice": [ALICE], "RamUser:bob": [BOB] },
      also: [GROUP],
    });
    expect(joined(undefined, {})).toEqual({});
  });
});

describe("a person as destination", () => {
  it("is the same, named or meant", () => {
    const routes: readonly Route[] = [{ to: [ALICE as string as ChannelId, "approvers"] }];
    expect(destinations(routes, waits([alice]))).toEqual([ALICE]);
  });
});
