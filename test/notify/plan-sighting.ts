import type { ChannelId } from "../../lib/model/brand.ts";
import { moveOn, openRecord, type Sighting } from "../../lib/notify/plan-record.ts";
import type { Draft, PlanRecord } from "../../lib/notify/record.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import type { RowMark } from "../../lib/watch/row-mark.ts";
import type { Transition } from "../../lib/watch/transition.ts";
import { aFailure, aPlanFacts } from "../build/facts.ts";
import { aPlanRecord, NOW, OPS, telling } from "../build/records.ts";

export const waits: Transition = { kind: "plan.awaiting-approval", pending: [] };
export const executing: Transition = { kind: "plan.executing" };
export const succeeded: Transition = { kind: "plan.succeeded" };
export const failedToRun: Transition = { kind: "plan.failed", failure: aFailure() };

/** One look at the plan of all tests, and what it means. */
export const aSighting = (
  transitions: readonly Transition[],
  over: Partial<PlanFacts> = {},
): Sighting & { readonly row: RowMark } => ({ facts: aPlanFacts(over), row: aPlanRecord().row, transitions, now: NOW });

/** The first record after such a look. */
export const open = (
  transitions: readonly Transition[],
  over: Partial<PlanFacts> = {},
  how: Parameters<typeof openRecord>[3] = "told",
  to: readonly ChannelId[] = [OPS],
): PlanRecord => openRecord(aSighting(transitions, over), "salt", telling(to), how);

/** The record after another such look. */
export const move = (
  record: PlanRecord,
  transitions: readonly Transition[],
  over: Partial<PlanFacts> = {},
  to: readonly ChannelId[] = [OPS],
): PlanRecord => moveOn(record, aSighting(transitions, over), telling(to));

/** `card C0DEFAULT0 #0`, `note C0DEFAULT0: plan.approved`, `log C0DEFAULT0: task-1 1/3`, `log C0DEFAULT0: task-1`. */
export const owed = (drafts: readonly Draft[]): string[] =>
  drafts.map(({ destination, body }) => {
    if (body.what === "notice") return "notice";
    if (body.what === "card") return `${body.digest ? "digest" : "card"} ${destination} #${body.n}`;
    if (body.what === "note") return `note ${destination}: ${body.transitions.map((t) => t.kind).join(", ")}`;
    return `log ${destination}: ${body.task}${body.part === undefined ? "" : ` ${body.part}/${body.of}`}`;
  });
