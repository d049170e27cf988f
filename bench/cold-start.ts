import { ENV, type Functions, starter } from "./stage/functions.ts";
import { type FirstAnswer, firstAnswer } from "./stage/instance.ts";
import { type Effort, median, type Score } from "./stage/score.ts";
import { command, eventOf } from "./stage/slack-event.ts";

const BOLT = "bare Bolt";
type Contender = "ours" | "floor" | "bolt" | "nothing";
type Round = Readonly<Record<Contender, FirstAnswer>>;

/**
 * A1: what it costs `slack` to start and to answer its first command, a `help`.
 *
 * Beside it bare Bolt, which acknowledges by nothing, as it is installed; and a floor of some twenty lines by hand. Every
 * start is a process of its own; a round has one of each, in any order, and of a round the ratios are taken, since what
 * others do on the machine meets all of it alike. A run is the median of its rounds. Own CPU is what is beyond an empty
 * process of Node.
 */
export async function coldStart({ seeds, starts }: Effort, functions: Functions): Promise<readonly Score[]> {
  const files: Readonly<Record<Contender, string | undefined>> = {
    ours: await functions.slack(),
    floor: await functions.apart("floor"),
    bolt: await functions.apart("bare-bolt"),
    nothing: undefined,
  };
  const start = (contender: Contender): Promise<FirstAnswer> => {
    const file = files[contender];
    return firstAnswer({
      args: [starter("first-answer"), ...(file === undefined ? [] : [file, eventOf(command("help"))])],
      env: ENV,
    });
  };
  // Read once, the files are in memory, as those of a node that runs many functions are.
  await roundOf(start, 0);
  const runs: (readonly Round[])[] = [];
  for (let seed = 0; seed < seeds; seed += 1) {
    const rounds: Round[] = [];
    for (let n = 0; n < starts; n += 1) rounds.push(await roundOf(start, n));
    runs.push(rounds);
  }
  return scoresOf(runs);
}

const CONTENDERS = ["ours", "bolt", "floor", "nothing"] as const;

async function roundOf(start: (contender: Contender) => Promise<FirstAnswer>, turn: number): Promise<Round> {
  const answers = new Map<Contender, FirstAnswer>();
  // Nobody always follows the same one.
  for (let n = 0; n < CONTENDERS.length; n += 1) {
    const contender = CONTENDERS[(turn + n * (1 + 2 * (turn % 2))) % CONTENDERS.length] as Contender;
    answers.set(contender, await start(contender));
  }
  return Object.fromEntries(answers) as unknown as Round;
}

const ownCpu = (of: Contender) => (round: Round) => round[of].cpu - round.nothing.cpu;
const after = (of: Contender) => (round: Round) => round[of].after * 1_000;

function scoresOf(runs: readonly (readonly Round[])[]): readonly Score[] {
  const values = (of: (round: Round) => number): number[] => runs.map((rounds) => median(rounds.map(of)));
  const ratios = (line: string, of: (contender: Contender) => (round: Round) => number, goal: number): Score[] => {
    const ratio = (contender: Contender) => (round: Round) => of(contender)(round) / of("bolt")(round);
    const share = { title: `A1 ${line} / that of bare Bolt`, baseline: { name: BOLT, values: [1] } };
    return [
      { ...share, line: "help by slack", ours: values(ratio("ours")), goal },
      { ...share, line: "the floor", ours: values(ratio("floor")) },
    ];
  };
  const shown = (line: string, of: (contender: Contender) => (round: Round) => number): Score => ({
    title: `A1 ${line}`,
    line: "help by slack",
    ours: values(of("ours")).map(Math.round),
    baseline: { name: BOLT, values: values(of("bolt")).map(Math.round) },
  });
  return [
    ...ratios("time from start to first answer", after, 0.18),
    ...ratios("own CPU to first answer", ownCpu, 0.06),
    shown("milliseconds from start to first answer", after),
    shown("milliseconds of own CPU to first answer", ownCpu),
    shown("megabytes of memory at first answer", (of) => (round) => round[of].memory),
  ];
}
