import {
  type ChannelId,
  instant,
  type MessageTs,
  type PlanId,
  type ProvisionedProductId,
} from "../../lib/model/brand.ts";
import { CatalogError, NotThere } from "../../lib/model/errors.ts";
import type { PlanRow } from "../../lib/model/plan.ts";
import type { Catalog, Messenger, StateStore } from "../../lib/ports.ts";
import type { Plant } from "./play.ts";

/** True every so many times, first the last of them. */
function each(count: number): () => boolean {
  let times = 0;
  return () => ++times % count === 0;
}

const withMessenger =
  (change: (messenger: Messenger) => Partial<Messenger>): Plant =>
  (ports) => ({ ...ports, messenger: { ...ports.messenger, ...change(ports.messenger) } });

const withCatalog =
  (change: (catalog: Catalog) => Partial<Catalog>): Plant =>
  (ports) => ({ ...ports, catalog: { ...ports.catalog, ...change(ports.catalog) } });

const ofInstance = ({ text }: { readonly text: string }): boolean => /^Provisioned product pp-/m.test(text);

const NOWHERE = { channel: "C0DEFAULT0" as ChannelId, ts: "0000009999.000000" as MessageTs };

/** Bugs as they look from outside: what Slack, the store and the cloud see of a bot that has them. */
export const PLANTED_BUGS: Readonly<Record<string, Plant>> = {
  "drops a note": withMessenger(({ post }) => {
    const unlucky = each(4);
    return {
      post: async (message, target, mark) =>
        target.thread !== undefined && unlucky() ? NOWHERE : post(message, target, mark),
    };
  }),

  "sends a note twice": withMessenger(({ post }) => {
    const unlucky = each(4);
    return {
      post: async (message, target, mark) => {
        if (target.thread !== undefined && unlucky()) await post(message, target, mark);
        return post(message, target, mark);
      },
    };
  }),

  "lets a note overtake the one before": withMessenger(({ post }) => {
    const held = new Map<string, () => Promise<unknown>>();
    return {
      post: async (message, target, mark) => {
        const { thread } = target;
        if (thread === undefined) return post(message, target, mark);
        const before = held.get(thread);
        held.delete(thread);
        if (before === undefined) {
          held.set(thread, () => post(message, target, mark));
          return NOWHERE;
        }
        const posted = await post(message, target, mark);
        await before();
        return posted;
      },
    };
  }),

  "forgets an edit": withMessenger(({ update }) => {
    const unlucky = each(3);
    return { update: async (message, at) => (unlucky() ? undefined : update(message, at)) };
  }),

  "takes a plan that runs for one that has run, once": withCatalog(({ planPages }) => {
    let done = false;
    return {
      async *planPages(...asked) {
        for await (const page of planPages(...asked)) {
          const running = page.rows.find((row) => row.status === "ExecuteInProgress");
          if (done || running === undefined || asked[0] === undefined) yield page;
          else {
            done = true;
            const wrong = { ...running, status: "ExecuteSuccess", updatedAt: instant(running.updatedAt + 1_000) };
            yield { ...page, rows: page.rows.map((row) => (row === running ? wrong : row)) };
          }
        }
      },
    };
  }),

  "names the requester as whoever decided": withCatalog(({ plan }) => ({
    plan: async (id: PlanId) => {
      const detail = await plan(id);
      return { ...detail, history: detail.history.map((record) => ({ ...record, by: detail.owner })) };
    },
  })),

  "forgets a write": (ports) => {
    const unlucky = each(6);
    const put: StateStore["put"] = async (key, value, expected) =>
      expected !== "absent" && key.includes("/plan/") && unlucky() ? expected : ports.store.put(key, value, expected);
    return { ...ports, store: { ...boundTo(ports.store), put } };
  },

  "does not tell what failed without a plan": withMessenger(({ post }) => {
    const unlucky = each(2);
    return {
      post: async (message, target, mark) => (ofInstance(message) && unlucky() ? NOWHERE : post(message, target, mark)),
    };
  }),

  "tells with the plan and alone what a plan started": withCatalog(({ plan, planPages }) => {
    // Nobody knows any more which provisioned product the plan is about.
    const astray = <P extends PlanRow>(row: P): P => ({
      ...row,
      provisionedProductId: `${row.provisionedProductId}-other` as ProvisionedProductId,
    });
    return {
      plan: async (id) => astray(await plan(id)),
      async *planPages(...asked) {
        for await (const page of planPages(...asked)) yield { ...page, rows: page.rows.map(astray) };
      },
    };
  }),

  "takes a deleted plan for one that it may not read": withCatalog(({ plan }) => ({
    plan: (id) =>
      plan(id).catch((error: unknown) => {
        if (!(error instanceof NotThere)) throw error;
        throw new CatalogError("may not be read", { code: "NoPermission", retryable: false });
      }),
  })),
};

const boundTo = (store: StateStore): StateStore => ({
  scan: (prefix) => store.scan(prefix),
  get: (key) => store.get(key),
  put: (key, value, expected) => store.put(key, value, expected),
  remove: (key, expected) => store.remove(key, expected),
  close: () => store.close(),
});
