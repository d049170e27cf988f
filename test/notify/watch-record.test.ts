import { describe, expect, it } from "vitest";
import { type ChannelId, type EpochMs, hours, later, minutes } from "../../lib/model/brand.ts";
import type { Draft, PollRecord } from "../../lib/notify/record.ts";
import {
  advanceNotice,
  announce,
  beginWatch,
  claimNotice,
  nextNotice,
  tellRefusals,
} from "../../lib/notify/watch-record.ts";
import type { Notice } from "../../lib/watch/transition.ts";
import { ME, NET, NOW, OPS, settling, ts } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { failed, sent } from "./calls.ts";

const blind: Notice = { kind: "watch.blind", since: at("17:00:00"), code: "Throttling" };
const recovered: Notice = { kind: "watch.recovered", since: at("17:00:00"), until: at("18:30:00") };
const refused: Notice = { kind: "watch.refused", destination: NET, code: "is_archived" };
const WEB = "C0WEB" as ChannelId;

const aPollRecord = (over: Partial<PollRecord> = {}): PollRecord => ({
  format: 5,
  kind: "poll",
  heartbeat: at("18:00:00"),
  drafts: [],
  ...over,
});
const aNoticeDraft = (over: Partial<Draft> = {}): Draft => ({
  key: "note:watch:blind:1795456800000",
  destination: OPS,
  state: "new",
  attempts: 0,
  notBefore: at("18:00:00"),
  body: { what: "notice", notices: [blind] },
  ...over,
});

const told = aPollRecord({ blind: at("17:00:00"), drafts: [aNoticeDraft()] });
const announced = (record: PollRecord, ...notices: readonly Notice[]): PollRecord =>
  announce(record, notices, at("18:30:00"), OPS);
const kinds = (record: PollRecord) =>
  record.drafts.map((d) => (d.body.what === "notice" ? d.body.notices.map((n) => n.kind) : []));

describe("the watch before anything was seen", () => {
  it("has its first try for a heartbeat and owes nothing", () => {
    expect(beginWatch(NOW)).toEqual(aPollRecord());
  });
});

describe("a blindness", () => {
  it("is one notice to the default channel, and remembered while it lasts", () => {
    expect(announce(aPollRecord(), [blind], NOW, OPS)).toEqual(told);
  });

  it("that is over is told after it, and remembered no more", () => {
    const sending = { ...told, drafts: [aNoticeDraft({ state: "sending", attempts: 1 })] };
    const record = announced(sending, recovered);
    expect(record).not.toHaveProperty("blind");
    expect(record.drafts).toEqual([
      aNoticeDraft({ state: "sending", attempts: 1 }),
      aNoticeDraft({
        key: "note:watch:recovered:1795458600000",
        notBefore: at("18:30:00"),
        body: { what: "notice", notices: [recovered] },
      }),
    ]);
  });

  it("that is over before anybody could be told is told together with its end", () => {
    const record = announced(told, recovered);
    expect(record).not.toHaveProperty("blind");
    expect(record.drafts).toEqual([
      aNoticeDraft({
        key: "note:watch:blind+recovered:1795458600000",
        notBefore: at("18:30:00"),
        body: { what: "notice", notices: [blind, recovered] },
      }),
    ]);
  });

  it("that nobody could tell of while it lasted is one notice with its end", () => {
    const record = announced(aPollRecord(), blind, recovered);
    expect(kinds(record)).toEqual([["watch.blind", "watch.recovered"]]);
    expect(record).not.toHaveProperty("blind");
    expect(record.wasBlind).toEqual({ since: at("17:00:00"), until: at("18:30:00") });
  });

  it("is remembered, whatever is told before it", () => {
    expect(announced(aPollRecord(), refused, blind).blind).toBe(at("17:00:00"));
  });

  it("that came again and again before anybody could be told is one notice, from the first to the last end", () => {
    const recovery = (since: EpochMs, until: EpochMs): Notice => ({ kind: "watch.recovered", since, until });
    let record = announce(aPollRecord(), [blind, recovery(at("17:00:00"), at("17:10:00"))], NOW, OPS);
    for (let hour = 0; hour < 3; hour++) {
      const since = later(at("18:00:00"), hours(hour));
      record = announced(record, { ...blind, since }, recovery(since, later(since, minutes(5))));
    }
    expect(record.drafts.map((d) => d.body)).toEqual([
      { what: "notice", notices: [blind, recovery(at("17:00:00"), at("20:05:00"))] },
    ]);
  });

  it("goes on while something else is told", () => {
    const record = announced(told, refused);
    expect(record.blind).toBe(at("17:00:00"));
    expect(kinds(record)).toEqual([["watch.blind"], ["watch.refused"]]);
  });

  it("leaves other notices that wait where they are", () => {
    const waiting = announced(announce(aPollRecord(), [refused], NOW, OPS), blind);
    expect(kinds(announced(waiting, recovered))).toEqual([["watch.refused"], ["watch.blind", "watch.recovered"]]);
  });
});

