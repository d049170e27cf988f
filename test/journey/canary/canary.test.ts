import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import type { Aviary } from "./aviary.ts";
import { KINDS, type Kind } from "./kinds.ts";
import { CHECKED, nameOf, type Planting } from "./planting.ts";
import { type Plants, ROUNDS } from "./plants.ts";
import { play } from "./play.ts";

let aviary: Aviary | undefined;
afterEach(() => aviary?.close());

async function playAndSearch(planting: Planting): Promise<{ plants: Plants; leaks: readonly string[] }> {
  const played = await play(planting);
  aviary = played.aviary;
  return { plants: played.plants, leaks: played.plants.leaksIn(aviary.sinks()) };
}

/** What the decoders read: names of fields, also those that are put together. */
function fieldsRead(): readonly string[] {
  const read = ["decode-plan.ts", "decode-task.ts", "decode-stack.ts", "decode-instance.ts"].flatMap((name) => {
    const source = readFileSync(new URL(`../../../lib/catalog/${name}`, import.meta.url), "utf8");
    return [...source.matchAll(/"([A-Z]\w+)"\)/g)].map(([, field = ""]) => field);
  });
  const names = read.flatMap((field) => (field.endsWith("Principal") ? [`${field}Type`, `${field}Name`] : [field]));
  return [...new Set(names)];
}

describe("secrets in every text that the catalog answers", () => {
  const planted = new Set<string>();

  it.each(Array.from({ length: ROUNDS }, (_, round) => round))("reach no sink, round %d", async (round) => {
    const { plants, leaks } = await playAndSearch({ round });
    expect(leaks).toEqual([]);
    // All of it was told: nothing was kept from people by being refused.
    const { workspace, calls } = aviary?.slack ?? {};
    expect(workspace?.messages().length).toBe(26);
    expect(aviary?.catalog.calls.byAction).toMatchObject({ GetStack: 3, ListStackEvents: 1 });
    expect(calls?.byMethod["files.completeUploadExternal"]).toBe(1);
    for (const field of plants.fields) planted.add(nameOf(field.replaceAll("[]", "")));
  });

  it("stand in every field that is read, but those that are checked", () => {
    const left = fieldsRead().filter((field) => !planted.has(field) && !Object.hasOwn(CHECKED, field));
    // Lists and objects hold fields, and are none.
    expect(left).toEqual([
      "Parameters",
      "Tags",
      "AssignedApprovers",
      "PlanDetail",
      "ApprovalDetail",
      "ProductDetail",
      "ProductVersionDetail",
      "TodoTaskActivities",
      "OperationRecords",
      "ResourceChanges",
      "Tasks",
      "Operator",
      "Log",
      "TerraformLogs",
    ]);
  });
});

describe("a secret in a field that is checked", () => {
  const named = (name: string): Kind => KINDS.find((kind) => kind.name === name) as Kind;
  const fields = Object.keys(CHECKED);

  it.each(fields)("reaches no sink beside what %s says", async (field) => {
    const { plants, leaks } = await playAndSearch({ round: 0, alone: field, kind: named("HCL") });
    expect(leaks).toEqual([]);
    expect(plants.fields.size).toBeGreaterThan(0);
  });

  // A key that is something else hides no value.
  it.each(fields.filter((field) => field !== "ParameterKey"))(
    "reaches no sink instead of what %s says, in the form of an id",
    async (field) => {
      const { leaks } = await playAndSearch({ round: 0, alone: field, kind: named("a GitLab token"), instead: true });
      expect(leaks).toEqual([]);
    },
  );
});

describe("a secret that lies where a text is cut", () => {
  // The secret is 30 characters long; texts are cut at 16 to 300.
  it.each([4, 20, 36, 52, 68, 88, 108, 220, 280])("reaches no sink behind %d letters", async (indent) => {
    const kind: Kind = { name: "a key at a cut", text: (core) => `LTAI5t${core}` };
    expect((await playAndSearch({ round: 0, indent, kind })).leaks).toEqual([]);
  });
});
