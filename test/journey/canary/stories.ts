import { seconds } from "../../../lib/model/brand.ts";
import type { Aviary } from "./aviary.ts";
import { HERE } from "./planting.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const BOB = { kind: "RamRole", name: "net-approvers" };
const OWNER = { kind: "RamUser", name: "carol" };

const LOGS = [
  { command: "version", stream: "stdout", content: "Terraform v1.5.7\n" },
  { command: "apply", stream: "stdout", content: "alicloud_vpc.main: Creating...\n" },
  {
    command: "apply",
    stream: "stderr",
    content: `╷\n│ Error: no stock\n│\n│ ${HERE}\n│\n│   with alicloud_instance.web\n╵\n`,
  },
];

/** A secret without any shape, behind names that say what it is. */
export const BARE = "wq8rt5yu2io7pz4xc1";

/** Longer than three messages: it is sent as a file. */
const LONG = [
  { command: "apply", stream: "stdout", content: "web[0]: Still creating, patience please...\n".repeat(400) },
];

/** As many as there are plans, so that together they hold every kind of secret, too. */
const RESOURCES = Array.from({ length: 8 }, (_, n) => ({
  logicalId: `web-${n}`,
  type: "alicloud_instance",
  reason: "sold out",
}));

const spec = (name: string) => ({
  name,
  owner: OWNER,
  description: "for the shop",
  provisionedProductName: `${name}-product`,
  parameters: [
    { key: "zone", value: "cn-hangzhou-h" },
    { key: "DbPassword", value: BARE },
    { key: "licence_no", value: BARE },
  ],
  tags: [{ key: "team", value: "shop" }],
  changes: [
    { LogicalResourceId: "vpc", ResourceType: "alicloud_vpc", Action: "Add" },
    { LogicalResourceId: "db", ResourceType: "alicloud_db_instance", Action: "Modify", Replacement: "True" },
  ],
  approvers: [ALICE],
  previewMs: 1_000,
  executeMs: 1_000,
});

/** Plans of every kind come into being; `middle` and `end` happen to them, each with polls before. */
export interface Stories {
  readonly waiting: string;
  readonly failed: string;
  middle(): void;
  end(): void;
}

/** One plan that waits, and others that fail, fail in preview, are rejected, handed over, canceled, and succeed. */
export function tellStories({ catalog, clock }: Pick<Aviary, "catalog" | "clock">): Stories {
  const { world } = catalog;
  const make = (name: string, more: object = {}): string => world.createPlan({ ...spec(name), ...more });
  const waiting = make("waiting");
  const failed = make("failed", {
    approvers: [],
    executeFails: { statusMessage: "Create stack failed", logs: LOGS },
  });
  const failedLong = make("failed-long", {
    approvers: [],
    executeFails: { statusMessage: "Create stack failed", logs: [...LONG, ...LOGS] },
  });
  const failedStack = make("failed-stack", {
    approvers: [],
    executeFails: { statusMessage: "Create stack failed", stackLogs: LOGS },
  });
  const failedEvents = make("failed-events", {
    approvers: [],
    executeFails: { statusMessage: "Create stack failed", resources: RESOURCES },
  });
  make("preview-failed", { previewFails: { statusMessage: "the template is not sound" } });
  const rejected = make("rejected");
  const handedOver = make("handed-over", { nodes: [[ALICE], [BOB]] });
  const canceled = make("canceled");
  const succeeded = make("succeeded", { nodes: [[ALICE]] });
  // Nobody made a plan for it.
  const { name, owner, parameters } = spec("direct");
  world.launch({ name, owner, parameters, lasts: 1_000, fails: { statusMessage: "no stock", logs: LOGS } });
  clock.advance(seconds(5));
  return {
    waiting,
    failed,
    middle() {
      world.reject(rejected, ALICE, "not now");
      world.handOver(waiting, [BOB]);
      world.approve(handedOver, ALICE, "fine with me");
      world.cancel(canceled, OWNER);
      world.approve(succeeded, ALICE, "go");
      world.execute(failed, OWNER);
      for (const id of [failedLong, failedStack, failedEvents]) world.execute(id, OWNER);
      clock.advance(seconds(5));
    },
    end() {
      world.execute(succeeded, OWNER);
      clock.advance(seconds(5));
    },
  };
}
