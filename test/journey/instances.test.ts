import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { poll as pollWith } from "../../lib/app/poll.ts";
import { hours, seconds } from "../../lib/model/brand.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import type { Catalog } from "../../lib/ports.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

/** Three polls of a minute: what failed is told when two lists of plans, read after it was seen, know no plan of it. */
const POLLS = 3;
const NO_STOCK = {
  statusMessage: "Create stack failed",
  logs: [
    { command: "apply", stream: "stdout", content: "web: Creating...\nweb: Still creating...\n" },
    { command: "apply", stream: "stderr", content: 'Error: no stock\npassword = "canary1"\n' },
  ],
};
/** Every poll lists. */
const OFTEN = { watch: { sweep: "10s" } };

let stage: Stage;
const poll = async (file: unknown = OFTEN) => {
  const report = await stage.bot({}, file).poll();
  stage.pass(seconds(60));
  return report;
};
const polls = async (count: number): Promise<void> => {
  for (let n = 0; n < count; n++) await poll();
};
const titles = (messages: readonly StoredMessage[]): string[] => messages.map(({ text }) => text.split("\n")[0] ?? "");
const threadOf = (id: string): StoredMessage[] =>
  stage.slack.workspace.thread(CHANNEL, stage.cards(id)[0]?.ts ?? "").slice(1);
const all = () => stage.slack.workspace.messages();
const keys = async (): Promise<string[]> =>
  (await stage.store.scan("")).map(({ key }) => key.split("@cn-hangzhou/")[1] ?? "");

beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

describe("a launch without a plan that fails", () => {
  it("is told by one card with the reason and the log in its thread", async () => {
    await poll();
    const id = stage.catalog.world.launch({ name: "orders-vpc", lasts: 90_000, fails: NO_STOCK });
    stage.pass(seconds(5));
    await polls(2 + POLLS);
    expect(titles(stage.cards(id))).toEqual(["Failed: orders-vpc"]);
    expect(stage.cards(id)[0]?.text).toContain("Error: no stock");
    expect(stage.cards(id)[0]?.text).toContain(id);
    expect(titles(threadOf(id))).toEqual(["Log of orders-vpc"]);
    const told = all().length;
    await polls(3);
    expect(all()).toHaveLength(told);
    expect(JSON.stringify(all())).not.toContain("canary1");
    expect(JSON.stringify(await stage.store.scan(""))).not.toContain("canary1");
  });
});

describe("an instance that failed and was told", () => {
  let id: string;
  beforeEach(async () => {
    await poll();
    id = stage.catalog.world.launch({ name: "orders-vpc", lasts: 1_000, fails: NO_STOCK });
    stage.pass(seconds(5));
    await polls(POLLS);
    expect(titles(stage.cards(id))).toEqual(["Failed: orders-vpc"]);
  });

  it("has each task that failed between two polls below the same card, once and oldest first", async () => {
    const { world } = stage.catalog;
    for (const reason of ["no quota", "no money"]) {
      world.updateInstance(id, { lasts: 1_000, fails: { statusMessage: reason } });
      stage.pass(seconds(5));
    }
    await polls(POLLS + 1);
    expect(stage.notes(id)).toHaveLength(1);
    const [note] = stage.notes(id);
    expect(note?.broadcast).toBe(true);
    const lines = note?.text.split("\n") ?? [];
    expect(lines.filter((line) => /^(Update failed|no )/.test(line))).toEqual([
      "Update failed: orders-vpc",
      "no quota",
      "Update failed: orders-vpc",
      "no money",
    ]);
    expect(stage.cards(id)[0]?.text).toContain("no money");
  });

  it("has its card edited when it recovers, is set aside after a day, and fails below the same card again", async () => {
    const { world } = stage.catalog;
    world.updateInstance(id, { lasts: 1_000 });
    stage.pass(seconds(5));
    await polls(2);
    expect(titles(stage.cards(id))).toEqual(["Available: orders-vpc"]);
    expect(stage.notes(id)).toEqual([]);
    expect(await keys()).toContain(`instance/${id}`);
    stage.pass(hours(25));
    await polls(2);
    expect((await stage.store.scan("hot/")).map(({ key }) => key)).toEqual(["hot/self@cn-hangzhou/poll"]);
    world.updateInstance(id, { lasts: 1_000, fails: NO_STOCK });
    stage.pass(seconds(5));
    await polls(POLLS);
    expect(titles(stage.cards(id))).toEqual(["Failed: orders-vpc"]);
    expect(titles(stage.notes(id))).toEqual(["Update failed: orders-vpc"]);
  });

  it("is terminated on its card, whoever did it, and never looked for again", async () => {
    stage.catalog.world.terminate(id, { lasts: 1_000 });
    stage.pass(seconds(5));
    await polls(3);
    expect(titles(stage.cards(id))).toEqual(["Terminated: orders-vpc"]);
    expect(stage.notes(id)).toEqual([]);
    stage.catalog.calls.clear();
    await polls(2);
    expect(stage.catalog.calls.byAction).toEqual({ ListProvisionedProductPlans: 4, ListProvisionedProducts: 2 });
  });

  it("is not called gone for a permission that is missing", async () => {
    const { ports, config } = stage.parts({}, OFTEN);
    const denied = new CatalogError("not allowed", { code: "NoPermission", retryable: false });
    const catalog: Catalog = {
      ...ports.catalog,
      instancePage: async () => ({ rows: [], pages: 0 }),
      instance: () => Promise.reject(denied),
    };
    for (let n = 0; n < 4; n++) {
      const report = await pollWith({ ...ports, catalog }, config);
      expect(report).toMatchObject({
        ok: true,
        warnings: [{ code: "catalog-NoPermission" }, { code: "instances-left" }],
      });
      stage.pass(seconds(60));
    }
    expect(titles(stage.cards(id))).toEqual(["Failed: orders-vpc"]);
  });
});

