import type { ProvisionedProductId, TaskId } from "../../model/brand.ts";
import type { PlannedChanges } from "../../watch/instance-reconcile.ts";
import type { PlanClaim } from "../../watch/instance-verdict.ts";
import { mergeRows } from "../../watch/reconcile.ts";
import type { Hot } from "../records.ts";
import type { Listing } from "./lists.ts";

/** What plans say about instances, from their records and from the rows of those that have none. */
export interface Claims extends PlannedChanges {
  of(id: ProvisionedProductId): readonly PlanClaim[];
}

export function claimsOf(hot: Hot, lists: Listing): Claims {
  const claims = new Map<ProvisionedProductId, PlanClaim[]>();
  const running = new Set<ProvisionedProductId>();
  const told = new Set<TaskId>();
  const add = (id: ProvisionedProductId, claim: PlanClaim): void => {
    const known = claims.get(id);
    if (known === undefined) claims.set(id, [claim]);
    else known.push(claim);
    if (claim.status === "ExecuteInProgress") running.add(id);
    if (claim.taskId !== undefined) told.add(claim.taskId);
  };
  for (const { value } of hot.plans.values()) {
    const { operation, status, createdAt, since, failure, provisionedProductId } = value.facts;
    const failures = value.events.filter(({ kind }) => kind === "plan.failed");
    const claim = { operation, status, createdAt, since, failures };
    add(provisionedProductId, failure?.taskId === undefined ? claim : { ...claim, taskId: failure.taskId });
  }
  for (const row of mergeRows(lists).values()) {
    if (hot.plans.has(row.id)) continue;
    const { operation, status, createdAt, updatedAt } = row;
    add(row.provisionedProductId, { operation, status, createdAt, since: updatedAt, failures: [] });
  }
  return { running, told, of: (id) => claims.get(id) ?? [] };
}
