import { beforeEach, describe, expect, it } from "vitest";
import { poll } from "../../lib/app/poll.ts";
import type { PollSettings } from "../../lib/app/run.ts";
import { hours, type Ms, minutes, seconds } from "../../lib/model/brand.ts";
import { CatalogError, NotThere } from "../../lib/model/errors.ts";
import type { Catalog } from "../../lib/ports.ts";
import { randomHistory } from "../oracle/history.ts";
import { inProcess } from "../oracle/in-process.ts";
import { CHANNEL, type Theatre } from "../oracle/play.ts";

const SETTINGS: PollSettings = {
  shard: "self@cn-hangzhou",
  routes: [{ to: [CHANNEL] }],
  fallback: CHANNEL,
  interval: minutes(1),
  firstRun: "cards",
  sweep: minutes(1),
  dangerTypes: [],
  paused: false,
};
const CLOUD = {
  listLagMs: 0,
  updateTimeMoves: true,
  quirks: false,
  shuffleTies: false,
  failedTaskLogs: true,
  repeatedFilters: "or",
} as const;
const BACK = ["Failed: orders-vpc", "Available: orders-vpc"];
const NOWHERE: Partial<Catalog> = { instancePage: async () => ({ rows: [], pages: 0 }) };
const GONE = new NotThere("no such instance", { code: "InvalidProvisionedProduct.NotFound", retryable: false });
const ODD = new CatalogError("ListTasks: $.Tasks is no list", { code: "BadResponse", retryable: false });
const DENIED = new CatalogError("not allowed", { code: "NoPermission", retryable: false });

let theatre: Theatre;
/** What was asked about single instances since it was emptied last. */
let asked: string[];
let instead: Partial<Catalog>;

/** The call, which is put down before it is made. */
const noted =
  <A extends unknown[], R>(what: string, call: (...args: A) => R) =>
  (...args: A): R => {
    asked.push(what);
    return call(...args);
  };

/** Polls of fresh processes, after each of which so much time passes. */
async function polls(count: number, pause: Ms = minutes(1)): Promise<void> {
  for (let n = 0; n < count; n++) {
    const ports = theatre.newBot();
    const catalog = { ...ports.catalog, ...instead };
    const { task, tasks, instance } = catalog;
    const watched: Catalog = {
      ...catalog,
      task: noted("task", task),
      tasks: noted("tasks", tasks),
      instance: noted("instance", instance),
    };
    await poll({ ...ports, catalog: watched }, SETTINGS);
    theatre.clock.advance(pause);
  }
}
/** What the first message, a card, said one after the other. */
const card = (): string[] => (theatre.messages()[0]?.versions ?? []).map(({ text }) => text.split("\n")[0] ?? "");
const lastLine = (): string | undefined =>
  theatre
    .messages()[0]
    ?.versions.at(-1)
    ?.text.split("\n")
    .find((line) => line.startsWith("Last task: "));

beforeEach(async () => {
  asked = [];
  instead = {};
  theatre = inProcess({ ...randomHistory(1), cloud: CLOUD, latency: 0 });
  await polls(1);
});

