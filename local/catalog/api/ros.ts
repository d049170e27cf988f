import type { CallParams } from "../call-params.ts";
import { pageOf } from "../call-params.ts";
import { ACCOUNT } from "../ids.ts";
import type { Instance, TaskState } from "../inventory.ts";
import { Refusal } from "../refusal.ts";
import type { Body } from "../wire.ts";
import { parameter, stamp, terraformLog } from "../wire.ts";
import type { World } from "../world.ts";
import type { Service } from "./service.ts";
import { eventsOf, verbOf } from "./stack-events.ts";

/** What is known of a task that runs or ended, in the words of a stack. */
const STAGES = { InProgress: "IN_PROGRESS", Succeeded: "COMPLETE", Failed: "FAILED" } as const;

/** @see Resource Orchestration Service 2019-09-10, GetStack and ListStackEvents */
export function rosService(world: World): Service {
  const resource = (params: CallParams): string =>
    `acs:ros:${params.required("RegionId")}:${ACCOUNT}:stack/${params.required("StackId")}`;
  return {
    code: "ros",
    operations: {
      GetStack: { resource, run: (params) => getStack(stackOf(world, params), params, world.settle()) },
      ListStackEvents: { resource, run: (params) => listStackEvents(stackOf(world, params), params) },
    },
  };
}

/** @throws {Refusal} 404 `StackNotFound`, in any region but the stack's own too */
function stackOf(world: World, params: CallParams): Instance {
  const [id, region] = [params.required("StackId"), params.required("RegionId")];
  const instance = world.inventory.byStack(id);
  if (instance !== undefined && instance.stackRegionId === region) return instance;
  throw new Refusal(404, "StackNotFound", `There is no stack ${id} in ${region}.`);
}

/** A log is of the newest operation, and there is none while it runs. */
function getStack(instance: Instance, params: CallParams, now: number): Body {
  const option = params.oneOf("LogOption", ["None", "Stack", "Resource", "All"]) ?? "Stack";
  const outputs = params.oneOf("OutputOption", ["Enabled", "Disabled"]) ?? "Enabled";
  const shown = params.oneOf("ShowResourceProgress", ["Disabled", "PercentageOnly", "EnabledIfCreateStack"]);
  const task = instance.tasks.at(-1);
  const logs = option === "Stack" || option === "All" ? task?.stackLogs : undefined;
  return {
    StackId: instance.stackId,
    StackName: nameOf(instance),
    StackType: "Terraform",
    RegionId: instance.stackRegionId,
    Status: task === undefined ? "CREATE_COMPLETE" : `${verbOf(task)}_${STAGES[task.status]}`,
    StatusReason: reasonOf(task),
    Parameters: (task?.parameters ?? []).map(parameter),
    Outputs: outputs === "Enabled" ? [] : undefined,
    Log: logs && { TerraformLogs: logs.map(terraformLog) },
    ResourceProgress: shown === "PercentageOnly" ? progressOf(task, now) : undefined,
    DisableRollback: true,
    ServiceManaged: true,
    ServiceName: "ServiceCatalog",
    CreateTime: withoutZone(instance.createdAt),
    UpdateTime: task && withoutZone(task.updatedAt),
  };
}

/** Newest first. */
function listStackEvents(instance: Instance, params: CallParams): Body {
  const [statuses, types, logicalIds] = ["Status", "ResourceType", "LogicalResourceId"].map((name) =>
    params.list(name),
  ) as [string[], string[], string[]];
  const among = (wanted: readonly string[], value: string): boolean => wanted.length === 0 || wanted.includes(value);
  const page = params.page(50);
  const { entries, total } = pageOf(
    instance.tasks.flatMap((task) => eventsOf(task, nameOf(instance))),
    page,
    (event) => among(statuses, event.status) && among(types, event.type) && among(logicalIds, event.logicalId),
  );
  return {
    PageNumber: page.number,
    PageSize: page.size,
    TotalCount: total,
    Events: entries.map((event) => ({
      EventId: event.id,
      StackId: instance.stackId,
      StackName: nameOf(instance),
      LogicalResourceId: event.logicalId,
      PhysicalResourceId: event.type === "ALIYUN::ROS::Stack" ? instance.stackId : "",
      ResourceType: event.type,
      Status: event.status,
      StatusReason: event.reason,
      CreateTime: withoutZone(event.at),
    })),
  };
}

const nameOf = ({ id }: Instance): string => `sc-${ACCOUNT}-${id}`;

function reasonOf(task: TaskState | undefined): string {
  if (task === undefined) return "Stack CREATE completed successfully";
  if (task.failure !== undefined) return task.failure.statusMessage;
  return task.status === "InProgress" ? "" : `Stack ${verbOf(task)} completed successfully`;
}

function progressOf(task: TaskState | undefined, now: number): Body {
  const length = task === undefined ? 0 : task.endsAt - task.createdAt;
  const passed = task?.status === "InProgress" && length > 0 ? (now - task.createdAt) / length : 1;
  const percent = Math.min(100, Math.floor(passed * 100));
  return { StackOperationProgress: percent, StackActionProgress: percent };
}

/** ROS writes UTC without the Z. */
const withoutZone = (instant: number): string => stamp(instant).slice(0, -1);
