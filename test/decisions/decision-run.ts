import type { DecideJob } from "../../lib/model/job.ts";
import type { BotRun } from "./bots.ts";

/** A run that did a decision. */
export type DecisionRun = BotRun & { readonly job: DecideJob };

export const isDecision = (run: BotRun): run is DecisionRun => run.job?.kind === "decide";

/** However often somebody clicks, or a job comes: one decision. */
export const nameOf = ({ by, action, on }: DecideJob): string => `${by.user} ${action} ${on.plan} ${on.seal}`;
