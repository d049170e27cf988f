import { describe, expect, it } from "vitest";
import {
  digestKey,
  donePlanKey,
  hotPrefix,
  planKey,
  pollKey,
  putRecord,
  readRecord,
  sortHot,
} from "../../lib/app/records.ts";
import { Conflict, NewerFormat, RecordRefused } from "../../lib/model/errors.ts";
import type { Json } from "../../lib/model/json.ts";
import { freeze } from "../../lib/notify/digest.ts";
import type { PollRecord } from "../../lib/notify/record.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { aPlanFacts } from "../build/facts.ts";
import { aPlanRecord, NOW, OPS } from "../build/records.ts";
import { at, planId } from "../build/rows.ts";

const stored = (key: string, value: unknown, version = 3) => ({ key, version, value: value as Json });
const poll: PollRecord = { format: 5, kind: "poll", watermark: at("16:00:00"), heartbeat: NOW, drafts: [] };

describe("the keys of a shard", () => {
  it("are those of the design", () => {
    const shard = "self@cn-hangzhou";
    expect([
      hotPrefix(shard),
      pollKey(shard),
      planKey(shard, planId("plan-1")),
      digestKey(shard, OPS),
      donePlanKey(shard, planId("plan-1")),
    ]).toEqual([
      "hot/self@cn-hangzhou/",
      "hot/self@cn-hangzhou/poll",
      "hot/self@cn-hangzhou/plan/plan-1",
      `hot/self@cn-hangzhou/digest/${OPS}`,
      "done/self@cn-hangzhou/plan/plan-1",
    ]);
  });
});

describe("the hot records of a shard", () => {
  it("are sorted by what they are", () => {
    const digest = freeze(OPS, [aPlanRecord()], NOW);
    const all = [stored("hot/s/poll", poll, 1), stored("hot/s/plan/p", aPlanRecord(), 2), stored("hot/s/d", digest, 3)];
    expect(sortHot(all)).toEqual({
      poll: { key: "hot/s/poll", version: 1, value: poll },
      plans: new Map([["plan-bp1jvmdk2k0001", { key: "hot/s/plan/p", version: 2, value: aPlanRecord() }]]),
      instances: new Map(),
      digests: new Map([["hot/s/d", { key: "hot/s/d", version: 3, value: digest }]]),
      mutes: new Map(),
    });
  });

  it("are none before the first run", () => {
    const none = new Map();
    expect(sortHot([])).toEqual({ poll: undefined, plans: none, instances: none, digests: none, mutes: none });
  });

  it("are not read at all when one of them is of a newer format", () => {
    const newer = stored("hot/s/plan/q", { ...aPlanRecord(), format: 6 });
    expect(() => sortHot([stored("hot/s/poll", poll), newer])).toThrow(NewerFormat);
  });
});

describe("a stored record", () => {
  it("of a newer format is refused with its key, whatever its kind", () => {
    const newer = stored("hot/s/mute/x", { format: 7, kind: "mute" });
    expect(() => readRecord(newer)).toThrow(NewerFormat);
    expect(() => readRecord(newer)).toThrow(/hot\/s\/mute\/x has format 7/);
  });

  it.each([
    ["null", null],
    ["a text", "plan"],
    ["a number", 1],
    ["a list", [1]],
    ["nothing of ours", { user: "x", password: "hunter2hunter2" }],
    ["another kind", { format: 5, kind: "ghost" }],
    ["no kind", { format: 1 }],
    ["no format", { kind: "plan" }],
    ["a format that is a text", { format: "2", kind: "plan" }],
    ["a format before the first", { format: 0, kind: "plan" }],
  ])("that is %s is refused, and not quoted", (_what, value) => {
    const read = () => readRecord(stored("hot/s/plan/x", value));
    expect(read).toThrow(RecordRefused);
    expect(read).not.toThrow(/hunter2/);
  });

  it("of this format is given as it is", () => {
    expect(readRecord(stored("hot/s/poll", poll))).toEqual(poll);
  });

  it("of format 1 is brought forward", () => {
    const { drafts: _drafts, ...before } = poll;
    expect(readRecord(stored("hot/s/poll", { ...before, format: 1 }))).toEqual(poll);
    const { changes: _changes, ...facts } = aPlanFacts();
    const plan = aPlanRecord({ facts });
    expect(readRecord(stored("hot/s/plan/p", { ...plan, format: 1 }))).toEqual(plan);
    const [member, digest] = [
      { id: "plan-1", name: "vpc" },
      { kind: "digest", key: "digest:x", destination: OPS },
    ];
    expect(readRecord(stored("hot/s/digest/x", { ...digest, format: 1, members: [member] }))).toEqual({
      ...digest,
      format: 5,
      members: [{ ...member, region: "", seq: 0 }],
    });
  });
});

describe("a record that is written", () => {
  it("stands with its new version, and a second first write is a conflict", async () => {
    const store = new MemoryStore();
    const put = await putRecord(store, "hot/s/poll", poll, "absent");
    expect(put.value).toEqual(poll);
    expect(await store.get("hot/s/poll")).toEqual({ key: "hot/s/poll", version: put.version, value: poll });
    await expect(putRecord(store, "hot/s/poll", poll, "absent")).rejects.toThrow(Conflict);
  });
});
