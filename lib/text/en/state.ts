import type { StateTexts } from "../catalogue.ts";

const STATUS: ReadonlyMap<string, string> = new Map([
  ["PreviewInProgress", "Previewing"],
  ["PreviewSuccess", "Ready to run"],
  ["PreviewFailed", "Preview failed"],
  ["ApplicationInProgress", "Waiting for approval"],
  ["ApplicationApproved", "Approved, not run yet"],
  ["ApplicationRejected", "Rejected"],
  ["ExecuteInProgress", "Running"],
  ["ExecuteSuccess", "Succeeded"],
  ["ExecuteFailed", "Failed"],
  ["Canceled", "Canceled"],
]);

const OPERATION: ReadonlyMap<string, string> = new Map([
  ["LaunchProduct", "Launch"],
  ["UpdateProvisionedProduct", "Update"],
  ["TerminateProvisionedProduct", "Terminate"],
]);

const KIND: ReadonlyMap<string, string> = new Map([
  ["RamUser", "RAM user"],
  ["RamRole", "RAM role"],
]);

export const state: StateTexts = {
  status: (status) => STATUS.get(status) ?? status,
  gone: "Deleted",
  operation: (operation) => OPERATION.get(operation) ?? operation,
  principal: (kind, name) => (kind === "" ? name : `${name} (${KIND.get(kind) ?? kind})`),
  outsider: (kind, name) =>
    kind === "" ? `${name} (not in Slack)` : `${name} (${KIND.get(kind) ?? kind}, not in Slack)`,
  unnamed: "(no name)",
};
