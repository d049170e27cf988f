import type { ActionsBlock, Button, KnownBlock } from "@slack/types";
import { jobIdOf } from "../../lib/app/jobs/job-id.ts";
import type { Press, Submission } from "../../lib/model/act.ts";
import type { PlanId } from "../../lib/model/brand.ts";
import type { Asker } from "../../lib/model/job.ts";
import type { View } from "../../lib/model/view.ts";
import type { Clock } from "../../lib/ports.ts";
import { actOf } from "../../lib/slack/acts.ts";
import { pendingOf } from "../../local/catalog/plan-state.ts";
import type { Cloud } from "./cloud.ts";
import { BOB, CHANNEL, DB, DORA, NET, PARTNER, TEAM } from "./people.data.ts";
import type { Attempt } from "./scene.ts";
import type { Workspace } from "./workspace.ts";

/** A modal that somebody has before them, by its name. */
export interface Bag {
  readonly trigger: string;
}

interface Modal extends View {
  readonly callback_id: string;
  readonly private_metadata?: string;
  readonly external_id?: string;
  readonly submit?: object;
  readonly blocks: readonly (KnownBlock & { readonly type: string })[];
}

/** What people do with the mouse: their clicks and modals, as Slack's payloads have them. */
export class Hand {
  readonly #slack: Workspace;
  readonly #clock: Clock;
  #triggers = 0;

  constructor(slack: Workspace, clock: Clock) {
    this.#slack = slack;
    this.#clock = clock;
  }

  typed({ user }: Attempt): { readonly trigger: string; readonly by: Asker } {
    return { trigger: `trigger.${++this.#triggers}`, by: { team: TEAM, user, channel: CHANNEL } };
  }

  /** Of a button on the plan's card as it was `old` ago; undefined: there is none. */
  press({ user, action, old }: Attempt, plan: PlanId): Press | undefined {
    const seen = this.#clock.now() - old;
    const card = this.#slack.messages.findLast(({ key }) => key.startsWith(`card:${plan}:`));
    const version = card?.versions.findLast(({ at }) => at <= seen) ?? card?.versions[0];
    const actions = (version?.blocks as KnownBlock[] | undefined)?.find((b): b is ActionsBlock => b.type === "actions");
    const button = actions?.elements.find(
      (one): one is Button => "action_id" in one && one.action_id === `plan_${action}`,
    );
    if (card === undefined || actions === undefined || button === undefined) return undefined;
    const trigger = `trigger.${++this.#triggers}`;
    const act = actOf({
      type: "block_actions",
      team: { id: TEAM },
      user: { id: user, team_id: user === PARTNER ? "T0PARTNERS" : TEAM },
      channel: { id: CHANNEL },
      message: { ts: card.ts, blocks: version?.blocks },
      actions: [{ action_id: button.action_id, block_id: actions.block_id, value: button.value }],
      trigger_id: trigger,
      response_url: `https://hooks.slack.com/${trigger}`,
    });
    return act?.kind === "press" ? act : undefined;
  }

  open(trigger: string, view: View): void {
    this.#slack.views.set((view as Modal).external_id ?? trigger, view);
  }

  /** What a trigger opened. */
  modal(trigger: string): Bag | undefined {
    const name = this.#slack.views.has(trigger) ? trigger : jobIdOf(trigger);
    return this.#slack.views.has(name) ? { trigger: name } : undefined;
  }

  /** Sends the modal as somebody fills it in; undefined: it cannot be sent. */
  fillIn({ user, comment, typesWell }: Attempt, { trigger: name }: Bag): Submission | undefined {
    const view = this.#slack.views.get(name) as Modal | undefined;
    if (view?.submit === undefined) return undefined;
    const entries = view.blocks.flatMap((block) => {
      if (block.type !== "input" || block.element.type !== "plain_text_input") return [];
      const { placeholder } = block.element;
      // Whoever types badly types what Slack lets through and Planbell does not.
      const typed = block.block_id === "comment" ? comment : typesWell ? placeholder?.text : "something else";
      return [[block.block_id, { [String(block.block_id)]: { type: "plain_text_input", value: typed } }]];
    });
    const act = actOf({
      type: "view_submission",
      team: { id: TEAM },
      user: { id: user, team_id: user === PARTNER ? "T0PARTNERS" : TEAM },
      view: { ...view, state: { values: Object.fromEntries(entries) } },
      trigger_id: `trigger.${++this.#triggers}`,
    });
    return act?.kind === "submission" ? act : undefined;
  }

  /** Somebody who may decide on the plan now, whatever happened; undefined: nobody may in Slack. */
  lastDecider(cloud: Cloud, plan: PlanId): string | undefined {
    cloud.world.settle();
    const roles = pendingOf(cloud.world.state(plan)).map(({ name }) => name);
    if (roles.includes(NET.name)) return BOB;
    return roles.includes(DB.name) ? DORA : undefined;
  }
}
