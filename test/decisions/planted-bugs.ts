import { planSeal } from "../../lib/approve/seal.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import type { Json } from "../../lib/model/json.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import type { Approvals, StateStore } from "../../lib/ports.ts";
import { type Plant, SETTINGS } from "./bots.ts";

/** Bugs as they look from outside: what the store and the cloud see of a bot that has them. */
export const PLANTED_BUGS: Readonly<Record<string, Plant>> = {
  "drops its claim": {
    ports: (ports) => {
      const put: StateStore["put"] = (key, value, expected) => {
        const { decision: _dropped, ...rest } = value as Record<string, Json>;
        return ports.store.put(key, rest, expected);
      };
      return { ...ports, store: { ...boundTo(ports.store), put } };
    },
  },

  "does not compare the seal": {
    job: async (job, { store }) => {
      const stored = await store.get(`hot/${SETTINGS.shard}/plan/${job.on.plan}`).catch(() => undefined);
      if (stored === undefined) return job;
      const { facts, salt } = stored.value as unknown as PlanRecord;
      return { ...job, on: { ...job.on, seal: planSeal(facts, salt) ?? job.on.seal } };
    },
  },

  "writes again after a lost answer": {
    ports: (ports) => {
      const decide: Approvals["decide"] = async (...asked) => {
        try {
          return await ports.approvals.decide(...asked);
        } catch (error) {
          if (!(error instanceof CatalogError) || !error.retryable) throw error;
          return ports.approvals.decide(...asked);
        }
      };
      return { ...ports, approvals: { decide } };
    },
  },
};

const boundTo = (store: StateStore): StateStore => ({
  scan: (prefix) => store.scan(prefix),
  get: (key) => store.get(key),
  put: (key, value, expected) => store.put(key, value, expected),
  remove: (key, expected) => store.remove(key, expected),
  close: () => store.close(),
});
