import type { PollPorts } from "../../lib/app/run.ts";
import type { Ms } from "../../lib/model/brand.ts";
import type { PlanRecord, PollRecord } from "../../lib/notify/record.ts";
import type { Catalog, Clock, Mark, Messenger, StateStore } from "../../lib/ports.ts";

/** The only error that a process may end with. */
export class Killed extends Error {}

/** Counts the moments of a process: one before and one after every call to a port. */
export interface Life {
  moments: number;
  /** What the last moment was, for messages of failing tests. */
  last: string;
  dead: boolean;
}

export interface Process {
  readonly ports: PollPorts;
  readonly life: Life;
  /** Rejects with {Killed} when the process dies. */
  readonly died: Promise<never>;
}

/** A moment in the life of a process: which one it is, counted from 1, or what happens in it. */
export type Moment = number | `${"before" | "after"} slack.post ${Mark["type"]}`;

/** A machine that stands still for a while, first between two calls at or after that moment. */
export interface Freeze {
  readonly at: number;
  readonly length: Ms;
}

/**
 * A bot process that dies at moment `dieAt`: at its number, or the first time at its name. From then on no work of it ever comes back from where it was: nothing is
 * caught, nothing cleaned up. What it had sent off by then still arrives.
 * @param onLost gets the key of every message that was under way, or not settled yet
 */
export function startProcess(ports: PollPorts, dieAt: Moment, onLost: (key: string) => void, freeze?: Freeze): Process {
  const life: Life = { moments: 0, last: "", dead: false };
  let thawn: Promise<void> | undefined;
  /** Nothing of the process goes on while it is frozen. */
  const freezing = async (): Promise<void> => {
    if (freeze === undefined || life.moments < freeze.at) return;
    if (thawn === undefined) for (const key of unsettled) onLost(key);
    thawn ??= ports.clock.sleep(freeze.length);
    await thawn;
  };
  const unsettled = new Set<string>();
  let reject: (error: Killed) => void = () => undefined;
  const died = new Promise<never>((_, no) => {
    reject = no;
  });
  died.catch(() => undefined);

  /** A process that is dead, or dies now, stays in this moment. Nothing comes between a moment and what follows it. */
  const isLast = (name: string): boolean => {
    if (life.dead) return true;
    life.moments++;
    life.last = name;
    if (life.moments !== dieAt && name !== dieAt) return false;
    life.dead = true;
    for (const key of unsettled) onLost(key);
    reject(new Killed(name));
    return true;
  };
  const around = async <T>(name: string, call: () => Promise<T>): Promise<T> => {
    if (isLast(`before ${name}`)) return forever();
    try {
      const answer = await call();
      if (isLast(`after ${name}`)) return await forever();
      await freezing();
      return answer;
    } catch (error) {
      if (isLast(`after ${name}, which failed`)) return forever();
      throw error;
    }
  };

  return {
    ports: {
      ...ports,
      catalog: mortalCatalog(ports.catalog, around),
      store: mortalStore(ports.store, around, unsettled),
      messenger: mortalMessenger(ports.messenger, around, unsettled),
      clock: mortalClock(ports.clock, around),
    },
    life,
    died,
  };
}

const forever = (): Promise<never> => new Promise(() => undefined);

type Around = <T>(name: string, call: () => Promise<T>) => Promise<T>;

function mortalCatalog(catalog: Catalog, around: Around): Catalog {
  return {
    async *planPages(statuses, from) {
      const pages = catalog.planPages(statuses, from);
      for (;;) {
        const page = await around("catalog.planPages", () => pages.next());
        if (page.done) return;
        yield page.value;
      }
    },
    plan: (id) => around("catalog.plan", () => catalog.plan(id)),
    tasks: (of, count) => around("catalog.tasks", () => catalog.tasks(of, count)),
    task: (id) => around("catalog.task", () => catalog.task(id)),
    instancePage: (number) => around("catalog.instancePage", () => catalog.instancePage(number)),
    instance: (id) => around("catalog.instance", () => catalog.instance(id)),
    stack: (of) => around("catalog.stack", () => catalog.stack(of)),
    stackFailures: (of, pages) => around("catalog.stackFailures", () => catalog.stackFailures(of, pages)),
  };
}

function mortalStore(store: StateStore, around: Around, unsettled: Set<string>): StateStore {
  return {
    scan: (prefix) => around("store.scan", () => store.scan(prefix)),
    get: (key) => around("store.get", () => store.get(key)),
    put: (key, value, expected) =>
      around("store.put", async () => {
        const version = await store.put(key, value, expected);
        for (const one of unsettled) if (settles(value as unknown as PlanRecord, one)) unsettled.delete(one);
        return version;
      }),
    remove: (key, expected) => around("store.remove", () => store.remove(key, expected)),
    close: () => store.close(),
  };
}

/** Does this record say that the message needs no more doing? */
function settles(written: { kind: string; key?: string; id?: string; draft?: unknown; drafts?: unknown }, key: string) {
  if (written.kind === "digest") return written.key === key && written.draft === undefined;
  const isNotice = key.startsWith("note:watch:");
  if (written.kind === "poll") return isNotice && !(written as unknown as PollRecord).drafts.some((d) => d.key === key);
  if (written.kind !== "plan" || !key.includes(`:${written.id}:`)) return false;
  return !(written as unknown as PlanRecord).drafts.some((d) => d.key === key);
}

function mortalMessenger(messenger: Messenger, around: Around, unsettled: Set<string>): Messenger {
  return {
    post: (message, target, mark) =>
      around(`slack.post ${mark.type}`, async () => {
        unsettled.add(mark.key);
        try {
          return await messenger.post(message, target, mark);
        } catch (error) {
          unsettled.delete(mark.key);
          throw error;
        }
      }),
    update: (message, at) => around("slack.update", () => messenger.update(message, at)),
    find: (mark, target, oldest, latest) => around("slack.find", () => messenger.find(mark, target, oldest, latest)),
    upload: (file, target) => around("slack.upload", () => messenger.upload(file, target)),
  };
}

const mortalClock = (clock: Clock, around: Around): Clock => ({
  now: () => clock.now(),
  elapsed: () => clock.elapsed(),
  sleep: (length) => around("clock.sleep", () => clock.sleep(length)),
});
