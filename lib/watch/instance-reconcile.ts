import type { EpochMs, ProvisionedProductId, TaskId } from "../model/brand.ts";
import type { InstanceRow, InstanceStatus } from "../model/instance.ts";

/** A row as it is remembered: it has no time of its own, so that its state and tasks have to tell it from others. */
export interface InstanceMark {
  readonly status: InstanceStatus;
  readonly task?: TaskId;
  readonly successful?: TaskId;
}

/** What reconcile needs to know of an instance that has a record. */
export interface WatchedInstance {
  readonly id: ProvisionedProductId;
  readonly mark: InstanceMark;
  /** Under change, as far as is known. */
  readonly running: boolean;
  /** Idle again, or gone: remembered for its messages alone. */
  readonly closed: boolean;
  /** It is there, as far as is known, and a card stands that says how it is: that is kept true, also while it is closed. */
  readonly shown: boolean;
  /** The last look did not find it. */
  readonly missed: boolean;
  /** When it was last looked at closely. */
  readonly readAt: EpochMs;
}

/** An instance that needs a closer look, and what is to be asked for. */
export interface InstanceLook {
  readonly id: ProvisionedProductId;
  /** The list row; undefined when it was not listed. */
  readonly row: InstanceRow | undefined;
  /**
   * `tasks`: those since the one that is remembered. `task`: whether that one goes on. `instance`: whether there is one.
   * `nothing`: the row says it all.
   */
  readonly ask: "tasks" | "task" | "instance" | "nothing";
  /** A plan has told why its newest task failed: only what came before may be news. */
  readonly told?: true;
}

/** What plans say about instances. */
export interface PlannedChanges {
  /** A plan runs on it now: the plan tells whatever comes of that. */
  readonly running: ReadonlySet<ProvisionedProductId>;
  /** Failed tasks that plans told of. */
  readonly told: ReadonlySet<TaskId>;
}

/**
 * The instances of one poll that need a closer look: those whose rows changed, oldest first; then those under change,
 * whoever was not asked for longest first; then those that are missed.
 *
 * Pure and total. An idle instance is not remembered but for its card, so that its row is no news. Absence means nothing
 * until a whole sweep has not met an instance, and then only that it is asked for.
 * @param rows one row an instance; none when nothing was listed
 * @param unmet remembered instances that the sweep, which has come to its end, did not meet
 */
export function reconcileInstances(
  watched: ReadonlyMap<ProvisionedProductId, WatchedInstance>,
  rows: ReadonlyMap<ProvisionedProductId, InstanceRow>,
  plans: PlannedChanges,
  unmet: ReadonlySet<ProvisionedProductId>,
): InstanceLook[] {
  const listed = [...rows.values()]
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    .flatMap((row): InstanceLook[] => {
      const known = watched.get(row.id);
      const ask = known === undefined || !isKept(known) ? ofNew(row, known, plans) : ofKnown(row, known);
      const isTold = known === undefined && row.lastTaskId !== undefined && plans.told.has(row.lastTaskId);
      return ask === undefined ? [] : [{ id: row.id, row, ask, ...(isTold ? { told: true } : {}) }];
    });
  const others = [...watched.values()]
    .filter((one) => isKept(one) && !rows.has(one.id))
    .sort((a, b) => a.readAt - b.readAt || (a.id < b.id ? -1 : 1));
  // Of one under change its task tells more, and what became of it when it was terminated.
  const isFollowed = (one: WatchedInstance): boolean => one.running && !one.missed;
  const isLost = (one: WatchedInstance): boolean => !isFollowed(one) && (one.missed || unmet.has(one.id));
  return [
    ...listed,
    ...others.filter(isFollowed).map(({ id }) => look(id, "task")),
    ...others.filter(isLost).map(({ id }) => look(id, "instance")),
  ];
}

/** Is there anything that it may become? */
const isKept = ({ closed, shown }: WatchedInstance): boolean => !closed || shown;

const look = (id: ProvisionedProductId, ask: "task" | "instance"): InstanceLook => ({ id, row: undefined, ask });

/** Not remembered, or only for messages that say nothing of how it is. */
function ofNew(row: InstanceRow, known: WatchedInstance | undefined, plans: PlannedChanges) {
  if (isIdle(row)) return undefined;
  if (known !== undefined) return isSameMark(known.mark, row) ? undefined : "tasks";
  if (row.status !== "Error" && plans.running.has(row.id)) return undefined;
  // Also where a plan has told of the last: what failed before that may be nobody's.
  return row.lastTaskId === undefined ? "nothing" : "tasks";
}

function ofKnown(row: InstanceRow, known: WatchedInstance) {
  if (isSameMark(known.mark, row) && !known.missed) return undefined;
  return row.lastTaskId === undefined ? "nothing" : "tasks";
}

/** A state that nobody knows is idle when its last task succeeded. */
const isIdle = ({ status, lastTaskId, lastSuccessfulTaskId }: InstanceRow): boolean =>
  status === "Available" || (status !== "UnderChange" && status !== "Error" && lastTaskId === lastSuccessfulTaskId);

export const markInstance = (row: InstanceRow): InstanceMark => ({
  status: row.status,
  ...(row.lastTaskId === undefined ? {} : { task: row.lastTaskId }),
  ...(row.lastSuccessfulTaskId === undefined ? {} : { successful: row.lastSuccessfulTaskId }),
});

export const isSameMark = (mark: InstanceMark, row: InstanceRow): boolean =>
  mark.status === row.status && mark.task === row.lastTaskId && mark.successful === row.lastSuccessfulTaskId;
