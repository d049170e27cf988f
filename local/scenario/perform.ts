import { never } from "../../lib/model/never.ts";
import type { World } from "../catalog/world.ts";
import type { Act, LaunchAct, Story, StoryPlan } from "./scenario.ts";

const PREVIEW_MS = 2_000;
const EXECUTE_MS = 5_000;

/** An act on a plan of its story. */
export type PlanAct = Extract<Act, { readonly plan: string }>;

/** The plan as the story has it. @throws when the story was not checked */
function planOf(story: Story, name: string): StoryPlan["plan"] {
  const found = story.plans.find(({ plan }) => plan.name === name);
  if (found === undefined) throw new Error(`story "${story.name}" has no plan "${name}"`);
  return { previewMs: PREVIEW_MS, executeMs: EXECUTE_MS, ...found.plan };
}

/**
 * Does it in the world, to the plan that `id` is; "" when the plan is to be created.
 * @param speed how many seconds of the story pass in one of the world's
 * @returns the plan's id
 * @throws {Refusal} when the cloud would refuse it
 */
export function perform(world: World, story: Story, act: PlanAct, id: string, speed: number): string {
  const { previewMs = 0, executeMs = 0, ...plan } = planOf(story, act.plan);
  switch (act.do) {
    case "create":
      return world.createPlan({ ...plan, previewMs: previewMs / speed });
    case "approve":
      world.approve(id, act.by, act.comment);
      return id;
    case "reject":
      world.reject(id, act.by, act.comment);
      return id;
    case "hand-over":
      world.handOver(id, act.to);
      return id;
    case "execute":
      world.execute(id, plan.owner, executeMs / speed);
      return id;
    case "cancel":
      world.cancel(id, plan.owner);
      return id;
    default:
      return never(act);
  }
}

/**
 * Launches it in the world, without a plan.
 * @param speed how many seconds of the story pass in one of the world's
 * @throws {Refusal} when the cloud would refuse it
 */
export function launch(world: World, story: Story, act: LaunchAct, speed: number): void {
  const found = story.launches?.find(({ name }) => name === act.launch);
  if (found === undefined) throw new Error(`story "${story.name}" launches no "${act.launch}"`);
  world.launch({ ...found, lasts: (found.lasts ?? EXECUTE_MS) / speed });
}
