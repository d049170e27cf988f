import type { FcContext } from "../../fc/context.ts";
import { jobsOfWorker } from "../../fc/invoke.ts";
import { logLine } from "../../fc/log.ts";
import { type Door, openDoor } from "../../fc/shim.ts";
import { seconds } from "../../model/brand.ts";
import { NoWorker } from "../../model/errors.ts";
import type { View } from "../../model/view.ts";
import type { Jobs } from "../../ports.ts";
import { createRespond } from "../../slack/respond.ts";
import { keepOpen, type SocketWatcher } from "../../slack/socket.ts";
import { textsFor } from "../../text/pick.ts";
import { answerAtOnce } from "../commands/at-once.ts";
import { type Config, type Env, readConfig } from "../config/config.ts";
import { type InProcessJobs, inProcessJobs } from "../jobs/in-process-jobs.ts";
import { auditLog } from "./audit-log.ts";
import { faultOf } from "./fault-line.ts";
import { openFrontDesk } from "./front-desk.ts";
import type { PollWiring } from "./poll-adapters.ts";
import { realClock } from "./real-clock.ts";

/** Planbell's side of Slack: what people ask and decide there. */
export interface SlackApp {
  readonly config: Config;
  /**
   * Answers Slack's HTTP requests; undefined in Socket Mode, where there are none.
   * @param context of the invocation, in a function: what it brings is needed to hand on what is slow
   */
  readonly door: ((...args: [...Parameters<Door>, context?: FcContext]) => ReturnType<Door>) | undefined;
  /** Hears Slack by Socket Mode until `stop`; what is asked by then is answered before the connection is closed. */
  listen(stop: AbortSignal, watcher: SocketWatcher): Promise<void>;
  /** Loads what the first request would have to wait for. */
  warm(): Promise<void>;
  /** Resolves once nothing is being answered, and this process does no slow work. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** A trigger lives 3 s, and whoever acted gets an answer within them: nothing of it is tried twice. */
const HURRIED = seconds(2);
/** In a function nothing goes on once Slack has its answer: what is begun there may end days later, or never. */
const ALONE = "PLANBELL_WORKER is not set, and a function does no slow work beside its answer: name the one that does";
const NOBODY: InProcessJobs = {
  submit: () => Promise.reject(new NoWorker(ALONE)),
  settled: async () => {},
};

/**
 * The composition root of Slack's side. Reads the configuration at once and connects to nothing. Bolt is loaded by the
 * first genuine request, or by `warm`; what slow work needs by the first such work that is done here.
 * @param file what the config file parses to; undefined when there is none
 * @throws {ConfigFault}
 */
export function buildSlack(env: Env, file: unknown, wiring: Partial<PollWiring> = {}): SlackApp {
  const config = readConfig(env, file, "commands");
  const { slack, command, approvals } = config;
  const clock = wiring.clock ?? realClock;
  const texts = textsFor(config.locale);
  const isFunction = config.catalog.credentials === undefined;
  const worker = once(async () => (await import("./worker.ts")).workerOf(config, wiring));

  const { token, apiUrl } = slack;
  // By the client that Bolt has loaded already.
  const opener = once(async () =>
    (await import("../../slack/modals.ts")).modalOpener({ token, apiUrl, timeout: HURRIED }),
  );
  const openModal = async (trigger: string, view: View) => (await opener())(trigger, view);
  if (isFunction && config.worker === undefined) logLine("no-worker", { text: ALONE });
  const here = isFunction
    ? NOBODY
    : inProcessJobs({
        run: async (job) => (await worker()).work({ ...job }),
        onFault: (job, error) => logLine("job-failed", { kind: job.kind, ...faultOf(error) }),
        clock,
      });
  let caller: FcContext = { requestId: "" };
  const elsewhere =
    config.worker === undefined
      ? undefined
      : jobsOfWorker({ worker: config.worker, endpoint: config.fcEndpoint, clock: realClock });
  const jobs: Jobs = { submit: (job, id) => (elsewhere?.(caller) ?? here).submit(job, id) };
  const desk = openFrontDesk(
    { jobs, openModal, respond: createRespond({ apiUrl, timeout: HURRIED }), audit: auditLog, clock },
    // Whoever stops Planbell stops this, too.
    {
      texts,
      command,
      approvals: { enabled: approvals.enabled && !config.paused },
      isAlone: isFunction && config.worker === undefined,
    },
    {
      atOnce: (typed) => answerAtOnce({ command, texts }, typed),
      here: isFunction ? undefined : async (typed, by) => (await worker()).answer(typed, by),
    },
  );

  const bolt = () => import("../../slack/app.ts");
  const options = { token, apiUrl, ...desk };
  const { appToken } = slack;
  const load = async () => (await bolt()).createHandler(options);
  // Slack signs by the clock on the wall, whatever clock the rest goes by.
  const door = appToken === undefined ? openDoor({ secrets: slack.signingSecrets, clock: realClock, load }) : undefined;
  return {
    config,
    door:
      door &&
      ((request, context) => {
        if (context !== undefined) caller = context;
        return door(request);
      }),
    async listen(stop, watcher) {
      if (appToken === undefined) return;
      const end = new AbortController();
      stop.addEventListener("abort", () => void desk.settled().finally(() => end.abort()), { once: true });
      if (stop.aborted) end.abort();
      await keepOpen((await bolt()).createSocket(options, appToken), end.signal, watcher);
    },
    async warm() {
      await bolt();
      if (!isFunction) await worker();
    },
    async settled() {
      await desk.settled();
      await here.settled();
    },
    close: async () => worker.made()?.then(({ close }) => close()),
  };
}

/** Makes it at the first call, and at the next when that failed. */
function once<T>(make: () => Promise<T>): (() => Promise<T>) & { readonly made: () => Promise<T> | undefined } {
  let ready: Promise<T> | undefined;
  const get = (): Promise<T> => {
    ready ??= make().catch((error: unknown) => {
      ready = undefined;
      throw error;
    });
    return ready;
  };
  return Object.assign(get, { made: () => ready });
}
