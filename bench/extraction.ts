import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { explainFailure } from "../lib/text/failure-extract.ts";
import { safeLogs } from "../lib/text/log-streams.ts";
import { logText } from "../lib/text/log-text.ts";
import { cpuOf } from "./stage/cpu.ts";
import { type Effort, median, type Score } from "./stage/score.ts";

/** Each made to look, again and again, like the beginning of something that has to be searched to its end. */
const HOSTILE: readonly (readonly [name: string, piece: string])[] = [
  ["colours of a terminal, Chinese, CRLF", "\u001B[0m\u001B[1m正在创建 alicloud_instance.web：请稍候……\u001B[0m\r\n"],
  ["terminal escapes that do not end", "\u001B]"],
  ["errors in boxes", "╷\n│ Error: no stock\n│   with alicloud_db_instance.a,\n│   on main.tf line 3:\n╵\n"],
  ["one error without a line end", "Error: SDKError: Code: "],
  ["passwords that do not end", 'password="'],
  ["fields in fields", '{"secret": {"token": ['],
  ["blanks and line ends", " \n"],
  ["one word, which may be base64", "QUFB"],
  ["joined pictures", "👩‍👩‍👧"],
];
const GOAL = 2.5;
/** Of each size the median counts. */
const TRIES = 3;

/**
 * G1: how much longer the cause of a failure, and the log that may be sent, take to find in twice the text.
 *
 * The way a failed task goes: cleaned, redacted, explained, put together for the thread. CPU time of 2, 4 and 8 MB
 * of UTF-8, each against the half of it; beside it what takes exactly twice as long for twice as much.
 */
export async function extraction({ text }: Effort): Promise<readonly Score[]> {
  return HOSTILE.map(([line, piece]) => {
    return {
      title: `G1 time(2n) / time(n), n up to ${text / 2}`,
      line,
      ours: growth(piece, text),
      baseline: TWICE,
      goal: GOAL,
    };
  });
}

const TWICE: Score["baseline"] = { name: "time that grows with the length only", values: [2] };

function growth(piece: string, longest: number): number[] {
  const lengths = [longest / 4, longest / 2, longest];
  // The compiler warms up at the shortest.
  spend(piece, lengths[0] ?? 0);
  const tries = Array.from({ length: TRIES }, () => lengths.map((length) => spend(piece, length)));
  const costs = lengths.map((_, n) => median(tries.map((spent) => spent[n] ?? Number.NaN)));
  return costs.slice(1).map((cost, n) => cost / (costs[n] ?? Number.NaN));
}

function spend(piece: string, length: number): number {
  const logs = [
    { command: "apply", stream: "stdout", content: piece.repeat(Math.ceil(length / Buffer.byteLength(piece))) },
  ];
  // What the one before left behind is not this one's to clear away.
  collect();
  return cpuOf(() => {
    const { lines } = explainFailure({ logs: safeLogs(logs), statusMessage: undefined });
    if (lines.length > 5 || logText(logs).text === "never") throw new Error("the bench looks at something else");
  });
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;