describe("notices", () => {
  it("that are none change nothing", () => {
    expect(announced(told)).toBe(told);
  });

  it("keep what else is known of the watch", () => {
    const known = aPollRecord({ watermark: at("16:00:00"), purged: at("12:00:00") });
    expect(announced(known, refused)).toMatchObject({ ...known, drafts: [{ state: "new" }] });
    expect(announced(known, refused)).not.toHaveProperty("blind");
  });

  it("that nobody takes are kept to the last twenty", () => {
    const old = Array.from({ length: 20 }, (_, i) => aNoticeDraft({ key: `notice ${i}` }));
    const record = announced(aPollRecord({ drafts: old }), refused);
    expect(record.drafts).toHaveLength(20);
    expect(record.drafts.map((d) => d.key).slice(0, 2)).toEqual(["notice 1", "notice 2"]);
    expect(record.drafts.at(-1)?.key).toBe("note:watch:refused:1795458600000");
  });

  it("of one kind have one word in their key", () => {
    const both = announced(aPollRecord(), refused, { ...refused, destination: WEB });
    expect(both.drafts.map((d) => d.key)).toEqual(["note:watch:refused:1795458600000"]);
  });
});

describe("a destination that refuses", () => {
  const tell = (record: PollRecord, time: string, ...channels: readonly ChannelId[]): PollRecord =>
    tellRefusals(record, new Map(channels.map((c) => [c, "is_archived"])), at(time), OPS);
  const once = aPollRecord({
    refused: { C0123ABCD: at("00:00:00") },
    drafts: [
      aNoticeDraft({
        key: "note:watch:refused:1795392000000",
        notBefore: at("00:00:00"),
        body: { what: "notice", notices: [refused] },
      }),
    ],
  });

  it("is told in the default channel, with Slack's word", () => {
    expect(tell(aPollRecord(), "00:00:00", NET)).toEqual(once);
  });

  it("is not told again within a day", () => {
    expect(tell(once, "23:59:59.999", NET)).toBe(once);
  });

  it("is told again after a day", () => {
    const yesterday = { ...once, refused: { [NET]: at("18:00:00") - 24 * 3_600_000 } as PollRecord["refused"] };
    const again = tell(yesterday as PollRecord, "18:00:00", NET);
    expect(again.refused).toEqual({ C0123ABCD: at("18:00:00") });
    expect(again.drafts).toHaveLength(2);
  });

  it("is told beside another that was told within the day, and both are remembered", () => {
    const both = tell(once, "12:00:00", NET, WEB);
    expect(both.refused).toEqual({ C0123ABCD: at("00:00:00"), C0WEB: at("12:00:00") });
    expect(both.drafts[1]?.body).toEqual({
      what: "notice",
      notices: [{ kind: "watch.refused", destination: "C0WEB", code: "is_archived" }],
    });
  });

  it("and was told of more than a day ago is forgotten when another is told", () => {
    const old = aPollRecord({ refused: { [NET]: at("00:00:00") } });
    const next = tellRefusals(old, new Map([[WEB, "not_in_channel"]]), at("24:00:00"), OPS);
    expect(Object.keys(next.refused ?? {})).toEqual(["C0WEB"]);
  });

  it("is not told when that is the default channel: nobody would see it", () => {
    const record = aPollRecord();
    expect(tell(record, "12:00:00", OPS)).toBe(record);
  });
});

