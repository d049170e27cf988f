import type { KnownPlanStatus, Parameter, Principal } from "../../lib/model/plan.ts";
import type { PlanChanges, PlanSpec, WireChange } from "../../local/catalog/plan-state.ts";
import { Refusal } from "../../local/catalog/refusal.ts";
import type { PlanView, World } from "../../local/catalog/world.ts";
import type { Chance } from "../sweep/chance.ts";

/** How fast things go in a history; milliseconds. */
export interface Pace {
  readonly shortest: number;
  readonly longest: number;
}

const PEOPLE: readonly Principal[] = ["alice", "bob", "carol", "dave", "erin", "frank"].map((name) => ({
  kind: "RamUser",
  name,
}));
const ROLE: Principal = { kind: "RamRole", name: "net-approvers" };
const OWNERS: readonly Principal[] = ["olga", "otto"].map((name) => ({ kind: "RamUser", name }));

const COMMENTS = ["", "", "fine by me", "not before Monday", "see ticket 4711", "ok"];
const RESOURCES: readonly (readonly [string, string])[] = [
  ["web", "alicloud_instance"],
  ["orders", "alicloud_db_instance"],
  ["net", "alicloud_vpc"],
  ["rule", "alicloud_security_group_rule"],
  ["assets", "alicloud_oss_bucket"],
];

/** Short times are as likely as long ones, however many powers of ten lie between them. */
export const spread = (chance: Chance, { shortest, longest }: Pace): number =>
  Math.round(shortest * (longest / shortest) ** chance.next());

/** A plan as somebody submits it, and how it will go. */
export function randomSpec(chance: Chance, name: string, pace: Pace): PlanSpec {
  const operation = chance.pick([
    "LaunchProduct",
    "LaunchProduct",
    "UpdateProvisionedProduct",
    "TerminateProvisionedProduct",
  ] as const);
  const quick = { shortest: 1_000, longest: Math.max(2_000, pace.longest / 4) };
  return {
    name,
    operation,
    owner: chance.pick(OWNERS),
    nodes: nodesOf(chance),
    ...(chance.happens(0.1) ? { waitsInPreviewSuccess: true } : {}),
    ...(chance.happens(0.15) ? { quietHandOver: true } : {}),
    previewMs: spread(chance, quick),
    executeMs: spread(chance, quick),
    parameters: parametersOf(chance),
    changes: changesOf(chance),
    ...endingOf(chance),
  };
}

function nodesOf(chance: Chance): readonly (readonly Principal[])[] {
  if (chance.happens(0.25)) return [];
  return Array.from({ length: chance.happens(0.2) ? 2 : 1 }, () => whoever(chance));
}

function whoever(chance: Chance): readonly Principal[] {
  if (chance.happens(0.1)) return [ROLE];
  const first = chance.pick(PEOPLE);
  const second = chance.pick(PEOPLE);
  return chance.happens(0.3) && second !== first ? [first, second] : [first];
}

const parametersOf = (chance: Chance): Parameter[] => [
  { key: "size", value: String(chance.whole(1, 9)) },
  ...(chance.happens(0.5) ? [{ key: "zone", value: `cn-hangzhou-${chance.pick(["h", "i", "j"])}` }] : []),
  ...(chance.happens(0.3) ? [{ key: "db_password", value: `Hidden-${chance.whole(1_000, 9_999)}!` }] : []),
];

const changesOf = (chance: Chance): WireChange[] =>
  RESOURCES.filter(() => chance.happens(0.4)).map(([LogicalResourceId, ResourceType]) => {
    const Action = chance.pick(["Add", "Add", "Modify", "Remove"]);
    const replacement = Action === "Modify" ? { Replacement: chance.pick(["True", "False", "Conditional"]) } : {};
    return { LogicalResourceId, ResourceType, Action, ...replacement };
  });

