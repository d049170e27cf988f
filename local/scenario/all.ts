import type { Scenario } from "./scenario.ts";
import { threePlans } from "./three-plans.ts";

/** Every scenario that `--scenario` knows; the first is played when none is named. */
export const SCENARIOS: readonly [Scenario, ...Scenario[]] = [threePlans];
