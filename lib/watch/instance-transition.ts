import type { TaskFact } from "./instance-facts.ts";
import type { Failure } from "./plan-facts.ts";

/** The kinds of transition of an instance, in the order in which the catalog's contract names them. */
export const INSTANCE_KINDS = [
  "task.failed",
  "instance.error",
  "task.started",
  "task.succeeded",
  "instance.vanished",
] as const;
export type InstanceKind = (typeof INSTANCE_KINDS)[number];

/** Those of them that are told; the others are quiet, for whoever asks. */
export const INSTANCE_FAILURES = ["task.failed", "instance.error"] as const satisfies readonly InstanceKind[];

/** What somebody has to learn: an instance failed, and no plan tells of it. */
export type InstanceFailure =
  | { readonly kind: "task.failed"; readonly task: TaskFact; readonly failure?: Failure }
  /** In error, and no failed task explains it. */
  | { readonly kind: "instance.error"; readonly failure?: Failure };

/** One thing that changed between two looks at an instance. It has no wording and no channel. */
export type InstanceTransition =
  | InstanceFailure
  | { readonly kind: "task.started"; readonly task: TaskFact }
  | { readonly kind: "task.succeeded"; readonly task: TaskFact }
  | { readonly kind: "instance.vanished" };

export const isInstanceFailure = (t: InstanceTransition): t is InstanceFailure =>
  INSTANCE_FAILURES.some((kind) => kind === t.kind);
