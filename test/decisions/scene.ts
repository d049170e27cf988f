import { type Ms, minutes, ms, seconds } from "../../lib/model/brand.ts";
import type { DecisionAction } from "../../lib/model/job.ts";
import type { Principal } from "../../lib/model/plan.ts";
import type { PlanChanges, PlanSpec, World } from "../../local/catalog/world.ts";
import { Chance } from "../sweep/chance.ts";
import type { Trouble } from "./cloud.ts";
import { WRITE } from "./cloud.ts";
import { BOB, CAROL, DB, DORA, EVERYBODY, FRANK, NET, OPS, OWNER } from "./people.data.ts";

/** One time that a job is done. */
interface Delivery {
  /** So long after it was handed over, or after the time before it had ended. */
  readonly after: Ms;
  /** Not after the time before has ended, but beside it. */
  readonly beside: boolean;
  /** At which of its moments its process dies; undefined: it lives. */
  readonly dieAt: number | undefined;
  /** How far its machine's clock is ahead. */
  readonly ahead: Ms;
}

/** What somebody does about a plan. */
export interface Attempt {
  readonly at: Ms;
  readonly user: string;
  readonly action: DecisionAction;
  /** Which plan, by its place. */
  readonly plan: number;
  /** By a command, or from the card as it stood so long ago. */
  readonly by: "command" | "card";
  readonly old: Ms;
  /** How long they think over a modal. */
  readonly thinks: Ms;
  readonly comment: string;
  readonly typesWell: boolean;
  /** How often they click, or send the modal. */
  readonly clicks: number;
  /** Each in turn, as long as the one before failed; the last of them are done whatever happened. */
  readonly deliveries: readonly Delivery[];
  /** Are all deliveries made, also after one that went well? */
  readonly anyway: boolean;
}

export interface Scene {
  readonly seed: number;
  readonly plans: readonly PlanSpec[];
  readonly attempts: readonly Attempt[];
  readonly deeds: readonly {
    readonly at: Ms;
    readonly plan: number;
    readonly act: (world: World, id: string) => void;
  }[];
  readonly pollers: readonly { readonly starts: Ms; readonly dieAts: readonly (number | undefined)[] }[];
  readonly troubles: readonly { readonly at: Ms; readonly action: string; readonly what: Trouble }[];
  readonly slackDown: readonly { readonly at: Ms; readonly lasts: Ms }[];
  readonly cloudDown: readonly { readonly at: Ms; readonly lasts: Ms }[];
  readonly storeDown: readonly { readonly at: Ms; readonly lasts: Ms }[];
  /** In how many of all writes of the state somebody else is quicker. */
  readonly conflicts: number;
  readonly leavesAt: Ms;
}

/** After it nothing new begins. */
export const ENDS: Ms = minutes(6);

const NODES: readonly (readonly (readonly Principal[])[])[] = [
  [[NET]],
  [[NET]],
  [[NET], [DB]],
  [[NET], [NET]],
  [[NET, DB]],
  [[NET, OPS], [DB]],
  [[OPS], [NET]],
];
const DANGEROUS = { LogicalResourceId: "db", ResourceType: "alicloud_db_instance", Action: "Remove" };
const HARMLESS = { LogicalResourceId: "vpc", ResourceType: "alicloud_vpc", Action: "Add" };

export function randomScene(seed: number): Scene {
  const chance = new Chance(seed);
  const some = (most: Ms, least = ms(0)): Ms => ms(chance.whole(least, most));
  const plans = Array.from({ length: chance.happens(0.3) ? 2 : 1 }, (_, n) => planOf(chance, n));
  const many = <T>(most: number, make: () => T): T[] => Array.from({ length: chance.whole(0, most) }, make);
  const spell = (longest: Ms) => () => ({ at: some(ENDS), lasts: some(longest, seconds(1)) });
  // Most people look at the same card at the same time.
  const crowd = some(minutes(4), seconds(20));
  const attempts = Array.from({ length: chance.whole(1, 6) }, () => attemptOf(chance, crowd, plans.length));
  return {
    seed,
    plans,
    attempts: attempts.sort((a, b) => a.at - b.at),
    deeds: many(3, () => deedOf(chance, plans.length, crowd)).sort((a, b) => a.at - b.at),
    pollers: Array.from({ length: chance.happens(0.3) ? 2 : 1 }, () => ({
      starts: some(seconds(10), seconds(1)),
      dieAts: Array.from({ length: 7 }, () => (chance.happens(0.1) ? chance.whole(1, 40) : undefined)),
    })),
    troubles: many(3, () => ({
      at: chance.happens(0.5) ? ms(Math.max(0, crowd - 500)) : some(ENDS),
      action: chance.pick([WRITE, WRITE, WRITE, WRITE, "AssumeRole", "GetProvisionedProductPlan"]),
      what: chance.pick<Trouble>(["reset", "lost", "lost", "late", "throttled", "error500"]),
    })).sort((a, b) => a.at - b.at),
    slackDown: chance.happens(0.2) ? many(2, spell(seconds(40))) : [],
    cloudDown: chance.happens(0.1) ? many(1, spell(seconds(30))) : [],
    storeDown: chance.happens(0.1) ? many(2, spell(seconds(20))) : [],
    conflicts: chance.pick([0, 0, 0.05, 0.3]),
    leavesAt: some(ENDS),
  };
}

