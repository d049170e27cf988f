import { describe, expect, it } from "vitest";
import { migrate } from "../../lib/notify/migrate.ts";
import { aPlanRecord, NOW, OPS } from "../build/records.ts";

describe("a record of the first format", () => {
  it("of a plan is as it was", () => {
    expect(migrate({ ...aPlanRecord(), format: 1 }, 1)).toEqual(aPlanRecord());
  });

  it("of the poll owes no notices", () => {
    expect(migrate({ format: 1, kind: "poll", watermark: 7, heartbeat: NOW }, 1)).toEqual({
      format: 2,
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
      format: 2,
      members: [
        { ...members[0], region: "", seq: 0 },
        { ...members[1], region: "", seq: 0 },
      ],
    });
  });
});

describe("a record of this format", () => {
  it("is as it was", () => {
    const poll = { format: 2, kind: "poll", heartbeat: NOW, drafts: [{ key: "note:watch:blind:1" }] };
    expect(migrate(poll, 2)).toEqual(poll);
  });
});
