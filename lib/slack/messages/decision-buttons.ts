import type { ActionsBlock, Button } from "@slack/types";
import type { DecisionAction, Sealed } from "../../model/job.ts";
import type { Texts } from "../../text/catalogue.ts";
import { shown } from "../../text/shown.ts";
import { isDangerous } from "../../watch/danger.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { plain } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { actionsBlockId, buttonValue, nameToType } from "./decision-codec.ts";
import { saidPlainly } from "./line.ts";
import { changesLine } from "./plan-changes.ts";

/**
 * Approve and Reject. Approving what nobody would miss is one click and Slack's own question; anything else opens a
 * modal, and the block's id holds the name that has to be typed there, so that the click alone tells what to ask.
 */
export function decisionButtons(facts: PlanFacts, on: Sealed, texts: Texts): ActionsBlock {
  const dangerous = isDangerous(facts);
  return {
    type: "actions",
    block_id: actionsBlockId(on.seal, dangerous ? nameToType(facts) : undefined),
    elements: [
      { ...button("approve", facts, on, texts), ...(dangerous ? {} : { confirm: confirmation(facts, texts) }) },
      button("reject", facts, on, texts),
    ],
  };
}

function button(action: DecisionAction, facts: PlanFacts, on: Sealed, { state, button: t }: Texts): Button {
  const name = shown(facts.name, LIMITS.accessibilityLabel - LONGEST_VERB, state.unnamed);
  return {
    type: "button",
    action_id: `plan_${action}`,
    style: action === "approve" ? "primary" : "danger",
    text: plain(t[action]),
    value: buttonValue(on),
    accessibility_label: t.named(action, name),
  };
}

/** Of what stands around the plan's name in a label. */
const LONGEST_VERB = 20;

function confirmation(facts: PlanFacts, texts: Texts): NonNullable<Button["confirm"]> {
  const { state, button: t } = texts;
  const name = shown(facts.name, LIMITS.confirmTitle - LONGEST_VERB, state.unnamed);
  return {
    title: plain(t.question(name)),
    text: plain(shown(saidPlainly(changesLine(facts, texts)), LIMITS.confirmText, t.approve)),
    confirm: plain(t.approve),
    deny: plain(t.back),
  };
}
