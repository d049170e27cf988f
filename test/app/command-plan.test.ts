import { beforeEach, describe, expect, it } from "vitest";
import { donePlanKey, putRecord } from "../../lib/app/records.ts";
import type { PlanId } from "../../lib/model/brand.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import type { PlanDetail } from "../../lib/model/plan.ts";
import { aPlanFacts } from "../build/facts.ts";
import { aPlanRecord } from "../build/records.ts";
import { aPlanDetail, at } from "../build/rows.ts";
import { literal, objects } from "../slack/messages/hostile.ts";
import { CommandStage, SHARD } from "./command-stage.ts";

let stage: CommandStage;
beforeEach(async () => {
  stage = new CommandStage();
  await stage.polled();
});

const planOf = (over: Partial<PlanDetail> = {}) =>
  stage.plans.set("plan-cloud", aPlanDetail({ id: "plan-cloud" as PlanId, name: "from-cloud", ...over }));

describe("plan", () => {
  it.each(["plan-0", "PLAN-0", "vpc-prod", "VPC-prod", "`plan-0`"])(
    "shows what its card does, and how old that is: %s",
    async (typed) => {
      await stage.knows({ name: "vpc-prod" }, { name: "other" });
      const message = await stage.ask(`plan ${typed}`);
      const lines = message.text.split("\n");
      expect(lines[0]).toBe("Waiting for approval: vpc-prod");
      expect(lines.slice(-2)).toEqual([
        "Open in console: https://console.example.com/cn-hangzhou/plan-0",
        "As of 12 s ago",
      ]);
      expect(literal(message.blocks)).toContain("Waiting for approval: vpc-prod");
      expect(literal(message.blocks).at(-1)).toBe("As of 12 s ago");
    },
  );

  it("has no buttons to decide, and mentions nobody", async () => {
    stage.knowsPeople({ "RamUser:bob": ["U02BOB0001"] });
    await stage.knows({ name: "vpc-prod", record: { cards: [] } });
    const all = objects((await stage.ask("plan plan-0")).blocks).map((o) => o["type"]);
    expect(all.filter((type) => type === "actions" || type === "user")).toEqual([]);
  });

  it("says who has muted it", async () => {
    await stage.knows({ name: "vpc-prod", record: { mute: { by: "U02BOB0001", until: at("20:00:00") } } });
    expect(await stage.says("plan vpc-prod")).toMatch(
      /\nvpc-prod is muted · Until: 2026-11-23 20:00 UTC · By: <@U02BOB0001>\nAs of 12 s ago$/,
    );
  });

  it("says who has muted its product, and nothing of a mute that is over", async () => {
    await stage.knows({ productId: "prod-1" });
    await stage.mutes();
    expect(await stage.says("plan plan-0")).toContain("\nVPC baseline is muted · Until: ");
    stage.now = at("20:00:00");
    expect(await stage.says("plan plan-0")).not.toContain("muted");
  });

  it("asks which when several have that name", async () => {
    await stage.knows({ name: "web" }, { name: "Web", status: "ExecuteFailed", since: at("17:00:00") }, { name: "db" });
    expect(await stage.says("plan web")).toBe(
      [
        '2 things are called "web". Say which by its id.',
        "web (plan-0): Waiting for approval · 2026-11-23 16:05 UTC",
        "Web (plan-1): Failed · 2026-11-23 17:00 UTC",
      ].join("\n"),
    );
  });

  it.each([
    ["plan-00", "vpc-prod (plan-0)"],
    ["vpc-rpod", "vpc-prod (plan-0)"],
    ["vpc", "vpc-prod (plan-0)"],
  ])("suggests the nearest: %s", async (typed, nearest) => {
    await stage.knows({ name: "vpc-prod" });
    expect(await stage.says(`plan ${typed}`)).toBe(`Planbell knows no plan "${typed}". Did you mean ${nearest}?`);
  });

  it("suggests none that is far away", async () => {
    await stage.knows({ name: "vpc-prod" });
    expect(await stage.says("plan kubernetes")).toBe('Planbell knows no plan "kubernetes".');
    expect(await stage.says("plan db")).toBe('Planbell knows no plan "db".');
  });

  it("that is over is shown from its record, without a call to the catalog", async () => {
    const facts = aPlanFacts({ id: "plan-old" as PlanId, name: "old", status: "ExecuteSuccess", pending: [] });
    await putRecord(
      stage.store,
      donePlanKey(SHARD, facts.id),
      aPlanRecord({ id: facts.id, facts, closedAt: at("16:00:00") }),
      "absent",
    );
    expect(await stage.says("plan plan-old")).toMatch(/^Succeeded: old\n[\s\S]*\nAs of 12 s ago$/);
    expect(stage.asked).toEqual([]);
  });

  it("is the one of that id, also when it is over and another has its id for a name", async () => {
    const facts = aPlanFacts({ id: "plan-old" as PlanId, name: "old", status: "ExecuteSuccess", pending: [] });
    const record = aPlanRecord({ id: facts.id, facts, closedAt: at("16:00:00") });
    await putRecord(stage.store, donePlanKey(SHARD, facts.id), record, "absent");
    await stage.knows({ name: "plan-old" });
    expect(await stage.says("plan plan-old")).toMatch(/^Succeeded: old\n/);
  });

  it("that is not known is read from the catalog, and its secrets stay there", async () => {
    planOf({ parameters: [{ key: "password", value: "hunter2-hunter2" }] });
    const message = await stage.ask("plan plan-cloud");
    expect(message.text).toMatch(/^Waiting for approval: from-cloud\n[\s\S]*\nRead from Service Catalog just now$/);
    expect(JSON.stringify(message)).not.toContain("hunter2");
    expect(stage.asked).toEqual(["plan plan-cloud"]);
    expect(await stage.store.scan("")).toHaveLength(1);
  });

  it("is read from the catalog also before the first poll is through", async () => {
    await stage.store.close();
    stage = new CommandStage();
    planOf();
    expect(await stage.says("plan plan-cloud")).toMatch(/^Waiting for approval: from-cloud\n/);
  });

  it.each(["kubernetes", "web shop", "plan-<!channel>", `plan-${"x".repeat(200)}`])(
    "asks the catalog for nothing but ids: %s",
    async (typed) => {
      expect(await stage.says(`plan ${typed}`)).toMatch(/^Planbell knows no plan /);
      expect(stage.asked).toEqual([]);
    },
  );

  it("says when the catalog does not tell", async () => {
    const plan = () => Promise.reject(new CatalogError("no", { code: "Throttling.User", retryable: true }));
    stage.catalog = { ...stage.catalog, plan };
    expect(await stage.says("plan plan-1")).toBe("Service Catalog did not tell (Throttling.User). Try again later.");
  });
});
