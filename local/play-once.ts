import type { PollReport } from "../lib/app/report.ts";
import { instant, seconds } from "../lib/model/brand.ts";
import { type Demo, openDemo, POLL_SECONDS } from "./demo.ts";
import { faultsOfEnds, isCardOf, type PlanSummary } from "./ends.ts";
import { endsInChinese } from "./ends-in-chinese.ts";
import type { Scenario, Story } from "./scenario/scenario.ts";
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

/**
 * Plays a scenario to its end in virtual time, against stand-ins on any free ports. Warnings of the bot, and what did
 * not end as it should, go to stderr.
 */
export async function playOnce(
  scenario: Scenario,
  options: { readonly state: string; readonly locale: string | undefined; readonly onDemo?: (demo: Demo) => void },
): Promise<Summary> {
  const began = performance.now();
  const clock = new VirtualClock(instant(Math.floor(Date.now() / 1_000) * 1_000));
  const { state, locale } = options;
  const demo = await openDemo({ clock, port: 0, state, locale, scenarios: [scenario], scenario: scenario.name });
  try {
    options.onDemo?.(demo);
    const played = await pollUntil(demo, clock, () => {
      demo.show.tick();
      return !demo.show.state().over;
    });
    let more = 2;
    const again = await pollUntil(demo, clock, () => more-- > 0);
    const plans = scenario.parts.flatMap(({ story }) =>
      story.plans.map(({ plan }) => summaryOf(demo, story, plan.name)),
    );
    const wanted = locale === "zh" ? endsInChinese(scenario) : scenario;
    const faults = faultsOfEnds(wanted, plans, demo.slack.workspace.messages());
    for (const fault of faults) console.error(`planbell: ${fault}`);
    const quiet = again.posted === 0 && again.updated === 0 && again.replied === 0;
    return {
      ok: faults.length === 0 && quiet && played.ok && again.ok,
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

/**
 * A bot of its own polls as long as `goOn` says so before a poll. Its `ok`: nothing was given up, and the lists failed
 * only where the scenario wants them to.
 */
async function pollUntil(demo: Demo, clock: VirtualClock, goOn: () => boolean): Promise<Sums> {
  const sums = { ok: true, posted: 0, updated: 0, replied: 0 };
  const bot = demo.bot();
  try {
    while (goOn()) {
      const report = await bot.poll();
      for (const { code, text } of report.warnings) console.error(`planbell: ${code}: ${text}`);
      sums.ok &&= (report.ok || demo.show.isCatalogTroubled) && report.dead === 0;
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

function summaryOf(demo: Demo, story: Story, plan: string): PlanSummary {
  const id = demo.show.planOf(story, plan);
  if (id === undefined) return { id: "", name: plan, status: "never created", card: null, notes: [] };
  const { name, status } = demo.catalog.world.plan(id);
  const card = demo.slack.workspace.messages().find((message) => isCardOf(message, id));
  const notes = card === undefined ? [] : demo.slack.workspace.thread(card.channel, card.ts).slice(1);
  return {
    id,
    name,
    status,
    card: card === undefined ? null : { channel: card.channel, ts: card.ts, text: card.text },
    notes: notes.map((note) => note.text),
  };
}
