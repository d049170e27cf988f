import type { KnownPlanStatus, Principal } from "../../lib/model/plan.ts";
import type { PlanSpec } from "../catalog/world.ts";

/** Something that somebody does in the cloud. `at`: seconds since the scenario began. */
export type Act =
  | { readonly at: number; readonly do: "create" }
  | { readonly at: number; readonly do: "approve" | "reject"; readonly by: Principal; readonly comment: string }
  | { readonly at: number; readonly do: "execute" | "cancel" };

/** What happens to one plan, and how it must look in the end. */
export interface Story {
  readonly title: string;
  readonly plan: PlanSpec;
  readonly acts: readonly Act[];
  readonly ends: {
    readonly status: KnownPlanStatus;
    /** How its card's text begins. */
    readonly card: string;
  };
}

/** Stories that are played together; pure data. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly stories: readonly Story[];
  /** Seconds after which everything has happened. */
  readonly lasts: number;
}