describe("the next notice", () => {
  it("is the oldest that is owed", () => {
    const second = aNoticeDraft({ key: "second" });
    const record = aPollRecord({ drafts: [aNoticeDraft({ state: "dead" }), second, aNoticeDraft({ key: "third" })] });
    expect(nextNotice(record, NOW)).toEqual({ draft: second, due: { kind: "send" } });
  });

  it("is none when all were told or given up", () => {
    expect(nextNotice(aPollRecord({ drafts: [aNoticeDraft({ state: "dead" })] }), NOW)).toBeUndefined();
  });

  it("waits while it is put off, and the later ones behind it", () => {
    const drafts = [aNoticeDraft({ notBefore: at("18:05:00") }), aNoticeDraft({ key: "second" })];
    expect(nextNotice(aPollRecord({ drafts }), NOW)?.due).toEqual({ kind: "wait", until: at("18:05:00") });
  });
});

describe("a notice on its way", () => {
  const second = aNoticeDraft({ key: "second" });
  const unclaimed = aNoticeDraft({ state: "sending", attempts: 1, firstAt: NOW, notBefore: at("18:02:35") });
  const claimed = { ...unclaimed, by: "me" };
  const held = { ...told, drafts: [claimed, second] };
  const lost = {
    state: "ambiguous",
    notBefore: at("18:00:30"),
    reason: "some_word",
    lost: { at: NOW, by: "me" },
  } as const;
  const inDoubt = { ...held, drafts: [{ ...unclaimed, ...lost }, second] };

  it("in doubt is looked for where it was sent, though another channel is the default by now", () => {
    expect(claimNotice(inDoubt, claimed.key, OPS, at("18:01:00"), ME).drafts[0]?.destination).toBe(OPS);
    expect(claimNotice(told, aNoticeDraft().key, NET, NOW, ME).drafts[0]?.destination).toBe(NET);
  });

  it("is claimed before the call, and no other with it", () => {
    expect(claimNotice({ ...told, drafts: [aNoticeDraft(), second] }, claimed.key, OPS, NOW, ME)).toEqual(held);
  });

  it("that was sent is owed no more", () => {
    expect(advanceNotice(held, claimed, sent, settling()).drafts).toEqual([second]);
    const found = { kind: "found", channel: OPS, ts: ts("9.9") } as const;
    expect(advanceNotice(held, claimed, found, settling()).drafts).toEqual([second]);
  });

  it("behind one that was given up is settled in its place", () => {
    const given = aNoticeDraft({ key: "given up", state: "dead" });
    expect(advanceNotice({ ...held, drafts: [given, claimed] }, claimed, sent, settling()).drafts).toEqual([given]);
  });

  it("that was refused is put off", () => {
    expect(advanceNotice(held, claimed, failed("destination"), settling()).drafts).toEqual([
      { ...unclaimed, state: "new", notBefore: at("18:00:11.250"), reason: "some_word" },
      second,
    ]);
  });

  it("without an answer is looked for since three minutes before", () => {
    expect(advanceNotice(held, claimed, failed("ambiguous"), settling())).toEqual(inDoubt);
    expect(nextNotice(inDoubt, at("18:00:30"))?.due).toEqual({
      kind: "find",
      since: at("17:57:00"),
      until: at("18:02:30"),
    });
  });

  it.each(["transient", "ambiguous", "payload", "throttled", "token"] as const)("by %s is settled once", (fault) => {
    const once = advanceNotice(held, claimed, failed(fault), settling());
    expect(advanceNotice(once, claimed, failed(fault), settling(at("18:00:07")))).toEqual(once);
  });

  it("whose search failed is put off once", () => {
    const searching = claimNotice(inDoubt, claimed.key, OPS, at("18:01:00"), ME);
    const search = searching.drafts[0] as Draft;
    const once = advanceNotice(searching, search, failed("transient"), settling(at("18:01:01")));
    expect(advanceNotice(once, search, failed("transient"), settling(at("18:01:08")))).toEqual(once);
  });

  it("is not changed by the failure of an older claim, but by its success", () => {
    const again = claimNotice(held, claimed.key, OPS, at("18:10:00"), "another");
    expect(advanceNotice(again, claimed, failed("transient"), settling(at("18:10:01")))).toEqual(again);
    for (const stands of [sent, { kind: "found", channel: OPS, ts: ts("9.9") } as const]) {
      expect(advanceNotice(again, claimed, stands, settling(at("18:10:01"))).drafts).toEqual([second]);
    }
  });

  it("that is gone stays gone", () => {
    const gone = { ...held, drafts: [second] };
    expect(advanceNotice(gone, claimed, failed("transient"), settling())).toBe(gone);
  });
});
