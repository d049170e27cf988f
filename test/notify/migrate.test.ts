import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../lib/model/plan.ts";
import { steps } from "../../lib/notify/delivery.ts";
import { migrate } from "../../lib/notify/migrate.ts";
import { moveOn } from "../../lib/notify/plan-record.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import { diff } from "../../lib/watch/plan-diff.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { aResourceChange, byDetail } from "../app/seen-facts.ts";
import { aChange, aChangesFact, aPlanFacts } from "../build/facts.ts";
import { aCard, aPlanRecord, NOW, OPS, telling } from "../build/records.ts";

const harmless = aPlanFacts({ changes: aChangesFact({ counts: { Add: 1 }, rows: [aChange()] }) });

describe("a record of the first format", () => {
  it("of a plan is as it was", () => {
    const record = aPlanRecord({ facts: harmless });
    expect(migrate({ ...record, format: 1 }, 1)).toEqual(record);
  });

  it("of the poll owes no notices", () => {
    expect(migrate({ format: 1, kind: "poll", watermark: 7, heartbeat: NOW }, 1)).toEqual({
      format: 5,
      kind: "poll",
      watermark: 7,
      heartbeat: NOW,
      drafts: [],
    });
  });

  it("of a digest speaks for the cards of its members alone, in no region that is known", () => {
    const digest = { format: 1, kind: "digest", key: "digest:C0DEFAULT0:0", destination: OPS, total: 2 };
    const members = [
      { id: "plan-1", name: "vpc", status: "ApplicationInProgress", since: 1, waitingFor: ["bob"] },
      { id: "plan-2", name: "web", status: "ApplicationInProgress", since: 2, waitingFor: [] },
    ];
    expect(migrate({ ...digest, members }, 1)).toEqual({
      ...digest,
      format: 5,
      members: [
        { ...members[0], region: "", seq: 0 },
        { ...members[1], region: "", seq: 0 },
      ],
    });
  });
});

describe("a plan's record that format 2 wrote", () => {
  /** As Planbell stored them before format 3: with its card posted, and owing a note besides. */
  const { posted, owing } = JSON.parse(
    readFileSync(new URL("../fixtures/records/plan-format-2.json", import.meta.url), "utf8"),
  );
  const brought = (record: object): PlanRecord => migrate({ ...record }, 2) as PlanRecord;
  const change = (logicalId: string, type: string, action: string, replacement?: string): ResourceChange => ({
    ...aResourceChange({ logicalId, type, action }),
    replacement,
  });
  /** The same plan, unchanged, as this version sees it. */
  const seen = byDetail(
    {
      parameters: [
        { key: "zone", value: "cn-hangzhou-h" },
        { key: "account_password", value: "Violet-2093-Anchor" },
      ],
      changes: [
        change("net", "alicloud_vpc", "Add"),
        change("import", "alicloud_ram_role", "Import"),
        change("orders", "alicloud_db_instance", "Modify", "True"),
        change("alarm", "alicloud_cms_alarm", "Remove"),
        change("size", "alicloud_ess_scaling_group", "Modify", "False"),
      ],
    },
    { salt: "salt-of-the-tests" },
  );
  const lookedAt = (record: PlanRecord, facts: PlanFacts): PlanRecord =>
    moveOn(record, { facts, row: record.row, transitions: diff(record.facts, facts), now: NOW }, telling());

  it("knows what is dangerous, and tells it first", () => {
    const { changes } = brought(posted).facts;
    expect(changes?.dangers).toBe(1);
    expect(changes?.rows.map((row) => [row.logicalId, row.danger])).toEqual([
      ["orders", "database"],
      ["alarm", undefined],
      ["import", undefined],
      ["size", undefined],
      ["net", undefined],
    ]);
  });

  it("owes nothing by itself, nor when the plan is looked at again and has not changed", () => {
    const record = brought(posted);
    expect(steps(record, NOW, OPS)).toEqual([]);
    const again = lookedAt(record, seen);
    expect(again).toMatchObject({ hash: record.hash, seq: 1, drafts: [] });
    expect(steps(again, NOW, OPS)).toEqual([]);
  });

  it("tells what has changed since", () => {
    const changed = { ...seen, parameters: seen.parameters.map((p) => ({ ...p, mark: `${p.mark}0` })) };
    expect(lookedAt(brought(posted), changed).drafts).toMatchObject([
      { body: { transitions: [{ differences: [{ key: "account_password" }, { key: "zone" }], others: false }] } },
    ]);
  });

  it("owes the edit and the note that it owed, the note as far as its words were kept", () => {
    const record = brought(owing);
    expect(steps(record, NOW, OPS).map((step) => step.do)).toEqual(["update", "reply"]);
    expect(record.drafts[0]?.body).toEqual({
      what: "note",
      seq: 2,
      transitions: [
        { kind: "plan.changed", differences: [{ what: "parameter", key: "zone" }], more: 0, others: false },
      ],
    });
  });

  it("tells ten differences of a note that owed more", () => {
    const keys = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];
    const transition = { kind: "plan.changed", parameters: keys, resources: true, version: true };
    const note = { ...owing.drafts[0], body: { what: "note", seq: 2, transitions: [transition] } };
    expect(brought({ ...owing, drafts: [note] }).drafts[0]?.body).toMatchObject({
      transitions: [
        {
          differences: [
            { what: "version" },
            ...["a", "b", "c", "d", "e", "f", "g", "h", "i"].map((key) => ({ what: "parameter", key })),
          ],
          more: 3,
          others: true,
        },
      ],
    });
  });

  it("without danger, or without changes that were read, is as it was", () => {
    const { changes: _changes, ...row } = aPlanFacts();
    for (const facts of [harmless, row]) {
      const record = aPlanRecord({ facts, hash: "kept", cards: [aCard({ shown: "kept" })] });
      expect(migrate({ ...record, format: 2 }, 2)).toEqual(record);
    }
  });
});

describe("a record of this format", () => {
  it("is as it was", () => {
    const poll = { format: 5, kind: "poll", heartbeat: NOW, drafts: [{ key: "note:watch:blind:1" }] };
    expect(migrate(poll, 3)).toEqual(poll);
  });
});
