import { askForForm } from "../../lib/app/front/ask-form.ts";
import type { FrontPorts } from "../../lib/app/front/front.ts";
import { takePress } from "../../lib/app/front/press.ts";
import { takeSubmission } from "../../lib/app/front/submit.ts";
import { runJob } from "../../lib/app/jobs/work.ts";
import { poll } from "../../lib/app/poll.ts";
import { instant, type Ms, minutes, ms, type PlanId, seconds } from "../../lib/model/brand.ts";
import type { Job } from "../../lib/model/job.ts";
import { Refusal } from "../../local/catalog/refusal.ts";
import { EventClock } from "../sweep/clock.ts";
import { type BotRun, Bots, INTERVAL, type Plant, SETTINGS, texts } from "./bots.ts";
import { Cloud } from "./cloud.ts";
import { type Bag, Hand } from "./hand.ts";
import { type Attempt, ENDS, type Scene } from "./scene.ts";
import { Workspace } from "./workspace.ts";

/** All that is left of a scene to be judged. */
export interface Played {
  readonly scene: Scene;
  readonly cloud: Cloud;
  readonly slack: Workspace;
  readonly runs: readonly BotRun[];
  readonly ids: readonly PlanId[];
  /** By plan and seal: what the plan was that was sealed. */
  readonly sealed: ReadonlyMap<string, string>;
  /** Decisions at the very end, when nothing goes wrong any more; whether each plan waited for somebody who could make them. */
  readonly last: readonly { readonly plan: PlanId; readonly decided: boolean; readonly said: string }[];
}

const START = instant(Date.parse("2026-03-02T08:00:00Z"));