/** A plan that nobody has to approve, and that fails so long after it was begun. */
const failingPlan = (executeMs: number): string =>
  stage.catalog.world.createPlan({ name: "p", approvers: [], previewMs: 1_000, executeMs, executeFails: NO_STOCK });

describe("what a plan starts on an instance and what fails then", () => {
  it("is told once, with the plan", async () => {
    await poll();
    const { world } = stage.catalog;
    const plan = failingPlan(90_000);
    stage.pass(seconds(5));
    world.execute(plan);
    await poll();
    // The plan tells whatever comes of it: nobody follows its instance.
    expect((await keys()).filter((key) => key.startsWith("instance/"))).toEqual([]);
    await polls(4);
    expect(stage.catalog.calls.byAction["GetTask"]).toBe(1);
    const { provisionedProductId: id } = world.plan(plan);
    expect(titles(stage.cards(plan))).toEqual(["Failed: p"]);
    expect(stage.cards(id)).toEqual([]);
    // A second failure is nobody's but the instance's.
    world.updateInstance(id, { lasts: 1_000, fails: { statusMessage: "no quota" } });
    stage.pass(seconds(5));
    await polls(POLLS);
    expect(titles(stage.cards(id))).toEqual(["Failed: p"]);
    expect(stage.cards(id)[0]?.text).toContain("no quota");
    expect(stage.cards(plan)).toHaveLength(1);
  });

  it("is the plan's also where instances are polled when plans are not yet: it waits for the plan", async () => {
    await poll();
    const { world } = stage.catalog;
    const plan = failingPlan(1_000);
    stage.pass(seconds(5));
    world.execute(plan);
    stage.pass(seconds(5));
    const { ports, config } = stage.parts({}, OFTEN);
    // The lists lag: for one poll they show no plan at all.
    const lagging: Catalog = {
      ...ports.catalog,
      async *planPages() {
        yield { rows: [], total: 0 };
      },
    };
    await pollWith({ ...ports, catalog: lagging }, config);
    stage.pass(seconds(60));
    await polls(4);
    expect(titles(all().filter((m) => m.threadTs === undefined))).toEqual(["Failed: p"]);
  });
});

describe("instances that are in error when Planbell comes", () => {
  it("are remembered and not told; what fails later is told", async () => {
    const { world } = stage.catalog;
    const id = world.launch({ name: "old", lasts: 1_000, fails: NO_STOCK });
    stage.pass(seconds(60));
    await polls(POLLS);
    expect(all()).toEqual([]);
    expect(await keys()).toEqual([`instance/${id}`, "poll"]);
    world.updateInstance(id, { lasts: 1_000, fails: { statusMessage: "no quota" } });
    stage.pass(seconds(5));
    await polls(POLLS);
    expect(titles(stage.cards(id))).toEqual(["Failed: old"]);
    expect(stage.cards(id)[0]?.text).toContain("no quota");
  });
});

describe("an instance that is changed and does not fail", () => {
  it("is followed without a word and then forgotten", async () => {
    await poll();
    const id = stage.catalog.world.launch({ name: "quiet", lasts: 90_000 });
    stage.pass(seconds(5));
    const kinds = [await poll(), await poll(), await poll()].map((report) => report.kinds);
    expect(kinds).toEqual([{ "task.started": 1 }, {}, { "task.succeeded": 1 }]);
    expect(await keys()).toEqual(["poll"]);
    stage.catalog.world.terminate(id, { lasts: 1_000 });
    stage.pass(seconds(5));
    await polls(2);
    expect(await keys()).toEqual(["poll"]);
    expect(all()).toEqual([]);
  });
});

describe("twelve launches that fail between two polls", () => {
  it("have ten cards and a digest, and the details of the others in the digest's thread", async () => {
    await poll();
    const { world } = stage.catalog;
    const ids = Array.from({ length: 12 }, (_, n) =>
      world.launch({ name: `web ${n}`, lasts: 1_000, fails: { statusMessage: `no stock ${n}` } }),
    );
    stage.pass(seconds(5));
    await polls(POLLS + 1);
    const digests = all().filter((m) => m.metadata?.event_type === "planbell_digest");
    expect(titles(digests)).toEqual(["2 provisioned products changed"]);
    expect(ids.filter((id) => stage.cards(id).length === 1)).toHaveLength(10);
    const others = ids.filter((id) => stage.cards(id).length === 0);
    expect(others.map((id) => stage.notes(id).map((n) => n.threadTs))).toEqual([[digests[0]?.ts], [digests[0]?.ts]]);
    expect(digests[0]?.text).toContain(others[0]);
  });
});

describe("a deployment without a watch of instances", () => {
  it("lists none, remembers none, and tells what it owes", async () => {
    const off = { watch: { instances: false } };
    stage.catalog.world.launch({ name: "orders-vpc", lasts: 1_000, fails: NO_STOCK });
    stage.pass(seconds(5));
    await poll(off);
    await poll(off);
    expect(Object.keys(stage.catalog.calls.byAction)).toEqual(["ListProvisionedProductPlans"]);
    expect(await keys()).toEqual(["poll"]);
  });
});
