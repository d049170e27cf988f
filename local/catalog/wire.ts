import type { Parameter, Principal, Tag } from "../../lib/model/plan.ts";
import type { TerraformLog } from "../../lib/model/task.ts";
import type { Ids } from "./ids.ts";
import { ACCOUNT } from "./ids.ts";
import type { Instance, TaskState } from "./inventory.ts";
import type { OperationEntry, PlanState } from "./plan-state.ts";
import { pendingOf } from "./plan-state.ts";

/** A JSON object on its way out; members that are `undefined` are not sent. */
export type Body = Readonly<Record<string, unknown>>;

/** UTC, whole seconds: `2026-01-02T03:04:05Z`. */
export const stamp = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19)}Z`;

/**
 * Plans, tasks and provisioned products as Service Catalog writes them.
 *
 * With `quirks` as its documents' samples write them: names end in a newline, a task's version name is a number, a
 * status message stands beside success, list rows have milliseconds, empty lists are not there, `reject` is lower case.
 * @see Service Catalog 2021-09-01, the sample bodies of GetProvisionedProductPlan, ListProvisionedProductPlans, GetTask
 */
export class Wire {
  readonly #quirks: boolean;
  readonly #ids: Ids;
  readonly #failedTaskLogs: boolean;

  /** @param failedTaskLogs whether failed tasks have a `Log`: the console says that they have none */
  constructor(quirks: boolean, ids: Ids, failedTaskLogs = true) {
    this.#quirks = quirks;
    this.#ids = ids;
    this.#failedTaskLogs = failedTaskLogs;
  }

  planRow(plan: PlanState): Body {
    const updateTime = this.#quirks ? new Date(plan.updatedAt).toISOString() : stamp(plan.updatedAt);
    return { ...this.#plan(plan), UpdateTime: updateTime, ProductName: this.#text(plan.product.name) };
  }

  /** The whole answer of GetProvisionedProductPlan, bar its RequestId. */
  plan(plan: PlanState): Body {
    const { product } = plan;
    const versionId = product.versions.get(plan.productVersionName);
    return {
      PlanDetail: { ...this.#plan(plan), ApprovalDetail: this.#approval(plan) },
      ProductDetail: {
        ProductId: product.id,
        ProductName: this.#text(product.name),
        ProductArn: `acs:servicecatalog:cn-hangzhou:${ACCOUNT}:product/${product.id}`,
        ProductType: "Ros",
        ProviderName: this.#text("IT team"),
        Description: this.#text("A product of the emulated catalog."),
        CreateTime: stamp(product.createdAt),
      },
      ProductVersionDetail: {
        ProductVersionId: versionId,
        ProductVersionName: plan.productVersionName,
        ProductId: product.id,
        Active: true,
        Guidance: "Default",
        Description: this.#text("A version of the emulated catalog."),
        TemplateType: "RosTerraformTemplate",
        TemplateUrl: `oss://servicecatalog-cn-hangzhou/${ACCOUNT}/terraform/template/${versionId}/template.json`,
        CreateTime: stamp(product.createdAt),
      },
      ResourceChanges: this.#list(
        (plan.previewed ? (plan.spec.changes ?? []) : []).map((change) => ({
          ...(this.#quirks ? { PhysicalResourceId: "i-bp13lmam3qd9q6il0001", Replacement: "True" } : {}),
          ...change,
          ResourceType: this.#text(change.ResourceType),
        })),
      ),
    };
  }

  /** `TaskTags` are in GetTask only. */
  task(task: TaskState, where: "get" | "list"): Body {
    const { instance, product } = task;
    const logs = task.status === "Failed" && !this.#failedTaskLogs ? undefined : task.logs;
    return {
      TaskId: task.id,
      TaskType: task.type,
      Status: task.status,
      StatusMessage: this.#statusMessage(task.failure?.statusMessage, instance.id),
      PortfolioId: product.portfolioId,
      ProductId: product.id,
      ProductName: this.#text(product.name),
      ProductVersionId: product.versions.get(task.productVersionName),
      ProductVersionName: this.#versionOfTask(task.productVersionName),
      ProvisionedProductId: instance.id,
      ProvisionedProductName: this.#text(instance.name),
      Parameters: this.#list(task.parameters.map(parameter)),
      Outputs: this.#list([]),
      Log: logs && { TerraformLogs: logs.map(terraformLog) },
      TaskTags: where === "get" ? this.#list(task.tags.map(tag)) : undefined,
      CreateTime: stamp(task.createdAt),
      UpdateTime: stamp(task.updatedAt),
    };
  }

  instance(instance: Instance): Body {
    const lastTaskId = instance.tasks.at(-1)?.id;
    return {
      ProvisionedProductId: instance.id,
      ProvisionedProductName: this.#text(instance.name),
      ProvisionedProductArn: `acs:servicecatalog:cn-hangzhou:${ACCOUNT}:provisionedproduct/${instance.id}`,
      ProvisionedProductType: "RosStack",
      Status: instance.status,
      StatusMessage: this.#statusMessage(instance.statusMessage, instance.id),
      ProductId: instance.product.id,
      ProductName: this.#text(instance.product.name),
      ProductVersionId: instance.product.versions.get(instance.productVersionName),
      ProductVersionName: instance.productVersionName,
      PortfolioId: instance.product.portfolioId,
      StackId: instance.stackId,
      StackRegionId: instance.stackRegionId,
      OwnerPrincipalType: instance.owner.kind,
      OwnerPrincipalId: this.#ids.ofPrincipal(instance.owner),
      LastTaskId: lastTaskId,
      LastProvisioningTaskId: lastTaskId,
      LastSuccessfulProvisioningTaskId: instance.lastSuccessfulTaskId,
      CreateTime: stamp(instance.createdAt),
    };
  }

  #plan(plan: PlanState): Body {
    const { spec, product, instance } = plan;
    return {
      PlanId: plan.id,
      PlanName: this.#text(spec.name),
      PlanType: "Ros",
      Description: spec.description === undefined ? undefined : this.#text(spec.description),
      OperationType: spec.operation ?? "LaunchProduct",
      Status: plan.status,
      StatusMessage: this.#statusMessage(plan.statusMessage, instance.id),
      CreateTime: stamp(plan.createdAt),
      UpdateTime: stamp(plan.updatedAt),
      PortfolioId: product.portfolioId,
      ProductId: product.id,
      ProductVersionId: product.versions.get(plan.productVersionName),
      ProvisionedProductId: instance.id,
      ProvisionedProductName: this.#text(instance.name),
      StackId: instance.stackId,
      StackRegionId: instance.stackRegionId,
      Parameters: this.#list((spec.parameters ?? []).map(parameter)),
      Tags: this.#list((spec.tags ?? []).map(tag)),
      AssignedApprovers: this.#list(plan.nodes.flat().map(principal)),
      OwnerPrincipalType: plan.owner.kind,
      OwnerPrincipalId: this.#ids.ofPrincipal(plan.owner),
      OwnerPrincipalName: plan.owner.name,
      Uid: ACCOUNT,
    };
  }

  #approval(plan: PlanState): Body {
    const pending = pendingOf(plan);
    const activity = {
      ActivityName: `ApproverNode-${plan.node + 1}`,
      Tasks: pending.map((approver) => ({ Operator: principal(approver) })),
    };
    return {
      OperationRecords: this.#list(plan.records.map((record) => this.#record(record))),
      TodoTaskActivities: this.#list(pending.length > 0 ? [activity] : []),
    };
  }

  #record(record: OperationEntry): Body {
    return {
      Operator: { ...principal(record.by), PrincipalId: this.#text(this.#ids.ofPrincipal(record.by)) },
      ApprovalAction: this.#quirks && record.action === "Reject" ? "reject" : record.action,
      Comment: this.#text(record.comment),
      CreateTime: stamp(record.at),
    };
  }

  #text(value: string): string {
    return this.#quirks ? `${value}\n` : value;
  }

  #list<T>(entries: readonly T[]): readonly T[] | undefined {
    return this.#quirks && entries.length === 0 ? undefined : entries;
  }

  #versionOfTask(name: string): string | number {
    return this.#quirks && /^\d+(\.\d+)?$/.test(name) ? Number(name) : name;
  }

  #statusMessage(message: string | undefined, instanceId: string): string | undefined {
    if (message !== undefined || !this.#quirks) return message;
    return `Create stack failed: Resource CREATE failed: terraform stack sc-${ACCOUNT}-${instanceId} failure...`;
  }
}

/** As GetTask and the stack's GetStack both write it. */
export const terraformLog = (log: TerraformLog): Body => ({
  Command: log.command,
  Stream: log.stream,
  Content: log.content,
});

const principal = (one: Principal): Body => ({ PrincipalType: one.kind, PrincipalName: one.name });
export const parameter = (one: Parameter): Body => ({ ParameterKey: one.key, ParameterValue: one.value });
const tag = (one: Tag): Body => ({ Key: one.key, Value: one.value });
