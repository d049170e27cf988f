import type { ChangeCounts, PlanTexts } from "../catalogue.ts";
import { danger } from "./danger.ts";

const RECORD: ReadonlyMap<string, string> = new Map([
  ["Submit", "Submitted"],
  ["Approve", "Approved"],
  ["Reject", "Rejected"],
  ["Cancel", "Canceled"],
]);

export const plan: PlanTexts = {
  operation: "Operation",
  product: "Product",
  provisionedProduct: "Provisioned product",
  requester: "Requested by",
  account: "Account",
  region: "Region",
  plan: "Plan",
  waitingSince: "Waiting since",
  since: "Since",

  waitingFor: "Waiting for",
  anyOneOf: (names) => (names.length > 1 ? `any one of ${names.join(", ")}` : names.join("")),
  nobody: "nobody: Service Catalog names no approver",
  atNode: (node, approvers) => `${node}: ${approvers}`,
  next: "Next",
  runsIt: (requester) => `${requester} runs the plan in the console`,

  dangerLabel: "Danger",
  danger,
  terminatesUnseen: (name) => `Removes the provisioned product ${name}; what is in it is not listed`,
  moreDangers: (count) => (count === 1 ? "and 1 more dangerous change" : `and ${count} more dangerous changes`),
  dangerous: " (dangerous)",

  changes: "Changes",
  noChanges: "no resource changes",
  changesUnknown: "not known yet",
  counts,
  action,
  otherActions: "other actions",
  actionColumn: "Action",
  resourceColumn: "Resource",
  typeColumn: "Type",
  parameters: "Parameters",
  andMore: (count) => `and ${count} more`,
  otherPeople: (count) => `and ${count} more`,

  record: (action, who, comment) =>
    `${RECORD.get(action) ?? action} by ${who}${comment === "" ? "" : `: "${comment}"`}`,
  noReason: "Service Catalog gave no reason.",
  errorCode: "Error code",
  requestId: "Request id",
  openInConsole: "Open in console",
};

function counts(of: ChangeCounts): string {
  const [least, most] = of.atLeast ? ["at least ", "at most "] : ["", ""];
  const said: readonly (readonly [string, number])[] = [
    ["removes", of.removed],
    [`replaces ${least}`.trim(), of.replaced],
    [`may replace ${least}`.trim(), of.perhapsReplaced],
    ...of.others,
    [`modifies ${most}`.trim(), of.modified],
    ["adds", of.added],
  ];
  return said
    .filter(([, count]) => count > 0)
    .map(([verb, count]) => `${verb} ${count}`)
    .join(", ");
}

function action(name: string, replacement: string | undefined): string {
  if (replacement === "True") return `${name}, replaces it`;
  if (replacement === "Conditional") return `${name}, may replace it`;
  return replacement === undefined || replacement === "False" ? name : `${name}, replacement "${replacement}"`;
}