describe("an instance whose card says that it is available again", () => {
  let id: string;
  beforeEach(async () => {
    const { world, clock } = theatre;
    id = world.launch({ name: "orders-vpc", lasts: 1_000, fails: { statusMessage: "no stock" } });
    clock.advance(seconds(5));
    await polls(4);
    world.updateInstance(id, { lasts: 1_000 });
    clock.advance(seconds(5));
    await polls(1);
    expect(card()).toEqual(BACK);
    asked = [];
  });

  const isTerminatedUnseen = (): void => {
    theatre.world.terminate(id, { lasts: 1_000 });
    theatre.clock.advance(seconds(5));
  };

  it("costs nothing while nothing happens to it", async () => {
    await polls(3);
    expect(asked).toEqual([]);
  });

  it("is terminated between two looks: the second poll that does not find it says so, and nobody looks any more", async () => {
    isTerminatedUnseen();
    await polls(1);
    expect(card()).toEqual(BACK);
    await polls(3);
    expect(card()).toEqual([...BACK, "Terminated: orders-vpc"]);
    expect(asked).toEqual(["instance", "instance"]);
  });

  it("is not called gone for a permission that is missing", async () => {
    isTerminatedUnseen();
    instead = { instance: () => Promise.reject(DENIED) };
    await polls(4);
    expect(card()).toEqual(BACK);
    instead = {};
    await polls(2);
    expect(card().at(-1)).toBe("Terminated: orders-vpc");
  });

  it("is not called gone while it is in no list and answers, nor when it is listed again", async () => {
    instead = NOWHERE;
    await polls(2);
    instead = { ...NOWHERE, instance: () => Promise.reject(GONE) };
    await polls(1);
    instead = {};
    await polls(2);
    expect([card(), asked]).toEqual([BACK, ["instance", "instance", "instance", "tasks"]]);
  });

  it("shows what became of it when it was changed between two looks, for one call", async () => {
    const before = lastLine();
    theatre.world.updateInstance(id, { lasts: 1_000 });
    theatre.clock.advance(seconds(5));
    await polls(3);
    expect(card()).toEqual([...BACK, "Available: orders-vpc"]);
    expect(lastLine()).toMatch(/^Last task: Update succeeded/);
    expect(lastLine()).not.toBe(before);
    expect(asked).toEqual(["tasks"]);
  });

  it("is told below its card when it failed and was mended between two looks", async () => {
    for (const fails of [{ fails: { statusMessage: "no quota" } }, {}]) {
      theatre.world.updateInstance(id, { lasts: 1_000, ...fails });
      theatre.clock.advance(seconds(5));
    }
    await polls(4);
    expect([card(), asked]).toEqual([[...BACK, "Available: orders-vpc"], ["tasks"]]);
    const [first, ...others] = theatre.messages();
    const notes = others.filter(({ thread }) => thread === first?.ts).map(({ versions }) => versions[0]?.text ?? "");
    expect(notes.map((text) => text.split("\n").slice(0, 2))).toEqual([["Update failed: orders-vpc", "no quota"]]);
  });

  it("is not looked for when it has been like that for a day", async () => {
    theatre.clock.advance(hours(25));
    await polls(1);
    isTerminatedUnseen();
    await polls(3);
    expect([card(), asked]).toEqual([BACK, []]);
  });
});

describe("an instance on which a plan failed, and then somebody's own update", () => {
  const cardsOf = (id: string): string[] =>
    theatre.messages().flatMap(({ thread, versions }) => {
      const text = versions.at(-1)?.text ?? "";
      return thread === undefined && text.includes(id) ? [text.split("\n").slice(0, 2).join(": ")] : [];
    });
  let id: string;
  beforeEach(() => {
    const { world, clock } = theatre;
    const fails = { statusMessage: "no stock" };
    const plan = world.createPlan({
      name: "p",
      approvers: [],
      previewMs: 1_000,
      executeMs: 1_000,
      executeFails: fails,
    });
    clock.advance(seconds(5));
    world.execute(plan);
    clock.advance(seconds(5));
    id = world.instanceOfPlan(plan) ?? "";
    world.updateInstance(id, { lasts: 1_000, fails: { statusMessage: "no quota" } });
    clock.advance(seconds(5));
  });

  it("has the update told also where its tasks were refused once", async () => {
    instead = { tasks: () => Promise.reject(ODD) };
    await polls(1);
    instead = {};
    await polls(4);
    expect(cardsOf(`Provisioned product ${id}`)).toEqual(["Failed: p: no quota"]);
  });

  it("is the plan's matter alone where its tasks may not be read: nobody can tell the two apart", async () => {
    instead = { tasks: () => Promise.reject(DENIED) };
    await polls(6);
    expect(cardsOf(`Provisioned product ${id}`)).toEqual([]);
    expect(asked.filter((what) => what === "tasks")).toHaveLength(3);
  });
});
