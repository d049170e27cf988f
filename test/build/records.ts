import type { ChannelId, MessageTs } from "../../lib/model/brand.ts";
import type { Settling } from "../../lib/notify/draft.ts";
import type { Telling } from "../../lib/notify/plan-record.ts";
import type { Card, Draft, PlanRecord } from "../../lib/notify/record.ts";
import type { Transition } from "../../lib/watch/transition.ts";
import { aPlanFacts, aRecord } from "./facts.ts";
import { at } from "./rows.ts";

export const OPS = "C0DEFAULT0" as ChannelId;
export const NET = "C0123ABCD" as ChannelId;
/** Her direct messages. */
export const ALICE = "U01ALICE01" as ChannelId;
export const ts = (text: string): MessageTs => text as MessageTs;

/** What every test of delivery calls now, unless it says otherwise. */
export const NOW = at("18:00:00");

const CARD_KEY = "card:plan-bp1jvmdk2k0001:1795449600:C0DEFAULT0:0";

/** A record that owes nothing and has no card. */
export const aPlanRecord = (over: Partial<PlanRecord> = {}): PlanRecord => ({
  format: 5,
  kind: "plan",
  id: aPlanFacts().id,
  born: 1_795_449_600,
  salt: "salt-of-the-tests",
  seq: 1,
  row: { status: "ApplicationInProgress", updated: 1_795_449_900, approvers: "17ab50aaa509c833" },
  facts: aPlanFacts(),
  hash: "hash-1",
  readAt: at("16:06:00"),
  cards: [],
  drafts: [],
  events: [],
  ...over,
});

/** The plan's card in the default channel; it shows the facts whose hash is `hash-1`. */
export const aCard = (over: Partial<Card> = {}): Card => ({
  destination: OPS,
  n: 0,
  channel: OPS,
  ts: ts("1795449960.000100"),
  shown: "hash-1",
  ...over,
});

/** A promised card that nobody has tried to send. */
export const aCardDraft = (over: Partial<Draft> = {}): Draft => ({
  key: CARD_KEY,
  destination: OPS,
  state: "new",
  attempts: 0,
  notBefore: at("16:06:00"),
  body: { what: "card", n: 0 },
  ...over,
});

export const approved: Transition = {
  kind: "plan.approved",
  decision: aRecord(),
};

/** A promised note about an approval that nobody has tried to send. */
export const aNoteDraft = (over: Partial<Draft> = {}): Draft => ({
  key: "note:plan-bp1jvmdk2k0001:1795449600:2:C0DEFAULT0",
  destination: OPS,
  state: "new",
  attempts: 0,
  notBefore: at("17:30:30"),
  body: { what: "note", seq: 2, transitions: [approved] },
  ...over,
});

/** The process that claims in tests. */
export const ME = "me";

/** How tests settle, with the default channel to fall back to. */
export const settling = (now = NOW, chance = 0.5, fallback = OPS): Settling => ({ now, chance, fallback });

/** Where tests tell: nobody has had enough yet. */
export const telling = (destinations: readonly ChannelId[] = [OPS], over: Partial<Telling> = {}): Telling => ({
  routes: [{ to: destinations }],
  accountName: "self",
  fallback: OPS,
  crowded: new Set(),
  joined: new Set(),
  ...over,
});
