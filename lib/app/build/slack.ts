import { logLine } from "../../fc/log.ts";
import { type Door, openDoor } from "../../fc/shim.ts";
import { PlanbellError } from "../../model/errors.ts";
import type { Message } from "../../model/message.ts";
import { keepOpen, type SocketWatcher } from "../../slack/socket.ts";
import type { Texts } from "../../text/catalogue.ts";
import { textsFor } from "../../text/pick.ts";
import { type CommandAnswer, type CommandSettings, excuse, runCommand, type Typed } from "../command.ts";
import { type Config, type Env, readConfig } from "../config.ts";
import type { Wiring } from "./adapters.ts";
import { latePorts, lateStore } from "./late-ports.ts";
import { realClock } from "./real-clock.ts";

/** Planbell's side of Slack: what people ask there, answered. */
export interface SlackApp {
  readonly config: Config;
  /** Answers Slack's HTTP requests; undefined in Socket Mode, where there are none. */
  readonly door: Door | undefined;
  /** Hears Slack by Socket Mode until `stop`; what is asked by then is answered before the connection is closed. */
  listen(stop: AbortSignal, watcher: SocketWatcher): Promise<void>;
  /** Loads what the first request would have to wait for. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** Slack waits 3 s for an answer; a sentence that says so has to arrive by then. */
const PATIENCE_MS = 2_500;

/**
 * The composition root of Slack's side. Reads the configuration at once, connects to nothing, and never calls the
 * catalog. Bolt is loaded by the first genuine request, or by `warm`.
 * @param file what the config file parses to; undefined when there is none
 * @throws {ConfigFault}
 */
export function buildSlack(env: Env, file: unknown, wiring: Partial<Wiring> = {}): SlackApp {
  const config = readConfig(env, file, "commands");
  const { slack, label, consolePlan, shard, command } = config;
  const clock = wiring.clock ?? realClock;
  const texts = textsFor(config.locale);
  const settings: CommandSettings = { texts, label, consolePlan, shard, command };
  const open = async () => (await import("./adapters.ts")).openState(config.state, clock);
  const ports = latePorts(async () => ({ store: wiring.store ?? (await open()) }));
  const store = lateStore(ports);

  const run = async (typed: Typed): Promise<CommandAnswer> => runCommand({ store, clock }, settings, typed);
  const answering = new Set<Promise<Reply>>();
  const onCommand = (typed: Typed): Promise<Reply> => {
    const answer = answerOf(run(typed), texts);
    answering.add(answer);
    void answer.finally(() => answering.delete(answer));
    return answer;
  };
  const bolt = () => import("../../slack/app.ts");
  const options = { token: slack.token, apiUrl: slack.apiUrl, onCommand, onFault };
  const { appToken } = slack;
  const load = async () => (await bolt()).createHandler(options);
  return {
    config,
    door: appToken === undefined ? openDoor({ secrets: slack.signingSecrets, clock, load }) : undefined,
    async listen(stop, watcher) {
      if (appToken === undefined) return;
      const end = new AbortController();
      stop.addEventListener("abort", () => void Promise.all(answering).finally(() => end.abort()), { once: true });
      if (stop.aborted) end.abort();
      await keepOpen((await bolt()).createSocket(options, appToken), end.signal, watcher);
    },
    async warm() {
      await bolt();
    },
    close: () => ports.close(),
  };
}

interface Reply {
  readonly message: Message;
  readonly after: () => void;
}

/** The answer within Slack's patience, whatever happens, and then its line in the log. Never throws. */
async function answerOf(work: Promise<CommandAnswer>, texts: Texts): Promise<Reply> {
  const began = realClock.elapsed();
  const reply = (message: Message, kind: string, fault: object = {}): Reply => ({
    message,
    after: () => logLine("command", { kind, ms: Math.round(realClock.elapsed() - began), ...fault }),
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
  });
  try {
    const answer = await Promise.race([work, late]);
    return answer === undefined ? reply(excuse(texts, "tooSlow"), "too-slow") : reply(answer.message, answer.kind);
  } catch (error) {
    return reply(excuse(texts, error instanceof PlanbellError ? "stateFails" : "failed"), "fault", told(error));
  } finally {
    clearTimeout(timer);
  }
}

const onFault = (error: unknown): void => logLine("slack-fault", told(error));

/** Our own errors say what happened and hold no secret; of others only name and place are told. */
function told(thrown: unknown): object {
  // Bolt wraps what listeners throw.
  const { original: error = thrown } = thrown as { readonly original?: unknown };
  if (error instanceof PlanbellError) return { code: error.code, text: error.message };
  if (!(error instanceof Error)) return { code: "unknown" };
  return { code: error.name, at: /^\s+at .*$/m.exec(error.stack ?? "")?.[0].trim() };
}
