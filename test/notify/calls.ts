import { advance, type Call, claim, isCall, next } from "../../lib/notify/delivery.ts";
import type { Failed, Outcome } from "../../lib/notify/outcome.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import { ME, NOW, OPS, settling, ts } from "../build/records.ts";

export const failed = (fault: Failed["fault"], over: Partial<Failed> = {}): Failed => ({
  kind: "failed",
  fault,
  code: "some_word",
  ...over,
});
export const sent: Outcome = { kind: "sent", channel: OPS, ts: ts("9.9") };

/** The call that a record asks for, and the record with its claim. */
export function claimed(record: PlanRecord, now = NOW, by = ME): [held: PlanRecord, call: Call] {
  const step = next(record, now, OPS);
  if (!isCall(step)) throw new Error(`expected a call, got ${step.do}`);
  return [claim(record, step, now, by), step];
}

export const settle = (held: PlanRecord, call: Call, outcome: Outcome, now = NOW): PlanRecord =>
  advance(held, call, outcome, settling(now));

/** The record after the call that it asks for. */
export const outcomeOf = (record: PlanRecord, outcome: Outcome, now = NOW): PlanRecord => {
  const [held, call] = claimed(record, now);
  return settle(held, call, outcome, now);
};
