import type { EpochMs } from "../../model/brand.ts";
import { markOf } from "../../model/hash.ts";
import {
  type ApprovalNode,
  isWaiting,
  type OperationRecord,
  type Parameter,
  type PlanDetail,
  type PlanRow,
  type Principal,
  type ResourceChange,
  type Tag,
} from "../../model/plan.ts";
import type { Task } from "../../model/task.ts";
import { clean } from "../../text/clean.ts";
import type { Redactor } from "../../text/redactor.ts";
import { safeLine } from "../../text/safe-line.ts";
import { changesFact } from "../../watch/changes-fact.ts";
import type { DangerLens } from "../../watch/danger.ts";
import { keptRecords, stepsBetween } from "../../watch/meanwhile.ts";
import type { ChangeFact, Failure, ParameterFact, PlanFacts, WaitedFact } from "../../watch/plan-facts.ts";
import { failureFacts } from "./failure-facts.ts";
import type { StackTold } from "./failure-ladder.ts";

/** Longest strings a record keeps; Service Catalog itself allows 128 for names, RAM 64. */
const NAME = 300;
const SHORT = 128;
const WHO = 64;
const COMMENT = 300;
const KEY = 64;
const VALUE = 80;
/** Longest lists a record keeps: far above what people make, far below what a store refuses. */
const PARAMETERS = 200;
const TAGS = 20;
const NODES = 5;
const APPROVERS = 30;

const FAILED = new Set(["PreviewFailed", "ExecuteFailed"]);
export const isFailed = (status: string): boolean => FAILED.has(status);

/** Of what was shown of a plan that no longer waits, so many parameters keep their values. */
const WAITED_VALUES = 60;
/** States from which no plan comes back to its approvers. */
const OVER: ReadonlySet<string> = new Set(["ExecuteSuccess", "Canceled"]);

/** What is known of a plan besides its list row. */
export interface Known {
  /** What was seen last; undefined on first sight. */
  readonly before: PlanFacts | undefined;
  /** Undefined when the row says enough: what only a Get knows then stays as it was. */
  readonly detail: PlanDetail | undefined;
  /** The task that ran the plan, when it failed and the task was found. */
  readonly task: Task | undefined;
  /** What its stack told, when it failed and the stack was asked. */
  readonly stack?: StackTold | undefined;
  readonly salt: string;
  readonly lens: DangerLens;
  readonly redactor: Redactor;
}

/**
 * The facts of a plan, cleaned and redacted: the only form in which cloud text enters a record or a message.
 *
 * Where details were read they win over the row, which may be older. Pure.
 */
export function planFacts(row: PlanRow, known: Known): PlanFacts {
  const { before, detail } = known;
  const plan = detail ?? row;
  const words = new Words(known.redactor);
  const line = words.line;
  const status = line(plan.status);
  const same = before?.status === status;
  const productVersion = detail?.productVersionName ? line(detail.productVersionName) : before?.productVersion;
  const changes =
    detail === undefined
      ? before?.changes
      : changesFact(
          detail.changes.map((change) => changeFact(change, words)),
          known.lens,
        );
  const failure = isFailed(plan.status) ? failureOf(plan, known) : undefined;
  const history =
    detail === undefined
      ? (before?.history ?? [])
      : keptRecords(detail.history).map((record) => operationRecord(record, words));
  const facts: PlanFacts = {
    id: plan.id,
    name: line(plan.name, NAME),
    status,
    since: same ? before.since : wholeSecond(plan.updatedAt),
    createdAt: plan.createdAt,
    operation: line(plan.operation),
    requester: words.principal(plan.owner),
    account: line(plan.account),
    region: line(plan.stackRegionId),
    productName: line(plan.productName, NAME),
    ...(productVersion === undefined ? {} : { productVersion }),
    portfolioId: line(plan.portfolioId),
    productId: line(plan.productId),
    tags: plan.tags.slice(0, TAGS).map(words.tag),
    provisionedProductId: plan.provisionedProductId,
    provisionedProductName: line(plan.provisionedProductName, NAME),
    assigned: words.principals(plan.assignedApprovers),
    // A row does not know the nodes: those that a Get told stay as long as the plan stays.
    pending:
      detail === undefined && same && before.changes !== undefined ? before.pending : pendingOf(plan, detail, words),
    history,
    parameters: parameterFacts(plan.parameters, known.salt, words),
    ...(changes === undefined ? {} : { changes }),
    ...(failure === undefined ? {} : { failure }),
  };
  const waited = before === undefined || isWaiting(facts) || OVER.has(status) ? undefined : waitedOf(before);
  // It left the status and came back to it.
  const isBack = same && stepsBetween(before, facts).some(({ kind }) => kind === "plan.awaiting-approval");
  return {
    ...facts,
    ...(isBack ? { since: wholeSecond(plan.updatedAt) } : {}),
    ...(waited === undefined ? {} : { waited }),
  };
}

