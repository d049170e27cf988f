import { describe, expect, it } from "vitest";
import { hours, instant, later, seconds } from "../../lib/model/brand.ts";
import type { World } from "../../local/catalog/world.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import { openStage } from "./stage.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const FAILS = {
  statusMessage: "stack failed",
  logs: [{ command: "apply", stream: "stderr", content: "Error: no stock\n" }],
};
const PLANS = 1_000;

/** How a card begins when the cloud says this. */
const CARD: Readonly<Record<string, string>> = {
  ApplicationInProgress: "Waiting for approval: ",
  ApplicationRejected: "Rejected: ",
  ExecuteSuccess: "Succeeded: ",
  ExecuteFailed: "Failed: ",
  Canceled: "Canceled: ",
};

type Act = (world: World, id: string) => void;
const approve: Act = (world, id) => world.approve(id, ALICE, "go");
const run: Act = (world, id) => world.execute(id);
/** What becomes of a plan after it was created, a step at a time. */
const LIVES: readonly (readonly Act[])[] = [
  [approve, run],
  [(world, id) => world.reject(id, ALICE, "not now")],
  // Fails, is mended, approved again and succeeds.
  [approve, run, (world, id) => world.update(id, { executeFails: undefined }), approve, run],
  // Fails, is tried again as it is, and fails again.
  [approve, run, (world, id) => world.update(id), approve, run],
  [(world, id) => world.cancel(id)],
  [],
];

/** Small, seeded, good enough to spread a day: the same day every time. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The first lines of the cards that stand, by plan. */
function cardsByPlan(messages: readonly StoredMessage[]): Map<string, string[]> {
  const cards = new Map<string, string[]>();
  for (const { metadata, text, deleted } of messages) {
    const [kind, id] = String(metadata?.event_payload["key"]).split(":");
    if (kind !== "card" || id === undefined || deleted) continue;
    cards.set(id, [...(cards.get(id) ?? []), text.split("\n")[0] ?? ""]);
  }
  return cards;
}

function nextOf(due: { at: number; act: () => void }[], until: number): { at: number; act: () => void } | undefined {
  const soonest = due.reduce<(typeof due)[number] | undefined>(
    (a, b) => (a === undefined || b.at < a.at ? b : a),
    undefined,
  );
  if (soonest === undefined || soonest.at >= until) return undefined;
  due.splice(due.indexOf(soonest), 1);
  return soonest;
}

describe("a day with 1,000 plans that are created, approved, rejected, canceled, failed and tried again", () => {
  it("ends with every card in the cloud's state, each card once, and nothing owed", async () => {
    const stage = await openStage();
    await stage.poll();
    const { world } = stage.catalog;
    const bot = stage.bot({ PLANBELL_POLL_SECONDS: "240" });
    const chance = numbers(20260302);
    const begin = stage.clock.now();
    const due: { at: number; act: () => void }[] = [];
    const plans: string[] = [];
    const live = (id: string, acts: readonly Act[]): void => {
      const [act, ...rest] = acts;
      if (act === undefined) return;
      const at = stage.clock.now() + 15_000 + chance() * 600_000;
      due.push({
        at,
        act: () => {
          act(world, id);
          live(id, rest);
        },
      });
    };
    for (let i = 0; i < PLANS; i++) {
      const acts = LIVES[i % LIVES.length] ?? [];
      const fails = acts.length > 3 ? { executeFails: FAILS } : {};
      due.push({
        at: begin + chance() * hours(22),
        act: () => {
          const id = world.createPlan({
            name: `plan ${i}`,
            approvers: [ALICE],
            previewMs: 3_000,
            executeMs: 10_000,
            ...fails,
          });
          plans.push(id);
          live(id, acts);
        },
      });
    }
    while (stage.clock.now() < begin + hours(24)) {
      const until = later(stage.clock.now(), seconds(240));
      for (let one = nextOf(due, until); one !== undefined; one = nextOf(due, until)) {
        stage.clock.advanceTo(instant(one.at));
        one.act();
      }
      stage.clock.advanceTo(until);
      await bot.poll();
    }
    stage.pass(seconds(60));
    const last = await stage.poll();
    expect(due).toEqual([]);
    expect(last).toMatchObject({ ok: true, waiting: 0, ambiguous: 0, dead: 0, conflicts: 0 });

    const cards = cardsByPlan(stage.slack.workspace.messages());
    const seen: Record<string, number> = {};
    for (const id of plans) {
      const { status, name } = world.plan(id);
      seen[status] = (seen[status] ?? 0) + 1;
      expect(cards.get(id), `${id} is ${status}`).toEqual([`${CARD[status]}${name}`]);
    }
    expect(seen).toEqual({
      ApplicationInProgress: 166,
      ApplicationRejected: 167,
      Canceled: 166,
      ExecuteFailed: 167,
      ExecuteSuccess: 334,
    });
    const keys = stage.slack.workspace.messages().map((m) => String(m.metadata?.event_payload["key"]));
    expect(new Set(keys).size).toBe(keys.length);
    await stage.close();
  }, 480_000);
});
