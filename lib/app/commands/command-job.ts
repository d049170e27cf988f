import { refuseAsker } from "../../approve/asker.ts";
import { PlanbellError, SlackError } from "../../model/errors.ts";
import type { Asker, CommandJob } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import { sentence } from "../../slack/messages/command-answer.ts";
import type { WorkPorts, WorkSettings } from "../work-ports.ts";
import { excuse } from "./at-once.ts";
import { runCommand, textsOf } from "./command.ts";

/**
 * Answers a command where Slack says, for whoever asked alone. When there is no answer they are told so. Whoever presses a
 * button without being one of the workspace's people, or where Slack does not say who they are, learns nothing.
 * @throws {StoreUnusable} {NewerFormat} {RecordRefused} once they were told; {SlackError} when Slack does not take it
 */
export async function answerCommand(ports: WorkPorts, settings: WorkSettings, job: CommandJob): Promise<void> {
  const { answers } = ports;
  const answer = await answerFor(ports, settings, job).catch(async (error: unknown) => {
    const texts = await textsOf(ports, settings, job.by).catch(() => settings.texts);
    const sorry = excuse(texts, error instanceof PlanbellError ? "stateFails" : "failed");
    await answers.respond(job.responseUrl, sorry).catch(() => undefined);
    throw error;
  });
  await answers.respond(job.responseUrl, answer);
}

async function answerFor(ports: WorkPorts, settings: WorkSettings, job: CommandJob): Promise<Message> {
  if (job.pressed && !(await isOurs(ports, job.by))) {
    const { command } = await textsOf(ports, settings, job.by);
    return sentence(command.stranger);
  }
  return (await runCommand(ports, settings, job, job.by)).message;
}

/** As Slack says now. Guests are: they may type commands, too. */
async function isOurs({ directory }: WorkPorts, by: Asker): Promise<boolean> {
  try {
    const [team, person] = await Promise.all([directory.team(), directory.person(by.user)]);
    const refusal = refuseAsker({ by, team, person, shared: [] });
    return refusal === undefined || refusal.reason === "guest";
  } catch (error) {
    if (error instanceof SlackError) return false;
    throw error;
  }
}
