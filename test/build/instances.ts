import type { ProvisionedProductId, TaskId } from "../../lib/model/brand.ts";
import type { InstanceRow } from "../../lib/model/instance.ts";
import type { InstanceRecord } from "../../lib/notify/record.ts";
import type { InstanceFacts, TaskFact } from "../../lib/watch/instance-facts.ts";
import type { WatchedInstance } from "../../lib/watch/instance-reconcile.ts";
import { aFailure } from "./facts.ts";
import { at } from "./rows.ts";

export const instanceId = (id: string): ProvisionedProductId => id as ProvisionedProductId;
export const taskId = (id: string): TaskId => id as TaskId;

/** The list row of an instance that is idle since its launch. */
export const anInstanceRow = (over: Partial<InstanceRow> = {}): InstanceRow => ({
  id: instanceId("pp-bp1ddg1n2a0001"),
  name: "net-prod",
  status: "Available",
  statusMessage: undefined,
  createdAt: at("16:00:00"),
  portfolioId: "port-bp1yt7582g0001",
  productName: "VPC baseline",
  productVersionName: "1.0.0",
  stackId: undefined,
  stackRegionId: "cn-hangzhou",
  owner: { kind: "RamUser", name: "277400000000000001" },
  account: "1466115886170001",
  lastTaskId: taskId("task-1"),
  lastSuccessfulTaskId: taskId("task-1"),
  ...over,
});

/** A task that failed. */
export const aTaskFact = (over: Partial<TaskFact> = {}): TaskFact => ({
  id: taskId("task-2"),
  type: "UpdateProvisionedProduct",
  status: "Failed",
  began: at("17:40:00"),
  since: at("17:45:00"),
  ...over,
});

/** An instance whose update failed; whole in every field. */
export const anInstanceFacts = (over: Partial<InstanceFacts> = {}): InstanceFacts => ({
  id: instanceId("pp-bp1ddg1n2a0001"),
  name: "net-prod",
  status: "Error",
  since: at("17:45:00"),
  createdAt: at("16:00:00"),
  owner: { kind: "RamUser", name: "277400000000000001" },
  account: "1466115886170001",
  region: "cn-hangzhou",
  productName: "VPC baseline",
  productVersion: "1.0.0",
  portfolioId: "port-bp1yt7582g0001",
  task: aTaskFact(),
  failure: aFailure({ taskId: taskId("task-2") }),
  ...over,
});

/** A record that owes nothing and has no card. */
export const anInstanceRecord = (over: Partial<InstanceRecord> = {}): InstanceRecord => ({
  format: 5,
  kind: "instance",
  id: instanceId("pp-bp1ddg1n2a0001"),
  born: 1_795_449_600,
  salt: "salt-of-the-tests",
  seq: 0,
  mark: { status: "Error", task: taskId("task-2"), successful: taskId("task-1") },
  facts: anInstanceFacts(),
  hash: "hash-1",
  readAt: at("17:46:00"),
  cards: [],
  drafts: [],
  doubts: [],
  events: [],
  ...over,
});

/** An instance in error, as it is remembered. */
export const aWatchedInstance = (over: Partial<WatchedInstance> = {}): WatchedInstance => ({
  id: instanceId("pp-bp1ddg1n2a0001"),
  mark: { status: "Error", task: taskId("task-2"), successful: taskId("task-1") },
  running: false,
  closed: false,
  shown: false,
  missed: false,
  readAt: at("17:46:00"),
  ...over,
});
