import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** One start of a function. */
export interface Start {
  /** What starts it, and what is handed to that: see `bench/apart/first-answer.cjs`. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Of a processor; all of it by default. */
  readonly share?: number;
}

/** Its first answer: how long after the start (seconds), by how much CPU (milliseconds) and memory (megabytes). */
export interface FirstAnswer {
  readonly after: number;
  readonly cpu: number;
  readonly memory: number;
}

/** @throws when it is not answered, or not with 200 */
export function firstAnswer({ args, env, share }: Start): Promise<FirstAnswer> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  if (share !== undefined) hold(child, share, began);
  let after = Number.NaN;
  let [said, complaint] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (said === "") after = (performance.now() - began) / 1_000;
    said += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    complaint += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject).once("close", () => {
      const told = said === "" ? undefined : JSON.parse(said);
      if (told?.statusCode === 200) resolve({ after, cpu: told.cpu, memory: told.memory });
      else reject(new Error(`a function of the bench answered ${said || "nothing"}: ${complaint.slice(0, 500)}`));
    });
  });
}

/** Of the clock by which a small instance is given its share, as Linux does it for containers. */
const PERIOD_MS = 100;

/** Stops the process whenever it has used its share of CPU, and lets it go on when it is given more. */
function hold(child: ChildProcess, share: number, began: number): void {
  let isHeld = false;
  let isOver = false;
  child.once("close", () => {
    isOver = true;
  });
  const look = (): void => {
    if (isOver || child.pid === undefined) return;
    const periods = Math.floor((performance.now() - began) / PERIOD_MS) + 1;
    const isSpent = cpuOf(child.pid) >= share * periods * PERIOD_MS;
    if (isSpent !== isHeld) child.kill(isSpent ? "SIGSTOP" : "SIGCONT");
    isHeld = isSpent;
    setImmediate(look);
  };
  look();
}

/** Milliseconds that all threads of a process have run. @see proc(5), schedstat */
function cpuOf(pid: number): number {
  try {
    const threads = readdirSync(`/proc/${pid}/task`).map((thread) =>
      Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, "utf8").split(" ")[0]),
    );
    return threads.reduce((total, time) => total + time, 0) / 1e6;
  } catch {
    // It ended, or one of its threads did, while we looked.
    return 0;
  }
}
