import { Pacer } from "../../lib/app/deliver/pacer.ts";
import { createRenderer } from "../../lib/app/deliver/render.ts";
import { createCatalog } from "../../lib/catalog/pop-catalog.ts";
import { ms } from "../../lib/model/brand.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import type { Stacks } from "../../lib/ports.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { Chronicle } from "../../local/catalog/chronicle.ts";
import { Faults } from "../../local/catalog/faults.ts";
import { Wire } from "../../local/catalog/wire.ts";
import { World } from "../../local/catalog/world.ts";
import { Chance } from "../sweep/chance.ts";
import { Desk } from "./desk.ts";
import type { History } from "./history.ts";
import { CHANNEL, START, type Theatre } from "./play.ts";
import { StoryClock } from "./story-clock.ts";
import { wireRpc } from "./wire-rpc.ts";

const CONSOLE = "https://servicecatalog.console.aliyun.com/plans/{planId}";

const forbidden = async (): Promise<never> => {
  throw new CatalogError("may not be read", { code: "NoPermission", retryable: false });
};
/** Whoever may not read stacks tells a failure by what the catalog itself says. */
const NO_STACKS: Stacks = { stack: forbidden, stackFailures: forbidden };

/** Cloud, Slack and bot in one process: no sockets, virtual time, and the same history every time. */
export function inProcess({ seed, cloud, latency }: History): Theatre {
  const clock = new StoryClock(START);
  const chronicle = new Chronicle();
  const { listLagMs, updateTimeMoves, quirks, failedTaskLogs, repeatedFilters } = cloud;
  const world = new World(clock, { listLagMs, updateTimeMoves, chronicle });
  const faults = new Faults();
  let calls = 0;
  const scene = {
    world,
    wire: new Wire(quirks, world.ids, failedTaskLogs),
    repeatedFilters,
    shuffle: () => (cloud.shuffleTies ? ++calls : undefined),
  };
  const travel = async (): Promise<void> => clock.advance(ms(latency));
  const store = new MemoryStore();
  const desk = new Desk(clock);
  const chance = new Chance(seed);
  let bots = 0;
  let salts = 0;
  return {
    clock,
    world,
    faults,
    chronicle,
    newBot: () => ({
      catalog: { ...createCatalog(wireRpc(scene, faults, travel)), ...NO_STACKS },
      store,
      messenger: desk.messenger(CHANNEL),
      clock,
      render: createRenderer({ texts: textsFor("en"), label: undefined, consolePlan: CONSOLE, buttons: false }),
      pacer: new Pacer(clock),
      redactor: PLAIN_REDACTOR,
      me: `bot ${++bots}`,
      chance: chance.next,
      newSalt: () => `salt ${++salts}`,
      calls: () => ({ catalog: 0, slack: 0, store: 0 }),
    }),
    messages: () => desk.messages,
    refused: () => desk.refused,
  };
}