function planOf(chance: Chance, n: number): PlanSpec {
  const dangerous = chance.happens(0.25);
  return {
    name: `plan ${n}`,
    provisionedProductName: `product ${n}`,
    owner: OWNER,
    operation: dangerous ? chance.pick(["UpdateProvisionedProduct", "TerminateProvisionedProduct"]) : "LaunchProduct",
    nodes: chance.pick(NODES),
    previewMs: chance.whole(500, 8_000),
    executeMs: chance.whole(1_000, 60_000),
    parameters: [{ key: "Size", value: "1" }],
    changes: [dangerous ? DANGEROUS : HARMLESS],
    quietHandOver: chance.happens(0.3),
  };
}

function attemptOf(chance: Chance, crowd: Ms, plans: number): Attempt {
  const likely = chance.pick([BOB, CAROL, CAROL, DORA, FRANK]);
  return {
    at: ms(chance.happens(0.7) ? crowd + chance.whole(0, 3_000) : chance.whole(20_000, ENDS)),
    user: chance.happens(0.75) ? likely : chance.pick(EVERYBODY),
    action: chance.happens(0.7) ? "approve" : "reject",
    plan: chance.whole(0, plans - 1),
    by: chance.happens(0.2) ? "command" : "card",
    old: chance.happens(0.3) ? ms(chance.whole(0, 90_000)) : ms(0),
    thinks: ms(chance.happens(0.8) ? chance.whole(0, 2_000) : chance.whole(0, 90_000)),
    comment: chance.happens(0.3) ? "Agreed." : `because ${chance.whole(1, 1_000)}`,
    typesWell: chance.happens(0.8),
    clicks: chance.happens(0.2) ? 2 : 1,
    deliveries: Array.from({ length: chance.whole(1, 3) }, (_, n) => ({
      after: ms(
        n === 0
          ? chance.whole(0, 1_000)
          : chance.pick([0, chance.whole(0, 5_000), chance.whole(0, 90_000), chance.whole(0, 400_000)]),
      ),
      beside: n > 0 && chance.happens(0.3),
      dieAt: chance.happens(n === 0 ? 0.35 : 0.15) ? chance.whole(1, 45) : undefined,
      ahead: ms(chance.happens(0.3) ? chance.whole(-10_000, 10_000) : 0),
    })),
    anyway: chance.happens(0.2),
  };
}

function deedOf(chance: Chance, plans: number, crowd: Ms): Scene["deeds"][number] {
  const changes: PlanChanges = chance.pick<PlanChanges>([
    { parameters: [{ key: "Size", value: String(chance.whole(2, 9)) }] },
    { changes: [DANGEROUS, HARMLESS] },
    {},
    { productVersionName: "2.0" },
  ]);
  const who = chance.pick([NET, DB]);
  const to = chance.pick([[NET], [DB], [OPS], [NET, DB]]);
  const act = chance.pick<(world: World, id: string) => void>([
    (world, id) => world.update(id, changes),
    (world, id) => world.update(id, changes),
    (world, id) => world.update(id, changes),
    (world, id) => world.approve(id, who, "From the console."),
    (world, id) => world.approve(id, who, ""),
    (world, id) => world.reject(id, who, "From the console."),
    (world, id) => world.handOver(id, to),
    (world, id) => world.execute(id),
    (world, id) => world.cancel(id),
  ]);
  const at = chance.happens(0.6) ? Math.max(0, crowd + chance.whole(-10_000, 6_000)) : chance.whole(15_000, ENDS);
  return { at: ms(at), plan: chance.whole(0, plans - 1), act };
}
