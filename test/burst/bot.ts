import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import type { PollReport } from "../../lib/app/report.ts";
import { Command } from "../journey/command.ts";

const LINES_KEPT = 200;

/** `npm run serve`, as often as it is started: one process at a time, each with the same settings. */
export class Bot {
  /** Of all its processes, oldest first. */
  readonly reports: PollReport[] = [];
  readonly #env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #onEnd: (why: Error) => void;
  readonly #log: string[] = [];
  #alive: Command | undefined;
  #ended: Promise<unknown> = Promise.resolve();

  /** @param folder where its config file is @param onEnd learns that a process ended which nobody had ended */
  constructor(env: Readonly<Record<string, string>>, folder: string, onEnd: (why: Error) => void) {
    this.#env = env;
    this.#folder = folder;
    this.#onEnd = onEnd;
  }

  start(): void {
    const command = new Command("local/serve.ts", [], this.#env, this.#folder);
    this.#note(`process ${command.process.pid} started`);
    createInterface(command.process.stderr as Readable).on("line", (line) => this.#read(line));
    this.#alive = command;
    this.#ended = command.end().then(({ code }) => {
      const end = code ?? command.process.signalCode;
      this.#note(`process ${command.process.pid} ended with ${end}`);
      if (this.#alive === command) this.#onEnd(new Error(`the bot ended by itself with ${end}`));
    });
  }

  get alive(): boolean {
    return this.#alive !== undefined;
  }

  /** As `kill -9` does; the signal is sent before this returns. Resolves when the process is gone. */
  async kill(): Promise<void> {
    const command = this.#alive;
    this.#alive = undefined;
    command?.process.kill("SIGKILL");
    await this.#ended;
  }

  /** Asks it to end, and gives its exit code. */
  async stop(): Promise<number | null> {
    const command = this.#alive;
    this.#alive = undefined;
    command?.process.kill("SIGTERM");
    await this.#ended;
    return command?.process.exitCode ?? null;
  }

  /** The last lines that its processes wrote, polls without news left out. */
  tail(lines: number): readonly string[] {
    return this.#log.slice(-lines);
  }

  #read(line: string): void {
    const report = reportOf(line);
    // Most polls wait for a lease to end, and say the same as the one before.
    if (report === undefined || !isNoNews(report, this.reports.at(-1))) this.#note(line);
    if (report !== undefined) this.reports.push(report);
  }

  #note(line: string): void {
    this.#log.push(`${new Date().toISOString()} ${line}`);
    if (this.#log.length > LINES_KEPT) this.#log.shift();
  }
}

/** Undefined when it is another line, or cut short: nobody ends a line for a process that was killed. */
function reportOf(line: string): PollReport | undefined {
  if (!line.startsWith('{"event":"poll",')) return undefined;
  try {
    return JSON.parse(line) as PollReport;
  } catch {
    return undefined;
  }
}

const isNoNews = (report: PollReport, before: PollReport | undefined): boolean =>
  report.calls.slack === 0 &&
  report.warnings.length === 0 &&
  report.changed === 0 &&
  report.ok === before?.ok &&
  report.waiting === before.waiting &&
  report.ambiguous === before.ambiguous &&
  report.dead === before.dead;
