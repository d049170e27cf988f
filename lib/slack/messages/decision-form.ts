import type { InputBlock, KnownBlock, ModalView } from "@slack/types";
import type { PlanId } from "../../model/brand.ts";
import type { DecisionAction } from "../../model/job.ts";
import type { Texts } from "../../text/catalogue.ts";
import { clean } from "../../text/clean.ts";
import { clip } from "../../text/clip.ts";
import { shown } from "../../text/shown.ts";
import type { PlanFacts } from "../../watch/plan-facts.ts";
import { bullets, plain, richText, text, words } from "../blocks.ts";
import { LIMITS } from "../limits.ts";
import { type DecisionForm, formMetadata } from "./decision-codec.ts";
import { labelled, rich } from "./line.ts";
import { planCard } from "./plan-card.ts";
import { changedRows } from "./plan-changes.ts";
import type { PlanMessageOptions } from "./plan-words.ts";

/** `callback_id` of every modal about a decision. */
export const DECISION_FORM = "plan_decide";
/** Block and action of the comment, and of the name that has to be typed. */
export const COMMENT = "comment";
export const NAME = "confirm_name";
/** Characters that Service Catalog takes. @see ApproveProvisionedProductPlan: `Comment` */
export const LONGEST_COMMENT = 128;

/** What the modal asks, and what it asks it about. */
export interface Question {
  readonly form: DecisionForm;
  readonly about: readonly KnownBlock[];
  /** What has to be typed, as `nameToType` gives it; undefined: nothing. */
  readonly name?: string | undefined;
  /** What the comment begins with. */
  readonly comment?: string | undefined;
  /** The modal's own name. */
  readonly externalId?: string | undefined;
}

/**
 * The modal in which a plan is approved or rejected: a comment, without which nothing is rejected, and for a dangerous
 * plan the name of its provisioned product. It carries all that its submission needs.
 */
export function decisionForm({ form, about, name, comment, externalId }: Question, texts: Texts): ModalView {
  const t = texts.form;
  return {
    ...frame(form.action, texts, externalId),
    submit: plain(t.submit(form.action)),
    close: plain(t.cancel),
    private_metadata: formMetadata(form),
    blocks: [
      ...about,
      ...(name === undefined ? [] : [nameInput(name, texts)]),
      commentInput(form.action, comment ?? "", texts),
    ],
  };
}

function nameInput(name: string, { form: t }: Texts): InputBlock {
  const typed = shown(name, LIMITS.placeholder);
  return {
    type: "input",
    block_id: NAME,
    label: plain(t.typeName(typed)),
    hint: plain(t.typeNameMeans),
    element: { type: "plain_text_input", action_id: NAME, placeholder: plain(typed) },
  };
}

function commentInput(action: DecisionAction, begun: string, { form: t }: Texts): InputBlock {
  const initial = clip(clean(begun), LONGEST_COMMENT, "");
  return {
    type: "input",
    block_id: COMMENT,
    optional: action === "approve",
    label: plain(action === "approve" ? t.comment : t.reason),
    hint: plain(t.commentMeans),
    element: {
      type: "plain_text_input",
      action_id: COMMENT,
      max_length: LONGEST_COMMENT,
      ...(initial === "" ? {} : { initial_value: initial }),
    },
  };
}

/** An empty modal, which will be filled in: there is nothing in it to send. */
export const emptyForm = (action: DecisionAction, externalId: string, texts: Texts): ModalView => ({
  ...frame(action, texts, externalId),
  close: plain(texts.form.cancel),
  blocks: [richText(words(text(texts.form.reading))), richText(words(text(texts.form.readingLong)))],
});

/** A modal that says in a sentence why there is nothing to send. */
export const answeredForm = (action: DecisionAction, externalId: string, said: string, texts: Texts): ModalView => ({
  ...frame(action, texts, externalId),
  close: plain(texts.form.close),
  blocks: [richText(words(text(said)))],
});

const frame = (action: DecisionAction, texts: Texts, externalId: string | undefined) => ({
  type: "modal" as const,
  callback_id: DECISION_FORM,
  title: plain(texts.form.title(action)),
  ...(externalId === undefined ? {} : { external_id: externalId }),
});

/** What a click tells of its plan: the heading of the card it was made on, and the id. */
export function aboutClicked(plan: PlanId, heading: string | undefined, texts: Texts): KnownBlock[] {
  const title = heading === undefined ? "" : shown(heading, LIMITS.headerText, "");
  const lines = [...(title === "" ? [] : [[{ stress: title }]]), labelled(texts, texts.plan.plan, shown(plan, 128))];
  return [richText(words(...rich(lines)))];
}

/** All that a card says of its plan, as a modal may show it: a list of changes for the table, and no buttons. */
export function aboutPlan(facts: PlanFacts, options: PlanMessageOptions): KnownBlock[] {
  const blocks = planCard(facts, options).blocks as readonly KnownBlock[];
  return blocks.flatMap((block) => {
    if (block.type === "actions") return [];
    if (block.type !== "table") return [block];
    return [richText(bullets(...changedRows(facts, options.texts).map((row) => words(text(row)))))];
  });
}
