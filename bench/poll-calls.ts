import { buildPoll } from "../lib/app/build/poll.ts";
import { createCatalog } from "../lib/catalog/pop-catalog.ts";
import { createRpc } from "../lib/catalog/rpc.ts";
import { hours, instant, minutes, seconds } from "../lib/model/brand.ts";
import { MemoryStore } from "../lib/store/memory-store.ts";
import { DEMO_KEY, type EmulatedCatalog, startCatalog } from "../local/catalog/server.ts";
import type { World } from "../local/catalog/world.ts";
import { startSlack } from "../local/slack/server.ts";
import { VirtualClock } from "../local/virtual-clock.ts";
import type { Effort, Score } from "./stage/score.ts";

const START = instant(Date.parse("2026-11-26T08:00:00Z"));
/** Plans that change between two polls. */
const CHANGED = 5;
const PAGE = 100;
const ALICE = { kind: "RamUser", name: "alice" };

/** What happens to a few of the waiting plans, or beside them; gives how many calls tell least of it, details apart. */
interface Change {
  readonly line: string;
  /** Calls beyond the lists without which nobody knows what became of one plan. */
  readonly details: number;
  readonly act: (world: World, waiting: readonly string[]) => void;
}

const CHANGES: readonly Change[] = [
  { line: "nothing changes", details: 0, act: () => undefined },
  {
    line: `${CHANGED} new ones wait`,
    details: CHANGED,
    act: (world) => {
      for (let n = 0; n < CHANGED; n += 1) world.createPlan({ name: `new ${n}`, approvers: [ALICE], previewMs: 1 });
    },
  },
  {
    line: `${CHANGED} are approved`,
    details: CHANGED,
    act: (world, waiting) => {
      for (const id of waiting.slice(0, CHANGED)) world.approve(id, ALICE, "go");
    },
  },
  {
    // Who ran it is in the plan, why it failed in its task.
    line: `${CHANGED} have failed`,
    details: 2 * CHANGED,
    act: (world, waiting) => {
      for (const id of waiting.slice(0, CHANGED)) {
        world.execute(id);
        world.hurry(id);
      }
    },
  },
];

/**
 * C1: calls to the catalog of one poll, however many plans exist.
 *
 * The real bot over real HTTP against the emulated catalog, in virtual time; of N plans, one a minute, 50 + N / 500 wait. The least
 * that anybody could do: read the waiting ones by the page, and what each changed one needs. Beside it stands a bot that
 * lists everything and gets what changed; it is really run.
 */
export async function pollCalls({ stocks }: Effort): Promise<readonly Score[]> {
  const scores: Score[] = [];
  for (const plans of stocks) scores.push(...(await callsAt(plans)));
  return scores;
}

async function callsAt(plans: number): Promise<Score[]> {
  const waiting = 50 + Math.ceil(plans / 500);
  const clock = new VirtualClock(START);
  const catalog = await startCatalog({ clock });
  const slack = await startSlack({ clock, rate: "off" });
  const failing = {
    statusMessage: "stack failed",
    logs: [{ command: "apply", stream: "stderr", content: "Error: x" }],
  };
  const ids = catalog.world.stock(plans, (n) => ({
    name: `plan ${n}`,
    approvers: [ALICE],
    status: n < plans - waiting ? "ExecuteSuccess" : "ApplicationInProgress",
    executeFails: failing,
    createdAt: START - hours(1) - (plans - n) * minutes(1),
  }));
  const standing = ids.slice(plans - waiting);
  const env = {
    SLACK_BOT_TOKEN: "xoxb-planbell-demo",
    SLACK_API_URL: slack.apiUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: DEMO_KEY.id,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: DEMO_KEY.secret,
    SERVICE_CATALOG_ENDPOINT: catalog.url,
    ROS_ENDPOINT: catalog.url,
    PLANBELL_CHANNEL: "C0DEFAULT0",
    PLANBELL_STATE: "memory:",
  };
  // Provisioned products are listed beside plans every five minutes, whatever becomes of plans.
  const bot = buildPoll(env, { watch: { instances: false } }, { clock, store: new MemoryStore() });
  const scores: Score[] = [];
  try {
    for (let polls = 0; polls < 3; polls += 1) {
      await bot.poll();
      clock.advance(minutes(1));
    }
    const listed = await listAll(catalog, clock);
    for (const { line, details, act } of CHANGES) {
      act(catalog.world, standing);
      clock.advance(seconds(30));
      catalog.world.settle();
      const least = Math.max(1, Math.ceil(waiting / PAGE)) + details;
      catalog.calls.clear();
      const { ok } = await bot.poll();
      if (!ok) throw new Error("a poll that failed cannot be compared");
      scores.push({
        title: `C1 calls of a poll at ${plans} plans / least possible`,
        line,
        ours: [catalog.calls.total / least],
        baseline: { name: "list all, get what changed", values: [(listed + details) / least] },
        goal: 2,
      });
      clock.advance(minutes(1));
      await bot.poll();
      clock.advance(minutes(1));
    }
  } finally {
    await bot.close();
    await Promise.all([catalog.close(), slack.close()]);
  }
  return scores;
}

/** How many calls it takes to read every plan there is. */
async function listAll(catalog: EmulatedCatalog, clock: VirtualClock): Promise<number> {
  const credentials = { accessKeyId: DEMO_KEY.id, accessKeySecret: DEMO_KEY.secret };
  const before = catalog.calls.total;
  const client = createCatalog(createRpc({ endpoint: catalog.url, credentials, clock }));
  for await (const _ of client.planPages(undefined)) clock.advance(seconds(1));
  return catalog.calls.total - before;
}
