import type { ChannelId } from "../model/brand.ts";
import type { InstanceRow } from "../model/instance.ts";
import type { Message } from "../model/message.ts";
import { never } from "../model/never.ts";
import type { PlanDetail, Principal } from "../model/plan.ts";
import type { Task } from "../model/task.ts";
import { emptyInstance, settleDoubts } from "../notify/instance-record.ts";
import { mattersOf } from "../notify/matters.ts";
import { idsOf, principalKey } from "../notify/people.ts";
import { openRecord, type Telling, unreached } from "../notify/plan-record.ts";
import type { AnyTransition, Draft, WatchedRecord } from "../notify/record.ts";
import { judgeRoutes, type Verdict } from "../notify/route.ts";
import type { Redactor } from "../text/redactor.ts";
import { dangerLens } from "../watch/danger.ts";
import type { TaskFact } from "../watch/instance-facts.ts";
import { INSTANCE_FAILURES, type InstanceTransition, isInstanceFailure } from "../watch/instance-transition.ts";
import { diff } from "../watch/plan-diff.ts";
import type { Failure } from "../watch/plan-facts.ts";
import { markRow } from "../watch/row-mark.ts";
import type { Renderer } from "./deliver/render.ts";
import { cardOf, noteOf } from "./deliver/render-record.ts";
import { instanceFacts, taskSight } from "./look/instance-facts.ts";
import { planFacts } from "./look/plan-facts.ts";

/** How a deployment tells. */
export interface ExplainSettings extends Pick<Telling, "routes" | "people" | "fallback" | "accountName"> {
  /** Resource types that are dangerous to lose, besides those that Planbell knows. */
  readonly dangerTypes: readonly string[];
  readonly redactor: Redactor;
  readonly render: Renderer;
}

/** What would be told of one plan or task that is seen for the first time, and why. */
export interface Explanation {
  readonly what: "plan" | "task";
  readonly id: string;
  readonly name: string;
  readonly status: string;
  /** What happened, with one verdict for each rule, in their order; none where it is quiet: then no rule is asked. */
  readonly transitions: readonly { readonly kind: string; readonly rules: readonly Verdict[] }[];
  /** The places of the rules that take it and reach nobody, so that the default destination has it. */
  readonly unreached: readonly number[];
  /** The people of it, and who they are in Slack; undefined: not in the map. */
  readonly people: readonly { readonly principal: string; readonly ids: readonly string[] | undefined }[];
  readonly messages: readonly Sent[];
}

/** A message that would be sent. */
export interface Sent {
  readonly kind: "card" | "note" | "log";
  readonly to: ChannelId;
  readonly locale: string | undefined;
  /** Of a log there is none: it would be read to be sent. */
  readonly message: Message | undefined;
}

/** What would be told of a plan, were it seen now for the first time, as GetProvisionedProductPlan gives it. Pure. */
export function explainPlan(plan: PlanDetail, settings: ExplainSettings): Explanation {
  const { redactor } = settings;
  const lens = dangerLens(settings.dangerTypes);
  const facts = planFacts(plan, { before: undefined, detail: plan, task: undefined, salt: "", lens, redactor });
  const transitions = diff(undefined, facts);
  const sighting = { facts, row: markRow(plan), transitions, now: facts.since };
  const record = openRecord(sighting, "", tellingOf(settings), "told");
  const approvers = facts.pending.flatMap((node) => node.approvers);
  return {
    what: "plan",
    id: facts.id,
    name: facts.name,
    status: facts.status,
    unreached: unreached(undefined, sighting, tellingOf(settings)),
    ...explained(record, transitions, [...approvers, facts.requester], settings),
  };
}

/** What would be told of a task that no plan started, as GetTask gives it. Pure. */
export function explainTask(task: Task, settings: ExplainSettings): Explanation {
  const { redactor } = settings;
  const { task: fact, failure } = taskSight(task, undefined, undefined, redactor);
  const row = rowOf(task);
  const facts = instanceFacts({ before: undefined, row, task }, redactor);
  if (facts === undefined) throw new Error("a task and a row are enough to tell from");
  const transition = transitionOf(fact, failure);
  const empty = emptyInstance(facts, { status: facts.status, task: task.id }, "", fact.since);
  const told = isInstanceFailure(transition) ? [transition] : [];
  const record = settleDoubts(empty, 0, told, fact.since, tellingOf(settings));
  return {
    what: "task",
    id: fact.id,
    name: facts.name,
    status: fact.status,
    // Its provisioned product says whose it is.
    unreached: [],
    ...explained(record, [transition], [], settings),
  };
}

function transitionOf(task: TaskFact, failure: Failure | undefined): InstanceTransition {
  if (task.status === "Succeeded") return { kind: "task.succeeded", task };
  if (task.status !== "Failed") return { kind: "task.started", task };
  return { kind: "task.failed", task, ...(failure === undefined ? {} : { failure }) };
}

/** A task tells of its provisioned product what a list would. */
const rowOf = (task: Task): InstanceRow => ({
  id: task.provisionedProductId,
  name: task.provisionedProductName === "" ? task.provisionedProductId : task.provisionedProductName,
  status: task.status === "Failed" ? "Error" : "Available",
  statusMessage: task.statusMessage,
  createdAt: task.createdAt,
  portfolioId: "",
  productName: task.productName,
  productVersionName: task.productVersionName,
  stackId: undefined,
  stackRegionId: "",
  owner: { kind: "", name: "" },
  account: "",
  lastTaskId: task.id,
  lastSuccessfulTaskId: undefined,
});

const NONE: ReadonlySet<ChannelId> = new Set();
const tellingOf = (settings: ExplainSettings): Telling => ({ ...settings, crowded: NONE, joined: NONE });

function explained(
  record: WatchedRecord,
  transitions: readonly AnyTransition[],
  principals: readonly Principal[],
  { routes, people = {}, accountName, render }: ExplainSettings,
): Pick<Explanation, "transitions" | "people" | "messages"> {
  const matters = mattersOf(record, transitions, accountName);
  const named = new Map(principals.map((who) => [principalKey(who), who]));
  return {
    transitions: matters.map((matter) => ({
      kind: matter.kind,
      rules: isQuiet(matter.kind) ? [] : judgeRoutes(routes, matter),
    })),
    people: [...named].map(([principal, who]) => ({ principal, ids: idsOf(people, who) })),
    messages: record.drafts.map((draft) => sentBy(draft, record, render)),
  };
}

/** Of a provisioned product only what failed is told. */
const isQuiet = (kind: string): boolean =>
  !kind.startsWith("plan.") && !INSTANCE_FAILURES.some((failure) => failure === kind);

function sentBy(draft: Draft, record: WatchedRecord, render: Renderer): Sent {
  const { destination: to, locale, body } = draft;
  switch (body.what) {
    case "card":
      return { kind: "card", to, locale, message: cardOf(render, record, draft) };
    case "note":
      return { kind: "note", to, locale, message: noteOf(render, record, body.transitions, draft) };
    case "log":
      return { kind: "log", to, locale, message: undefined };
    case "notice":
      throw new Error("a notice is no part of such a record");
    default:
      return never(body);
  }
}
