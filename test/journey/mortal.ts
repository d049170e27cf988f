import type { PollPorts } from "../../lib/app/run.ts";

/** What a process does when it is killed: it never comes back from where it was. */
export class Killed extends Error {}

/** Counts the moments of a process, and ends it at one of them. */
export interface Life {
  /** How many moments have passed: one before and one after every call to the store and to Slack. */
  moments: number;
  /** What the last moment was, for messages of failing tests. */
  last: string;
  readonly dead: boolean;
}

/** Ports whose process dies at moment `dieAt`: nothing that would come after it happens, in any of its parallel works. */
export function mortal(ports: PollPorts, dieAt: number): { readonly ports: PollPorts; readonly life: Life } {
  const life = { moments: 0, last: "", dead: false };
  const moment = (name: string): void => {
    if (life.dead) throw new Killed("dead");
    life.moments++;
    life.last = name;
    if (life.moments === dieAt) {
      life.dead = true;
      throw new Killed(name);
    }
  };
  const dying = <T extends object>(target: T, name: string): T =>
    new Proxy(target, {
      get(object, property) {
        const member = Reflect.get(object, property) as unknown;
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          moment(`before ${name}.${String(property)}`);
          const answer: unknown = await (member as (...a: unknown[]) => unknown).apply(object, args);
          moment(`after ${name}.${String(property)}`);
          return answer;
        };
      },
    });
  return { ports: { ...ports, store: dying(ports.store, "store"), messenger: dying(ports.messenger, "slack") }, life };
}
