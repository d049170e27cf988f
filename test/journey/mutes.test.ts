import { beforeEach, describe, expect, it } from "vitest";
import { hours, later, minutes, seconds } from "../../lib/model/brand.ts";
import type { Json } from "../../lib/model/json.ts";
import { CloudStage, planId } from "./cloud-stage.ts";

const P = planId(1);
const KEY = "hot/self@cn-hangzhou/mute/prod-1";

let stage: CloudStage;
beforeEach(async () => {
  stage = new CloudStage();
  await stage.poll();
  stage.cloud.submit(P);
  stage.clock.advance(seconds(10));
  stage.cloud.wait(P);
  await stage.poll();
});

const until = () => later(stage.clock.now(), hours(1));
const muteProduct = () =>
  stage.store.put(
    KEY,
    { format: 5, kind: "mute", productId: "prod-1", productName: "ECS", by: "U01ALICE01", until: until() },
    "absent",
  );
async function mutePlan(): Promise<void> {
  const key = `hot/self@cn-hangzhou/plan/${P}`;
  const stored = await stage.store.get(key);
  const muted = { ...(stored?.value as object), mute: { by: "U01ALICE01", until: until() } } as unknown as Json;
  await stage.store.put(key, muted, stored?.version ?? "absent");
}
const fails = () => {
  stage.cloud.decide(P, "Approve");
  stage.cloud.move(P, "ExecuteInProgress");
  stage.cloud.move(P, "ExecuteFailed");
};
/** Does the failure show in the channel? */
const broadcasts = () =>
  stage.slack.messages.filter((m) => m.texts[0]?.includes("plan.failed")).map((m) => m.broadcast);

describe("a poll while something is muted", () => {
  it("broadcasts what is not", async () => {
    fails();
    await stage.poll();
    expect(broadcasts()).toEqual([true]);
  });

  it.each([
    ["product", muteProduct],
    ["plan", mutePlan],
  ])("tells of the %s in the thread alone", async (_, mute) => {
    await mute();
    fails();
    await stage.poll();
    expect(broadcasts()).toEqual([false]);
  });

  it("tells in the thread alone, too, when one plan is looked at by itself", async () => {
    await muteProduct();
    fails();
    await stage.pollOnly({ only: P });
    const owed = (await stage.record(P))?.drafts.map(({ body }) => body) ?? [];
    expect(owed.filter(({ what }) => what === "note")).toMatchObject([{ broadcast: false }]);
  });

  it("forgets mutes that have run out, and no others", async () => {
    await muteProduct();
    await mutePlan();
    stage.clock.advance(minutes(58));
    await stage.poll();
    const known = async () => [await stage.store.get(KEY), (await stage.record(P))?.mute].filter(Boolean).length;
    expect(await known()).toBe(2);
    stage.clock.advance(minutes(1));
    await stage.poll();
    expect(await known()).toBe(0);
    expect((await stage.pollOnly()).waiting).toBe(0);
  });
});
