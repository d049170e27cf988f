import { PlanbellError } from "../../model/errors.ts";
import type { CommandJob } from "../../model/job.ts";
import type { WorkPorts, WorkSettings } from "../jobs/work.ts";
import { excuse } from "./at-once.ts";
import { runCommand, textsOf } from "./command.ts";

/**
 * Answers a command where Slack says, for whoever asked alone. When there is no answer they are told so.
 * @throws {StoreUnusable} {NewerFormat} {RecordRefused} once they were told; {SlackError} when Slack does not take it
 */
export async function answerCommand(ports: WorkPorts, settings: WorkSettings, job: CommandJob): Promise<void> {
  const { answers } = ports;
  const answer = await runCommand(ports, settings, job, job.by).catch(async (error: unknown) => {
    const texts = await textsOf(ports, settings, job.by).catch(() => settings.texts);
    const sorry = excuse(texts, error instanceof PlanbellError ? "stateFails" : "failed");
    await answers.respond(job.responseUrl, sorry).catch(() => undefined);
    throw error;
  });
  await answers.respond(job.responseUrl, answer.message);
}
