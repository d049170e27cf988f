import type { PlanLife } from "../../../local/catalog/chronicle.ts";
import type { Introduction } from "./dues.ts";
import type { View } from "./sights.ts";
import type { Stay } from "./stays.ts";
import type { PlanTold } from "./told.ts";

/** One plan, by the cloud's own memory and by what people read. */
export interface PlanCase {
  readonly life: PlanLife;
  readonly stays: readonly Stay[];
  readonly told: PlanTold | undefined;
  readonly view: View;
  /** Which stay each poll saw for certain. */
  readonly seen: readonly (number | undefined)[];
  readonly introduction: Introduction | undefined;
  /** Details were refused at some time, so something may be told without them. */
  readonly veiled: boolean;
}
