import type { InstanceTexts } from "../catalogue.ts";

const STATUS: ReadonlyMap<string, string> = new Map([
  ["Available", "Available"],
  ["UnderChange", "Under change"],
  ["Error", "Failed"],
]);

const TASK: ReadonlyMap<string, string> = new Map([
  ["InProgress", "running"],
  ["Succeeded", "succeeded"],
  ["Failed", "failed"],
]);

const OPERATION: ReadonlyMap<string, string> = new Map([
  ["LaunchProduct", "Launch"],
  ["UpdateProvisionedProduct", "Update"],
  ["TerminateProvisionedProduct", "Termination"],
]);

const operationOf = (operation: string): string => OPERATION.get(operation) ?? operation;

export const instance: InstanceTexts = {
  status: (status) => STATUS.get(status) ?? status,
  gone: "Terminated",
  instance: "Provisioned product",
  owner: "Owner",
  portfolio: "Portfolio",
  lastTask: "Last task",
  task: (operation, status, id) => `${operationOf(operation)} ${TASK.get(status) ?? status} (${id})`,

  taskFailed: (operation) => `${operationOf(operation)} failed`,
  error: "In error",
  taskStarted: (operation) => `${operationOf(operation)} started`,
  taskSucceeded: (operation) => `${operationOf(operation)} succeeded`,
  vanished: "Terminated",

  digest: (count) => (count === 1 ? "1 provisioned product changed" : `${count} provisioned products changed`),
  mixedDigest: (count) => `${count} plans and provisioned products changed`,
};