/** How it ends. Every way to fail has a number of its own, wherever it is told. */
function endingOf(chance: Chance): Pick<PlanSpec, "previewFails" | "executeFails"> {
  const { statusMessage, log } = reasonOf(chance);
  return {
    ...(chance.happens(0.1) ? { previewFails: { statusMessage } } : {}),
    ...(chance.happens(0.3) ? { executeFails: { statusMessage, ...(chance.happens(0.6) ? { logs: log } : {}) } } : {}),
  };
}

/** Why something fails, and the log of it. */
export function reasonOf(chance: Chance) {
  const statusMessage = `the quota of case ${chance.whole(10_000, 99_999)} is used up`;
  return { statusMessage, log: [{ command: "apply", stream: "stderr", content: `Error: ${statusMessage}\n` }] };
}

type Deed = "approve" | "approve and run" | "reject" | "hand over" | "cancel" | "run" | "edit" | "delete" | "leave";

/** What people do with a plan in each state, likelier things more often. What the cloud refuses does not happen. */
const DEEDS: Readonly<Record<KnownPlanStatus | "waiting", readonly Deed[]>> = {
  waiting: [
    ...([
      "approve",
      "approve",
      "approve",
      "approve",
      "approve and run",
      "approve and run",
      "reject",
      "reject",
    ] as const),
    ...(["hand over", "hand over", "edit", "edit", "cancel", "delete", "leave"] as const),
  ],
  PreviewInProgress: ["leave"],
  ExecuteInProgress: ["leave"],
  PreviewSuccess: ["run", "run", "run", "run", "edit", "cancel", "delete", "leave"],
  ApplicationInProgress: ["leave"],
  ApplicationApproved: ["run", "run", "run", "run", "edit", "cancel", "delete", "leave"],
  PreviewFailed: ["edit", "edit", "delete", "leave", "leave"],
  ApplicationRejected: ["edit", "edit", "delete", "leave", "leave"],
  ExecuteFailed: ["edit", "edit", "delete", "leave", "leave"],
  ExecuteSuccess: ["delete", "leave", "leave", "leave"],
  Canceled: ["delete", "leave", "leave", "leave"],
};

/** Somebody comes by and does something about the plan, or nothing. @returns what they did */
export function comeBy(world: World, planId: string, chance: Chance): string {
  const plan = world.plans().find(({ id }) => id === planId);
  if (plan === undefined) return "gone";
  const deed = chance.pick(DEEDS[plan.pending.length > 0 ? "waiting" : plan.status]);
  try {
    act(world, plan, deed, chance);
    return deed;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `${deed}, refused`;
  }
}

function act(world: World, { id, pending }: PlanView, deed: Deed, chance: Chance): void {
  const by = pending[chance.whole(0, Math.max(0, pending.length - 1))];
  switch (deed) {
    case "approve":
      world.approve(id, by as Principal, chance.pick(COMMENTS));
      break;
    case "approve and run":
      world.approve(id, by as Principal, chance.pick(COMMENTS));
      world.execute(id);
      break;
    case "reject":
      world.reject(id, by as Principal, chance.pick(COMMENTS));
      break;
    case "hand over":
      world.handOver(id, whoever(chance));
      break;
    case "cancel":
      world.cancel(id);
      break;
    case "run":
      world.execute(id);
      break;
    case "edit":
      world.update(id, editOf(chance));
      break;
    case "delete":
      world.remove(id);
      break;
    case "leave":
      break;
  }
}

/** What they mend, and what comes of it; sometimes the new preview is over before anybody looks. */
const editOf = (chance: Chance): PlanChanges => ({
  ...(chance.happens(0.7) ? { parameters: parametersOf(chance) } : {}),
  ...(chance.happens(0.4) ? { changes: changesOf(chance) } : {}),
  ...(chance.happens(0.2) ? { nodes: nodesOf(chance) } : {}),
  ...(chance.happens(0.5) ? { previewMs: 1_000 } : {}),
  previewFails: undefined,
  executeFails: undefined,
  ...endingOf(chance),
});
