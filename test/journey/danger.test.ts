import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { minutes, seconds } from "../../lib/model/brand.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const DATABASE = {
  LogicalResourceId: "orders",
  ResourceType: "alicloud_db_instance",
  Action: "Remove",
  PhysicalResourceId: "rm-bp1z9k6f8k1r2****",
};
const ALARM = { LogicalResourceId: "alarm", ResourceType: "alicloud_cms_alarm", Action: "Add" };
const USER = {
  LogicalResourceId: "robot",
  ResourceType: "alicloud_ram_user",
  Action: "Remove",
  PhysicalResourceId: "robot",
};
/** With it no pause of a test is a gap in the watch, of which a notice would tell. */
const PATIENT = { PLANBELL_POLL_SECONDS: "86400" };

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
  await stage.bot(PATIENT).poll();
});
afterEach(() => stage.close());

const poll = async (file?: unknown): Promise<void> => {
  await stage.bot(PATIENT, file).poll();
  stage.pass(seconds(60));
};
const secret = (value: string) => ({ key: "account_password", value });
const zone = (value: string) => ({ key: "zone", value });

describe("a plan that becomes another while it waits", () => {
  it("is told by what is different, the danger first, and no secret", async () => {
    const id = stage.catalog.world.createPlan({
      name: "orders-db",
      approvers: [ALICE],
      previewMs: 1_000,
      parameters: [zone("cn-hangzhou-h"), secret("Violet-2093-Anchor")],
      changes: [ALARM],
    });
    stage.pass(seconds(10));
    await poll();
    expect(stage.cards(id)[0]?.text).not.toContain("Danger");
    stage.catalog.world.update(id, {
      parameters: [zone("cn-hangzhou-i"), secret("Amber-4410-Harbour")],
      changes: [DATABASE],
    });
    stage.pass(seconds(10));
    await poll();
    expect(stage.notes(id).map((note) => note.text.split("\n").slice(0, -1))).toEqual([
      [
        "Changed: orders-db (dangerous)",
        "Now also removes the database orders (alicloud_db_instance)",
        "Parameter account_password: changed",
        "Parameter zone: cn-hangzhou-h -&gt; cn-hangzhou-i",
        "No longer adds alarm (alicloud_cms_alarm)",
        "Read the card again before you decide.",
      ],
    ]);
    expect(stage.cards(id)[0]?.text).toContain("\nDanger: Removes the database orders (alicloud_db_instance)\n");
    const kept = JSON.stringify(await stage.store.scan("hot/"));
    expect(kept).toContain("cn-hangzhou-i");
    expect(kept).not.toMatch(/Violet|Amber/);
  });
});

describe("a type that the config file lists", () => {
  it("makes plans dangerous, and the cards of those that wait say so once they are read again", async () => {
    const id = stage.catalog.world.createPlan({
      name: "robots",
      approvers: [ALICE],
      previewMs: 1_000,
      changes: [USER],
    });
    stage.pass(seconds(10));
    await poll();
    expect(stage.cards(id)[0]?.text).not.toContain("Danger");
    stage.pass(minutes(31));
    await poll({ routes: [{ to: [CHANNEL] }], danger: { types: ["alicloud_ram_*"] } });
    expect(stage.cards(id)).toMatchObject([
      { edits: 1, text: expect.stringContaining("\nDanger: Removes the resource robot (alicloud_ram_user)\n") },
    ]);
    expect(stage.notes(id)).toEqual([]);
  });
});

describe("plans that are told together", () => {
  it("are marked in the digest when they are dangerous", async () => {
    for (let n = 0; n < 12; n++) {
      stage.catalog.world.createPlan({ name: `plan-${n}`, approvers: [ALICE], previewMs: 1_000, changes: [DATABASE] });
    }
    stage.pass(seconds(10));
    await poll();
    const digest = stage.slack.workspace.messages().find((m) => m.text.includes("more plans wait for approval"));
    const lines = digest?.text.split("\n").slice(1) ?? [];
    expect(lines).toHaveLength(2);
    expect(lines.filter((line) => !line.includes("Waiting for approval (dangerous), by alice"))).toEqual([]);
  });
});
