/** The states of a plan that people are told, and what Service Catalog calls them. `waiting` is waiting for approvers. */
export type PlanState =
  | "previewing"
  | "ready"
  | "waiting"
  | "approved"
  | "running"
  | "succeeded"
  | "rejected"
  | "canceled"
  | "preview failed"
  | "failed"
  | "deleted";

/** The words of cards and digests. By hand: nobody who reads a card looks them up in Planbell. */
export const CARD_WORDS: Readonly<Record<string, PlanState>> = {
  Previewing: "previewing",
  "Ready to run": "ready",
  "Waiting for approval": "waiting",
  "Approved, not run yet": "approved",
  Running: "running",
  Succeeded: "succeeded",
  Rejected: "rejected",
  Canceled: "canceled",
  "Preview failed": "preview failed",
  Failed: "failed",
  Deleted: "deleted",
};

/** What a note may say: that the plan came into a state, or that something else happened while it stayed. */
export type NoteWord = PlanState | "moved" | "handed over" | "changed";

/** The words with which notes begin. */
export const NOTE_WORDS: Readonly<Record<string, NoteWord>> = {
  "Waiting for approval": "waiting",
  "Handed over": "handed over",
  Approved: "approved",
  Rejected: "rejected",
  Canceled: "canceled",
  Changed: "changed",
  Deleted: "deleted",
  Succeeded: "succeeded",
  Moved: "moved",
  Running: "running",
  "Preview failed": "preview failed",
  Failed: "failed",
};

/** What the cloud's own status means to people; a plan that has somebody to decide waits, whatever its status. */
export const STATE_OF: Readonly<Record<string, PlanState>> = {
  PreviewInProgress: "previewing",
  PreviewSuccess: "ready",
  PreviewFailed: "preview failed",
  ApplicationInProgress: "waiting",
  ApplicationApproved: "approved",
  ApplicationRejected: "rejected",
  ExecuteInProgress: "running",
  ExecuteSuccess: "succeeded",
  ExecuteFailed: "failed",
  Canceled: "canceled",
};

/** End states: a plan in one of them moves on only when somebody submits it again. */
export const ENDED: ReadonlySet<PlanState> = new Set([
  "succeeded",
  "rejected",
  "canceled",
  "preview failed",
  "failed",
  "deleted",
]);

/** What the service promises to tell of each state. */
interface Promised {
  /**
   * Whose first card it makes: of any plan, of a plan that needs approval (it may have been decided between two
   * looks), or of none.
   */
  readonly card: "any" | "with approval" | "none";
  /** Is there a note in the thread of the card, besides the edit? */
  readonly note: boolean;
  /** Is the note shown in the channel, too? */
  readonly loud?: true;
}

/** The table of transitions that people were promised, state by state. */
export const PROMISED: Readonly<Record<PlanState, Promised>> = {
  waiting: { card: "any", note: true },
  approved: { card: "with approval", note: true },
  rejected: { card: "with approval", note: true },
  canceled: { card: "with approval", note: true },
  succeeded: { card: "with approval", note: true },
  running: { card: "none", note: false },
  previewing: { card: "none", note: true },
  ready: { card: "none", note: true },
  deleted: { card: "none", note: true },
  "preview failed": { card: "any", note: true, loud: true },
  failed: { card: "any", note: true, loud: true },
};

/** The states of a provisioned product that people are told. */
export type InstanceState = "available" | "under change" | "failed" | "terminated";

/** The words of their cards and digests, by hand. */
export const INSTANCE_CARD_WORDS: Readonly<Record<string, InstanceState>> = {
  Available: "available",
  "Under change": "under change",
  Failed: "failed",
  Terminated: "terminated",
};

/** What the cloud's own status means to people. */
export const INSTANCE_STATE_OF: Readonly<Record<string, InstanceState>> = {
  Available: "available",
  UnderChange: "under change",
  Error: "failed",
  terminated: "terminated",
};

/** What the service promises of what happens to a provisioned product without a plan: this is told, all else is quiet. */
export const LOUD: ReadonlySet<string> = new Set(["Launch failed", "Update failed", "Termination failed", "In error"]);

/** What may be told of a provisioned product at all, and what is quiet. */
export const INSTANCE_NOTE_WORDS: ReadonlySet<string> = new Set([
  ...LOUD,
  ...["Launch", "Update", "Termination"].flatMap((task) => [`${task} started`, `${task} succeeded`]),
  "Terminated",
]);

/** The words for what the cloud calls a task. */
export const TASK_WORDS: Readonly<Record<string, string>> = {
  LaunchProduct: "Launch",
  UpdateProvisionedProduct: "Update",
  TerminateProvisionedProduct: "Termination",
};
