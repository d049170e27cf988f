import { compose } from "./compose.ts";
import type { Programme, Scenario, Story } from "./scenario.ts";
import { consoleApproval } from "./stories/console-approval.ts";
import { dangerousUpdate } from "./stories/dangerous-update.ts";
import { decideInSlack } from "./stories/decide-in-slack.ts";
import { directLaunch } from "./stories/direct-launch.ts";
import { failedApply } from "./stories/failed-apply.ts";
import { launchAndApprove } from "./stories/launch-and-approve.ts";
import { outage } from "./stories/outage.ts";
import { rejectWithComment } from "./stories/reject-with-comment.ts";
import { threePlans } from "./stories/three-plans.ts";
import { throttled } from "./stories/throttled.ts";
import { twoNodes } from "./stories/two-nodes.ts";

/** What a stranger sees first: the everyday, then the second look, then what goes wrong. */
const TOUR: Programme = {
  name: "tour",
  title: "A tour in eight stories",
  stories: [
    "launch-and-approve",
    "reject-with-comment",
    "dangerous-update",
    "two-nodes",
    "failed-apply",
    "console-approval",
    "throttled",
    "outage",
  ],
};

const STORIES: readonly Story[] = [
  launchAndApprove,
  rejectWithComment,
  dangerousUpdate,
  twoNodes,
  failedApply,
  directLaunch,
  consoleApproval,
  decideInSlack,
  throttled,
  outage,
  threePlans,
];

/**
 * Every scenario that `--scenario` knows, each story alone among them; the first is played when none is named.
 * @throws {ScenarioFault} with every mistake in the data
 */
export const scenarios = (): readonly [Scenario, ...Scenario[]] => compose([TOUR], STORIES);
