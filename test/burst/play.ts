import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { PollReport } from "../../lib/app/report.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import { openRealStage, type RealStage } from "../journey/real-stage.ts";
import { Bot } from "./bot.ts";
import { Course } from "./course.ts";
import { brokenPromises } from "./promises.ts";
import { type BurstScene, CHANNELS, type Death } from "./scene.ts";

/** Whatever a death leaves claimed is looked for 155 s later; a run that takes longer than this will never rest. */
const LIMIT_MS = 300_000;
/** A death comes at the latest so long after its process has begun. */
const PATIENCE_MS = 30_000;
/** Moves that are made while the bot is dead. */
const MOVES_UNSEEN = 2;

/** How a run went. */
export interface BurstOutcome {
  readonly scene: BurstScene;
  /** What did not hold at the end; empty when all promises were kept. */
  readonly broken: readonly string[];
  /** What the bot said last. */
  readonly log: readonly string[];
  readonly kills: number;
  readonly messages: number;
  /** How many messages came in its busiest second. */
  readonly busiest: number;
  /** Calls that looked for a message in doubt. */
  readonly searches: number;
}

/**
 * Plays a scene in real time with a real process, and says which promises it broke.
 * @param state address of an empty state; undefined = a file of its own
 * @param stop ends the run at once; then this throws, and nothing of the run is left
 */
export async function playBurst(
  scene: BurstScene,
  state: string | undefined,
  stop: AbortSignal,
): Promise<BurstOutcome> {
  const stage = await openRealStage({
    channels: CHANNELS.map((id) => ({ id, name: id.toLowerCase() })),
    rate: { perSecond: 1, burst: 2 },
  });
  const ending = new AbortController();
  const signal = AbortSignal.any([stop, ending.signal]);
  const limit = setTimeout(() => ending.abort(new Error(`not at rest after ${LIMIT_MS / 1_000} s`)), LIMIT_MS);
  const bot = new Bot(settings(stage, state), stage.folder, (why) => ending.abort(why));
  const course = new Course(stage.catalog.world);
  const run: Run = { scene, stage, bot, course, signal, kills: 0 };
  try {
    const broken = await perform(run).catch((error: unknown) => {
      if (!signal.aborted) throw error;
      stop.throwIfAborted();
      return [String(signal.reason), `last report: ${JSON.stringify(bot.reports.at(-1))}`];
    });
    const messages = stage.slack.workspace.messages();
    const { byMethod } = stage.slack.calls;
    return {
      scene,
      broken: [...broken, ...brokenPromises(messages, course.owed, CHANNELS)],
      log: bot.tail(30),
      kills: run.kills,
      messages: messages.length,
      busiest: busiestSecond(messages),
      searches: (byMethod["conversations.history"] ?? 0) + (byMethod["conversations.replies"] ?? 0),
    };
  } finally {
    clearTimeout(limit);
    await bot.kill();
    await stage.close();
  }
}

interface Run {
  readonly scene: BurstScene;
  readonly stage: RealStage;
  readonly bot: Bot;
  readonly course: Course;
  readonly signal: AbortSignal;
  kills: number;
}

function settings(stage: RealStage, state: string | undefined): Record<string, string> {
  const { PLANBELL_CHANNEL: _channel, ...env } = stage.env;
  writeFileSync(join(stage.folder, "planbell.yaml"), `routes:\n  - to: [${CHANNELS.join(", ")}]\n`);
  return { ...env, PLANBELL_POLL_SECONDS: "3", ...(state === undefined ? {} : { PLANBELL_STATE: state }) };
}

/** Gives what is wrong with the last process's end. @throws when the run's signal aborts */
async function perform(run: Run): Promise<string[]> {
  const { scene, stage, bot, course, signal } = run;
  bot.start();
  // The first run introduces what it finds in its own way; from then on all is told.
  await until(run, () => bot.reports.some((report) => report.ok));
  course.begin(scene.plans);
  for (const death of scene.deaths) {
    await die(run, death);
    run.kills += 1;
    course.goOn(bot.reports, MOVES_UNSEEN);
    await wait(death.rest, undefined, { signal });
    stage.slack.faults.clear();
    bot.start();
  }
  await until(run, () => course.over !== undefined && isAtRest(bot.reports.at(-1), course.over));
  const code = await bot.stop();
  return code === 0 ? [] : [`the bot ended with ${code} when it was asked to`];
}

/** Waits for the death's message, at most as long as patience lasts, and kills the bot there. */
async function die(run: Run, death: Death): Promise<void> {
  const { stage, bot } = run;
  const { workspace, faults } = stage.slack;
  const latest = Date.now() + PATIENCE_MS;
  let arrived = 0;
  let soon: NodeJS.Timeout | undefined;
  const forget = workspace.onChange(({ kind }) => {
    if (kind !== "posted") return;
    arrived += 1;
    const shadowed = arrived === Math.max(1, death.message - death.shadow);
    if (shadowed) for (const fault of death.faults) faults.next(fault.kind, fault);
    if (arrived !== death.message) return;
    // At this moment the message stands, and its answer has not left.
    if (death.late === 0) void bot.kill();
    else soon = setTimeout(() => void bot.kill(), death.late);
  });
  try {
    await until(run, () => !bot.alive || Date.now() > latest);
    await bot.kill();
  } finally {
    clearTimeout(soon);
    forget();
  }
}

/** Nothing is owed, and the poll that says so began after the end of everything and had nothing to do. */
function isAtRest(report: PollReport | undefined, over: number): boolean {
  if (report === undefined || !report.ok || Date.parse(report.at) < over) return false;
  const { posted, updated, replied, waiting, ambiguous, dead } = report;
  return posted + updated + replied + waiting + ambiguous + dead === 0;
}

/** The most messages that came within a second. */
function busiestSecond(messages: readonly StoredMessage[]): number {
  const from = (start: number) => messages.filter(({ postedAt }) => postedAt >= start && postedAt < start + 1_000);
  return Math.max(0, ...messages.map(({ postedAt }) => from(postedAt).length));
}

/** Lets the cloud go on until something is true. */
async function until({ course, bot, signal }: Run, isTrue: () => boolean): Promise<void> {
  while (!isTrue()) {
    await wait(100, undefined, { signal });
    course.goOn(bot.reports);
  }
}
