import { isAllowedAt } from "../../approve/judge.ts";
import { planSeal } from "../../approve/seal.ts";
import { PlanbellError, SlackError } from "../../model/errors.ts";
import { type FormJob, OWN_ACCOUNT } from "../../model/job.ts";
import { isWaiting } from "../../model/plan.ts";
import type { View } from "../../model/view.ts";
import { quoted } from "../../slack/messages/command-answer.ts";
import { nameToType } from "../../slack/messages/decision-codec.ts";
import { aboutPlan, answeredForm, decisionForm } from "../../slack/messages/decision-form.ts";
import { stateOf } from "../../slack/messages/plan-words.ts";
import type { Texts } from "../../text/catalogue.ts";
import { isDangerous } from "../../watch/danger.ts";
import type { Asking } from "../commands/asking.ts";
import { textsOf } from "../commands/command.ts";
import { readPlan, readState } from "../commands/state.ts";
import { planLink } from "../deliver/render.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";

/**
 * Fills in the modal that a command opened: with all that a card says of the plan, and sealed over that; or with why
 * there is nothing to decide. It speaks the language of whoever asked.
 *
 * One that was closed meanwhile stays closed.
 * @throws {StoreUnusable} {NewerFormat} {SlackError}
 */
export async function fillForm(ports: WorkPorts, settings: WorkSettings, job: FormJob): Promise<void> {
  const texts = await textsOf(ports, settings, job.by);
  const filled = (view: View) => ports.answers.fillIn(job.externalId, view);
  try {
    await filled(await viewOf({ ports, settings: { ...settings, texts }, by: job.by }, job));
  } catch (error) {
    if (error instanceof SlackError && error.code === "not_found") return;
    await filled(answeredForm(job.action, job.externalId, excuseFor(error, texts), texts)).catch(() => undefined);
    throw error;
  }
}

async function viewOf(asking: Asking, { action, plan, comment, externalId }: FormJob): Promise<View> {
  const { settings, by } = asking;
  const { texts } = settings;
  const answered = (said: string) => answeredForm(action, externalId, said, texts);
  // Whoever stops Planbell stops this, too.
  if (!settings.approvals.enabled || settings.paused) return answered(texts.decision.disabled);
  const found = await readPlan(asking, await readState(asking), plan);
  if (found.kind === "several") return answered(texts.command.several(found.all.length, quoted(plan)));
  if (found.kind === "none") return answered(texts.command.noPlan(quoted(plan), found.nearest));
  const { facts, salt } = found.it;
  if (!isWaiting(facts) || facts.gone) return answered(texts.form.notWaiting(stateOf(facts, texts)));
  const [accountName = ""] = settings.shard.split("@");
  // Said before anything is typed: what is sent from here comes from no card.
  if (!isAllowedAt({ routes: settings.routes, facts, accountName, destination: undefined })) {
    return answered(texts.decision.disabledRoute);
  }
  const seal = planSeal(facts, salt);
  if (seal === undefined) return answered(texts.form.notReadYet);
  const consoleUrl = planLink(settings.consolePlan, facts);
  return decisionForm(
    {
      form: {
        on: { account: OWN_ACCOUNT, plan: facts.id, seal },
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

function excuseFor(error: unknown, { form, command }: Texts): string {
  if (error instanceof SlackError) return form.notOpened(error.code);
  return error instanceof PlanbellError ? command.stateFails : command.failed;
}
