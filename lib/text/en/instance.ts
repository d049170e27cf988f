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

export const instance: InstanceTexts = {
  status: (status) => STATUS.get(status) ?? status,
  gone: "Terminated",
  instance: "Provisioned product",
  owner: "Owner",
  portfolio: "Portfolio",
  lastTask: "Last task",
  task: (operation, status) => `${OPERATION.get(operation) ?? operation} ${TASK.get(status) ?? status}`,

  taskFailed: (operation) => `${OPERATION.get(operation) ?? operation} failed`,
  error: "In error",
  taskStarted: (operation) => `${OPERATION.get(operation) ?? operation} started`,
  taskSucceeded: (operation) => `${OPERATION.get(operation) ?? operation} succeeded`,
  vanished: "Terminated",

  digest: (count) => (count === 1 ? "1 provisioned product changed" : `${count} provisioned products changed`),
  mixedDigest: (count) => `${count} plans and provisioned products changed`,
};
