import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { minutes } from "../../lib/model/brand.ts";
import { Wire } from "../../local/catalog/wire.ts";
import { World } from "../../local/catalog/world.ts";

/** A server that answers every Get and every list as the emulated catalog does, written down once: it costs little. */
const clock = { now: () => Date.now() };
const world = new World(clock);
const ids = world.stock(100, (n) => ({
  name: `orders-db-${n}`,
  description: "The database of the orders service",
  parameters: [
    { key: "instance_type", value: "mysql.n2.large.1" },
    { key: "zone_id", value: "cn-hangzhou-h" },
  ],
  tags: [{ key: "team", value: "orders" }],
  approvers: [{ kind: "RamUser", name: "alice" }],
  changes: [
    { LogicalResourceId: "db", ResourceType: "alicloud_db_instance", Action: "Add" },
    { LogicalResourceId: "account", ResourceType: "alicloud_db_account", Action: "Add" },
  ],
  status: "ApplicationInProgress",
  createdAt: clock.now() - minutes(200 - n),
}));
const wire = new Wire(false, world.ids);
const rows = ids.map((id) => wire.planRow(world.state(id)));
const RequestId = world.ids.uuid("request").toUpperCase();
const bodyOf = (answer: object) => Buffer.from(JSON.stringify({ RequestId, ...answer }));
const page = bodyOf({ PageNumber: 1, PageSize: 100, TotalCount: rows.length, PlanDetails: rows });
const plan = bodyOf(wire.plan(world.state(ids[0] ?? "")));

const server = createServer((request, response) => {
  let asked = request.url ?? "";
  request.setEncoding("latin1").on("data", (part: string) => {
    asked += part;
  });
  request.on("end", () => {
    const body = asked.includes("Action=Get") ? plan : page;
    response.writeHead(200, {
      "content-type": "application/json;charset=utf-8",
      "content-length": body.length,
      "x-acs-request-id": RequestId,
    });
    response.end(body);
  });
});
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port, plan: ids[0] });
});
