import type { TaskId } from "../../model/brand.ts";
import type { InstanceRecord, PlanRecord } from "../../notify/record.ts";
import type { Stored } from "../../ports.ts";
import { nearest } from "../../text/nearest.ts";
import { shown } from "../../text/shown.ts";
import type { Hot } from "../records.ts";

/** What a name or an id means. `nearest` is what may have been meant, in words, or empty. */
export type Found<T> =
  | { readonly kind: "one"; readonly it: T }
  | { readonly kind: "several"; readonly all: readonly T[] }
  | { readonly kind: "none"; readonly nearest: string };

/** What was found, none, one or several. */
export function allOf<T>(found: Found<T>): readonly T[] {
  if (found.kind === "several") return found.all;
  return found.kind === "one" ? [found.it] : [];
}

/** A product, as far as plans tell. */
export interface Product {
  readonly id: string;
  readonly name: string;
}

/** Something that can be named. */
interface Nameable {
  readonly id: string;
  readonly name: string;
}

/** The plan of that id, else the one of that name, without regard to case. */
export const findPlan = (hot: Hot, typed: string): Found<Stored<PlanRecord>> =>
  find([...hot.plans.values()], ({ value }) => ({ id: value.id, name: value.facts.name }), typed);

/** The product of that id, else the one of that name. */
export const findProduct = (hot: Hot, typed: string): Found<Product> => find(productsIn(hot), (one) => one, typed);

/** All products that plans are of, or that are muted. */
function productsIn(hot: Hot): readonly Product[] {
  const all = new Map<string, Product>();
  const add = (id: string | undefined, name: string): void => {
    const product = { id: id ?? "", name };
    all.set(product.id || ` ${name}`, product);
  };
  for (const { value } of hot.mutes.values()) add(value.productId, value.productName);
  for (const { value } of hot.plans.values()) add(value.facts.productId, value.facts.productName);
  const named = new Set([...all.values()].flatMap(({ id, name }) => (id === "" ? [] : [name])));
  // Records that are older than ids of products know names alone.
  return [...all.values()].filter(({ id, name }) => id !== "" || !named.has(name));
}

/** A task that is known by its id, or else as what failed of a plan. */
export function findTask(hot: Hot, typed: string): Found<TaskId> {
  const ids = [...new Set([...hot.plans.values()].flatMap(({ value }) => tasksOfPlan(value)))];
  const others = [...hot.instances.values()].flatMap(({ value }) => tasksOfInstance(value));
  const task = find([...new Set([...ids, ...others])], (id) => ({ id, name: "" }), typed);
  // A plan may have the name of another's task.
  if (task.kind === "one" || /^task-/i.test(typed.trim())) return task;
  const plan = findPlan(hot, typed);
  const failed = plan.kind === "one" ? taskOf(plan.it.value) : undefined;
  return failed === undefined ? task : { kind: "one", it: failed };
}

const taskOf = ({ facts, events }: PlanRecord): TaskId | undefined =>
  facts.failure?.taskId ?? events.findLast(({ taskId }) => taskId !== undefined)?.taskId;
const tasksOfPlan = ({ facts, events }: PlanRecord): readonly TaskId[] =>
  [facts.failure?.taskId, ...events.map(({ taskId }) => taskId)].filter((id) => id !== undefined);
const tasksOfInstance = ({ facts }: InstanceRecord): readonly TaskId[] =>
  [facts.task?.id, facts.failure?.taskId].filter((id) => id !== undefined);

function find<T>(all: readonly T[], nameOf: (one: T) => Nameable, typed: string): Found<T> {
  const wanted = typed.trim().toLowerCase();
  const named = all.map((one) => ({ one, ...nameOf(one) }));
  const byId = named.filter(({ id }) => id !== "" && id.toLowerCase() === wanted);
  const meant = byId.length > 0 ? byId : named.filter(({ name }) => name !== "" && name.toLowerCase() === wanted);
  const [first, ...more] = meant.map(({ one }) => one);
  if (first === undefined) return { kind: "none", nearest: nearestOf(named, wanted) };
  return more.length === 0 ? { kind: "one", it: first } : { kind: "several", all: [first, ...more] };
}

/** A slip of the finger is a few letters; of a short word, fewer. */
const mostSlips = (typed: string): number => Math.min(4, Math.ceil(typed.length / 4));
/** To be found by its first letters, that many have to be typed. */
const SHORTEST = 3;

function nearestOf(all: readonly Nameable[], wanted: string): string {
  if (wanted.length < SHORTEST) return "";
  const spelt = new Map(
    all.flatMap((one) => [one.name, one.id].filter((word) => word !== "").map((word) => [word.toLowerCase(), one])),
  );
  const word = nearest(wanted, [...spelt.keys()], mostSlips(wanted));
  const meant = word === undefined ? undefined : spelt.get(word);
  return meant === undefined ? "" : wordsFor(meant);
}

/** `vpc-prod (plan-1)` */
const wordsFor = ({ id, name }: Nameable): string => {
  if (name === "" || id === "") return shown(id || name, 60);
  return `${shown(name, 60)} (${shown(id, 40)})`;
};
