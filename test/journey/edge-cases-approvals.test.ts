import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { minutes, seconds } from "../../lib/model/brand.ts";
import type { PlanSpec } from "../../local/catalog/world.ts";
import { openStage, type Stage } from "./stage.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const NET = { kind: "RamRole", name: "net-approvers" };
const OWNER = { kind: "RamUser", name: "endUser" };

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({ quirks: true });
  await stage.poll();
});
afterEach(() => stage.close());

/** A plan that waits, and was told. */
async function waiting(over: Partial<PlanSpec> = {}): Promise<string> {
  const id = stage.catalog.world.createPlan({
    name: "vpc",
    owner: OWNER,
    approvers: [ALICE],
    previewMs: 1_000,
    executeMs: 1_000,
    ...over,
  });
  stage.pass(seconds(5));
  await stage.poll();
  return id;
}

/** What the last note says, line by line, without the times and its foot. */
const lastNote = (id: string): string[] =>
  (stage.notes(id).at(-1)?.text ?? "")
    .split("\n")
    .filter((line) => !/^(Plan plan-|Open in console)/.test(line))
    .map((line) => line.replace(/ · .*$/, ""));
const card = (id: string): string | undefined => stage.cards(id)[0]?.text.split("\n")[0];

describe("what people did in the console between two polls", () => {
  it("approved and run: the thread says who approved, and nobody is asked to run it", async () => {
    const id = await waiting();
    stage.catalog.world.approve(id, ALICE, "Looks good.");
    stage.catalog.world.execute(id);
    stage.pass(seconds(10));
    await stage.poll();
    expect(lastNote(id)).toEqual(["Approved: vpc", 'by alice (RAM user): "Looks good."', "Succeeded: vpc"]);
    expect(card(id)).toBe("Succeeded: vpc");
  });

  it("rejected by reject(sic), changed and submitted again: all of it, with what differs", async () => {
    const id = await waiting({ parameters: [{ key: "zone", value: "h" }] });
    stage.catalog.world.reject(id, ALICE, "Wrong zone.");
    stage.pass(seconds(5));
    stage.catalog.world.update(id, { parameters: [{ key: "zone", value: "i" }] });
    stage.pass(seconds(5));
    await stage.poll();
    expect(lastNote(id)).toEqual([
      "Rejected: vpc",
      'by alice (RAM user): "Wrong zone."',
      "Waiting for approval: vpc",
      "Waiting for: alice (RAM user)",
      "Changed: vpc",
      "Parameter zone: h -&gt; i",
      "Read the card again before you decide.",
    ]);
  });

  it("approved at the first of two nodes: told with the comment, though UpdateTime does not move", async () => {
    const id = await waiting({ nodes: [[ALICE], [NET]], quietHandOver: true });
    stage.catalog.world.approve(id, ALICE, "Cost is fine.");
    stage.pass(minutes(31));
    await stage.poll();
    expect(lastNote(id)).toEqual([
      "Handed over: vpc",
      'by alice (RAM user): "Cost is fine."',
      "Waiting for: net-approvers (RAM role)",
    ]);
    expect(stage.cards(id)[0]?.text).toContain("net-approvers");
    stage.catalog.world.approve(id, NET);
    stage.pass(seconds(5));
    await stage.poll();
    expect(card(id)).toBe("Approved, not run yet: vpc");
  });

  it("handed to somebody else: the card and the thread name them by the next poll", async () => {
    const id = await waiting();
    stage.catalog.world.handOver(id, [NET]);
    await stage.poll();
    expect(lastNote(id)).toEqual(["Handed over: vpc", "Waiting for: net-approvers (RAM role)"]);
  });

  it("changed while it waits, which a poll sees half done: one note with the difference, none on the way", async () => {
    const id = await waiting({
      parameters: [
        { key: "zone", value: "h" },
        { key: "db_password", value: "hunter2" },
      ],
    });
    stage.catalog.world.update(id, {
      previewMs: 30_000,
      parameters: [
        { key: "zone", value: "i" },
        { key: "db_password", value: "hunter3" },
      ],
    });
    stage.pass(seconds(1));
    await stage.poll();
    expect([card(id), stage.notes(id)]).toEqual(["Previewing: vpc", []]);
    await stage.poll();
    expect(stage.notes(id)).toHaveLength(1);
    expect(lastNote(id)).toEqual([
      "Waiting for approval: vpc",
      "Waiting for: alice (RAM user)",
      "Changed: vpc",
      "Parameter db_password: changed",
      "Parameter zone: h -&gt; i",
      "Read the card again before you decide.",
    ]);
  });

  it("PreviewSuccess with to-do tasks counts as waiting, and is decided like any other", async () => {
    const id = await waiting({ waitsInPreviewSuccess: true, nodes: [[ALICE], [NET]] });
    expect(card(id)).toBe("Waiting for approval: vpc");
    stage.catalog.world.approve(id, ALICE);
    stage.pass(seconds(5));
    await stage.poll();
    expect(lastNote(id)).toEqual(["Handed over: vpc", "by alice (RAM user)", "Waiting for: net-approvers (RAM role)"]);
    stage.catalog.world.reject(id, NET, "No.");
    stage.pass(seconds(5));
    await stage.poll();
    expect([card(id), lastNote(id)[1]]).toEqual(["Rejected: vpc", 'by net-approvers (RAM role): "No."']);
  });
});