/** What is kept of a plan that waits, or waited before: what its approvers were shown. */
function waitedOf(before: PlanFacts): WaitedFact | undefined {
  if (!isWaiting(before)) return before.waited;
  const { operation, productVersion, changes } = before;
  return {
    operation,
    ...(productVersion === undefined ? {} : { productVersion }),
    parameters: before.parameters.map(({ key, shown, mark }, n) =>
      n < WAITED_VALUES ? { key, shown, mark } : { key, mark },
    ),
    ...(changes === undefined ? {} : { changes }),
  };
}

/** What a record keeps of texts: every one of them goes through here. */
class Words {
  readonly #redactor: Redactor;
  constructor(redactor: Redactor) {
    this.#redactor = redactor;
  }

  readonly line = (text: string, most = SHORT): string => safeLine(text, most, this.#redactor);
  readonly principal = (who: Principal): Principal => ({
    kind: this.line(who.kind, WHO),
    name: this.line(who.name, WHO),
  });
  readonly principals = (who: readonly Principal[]): Principal[] => who.slice(0, APPROVERS).map(this.principal);
  /** A value is exact, or nothing of it is kept: rules compare it. */
  readonly tag = ({ key, value }: Tag): Tag => ({
    key: this.line(key),
    value: this.line(this.#redactor.parameter(key, clean(value, { lines: true }))),
  });
  /** A parameter's value: nothing of it when its key sounds secret. */
  readonly parameter = ({ key, value }: Parameter): string =>
    this.line(this.#redactor.parameter(key, clean(value, { lines: true })), VALUE);
}

const wholeSecond = (at: EpochMs): EpochMs => (Math.floor(at / 1_000) * 1_000) as EpochMs;

function pendingOf(plan: PlanRow, detail: PlanDetail | undefined, words: Words): readonly ApprovalNode[] {
  const nodes = (detail?.pending ?? []).filter((node) => node.approvers.length > 0);
  if (!isWaiting({ status: plan.status, pending: nodes })) return [];
  if (nodes.length > 0) {
    return nodes.slice(0, NODES).map((n) => ({ name: words.line(n.name), approvers: words.principals(n.approvers) }));
  }
  if (plan.assignedApprovers.length === 0) return [];
  return [{ name: "", approvers: words.principals(plan.assignedApprovers) }];
}

const operationRecord = (r: OperationRecord, words: Words): OperationRecord => ({
  by: words.principal(r.by),
  action: words.line(r.action),
  comment: words.line(r.comment, COMMENT),
  at: r.at,
});

/** Those beyond the most that the service takes share one fact, so that a change of any is seen. */
function parameterFacts(parameters: readonly Parameter[], salt: string, words: Words): ParameterFact[] {
  const facts = parameters.slice(0, PARAMETERS).map((p) => parameterFact(p, salt, words));
  const rest = parameters.slice(PARAMETERS);
  if (rest.length === 0) return facts;
  return [...facts, { key: "...", shown: String(rest.length), mark: markOf(salt, JSON.stringify(rest)) }];
}

const parameterFact = (p: Parameter, salt: string, words: Words): ParameterFact => ({
  key: words.line(p.key, KEY),
  shown: words.parameter(p),
  mark: markOf(salt, p.value),
});

const changeFact = (c: ResourceChange, { line }: Words): ChangeFact => ({
  logicalId: line(c.logicalId),
  type: line(c.type),
  action: line(c.action),
  ...(c.replacement === undefined ? {} : { replacement: line(c.replacement) }),
});

function failureOf(plan: PlanRow, known: Known): Failure {
  const { before, task, stack, redactor } = known;
  const told = before?.status === plan.status ? before.failure : undefined;
  // A look that did not ask, or has no message, must not make a known reason vanish.
  const asked = told?.taskId !== undefined || told?.source.startsWith("stack-");
  const better = asked || plan.statusMessage === undefined;
  if (task === undefined && stack === undefined && told !== undefined && better) return told;
  return failureFacts({ statusMessage: plan.statusMessage, task, stack }, redactor);
}
