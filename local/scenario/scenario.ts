import type { KnownPlanStatus, Principal } from "../../lib/model/plan.ts";
import type { DirectLaunch, PlanSpec } from "../catalog/world.ts";

/** What somebody does to a plan of the story, named by its name. */
type PlanAct =
  /** The plan's owner submits it. */
  | { readonly do: "create"; readonly plan: string }
  | { readonly do: "approve" | "reject"; readonly plan: string; readonly by: Principal; readonly comment: string }
  /** Others have to act at the present approval node. */
  | { readonly do: "hand-over"; readonly plan: string; readonly to: readonly Principal[] }
  | { readonly do: "execute" | "cancel"; readonly plan: string };

/** Somebody launches a product of the story without a plan; `launch` is the name of what comes of it. */
export type LaunchAct = { readonly do: "launch"; readonly launch: string };

/** What goes wrong for a while, until that second of the story. */
type SpanAct = {
  /** The cloud says "too many", the cloud does not answer, Slack says "too many": every call. */
  readonly do: "throttle-catalog" | "stop-catalog" | "throttle-slack";
  readonly until: number;
};

/** The next message stands in Slack, and nobody hears the answer. */
type LossAct = { readonly do: "lose-answer" };

/** Something that happens. `at`: seconds since the story began. */
export type Act = { readonly at: number } & (PlanAct | LaunchAct | SpanAct | LossAct);

/** A plan of a story. Preview and execution take 2 s and 5 s unless it says otherwise. */
export interface StoryPlan {
  readonly plan: PlanSpec;
  /** How it must look in the end. */
  readonly ends: {
    readonly status: KnownPlanStatus;
    /** How the text of its only card begins. */
    readonly card: string;
    /** What else that text must hold. */
    readonly shows?: readonly string[];
    /** What the replies to its card must hold, in any of them. */
    readonly notes?: readonly string[];
  };
}

/** One thing that is worth seeing; pure data. */
export interface Story {
  /** In small letters, with hyphens: `--scenario` takes it. */
  readonly name: string;
  readonly title: string;
  /** One or two plain sentences: what to look at, and why it matters. */
  readonly caption: string;
  /** Seconds after which everything has happened, and everybody has seen it. */
  readonly lasts: number;
  readonly plans: readonly StoryPlan[];
  /** What is launched without a plan. That takes 5 s unless `lasts` says otherwise. */
  readonly launches?: readonly DirectLaunch[];
  readonly acts: readonly Act[];
  /** What else the channel must hold in the end, each in any of its messages. */
  readonly channel?: readonly string[];
}

/** Stories to be told one after another, by their names; pure data. */
export interface Programme {
  readonly name: string;
  readonly title: string;
  readonly stories: readonly string[];
}

/** What is played: stories with the second at which each begins. */
export interface Scenario {
  readonly name: string;
  readonly title: string;
  readonly parts: readonly { readonly at: number; readonly story: Story }[];
  readonly lasts: number;
}
