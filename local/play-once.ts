import type { PollReport } from "../lib/app/report.ts";
import { instant, seconds } from "../lib/model/brand.ts";
import { type Demo, openDemo, POLL_SECONDS } from "./demo.ts";
import { Player } from "./scenario/player.ts";
import type { Scenario, Story } from "./scenario/scenario.ts";
import type { StoredMessage } from "./slack/workspace.ts";
import { VirtualClock } from "./virtual-clock.ts";

/** What `npm start -- --once` prints last. */
export interface Summary {
  readonly ok: boolean;
  readonly plans: readonly PlanSummary[];
  readonly posted: number;
  readonly updated: number;
  readonly replied: number;
  /** What a bot built anew on the same state did in its first two polls: nothing. */
  readonly again: { readonly posted: number; readonly updated: number; readonly replied: number };
  /** Milliseconds of real time. */
  readonly ms: number;
}

interface PlanSummary {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly card: { readonly channel: string; readonly ts: string; readonly text: string } | null;
  readonly notes: readonly string[];
}

/** Plays a scenario to its end in virtual time, against stand-ins on any free ports. */
export async function playOnce(
  scenario: Scenario,
  options: { readonly state: string; readonly locale: string | undefined; readonly onDemo?: (demo: Demo) => void },
): Promise<Summary> {
  const began = performance.now();
  const clock = new VirtualClock(instant(Math.floor(Date.now() / 1_000) * 1_000));
  const demo = await openDemo({ clock, port: 0, state: options.state, locale: options.locale });
  try {
    options.onDemo?.(demo);
    const player = new Player(scenario, demo.catalog.world, clock.now());
    const played = await pollUntil(demo, clock, () => {
      player.playUntil(clock.now());
      return player.nextAt !== undefined || clock.now() < player.endsAt;
    });
    let more = 2;
    const again = await pollUntil(demo, clock, () => more-- > 0);
    const plans = scenario.stories.map((story) => summaryOf(demo, story, player.planOf(story)));
    const sound = scenario.stories.every((story, i) => isSound(story, plans[i]));
    const quiet = again.posted === 0 && again.updated === 0 && again.replied === 0;
    return {
      ok: sound && quiet && played.ok && again.ok,
      plans,
      posted: played.posted,
      updated: played.updated,
      replied: played.replied,
      again: { posted: again.posted, updated: again.updated, replied: again.replied },
      ms: Math.round(performance.now() - began),
    };
  } finally {
    await demo.close();
  }
}

type Sums = Pick<PollReport, "ok" | "posted" | "updated" | "replied">;

/** A bot of its own polls as long as `goOn` says so before a poll. */
async function pollUntil(demo: Demo, clock: VirtualClock, goOn: () => boolean): Promise<Sums> {
  const sums = { ok: true, posted: 0, updated: 0, replied: 0 };
  const bot = demo.bot();
  try {
    while (goOn()) {
      const report = await bot.poll();
      for (const { code, text } of report.warnings) console.error(`planbell: ${code}: ${text}`);
      sums.ok &&= report.ok && report.dead === 0;
      sums.posted += report.posted;
      sums.updated += report.updated;
      sums.replied += report.replied;
      clock.advance(seconds(POLL_SECONDS));
    }
  } finally {
    await bot.close();
  }
  return sums;
}

function summaryOf(demo: Demo, story: Story, id: string | undefined): PlanSummary {
  if (id === undefined) return { id: "", name: story.plan.name, status: "never created", card: null, notes: [] };
  const { name, status } = demo.catalog.world.plan(id);
  const card = cardsOf(demo, id)[0];
  const notes = card === undefined ? [] : demo.slack.workspace.thread(card.channel, card.ts).slice(1);
  return {
    id,
    name,
    status,
    card: card === undefined ? null : { channel: card.channel, ts: card.ts, text: card.text },
    notes: notes.map((note) => note.text),
  };
}

const cardsOf = (demo: Demo, id: string): StoredMessage[] =>
  demo.slack.workspace.messages().filter((m) => String(m.metadata?.event_payload["key"]).startsWith(`card:${id}:`));

const isSound = (story: Story, plan: PlanSummary | undefined): boolean =>
  plan?.status === story.ends.status && plan.card !== null && plan.card.text.startsWith(story.ends.card);
