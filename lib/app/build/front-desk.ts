import { logLine } from "../../fc/log.ts";
import type { Press, Submission, Typed, Visit } from "../../model/act.ts";
import { type Ms, ms } from "../../model/brand.ts";
import { NoWorker, PlanbellError } from "../../model/errors.ts";
import type { Asker } from "../../model/job.ts";
import type { Message } from "../../model/message.ts";
import type { AppOptions, FieldErrors, Reply } from "../../slack/app.ts";
import type { CommandAnswer } from "../commands/asking.ts";
import { readCommandLine } from "../commands/command-line.ts";
import { askForForm } from "../front/ask-form.ts";
import { excuseOf, type FrontPorts, type FrontSettings, trySubmit } from "../front/front.ts";
import { takePress } from "../front/press.ts";
import { takeSubmission } from "../front/submit.ts";
import { jobIdOf } from "../jobs/job-id.ts";
import { faultOf } from "./fault-line.ts";
import { realClock } from "./real-clock.ts";

/** Slack waits 3 s for an answer; a sentence that says so has to arrive by then. */
const PATIENCE = ms(2_500);
/** So long it is tried to say why nothing came of it, whatever that has taken. */
const LEAST = ms(300);

/** Who answers commands. */
interface Clerk {
  /** Without a look at anything; undefined: somebody has to look. */
  readonly atOnce: (typed: Typed) => CommandAnswer | undefined;
  /** In this process; undefined: by a job. */
  readonly here: ((typed: Typed, by: Asker) => Promise<CommandAnswer>) | undefined;
  /** How long an answer is waited for; after that it comes later. By default as long as Slack lets us. */
  readonly patience?: Ms;
}

/** What Slack's requests lead to, within its patience. */
export interface FrontDesk extends Pick<AppOptions, "onCommand" | "onPress" | "onSubmit" | "onHome" | "onFault"> {
  /** Resolves once nothing is being answered. */
  settled(): Promise<void>;
}

export function openFrontDesk(ports: FrontPorts, settings: FrontSettings, clerk: Clerk): FrontDesk {
  const { texts } = settings;
  const underWay = new Set<Promise<unknown>>();
  const tracked = <T>(work: Promise<T>): Promise<T> => {
    underWay.add(work);
    void work.catch(() => undefined).finally(() => underWay.delete(work));
    return work;
  };

  async function answerHere(
    answer: Promise<CommandAnswer>,
    { responseUrl }: Typed,
    told: Told,
  ): Promise<Reply<Message>> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), clerk.patience ?? PATIENCE);
    });
    try {
      const given = await Promise.race([answer, late]);
      if (given !== undefined) return { answer: given.message, after: told(given.kind) };
      if (responseUrl === undefined) return { answer: excuseOf(texts, "tooSlow"), after: told("too-slow") };
      void tracked(answerLate(answer, responseUrl, told)).catch(onFault);
      return { answer: excuseOf(texts, "follows"), after: told("late") };
    } catch (error) {
      return { answer: sorry(error), after: told("fault", faultOf(error)) };
    } finally {
      clearTimeout(timer);
    }
  }

  async function answerLate(answer: Promise<CommandAnswer>, responseUrl: string, told: Told): Promise<void> {
    const given = await answer.then(
      ({ kind, message }) => ({ message, log: told(kind) }),
      (error: unknown) => ({ message: sorry(error), log: told("fault", faultOf(error)) }),
    );
    await ports.respond(responseUrl, given.message);
    given.log();
  }

  const sorry = (error: unknown): Message => excuseOf(texts, error instanceof PlanbellError ? "stateFails" : "failed");

  async function command(typed: Typed): Promise<Reply<Message>> {
    const told = teller("command");
    const given = clerk.atOnce(typed);
    if (given !== undefined) return { answer: given.message, after: told(given.kind) };
    const asked = readCommandLine(typed.text);
    if (asked.kind === "form") {
      const { said, ...outcome } = await askForForm(ports, settings, typed, asked);
      return { answer: said, after: told(asked.kind, outcome) };
    }
    const { by, trigger, responseUrl } = typed;
    const nobody = { answer: excuseOf(texts, "nobody"), after: told("unreadable") };
    if (by === undefined) return nobody;
    if (clerk.here !== undefined) return answerHere(clerk.here(typed, by), typed, told);
    if (trigger === undefined || responseUrl === undefined) return nobody;
    const job = { kind: "command", by, command: typed.command, text: typed.text, responseUrl } as const;
    const setback = await trySubmit(ports, job, jobIdOf(trigger), texts);
    const { said, ...outcome } = { said: undefined, ...(setback ?? { result: "submitted" }) };
    return { answer: said, after: told(asked.kind, outcome) };
  }

  async function press(pressed: Press): Promise<Reply> {
    const told = teller("press");
    const end = realClock.elapsed() + PATIENCE;
    // What was tried before has taken its part of the time that Slack waits for all of it.
    const left = () => ms(Math.max(LEAST, Math.floor(end - realClock.elapsed())));
    const respond: FrontPorts["respond"] = (address, message) => ports.respond(address, message, left());
    const outcome = await takePress({ ...ports, respond }, settings, pressed);
    // Of ours, or nobody knows what it says.
    return { after: told(outcome.result === "ignored" ? "other" : pressed.action, outcome) };
  }

  async function submit(submission: Submission): Promise<Reply<FieldErrors>> {
    const told = teller("submission");
    const { errors, ...outcome } = await takeSubmission(ports, settings, submission);
    return { answer: errors, after: told(outcome.result === "ignored" ? "other" : submission.form, outcome) };
  }

  /** When nobody takes the work, Slack is told that this failed, and comes again. */
  async function home({ by, event }: Visit): Promise<Reply> {
    const told = teller("home");
    try {
      await ports.jobs.submit({ kind: "home", by }, jobIdOf(event));
      return { after: told("opened") };
    } catch (error) {
      // Coming again would not mend it.
      if (error instanceof NoWorker) return { after: told("not-taken", faultOf(error)) };
      throw error;
    }
  }

  return {
    onCommand: (typed) => tracked(command(typed)),
    onPress: (pressed) => tracked(press(pressed)),
    onSubmit: (submission) => tracked(submit(submission)),
    onHome: (visit) => tracked(home(visit)),
    onFault,
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}

/** Gives what writes the line of the log: of a kind of ours, never with what was typed. */
type Told = (kind: string, more?: object) => () => void;

function teller(event: string): Told {
  const began = realClock.elapsed();
  return (kind, more = {}) =>
    () =>
      logLine(event, { kind, ms: Math.round(realClock.elapsed() - began), ...more });
}

const onFault = (error: unknown): void => logLine("slack-fault", faultOf(error));
