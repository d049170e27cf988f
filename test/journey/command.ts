import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { compiledCommand } from "../compiled-commands.ts";

/** How a command of the project ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The last line of stdout. */
  readonly last: string;
}

/** A command of the project in a process of its own, with nothing in its environment but `env`. */
export class Command {
  readonly process: ChildProcess;
  readonly #ended: Promise<unknown[]>;
  #stdout = "";
  #stderr = "";

  /** @param entry such as `local/poll.ts` @param cwd where a config file would be looked for */
  constructor(entry: string, args: readonly string[], env: Readonly<Record<string, string>>, cwd: string) {
    const compiled = compiledCommand(entry);
    const main = compiled ?? new URL(`../../${entry}`, import.meta.url).pathname;
    const tsx = new URL("../../node_modules/tsx/dist/loader.mjs", import.meta.url).href;
    this.process = spawn(process.execPath, [...(compiled ? [] : ["--import", tsx]), main, ...args], {
      cwd,
      env: { PATH: process.env["PATH"] ?? "", ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.process.stdout?.on("data", (chunk) => (this.#stdout += String(chunk)));
    this.process.stderr?.on("data", (chunk) => (this.#stderr += String(chunk)));
    this.#ended = once(this.process, "close");
  }

  /** Waits until stdout holds it; gives all of stdout. */
  async prints(text: string): Promise<string> {
    while (!this.#stdout.includes(text)) {
      if (this.process.exitCode !== null) throw new Error(`ended with ${this.process.exitCode}: ${this.#stderr}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return this.#stdout;
  }

  async end(): Promise<Ended> {
    const [code] = (await this.#ended) as [number | null];
    const last = this.#stdout.trimEnd().split("\n").at(-1) ?? "";
    return { code, stdout: this.#stdout, stderr: this.#stderr, last };
  }
}

export const run = (
  entry: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): Promise<Ended> => new Command(entry, args, env, cwd).end();