/** Plays a scene to its end. The same scene always goes the same way. */
export async function play(scene: Scene, plant: Plant = {}): Promise<Played> {
  const clock = new EventClock(START);
  const cloud = new Cloud(clock);
  const slack = new Workspace(clock);
  slack.leavesAt = START + scene.leavesAt;
  let calm = false;
  const until = (at: number): Promise<void> => clock.sleep(ms(Math.max(0, START + at - clock.now())));
  const isIn = (spells: Scene["storeDown"]): boolean =>
    !calm && spells.some(({ at, lasts }) => clock.now() >= START + at && clock.now() <= START + at + lasts);
  const weather = {
    seed: scene.seed,
    conflicts: () => (calm ? 0 : scene.conflicts),
    isStoreDown: () => isIn(scene.storeDown),
  };
  const bots = new Bots({ clock, cloud, slack }, weather, plant);

  const work = (job: Job, how: { readonly dieAt: number | undefined; readonly ahead: Ms }): Promise<BotRun> =>
    bots.live(job, how, async (ports) => {
      const done = job.kind === "decide" ? ((await plant.job?.(job, ports)) ?? job) : job;
      await runJob(ports, SETTINGS, done);
    });
  const pollOnce = (dieAt?: number): Promise<BotRun> =>
    bots.live(undefined, { dieAt, ahead: ms(0) }, (ports) => poll(ports, SETTINGS));

  const deliver = async (job: Job, { deliveries, anyway }: Attempt): Promise<void> => {
    const beside: Promise<unknown>[] = [];
    let before: Promise<BotRun> | undefined;
    for (const delivery of deliveries) {
      if (before !== undefined && !delivery.beside) {
        const { end } = await before;
        if (end === "well" && !anyway) break;
      }
      await clock.sleep(delivery.after);
      before = work(job, delivery);
      beside.push(before);
    }
    await Promise.all(beside);
  };

  const hand = new Hand(slack, clock);
  const taken: Promise<void>[] = [];
  const frontOf = (attempt: Attempt): FrontPorts => ({
    jobs: {
      submit: async (job) => {
        taken.push(deliver(job, attempt));
      },
    },
    openModal: async (trigger, view) => hand.open(trigger, view),
    respond: async () => {},
    // Nobody is refused here: approvals are enabled.
    audit: () => {},
    clock,
  });
  const front = { texts, approvals: SETTINGS.approvals, command: "/planbell" };

  const ids: PlanId[] = [];
  const attempt = async (one: Attempt): Promise<void> => {
    await until(one.at);
    const id = ids[one.plan] as PlanId;
    const ports = frontOf(one);
    let bag: Bag | undefined;
    for (let n = 0; n < one.clicks; n++) {
      if (one.by === "command") {
        const { trigger, by } = hand.typed(one);
        await askForForm(ports, front, { by, trigger }, { action: one.action, plan: id, comment: "" });
        await clock.sleep(ms(Math.max(one.thinks, 3_000)));
        bag = hand.modal(trigger);
      } else {
        const press = hand.press(one, id);
        if (press === undefined) return;
        await takePress(ports, front, press);
        bag = hand.modal(press.trigger);
        if (bag !== undefined) await clock.sleep(one.thinks);
      }
      const submission = bag && hand.fillIn(one, bag);
      if (submission !== undefined) await takeSubmission(ports, front, submission);
    }
  };

  const pollLoop = async ({ starts, dieAts }: Scene["pollers"][number]): Promise<void> => {
    for (const [n, dieAt] of dieAts.entries()) {
      await until(starts + n * INTERVAL);
      await pollOnce(dieAt);
    }
  };
  const happen = async (): Promise<void> => {
    for (const { at, plan, act } of scene.deeds) {
      await until(at);
      try {
        act(cloud.world, ids[plan] as string);
      } catch (error) {
        // Nobody may do that to it now.
        if (!(error instanceof Refusal)) throw error;
      }
    }
  };
  const trouble = async (): Promise<void> => {
    for (const { at, action, what } of scene.troubles) {
      await until(at);
      cloud.troubles.push({ action, what });
    }
  };
  const darken = async (): Promise<void> => {
    for (const { at, lasts } of scene.slackDown) slack.outages.push({ from: START + at, to: START + at + lasts });
    for (const { at, lasts } of scene.cloudDown) cloud.outages.push({ from: START + at, to: START + at + lasts });
  };

  const last: Played["last"][number][] = [];
  const comeToRest = async (): Promise<void> => {
    calm = true;
    cloud.troubles.length = 0;
    slack.outages.push({ from: 0, to: 0 });
    await until(ENDS + minutes(2));
    await Promise.all(taken);
    await clock.sleep(minutes(2));
    for (const pause of [1, 16, 31, 1].map(minutes)) {
      await clock.sleep(pause);
      await pollOnce();
    }
    for (const plan of ids) {
      const decider = hand.lastDecider(cloud, plan);
      if (decider === undefined) continue;
      const press = hand.press({ ...NEUTRAL, user: decider }, plan);
      if (press === undefined) {
        last.push({ plan, decided: false, said: "the card has no buttons" });
        continue;
      }
      const before = cloud.writes.length;
      const ports = frontOf(NEUTRAL);
      await takePress(ports, front, press);
      const bag = hand.modal(press.trigger);
      const submission = bag && hand.fillIn({ ...NEUTRAL, user: decider }, bag);
      if (submission !== undefined) await takeSubmission(ports, front, submission);
      await Promise.all(taken);
      const decided = cloud.writes.slice(before).some((write) => write.accepted);
      last.push({ plan, decided, said: slack.told.at(-1)?.text ?? "" });
    }
    await clock.sleep(seconds(90));
    for (const pause of [1, 31, 1].map(minutes)) {
      await pollOnce();
      await clock.sleep(pause);
    }
  };

  await clock.run(
    (async () => {
      // The watch begins before anything happens.
      await pollOnce();
      for (const spec of scene.plans) ids.push(cloud.world.createPlan(spec) as PlanId);
      await Promise.all([
        happen(),
        trouble(),
        darken(),
        ...scene.pollers.map(pollLoop),
        ...scene.attempts.map(attempt),
      ]);
      await comeToRest();
    })(),
  );
  return { scene, cloud, slack, runs: bots.runs, ids, sealed: bots.sealed, last };
}

/** Whoever decides at the end does all as it should be done. */
const NEUTRAL: Attempt = {
  at: ms(0),
  user: "",
  action: "approve",
  plan: 0,
  by: "card",
  old: ms(0),
  thinks: ms(0),
  comment: "At last.",
  typesWell: true,
  clicks: 1,
  deliveries: [{ after: ms(0), beside: false, dieAt: undefined, ahead: ms(0) }],
  anyway: false,
};
