import { planSeal } from "../approve/seal.ts";
import { PlanbellError, SlackError } from "../model/errors.ts";
import type { FormJob } from "../model/job.ts";
import { isWaiting } from "../model/plan.ts";
import type { View } from "../model/view.ts";
import { nameToType } from "../slack/messages/decision-codec.ts";
import { aboutPlan, answeredForm, decisionForm } from "../slack/messages/decision-form.ts";
import { stateOf } from "../slack/messages/plan-words.ts";
import type { Texts } from "../text/catalogue.ts";
import { textsFor } from "../text/pick.ts";
import { shown } from "../text/shown.ts";
import { isDangerous } from "../watch/danger.ts";
import { findPlan } from "./find-plan.ts";
import { planLink } from "./render.ts";
import type { WorkPorts, WorkSettings } from "./work.ts";

type FormPorts = Pick<WorkPorts, "store" | "directory" | "answers">;

/**
 * Fills in the modal that a command opened: with all that a card says of the plan, and sealed over that; or with why
 * there is nothing to decide. It speaks the language of whoever asked.
 *
 * One that was closed meanwhile stays closed.
 * @throws {StoreUnusable} {NewerFormat} {SlackError}
 */
export async function fillForm(ports: FormPorts, settings: WorkSettings, job: FormJob): Promise<void> {
  const texts = await textsOf(ports, settings, job);
  const filled = (view: View) => ports.answers.fillIn(job.externalId, view);
  try {
    await filled(await viewOf(ports, settings, job, texts));
  } catch (error) {
    if (error instanceof SlackError && error.code === "not_found") return;
    const said = error instanceof PlanbellError ? texts.command.stateFails : texts.command.failed;
    await filled(answeredForm(job.action, job.externalId, said, texts)).catch(() => undefined);
    throw error;
  }
}

async function viewOf(
  { store }: FormPorts,
  settings: WorkSettings,
  { action, plan, comment, by, externalId }: FormJob,
  texts: Texts,
): Promise<View> {
  const t = texts.form;
  const answered = (said: string) => answeredForm(action, externalId, said, texts);
  // Whoever stops Planbell stops this, too.
  if (!settings.approvals.enabled || settings.paused) return answered(texts.decision.disabled);
  const found = await findPlan(store, settings.shard, plan);
  if (found.kind === "unknown") return answered(t.unknownPlan(shown(plan, 64), found.nearest));
  if (found.kind === "many") return answered(t.manyPlans(shown(plan, 64), found.ids));
  const { facts, salt } = found.record;
  if (!isWaiting(facts) || facts.gone) return answered(t.notWaiting(stateOf(facts, texts)));
  const seal = planSeal(facts, salt);
  if (seal === undefined) return answered(t.notReadYet);
  const account = settings.shard.split("@")[0] ?? "";
  const consoleUrl = planLink(settings.consolePlan, facts);
  return decisionForm(
    {
      form: {
        on: { account, plan: facts.id, seal },
        action,
        ...(by.channel === undefined ? {} : { channel: by.channel }),
      },
      about: aboutPlan(facts, { texts, label: settings.label, consoleUrl }),
      name: action === "approve" && isDangerous(facts) ? nameToType(facts) : undefined,
      comment,
      externalId,
    },
    texts,
  );
}

/** The words of whoever asked; the configured ones where Slack does not say. */
async function textsOf({ directory }: FormPorts, { texts }: WorkSettings, { by }: FormJob): Promise<Texts> {
  try {
    const locale = (await directory.person(by.user))?.locale;
    return locale === undefined ? texts : textsFor(locale);
  } catch (error) {
    if (error instanceof SlackError) return texts;
    throw error;
  }
}
