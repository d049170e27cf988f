import type { Press } from "../../model/act.ts";
import type { DecideJob, DecisionAction, Sealed } from "../../model/job.ts";
import { askedBy } from "../../slack/messages/asking-buttons.ts";
import { sentence } from "../../slack/messages/command-answer.ts";
import { readActionsBlock, readButton } from "../../slack/messages/decision-codec.ts";
import { aboutClicked, decisionForm } from "../../slack/messages/decision-form.ts";
import { auditLine } from "../decide/audit.ts";
import { jobIdOf } from "../jobs/job-id.ts";
import {
  alone,
  type FrontOutcome,
  type FrontPorts,
  type FrontSettings,
  type Setback,
  tryOpen,
  trySubmit,
} from "./front.ts";

const DECISIONS: ReadonlyMap<string, DecisionAction> = new Map([
  ["plan_approve", "approve"],
  ["plan_reject", "reject"],
]);

/**
 * Takes a press of a button. Approve on a harmless plan was confirmed in Slack itself: it is the decision, and handed on.
 * Reject, and Approve on a dangerous plan, open a modal made of what the click brings; the plan is not looked at. What
 * asks is handed on as the command that asks the same.
 *
 * When nothing comes of it, whoever pressed is told. Other buttons are for others.
 * @throws {SlackError} when that cannot be said
 */
export async function takePress(ports: FrontPorts, settings: FrontSettings, press: Press): Promise<FrontOutcome> {
  const action = DECISIONS.get(press.action);
  const outcome =
    action === undefined ? await ask(ports, settings, press) : await decideBy(ports, settings, press, action);
  const { said, ...told } = { said: undefined, ...outcome };
  if (said !== undefined && press.responseUrl !== undefined) await ports.respond(press.responseUrl, said);
  return told;
}

async function ask(
  ports: FrontPorts,
  { texts, command }: FrontSettings,
  { action, value, by, trigger, responseUrl }: Press,
): Promise<FrontOutcome | Setback> {
  const text = askedBy(action, value);
  if (text === undefined || responseUrl === undefined) return { result: "ignored" };
  const job = { kind: "command", by, command, text, responseUrl, pressed: true } as const;
  return (await trySubmit(ports, job, jobIdOf(trigger), texts)) ?? { result: "submitted" };
}

async function decideBy(
  ports: FrontPorts,
  settings: FrontSettings,
  press: Press,
  action: DecisionAction,
): Promise<FrontOutcome | Setback> {
  const { texts, command } = settings;
  const on = readButton(press.value);
  const block = readActionsBlock(press.blockId);
  if (on === undefined || block === undefined || !on.seal.startsWith(block.revision)) {
    return { result: "unreadable", said: sentence(texts.form.buttonUnreadable(command)) };
  }
  if (action === "approve" && block.name === undefined) {
    return (
      (await trySubmit(ports, jobOf(press, action, on, ports.clock), jobIdOf(press.trigger), texts)) ?? {
        result: "submitted",
      }
    );
  }
  if (settings.isAlone) return alone(texts);
  // One that decides at once is refused by whoever would decide; this one would first ask, and is refused here.
  if (!settings.approvals.enabled) {
    const refusal = { reason: "disabled", what: "settings" } as const;
    ports.audit(auditLine(jobOf(press, action, on, ports.clock), "", { kind: "refused", refusal }));
    return { result: "disabled", said: sentence(texts.decision.disabled) };
  }
  const view = decisionForm(
    {
      form: { on, action, ...placeOf(press) },
      about: aboutClicked(on.plan, press.heading, texts),
      name: action === "approve" ? block.name : undefined,
    },
    texts,
  );
  return (await tryOpen(ports, press.trigger, view, texts, texts.form.clickAgain)) ?? { result: "opened" };
}

const jobOf = (press: Press, action: DecisionAction, on: Sealed, clock: FrontPorts["clock"]): DecideJob => ({
  kind: "decide",
  by: press.by,
  action,
  on,
  comment: "",
  at: clock.now(),
  ...(press.card === undefined ? {} : { card: press.card }),
  ...(press.responseUrl === undefined ? {} : { responseUrl: press.responseUrl }),
});

const placeOf = ({ card, by: { channel } }: Press) => card ?? (channel === undefined ? {} : { channel });
