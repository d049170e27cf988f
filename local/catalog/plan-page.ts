import { createHash } from "node:crypto";
import type { Page } from "./call-params.ts";
import { pageOf } from "./call-params.ts";
import type { PlanState } from "./plan-state.ts";

/**
 * One page of several lists that have no plan in common, each oldest first, as if they were one. Costs what leads to
 * the page, not what lies behind it.
 * @param shuffle puts plans of the same second in an order of their own, another one for every `shuffle`
 */
export function planPage(lists: readonly (readonly PlanState[])[], page: Page, shuffle?: number): PlanState[] {
  const skipped = (page.number - 1) * page.size;
  const end = skipped + page.size;
  const [only] = lists;
  if (shuffle === undefined && lists.length === 1 && only !== undefined) return pageOf(only, page).entries;
  if (shuffle === undefined) return firstOf(lists, end, page.ascending).slice(skipped);
  const all = firstOf(lists, Number.POSITIVE_INFINITY, page.ascending);
  const [from, to] = [startOfTie(all, skipped), endOfTie(all, end)];
  const places = all.slice(from, to).map((plan) => ({ plan, second: secondOf(plan), lot: lotOf(plan, shuffle) }));
  const direction = page.ascending ? 1 : -1;
  places.sort((a, b) => (a.second === b.second ? (a.lot < b.lot ? -1 : 1) : direction * (a.second - b.second)));
  return places.slice(skipped - from, end - from).map(({ plan }) => plan);
}

/** The first `count` of the lists together, oldest or newest first. */
function firstOf(lists: readonly (readonly PlanState[])[], count: number, ascending: boolean): PlanState[] {
  const places = lists.map((plans) => ({ plans, next: ascending ? 0 : plans.length - 1 }));
  const merged: PlanState[] = [];
  while (merged.length < count) {
    let best: { plan: PlanState; place: (typeof places)[number] } | undefined;
    for (const place of places) {
      const plan = place.plans[place.next];
      if (plan === undefined) continue;
      if (best === undefined || plan.serial < best.plan.serial === ascending) best = { plan, place };
    }
    if (best === undefined) break;
    merged.push(best.plan);
    best.place.next += ascending ? 1 : -1;
  }
  return merged;
}

/** Where those begin that share the second of the plan at `index`. */
function startOfTie(plans: readonly PlanState[], index: number): number {
  let start = Math.min(index, plans.length);
  while (start > 0 && start < plans.length && secondOf(plans[start - 1]!) === secondOf(plans[start]!)) start -= 1;
  return start;
}

/** Where those end that share the second of the plan before `index`. */
function endOfTie(plans: readonly PlanState[], index: number): number {
  let end = Math.min(index, plans.length);
  while (end > 0 && end < plans.length && secondOf(plans[end - 1]!) === secondOf(plans[end]!)) end += 1;
  return end;
}

const secondOf = (plan: PlanState): number => Math.floor(plan.createdAt / 1_000);
const lotOf = (plan: PlanState, shuffle: number): string =>
  createHash("md5").update(`${shuffle}:${plan.id}`).digest("hex");
