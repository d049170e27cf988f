import { describe, expect, it } from "vitest";
import type { MentionId, ProvisionedProductId, TaskId } from "../../lib/model/brand.ts";
import type { Aim } from "../../lib/notify/aims.ts";
import { type Promising, promise } from "../../lib/notify/promises.ts";
import type { ToldRecord } from "../../lib/notify/record.ts";
import { aFailure } from "../build/facts.ts";
import { aCard, NET, NOW, OPS } from "../build/records.ts";
import { executing, owed, succeeded } from "./plan-sighting.ts";

/** Of a thing that is no plan. */
const record = (over: Partial<ToldRecord> = {}): ToldRecord => ({
  id: "pp-bp1ddg1n2a0001" as ProvisionedProductId,
  born: 1_795_449_600,
  seq: 3,
  hash: "hash-1",
  cards: [],
  drafts: [],
  ...over,
});
const aim = (over: Partial<Aim> = {}): Aim => ({ destination: OPS, card: "due", onCard: {}, onNote: {}, ...over });
const promising = (over: Partial<Promising> = {}): Promising => ({
  transitions: [succeeded],
  aims: [aim()],
  named: {},
  told: () => [succeeded],
  now: NOW,
  fallback: OPS,
  crowded: new Set(),
  joined: new Set(),
  muted: false,
  ...over,
});
const failed = { kind: "plan.failed", failure: aFailure({ taskId: "task-1" as TaskId, log: 1 }) } as const;

describe("what is promised of anything that is watched", () => {
  it("is a card and a note under keys of its own", () => {
    const { seq, drafts } = promise(record(), promising());
    expect([seq, ...drafts.map((d) => d.key)]).toEqual([
      4,
      "card:pp-bp1ddg1n2a0001:1795449600:C0DEFAULT0:0",
      "note:pp-bp1ddg1n2a0001:1795449600:4:C0DEFAULT0",
    ]);
  });

  it("is nothing where nothing happened", () => {
    const before = record({ cards: [aCard()] });
    expect(promise(before, promising({ transitions: [] }))).toEqual({ seq: 3, cards: before.cards, drafts: [] });
  });

  it.each<[need: Aim["card"], cards: ToldRecord["cards"], found: readonly string[]]>([
    ["due", [], ["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.succeeded"]],
    ["missed", [], ["card C0DEFAULT0 #0", "note C0DEFAULT0: plan.succeeded"]],
    ["none", [], []],
    ["due", [aCard()], ["note C0DEFAULT0: plan.succeeded"]],
    ["due", [aCard({ via: "digest:1" })], ["card C0DEFAULT0 #1", "note C0DEFAULT0: plan.succeeded"]],
    ["missed", [aCard({ via: "digest:1" })], ["note C0DEFAULT0: plan.succeeded"]],
  ])("is a card that is %s where there is %j", (card, cards, found) => {
    expect(owed(promise(record({ cards }), promising({ aims: [aim({ card })] })).drafts)).toEqual(found);
  });

  it("is no note where its card says it all; the log follows all the same", () => {
    const told: Promising["told"] = (beside) => (beside === undefined ? [failed] : []);
    const news = promising({ transitions: [failed], told, aims: [aim(), aim({ destination: NET })] });
    expect(owed(promise(record({ cards: [aCard()] }), news).drafts)).toEqual([
      "card C0123ABCD #0",
      "note C0DEFAULT0: plan.failed",
      "log C0DEFAULT0: task-1 1/1",
      "log C0123ABCD: task-1 1/1",
    ]);
  });

  it("is a note wherever there is a card, whoever is aimed at", () => {
    const news = promising({ transitions: [executing, succeeded], aims: [] });
    expect(owed(promise(record({ cards: [aCard()] }), news).drafts)).toEqual(["note C0DEFAULT0: plan.succeeded"]);
  });

  it("speaks to each person once, on the card or else below it; a digest speaks to nobody", () => {
    const who = { "RamUser:bob": ["U02BOB0001" as MentionId] };
    const toBob = promising({ aims: [aim({ onCard: { who }, onNote: { who } })] });
    const whom = (news: Promising) => promise(record(), news).drafts.map((d) => d.mentions?.who);
    expect(whom(toBob)).toEqual([who, undefined]);
    expect(whom({ ...toBob, crowded: new Set([OPS]) })).toEqual([who, who]);
  });

  it("goes into digests where there is enough already", () => {
    const full = promising({ crowded: new Set([OPS]), joined: new Set([OPS]) });
    expect(promise(record(), full).drafts.map((d) => d.body)).toMatchObject([
      { what: "card", digest: true, seq: 4 },
      { what: "note", seq: 4 },
    ]);
    expect(promise(record({ cards: [aCard()] }), full).drafts.map((d) => d.body)).toMatchObject([
      { what: "note", digest: true },
    ]);
  });
});
