import { describe, expect, it } from "vitest";
import { poll } from "../../lib/app/poll.ts";
import type { PollPorts } from "../../lib/app/run.ts";
import { minutes, seconds } from "../../lib/model/brand.ts";
import type { World } from "../../local/catalog/world.ts";
import { Killed, type Life, mortal } from "./mortal.ts";
import { openStage, type Stage } from "./stage.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const FAILED = {
  statusMessage: "stack failed",
  logs: [{ command: "apply", stream: "stderr", content: "Error: no stock" }],
};

/** What happens in the cloud, step by step; between two steps there is time for every lease to run out. */
const STEPS: readonly ((world: World, ids: string[]) => void)[] = [
  () => undefined,
  (world, ids) => {
    ids.push(
      world.createPlan({ name: "one", approvers: [ALICE], previewMs: 1_000, executeMs: 1_000, executeFails: FAILED }),
    );
    ids.push(world.createPlan({ name: "two", approvers: [ALICE], previewMs: 1_000 }));
  },
  (world, ids) => {
    world.approve(ids[0] ?? "", ALICE, "go");
    world.reject(ids[1] ?? "", ALICE, "no");
  },
  (world, ids) => world.execute(ids[0] ?? ""),
];

/** Each step, three polls, a pause longer than a lease, two polls. The process that is killed is replaced by another. */
async function play(stage: Stage, dieAt: number): Promise<{ ids: string[]; life: Life }> {
  // Pauses of four minutes are no gap in the watch with this interval.
  const { config } = stage.parts({ PLANBELL_POLL_SECONDS: "120" });
  const ids: string[] = [];
  const fresh = (): PollPorts => stage.parts().ports;
  const { ports, life } = mortal(fresh(), dieAt);
  let alive = ports;
  const onePoll = async (): Promise<void> => {
    try {
      await poll(alive, config);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      alive = fresh();
    }
    stage.pass(seconds(60));
  };
  for (const step of STEPS) {
    step(stage.catalog.world, ids);
    stage.pass(seconds(5));
    for (let i = 0; i < 3; i++) await onePoll();
    stage.pass(minutes(4));
    for (let i = 0; i < 2; i++) await onePoll();
  }
  return { ids, life };
}

/** Every message that stands, as `<key>` and how often. */
function standing(stage: Stage): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const message of stage.slack.workspace.messages()) {
    const key = String(message.metadata?.event_payload["key"]);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

describe("a poll that is killed at any moment of a day and started again", () => {
  it("leaves every message there exactly once, and every card in the cloud's state", async () => {
    const calm = await openStage({ slack: { rate: "off" } });
    const { ids, life } = await play(calm, Number.POSITIVE_INFINITY);
    const expected = standing(calm);
    // Two cards; approved and failed told of one, rejected of the other.
    expect(Object.values(expected)).toEqual([1, 1, 1, 1, 1]);
    expect(ids.map((id) => calm.cards(id)[0]?.text.split("\n")[0])).toEqual(["Failed: one", "Rejected: two"]);
    await calm.close();
    const moments = life.moments;
    expect(moments).toBeGreaterThan(60);

    const killedAt = new Set<string>();
    for (let dieAt = 1; dieAt <= moments; dieAt++) {
      const stage = await openStage({ slack: { rate: "off" } });
      const run = await play(stage, dieAt);
      const at = `killed at moment ${dieAt}, ${run.life.last}`;
      killedAt.add(run.life.last);
      expect(standing(stage), at).toEqual(expected);
      expect(
        run.ids.map((id) => stage.cards(id)[0]?.text.split("\n")[0]),
        at,
      ).toEqual(["Failed: one", "Rejected: two"]);
      await stage.close();
    }
    // Claim, call and settle, before and after each.
    expect([...killedAt]).toEqual(
      expect.arrayContaining([
        "before store.put",
        "after store.put",
        "before slack.post",
        "after slack.post",
        "before slack.update",
        "after slack.update",
      ]),
    );
  }, 120_000);
});
