import { beforeEach, describe, expect, it } from "vitest";
import { muteKey } from "../../lib/app/records.ts";
import { Conflict } from "../../lib/model/errors.ts";
import { at } from "../build/rows.ts";
import { literal } from "../slack/messages/hostile.ts";
import { aPerson, CommandStage, LIN, SHARD } from "./command-stage.ts";

let stage: CommandStage;
beforeEach(async () => {
  stage = new CommandStage();
  await stage.polled();
  await stage.knows(
    { name: "vpc-prod", productId: "prod-1" },
    { name: "db", productId: "prod-2", productName: "Orders" },
  );
});

const muteOf = async (product: string) => (await stage.store.get(muteKey(SHARD, product)))?.value;

describe("mute", () => {
  it("mutes a plan for a day, says who did, what that means and how it ends", async () => {
    const message = await stage.ask("mute vpc-prod");
    expect(message.text).toBe(
      [
        "vpc-prod is muted",
        "Until: 2026-11-24 18:00 UTC",
        `By: <@${LIN}>`,
        "Nobody is mentioned, and nothing shows in the channel but new cards. Cards and notes go on.",
        "Ends it: /planbell unmute plan-0",
      ].join("\n"),
    );
    expect(literal(message.blocks)[0]).toBe("vpc-prod is muted");
    expect((await stage.record("plan-0"))?.mute).toEqual({ by: LIN, until: Date.parse("2026-11-24T18:00:12Z") });
  });

  it("mutes a product", async () => {
    expect(await stage.says("mute vpc baseline 2h")).toMatch(
      /^VPC baseline is muted\nUntil: 2026-11-23 20:00 UTC\n[\s\S]*\nEnds it: \/planbell unmute prod-1$/,
    );
    expect(await muteOf("prod-1")).toEqual({
      format: 5,
      kind: "mute",
      productId: "prod-1",
      productName: "VPC baseline",
      by: LIN,
      until: at("20:00:12"),
    });
    expect((await stage.record("plan-0"))?.mute).toBeUndefined();
  });

  it("speaks the reader's language", async () => {
    stage.person = aPerson({ locale: "zh" });
    expect(await stage.says("mute db 30m")).toBe(
      [
        "db 已静默",
        "截止：2026-11-23 18:30 UTC",
        `操作人：<@${LIN}>`,
        "不再提及任何人，频道中只出现新卡片；卡片和通知照常。",
        "取消静默：/planbell unmute plan-1",
      ].join("\n"),
    );
    expect(await stage.says("unmute db")).toBe("db 已取消静默");
    expect(await stage.says("unmute db")).toBe("db 未处于静默状态");
  });

  it("is what was said last, by whomever", async () => {
    await stage.mutes({ until: at("23:00:00") });
    await stage.ask("mute prod-1 30m");
    expect(await muteOf("prod-1")).toMatchObject({ by: LIN, until: at("18:30:12") });
  });

  it("asks which when a plan and a product have that name", async () => {
    await stage.knows({ id: "plan-8" as never, name: "orders" });
    expect(await stage.says("mute orders")).toBe(
      [
        '2 things are called "orders". Say which by its id.',
        "orders (plan-8): Waiting for approval · 2026-11-23 16:05 UTC",
        "Orders · Product prod-2",
      ].join("\n"),
    );
    expect(await muteOf("prod-2")).toBeUndefined();
  });

  it.each([
    ["mute vpc-prdo", 'Planbell knows no plan and no product "vpc-prdo". Did you mean vpc-prod (plan-0)?'],
    ["unmute ordrs", 'Planbell knows no plan and no product "ordrs". Did you mean Orders (prod-2)?'],
    ["mute <!here>", 'Planbell knows no plan and no product "&lt;!here&gt;".'],
  ])("suggests what may be meant: %s", async (text, said) => expect(await stage.says(text)).toBe(said));
});

describe("unmute", () => {
  it("ends the mute of a plan, and of a product that no plan is of any more", async () => {
    await stage.ask("mute plan-0");
    expect(await stage.says("unmute vpc-prod")).toBe("vpc-prod is no longer muted");
    expect(await stage.record("plan-0")).not.toHaveProperty("mute");
    await stage.mutes({ productId: "prod-9", productName: "Old" });
    expect(await stage.says("unmute old")).toBe("Old is no longer muted");
    expect(await muteOf("prod-9")).toBeUndefined();
  });

  it("says when there was none, or it has run out", async () => {
    expect(await stage.says("unmute vpc-prod")).toBe("vpc-prod is not muted");
    expect(await stage.says("unmute orders")).toBe("Orders is not muted");
    await stage.mutes();
    stage.now = at("20:00:00");
    expect(await stage.says("unmute prod-1")).toBe("VPC baseline is not muted");
  });
});

describe("a mute that others write beside", () => {
  /** Somebody else writes the record just before each of our writes, so many times. */
  function contend(times: number): void {
    const { store } = stage;
    const put = store.put.bind(store);
    let left = times;
    store.put = async (key, value, expected) => {
      if (left > 0) {
        left--;
        const now = await store.get(key);
        await put(key, { ...(now?.value as object), readAt: left } as never, now?.version ?? "absent");
      }
      return put(key, value, expected);
    };
  }

  it("is written upon what they wrote", async () => {
    contend(4);
    expect(await stage.says("mute plan-0")).toMatch(/^vpc-prod is muted\n/);
    expect(await stage.record("plan-0")).toMatchObject({ readAt: 0, mute: { by: LIN } });
  });

  it("is given up after five tries", async () => {
    contend(5);
    expect(await stage.says("mute plan-0")).toBe("Planbell was busy with this at the same moment. Try again.");
    expect(await stage.record("plan-0")).not.toHaveProperty("mute");
  });

  it("is not written into a plan that was put aside meanwhile", async () => {
    const { store } = stage;
    store.put = () => Promise.reject(new Conflict("not there"));
    const get = store.get.bind(store);
    store.get = (key) => (key.includes("plan-0") ? Promise.resolve(undefined) : get(key));
    expect(await stage.says("mute plan-0")).toBe('Planbell knows no plan and no product "plan-0".');
  });
});
