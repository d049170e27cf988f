import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { poll } from "../../lib/app/poll.ts";
import { seconds } from "../../lib/model/brand.ts";
import { CatalogError, NotThere } from "../../lib/model/errors.ts";
import type { Json } from "../../lib/model/json.ts";
import type { InstanceRecord } from "../../lib/notify/record.ts";
import type { Catalog } from "../../lib/ports.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

const NO_STOCK = {
  statusMessage: "Create stack failed: no stock",
  logs: [{ command: "apply", stream: "stderr", content: "Error: none left\n" }],
};
const OFTEN = { watch: { sweep: "10s" } };
const DENIED = new CatalogError("not allowed", { code: "NoPermission", retryable: false });
const GONE = new NotThere("no such task", { code: "InvalidTask.NotFound", retryable: false });

let stage: Stage;
/** Polls of a catalog of which some calls are another's. */
const polls = async (count: number, instead: Partial<Catalog> = {}, file: unknown = OFTEN) => {
  const reports = [];
  for (let n = 0; n < count; n++) {
    const { ports, config } = stage.parts({}, file);
    reports.push(await poll({ ...ports, catalog: { ...ports.catalog, ...instead } }, config));
    stage.pass(seconds(60));
  }
  return reports;
};
const card = (id: string): string[] => stage.cards(id).map(({ text }) => text.split("\n")[0] ?? "");
const launched = (over: object = {}): string => {
  const id = stage.catalog.world.launch({ name: "orders-vpc", lasts: 1_000, ...over });
  stage.pass(seconds(5));
  return id;
};

beforeEach(async () => {
  stage = await openStage();
  await polls(1);
});
afterEach(() => stage.close());

describe("an instance that is terminated while it is followed", () => {
  it("is gone as soon as its task has succeeded", async () => {
    const id = launched({ fails: NO_STOCK });
    await polls(3);
    stage.catalog.world.terminate(id, { lasts: 90_000 });
    stage.pass(seconds(1));
    await polls(1);
    expect(card(id)).toEqual(["Under change: orders-vpc"]);
    await polls(2);
    expect(card(id)).toEqual(["Terminated: orders-vpc"]);
  });

  it("and whose task is not there any more either is gone at the second poll that finds neither", async () => {
    const id = launched({ fails: NO_STOCK });
    await polls(3);
    stage.catalog.world.terminate(id, { lasts: 30_000 });
    stage.pass(seconds(1));
    await polls(1);
    const forgotten = { task: () => Promise.reject(GONE), tasks: () => Promise.reject(GONE) };
    await polls(1, forgotten);
    expect(card(id)).toEqual(["Under change: orders-vpc"]);
    await polls(1, forgotten);
    expect(card(id)).toEqual(["Terminated: orders-vpc"]);
  });
});

describe("without the permission to list tasks", () => {
  it("a failure is told from what the instance says at the second refusal, with a warning, and the poll is fine", async () => {
    const id = launched({ fails: NO_STOCK });
    const reports = await polls(4, { tasks: () => Promise.reject(DENIED) });
    expect(reports[0]).toMatchObject({
      ok: true,
      warnings: [{ code: "catalog-NoPermission" }, { code: "instances-left" }],
    });
    expect(reports[1]).toMatchObject({ ok: true, warnings: [{ code: "catalog-NoPermission" }] });
    expect(card(id)).toEqual(["Failed: orders-vpc"]);
    expect(stage.cards(id)[0]?.text).toContain("no stock");
    expect(reports.map((report) => report.kinds)).toEqual([{}, {}, {}, { "instance.error": 1 }]);
  });
});

describe("without the permission to list provisioned products", () => {
  it("plans are told as ever, and a warning says what to do", async () => {
    launched({ fails: NO_STOCK });
    const plan = stage.catalog.world.createPlan({ name: "p", approvers: [{ kind: "RamUser", name: "alice" }] });
    stage.pass(seconds(10));
    const [report] = await polls(1, { instancePage: () => Promise.reject(DENIED) });
    expect(report).toMatchObject({ ok: true, posted: 1, warnings: [{ code: "catalog-NoPermission" }] });
    expect(report?.warnings[0]?.text).toContain("instances: false");
    expect(card(plan)).toEqual(["Waiting for approval: p"]);
  });
});

