import { randomBytes } from "node:crypto";
import { ROS } from "../../catalog/api.ts";
import { createCatalog } from "../../catalog/pop-catalog.ts";
import { createStacks } from "../../catalog/ros.ts";
import { createRpc } from "../../catalog/rpc.ts";
import type { Config, Credentials } from "../config/config.ts";
import type { PollPorts } from "../run.ts";
import { deliveryPorts, type Wiring } from "./adapters.ts";

/** What a process that polls may bring along. */
export interface PollWiring extends Wiring {
  /** Asked before every call to the catalog; a function's role changes its keys while the instance lives. */
  readonly credentials: () => Promise<Credentials>;
}

/** All adapters of a poll, each counting its calls. */
export function pollPorts(config: Config, { credentials, ...wiring }: Required<PollWiring>): PollPorts {
  const ports = deliveryPorts(config, wiring);
  let read = 0;
  const { endpoint, rosEndpoint } = config.catalog;
  const common = { credentials, clock: wiring.clock, onCall: () => read++ };
  const catalog = createCatalog(createRpc({ ...common, endpoint }));
  const stacks = createStacks(createRpc({ ...common, endpoint: rosEndpoint, api: ROS }));
  return {
    ...ports,
    catalog: { ...catalog, ...stacks },
    newSalt: () => randomBytes(16).toString("hex"),
    calls: () => ({ ...ports.calls(), catalog: read }),
  };
}
