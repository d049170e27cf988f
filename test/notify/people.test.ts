import { describe, expect, it } from "vitest";
import type { MentionId } from "../../lib/model/brand.ts";
import { groupsIn, type People, standsFor } from "../../lib/notify/people.ts";

const PEOPLE = {
  "RamUser:alice": ["U01ALICE01"],
  "RamRole:net": ["S03GROUP01", "U01ALICE01"],
  "RamRole:db": ["S04GROUP02", "S03GROUP01"],
  "RamRole:empty": [],
} as unknown as People;
const [NET, DB] = ["S03GROUP01", "S04GROUP02"] as unknown as [MentionId, MentionId];

describe("whom somebody stands for", () => {
  it("is whoever the map says, by name before any group", () => {
    const mine = standsFor(PEOPLE, "U01ALICE01", (group) => group === NET);
    expect([...mine]).toEqual([
      ["RamUser:alice", undefined],
      ["RamRole:net", undefined],
      ["RamRole:db", NET],
    ]);
  });

  it("is whom the groups stand for that they are in, and nobody else", () => {
    expect([...standsFor(PEOPLE, "U02BOB0001", (group) => group === DB)]).toEqual([["RamRole:db", DB]]);
    expect(standsFor(PEOPLE, "U02BOB0001", () => false).size).toBe(0);
  });

  it("is nobody for a group's own id, and for none", () => {
    expect(standsFor({ "RamRole:x": ["S03GROUP01" as MentionId] }, "", () => false).size).toBe(0);
  });
});

describe("the groups of a map", () => {
  it("are each named once, of those principals that are asked for", () => {
    expect(groupsIn(PEOPLE)).toEqual([NET, DB]);
    expect(groupsIn(PEOPLE, ["RamRole:net", "RamUser:alice", "RamRole:nobody", "constructor"])).toEqual([NET]);
  });
});
