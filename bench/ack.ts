import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { ENV, type Functions, starter } from "./stage/functions.ts";
import { type Effort, median, type Score } from "./stage/score.ts";
import { command, eventOf } from "./stage/slack-event.ts";

/** A part of a round; the functions take turns after each, so that what else runs on the machine meets all alike. */
const BATCHES = 15;
const CONTENDERS = ["ours", "bolt", "floor"] as const;
type Contender = (typeof CONTENDERS)[number];
type Took = Readonly<Record<"median" | "most", number>>;
type Run = Readonly<Record<Contender, Took>>;

/**
 * B1: what it takes a running `slack` to answer `help`, from the event to the answer, its line of the log included.
 *
 * Beside it bare Bolt, which acknowledges by nothing, and the floor. Each is a process of its own, new in every run and
 * warm when it counts.
 */
export async function ackTime({ seeds, calls }: Effort, functions: Functions): Promise<readonly Score[]> {
  const children: ChildProcess[] = [];
  try {
    const files: Readonly<Record<Contender, string>> = {
      ours: await functions.slack(),
      bolt: await functions.apart("bare-bolt"),
      floor: await functions.apart("floor"),
    };
    const start = async (contender: Contender): Promise<ChildProcess> => {
      const child = fork(starter("many-answers"), [files[contender]], {
        env: ENV,
        execArgv: [],
        stdio: ["ignore", "ignore", "ignore", "ipc"],
      });
      children.push(child);
      await once(child, "message");
      return child;
    };
    const runs: Run[] = [];
    for (let seed = 0; seed < seeds; seed += 1) {
      const started = await Promise.all(CONTENDERS.map(start));
      runs.push(await runOf(started, calls));
      for (const child of started) child.kill();
    }
    return scoresOf(runs);
  } finally {
    for (const child of children) child.kill();
  }
}

async function runOf(children: readonly ChildProcess[], calls: number): Promise<Run> {
  const ask = async (child: ChildProcess, count: number): Promise<Took> => {
    child.send({ count, events: Array.from({ length: 32 }, () => eventOf(command("help"))) });
    const [took] = await once(child, "message");
    return took;
  };
  for (const child of children) await ask(child, 15 * calls);
  const took: Took[][] = children.map(() => []);
  for (let turn = 0; turn < BATCHES; turn += 1) {
    for (let n = 0; n < children.length; n += 1) {
      const place = (turn + n) % children.length;
      took[place]?.push(await ask(children[place] as ChildProcess, calls));
    }
  }
  const middle = (all: readonly Took[] = []): Took => ({
    median: median(all.map((one) => one.median)),
    most: median(all.map((one) => one.most)),
  });
  const [ours, bolt, floor] = took.map(middle) as [Took, Took, Took];
  return { ours, bolt, floor };
}

function scoresOf(runs: readonly Run[]): readonly Score[] {
  const values = (of: (run: Run) => number): number[] => runs.map(of);
  const share = {
    title: "B1 median time of an answer / that of bare Bolt",
    baseline: { name: "bare Bolt", values: [1] },
  };
  const time = (line: string, of: keyof Took, beside: Contender, name: string): Score => ({
    title: `B1 microseconds of an answer, ${line}`,
    line: "help by slack",
    ours: values(({ ours }) => Math.round(ours[of])),
    baseline: { name, values: values((run) => Math.round(run[beside][of])) },
  });
  return [
    { ...share, line: "help by slack", ours: values(({ ours, bolt }) => ours.median / bolt.median), goal: 1.1 },
    { ...share, line: "the floor", ours: values(({ floor, bolt }) => floor.median / bolt.median) },
    time("median", "median", "bolt", "bare Bolt"),
    time("median", "median", "floor", "the floor"),
    time("99 of 100", "most", "bolt", "bare Bolt"),
  ];
}