describe("a catalog that fails for a while", () => {
  it("has what it did not tell read again at the next poll, and told once", async () => {
    const id = launched({ fails: NO_STOCK });
    stage.catalog.faults.next("error500", { action: "ListTasks", times: 3 });
    const [first] = await polls(1);
    expect(first?.warnings.map(({ code }) => code)).toEqual(["catalog-InternalError", "instances-left"]);
    await polls(4);
    expect(card(id)).toEqual(["Failed: orders-vpc"]);
    expect(stage.notes(id)).toEqual([]);
  });

  it("does not make anybody gone, however long its lists fail", async () => {
    const id = launched({ fails: NO_STOCK });
    await polls(3);
    stage.catalog.faults.next("error500", { action: "ListProvisionedProducts", times: 9 });
    await polls(4);
    expect(card(id)).toEqual(["Failed: orders-vpc"]);
    expect(stage.catalog.calls.byAction["GetProvisionedProduct"]).toBeUndefined();
  });
});

describe("a card of an instance that was given up", () => {
  it("is named by the report, and sent again when somebody asks for it", async () => {
    const id = launched({ fails: NO_STOCK });
    await polls(1);
    const key = `hot/self@cn-hangzhou/instance/${id}`;
    const stored = await stage.store.get(key);
    const record = stored?.value as unknown as InstanceRecord;
    const draft = `card:${id}:${record.born}:${CHANNEL}:0`;
    const body = { what: "card", n: 0 };
    const dead = {
      key: draft,
      destination: CHANNEL,
      state: "dead",
      attempts: 8,
      notBefore: 0,
      reason: "is_archived",
      body,
    };
    await stage.store.put(
      key,
      { ...record, drafts: [dead], doubts: [] } as unknown as Json,
      stored?.version ?? "absent",
    );
    const [report] = await polls(1);
    expect(report).toMatchObject({ posted: 0, dead: 1, warnings: [{ code: "dead-drafts" }] });
    expect(report?.warnings[0]?.text).toContain(draft);
    const { ports, config } = stage.parts({}, OFTEN);
    expect(await poll(ports, config, { replay: draft })).toMatchObject({ posted: 1, dead: 0, waiting: 0 });
    expect(card(id)).toEqual(["Failed: orders-vpc"]);
  });
});

describe("a dry run", () => {
  it("says what it would tell of instances, and writes and sends nothing", async () => {
    const id = launched({ fails: NO_STOCK });
    await polls(2);
    const before = await stage.store.scan("");
    const { ports, config } = stage.parts({}, OFTEN);
    expect((await poll(ports, config, { dryRun: true })).kinds).toEqual({ "task.failed": 1 });
    expect(await stage.store.scan("")).toEqual(before);
    expect(card(id)).toEqual([]);
  });
});

describe("a failed task that has no log", () => {
  it.each([
    ["listed", OFTEN, 1],
    ["followed by its task", {}, 400],
  ])("is explained by its stack, whose log follows: %s", async (_how, file, lasts) => {
    const fails = { statusMessage: "Create stack failed", stackLogs: NO_STOCK.logs };
    const id = launched({ lasts: seconds(lasts), fails });
    await polls(10, {}, file);
    expect(card(id)).toEqual(["Failed: orders-vpc"]);
    expect(stage.cards(id)[0]?.text).toContain("Error: none left");
    expect(stage.catalog.calls.byAction).toMatchObject({ GetStack: 1 });
    expect(stage.catalog.calls.byAction["GetProvisionedProduct"]).toBe(lasts === 1 ? undefined : 1);
  });
});

describe("more under change than a poll has calls for, of more than can be listed at once", () => {
  it("are followed in turn: all of them within two polls", async () => {
    const ids = Array.from({ length: 60 }, (_, n) => launched({ name: `web ${n}`, lasts: 3_600_000 }));
    const asked: string[] = [];
    const { ports } = stage.parts();
    const instancePage: Catalog["instancePage"] = async (number) => ({
      ...(await ports.catalog.instancePage(number)),
      pages: 30,
    });
    const task: Catalog["task"] = async (id) => {
      const found = await ports.catalog.task(id);
      asked.push(found.provisionedProductId);
      return found;
    };
    const hourly = { watch: { sweep: "1h" } };
    // They are met by the rounds of the first two polls.
    await polls(1, { instancePage });
    await polls(1, { instancePage, task }, hourly);
    asked.length = 0;
    await polls(2, { instancePage, task }, hourly);
    expect(new Set(asked)).toEqual(new Set(ids));
  });
});
