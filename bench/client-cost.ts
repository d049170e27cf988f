import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleFile } from "../local/bundle.ts";
import type { Wanted } from "./apart/calls.ts";
import { type Effort, median, type Score } from "./stage/score.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
/** A part of a round; the callers take turns after each, so that what else runs on the machine meets all alike. */
const BATCHES = 15;
const STOCK = "stock pop-core";

const FIGURES: readonly { readonly wanted: Wanted; readonly line: string; readonly goal: number }[] = [
  { wanted: "get", line: "a Get, 8 at a time", goal: 0.5 },
  { wanted: "page", line: "a page of 100 plans", goal: 0.4 },
];
const CALLERS = ["body", "decoded", "stock"] as const;
type Caller = (typeof CALLERS)[number];

/**
 * C2: CPU of one call to the catalog, of the client as it is bundled.
 *
 * Beside it pop-core as it is installed and used by default. Each client is a process of its own, and so is the server,
 * which gives the same two answers all the time. A round has new processes, which first call until they are warm; then
 * they take turns. What a round costs is the median of its turns. pop-core gives a body, so does our client; shown as
 * well is what it costs us to decode it.
 */
export async function clientCost({ seeds, calls }: Effort): Promise<readonly Score[]> {
  const folder = mkdtempSync(join(tmpdir(), "planbell-bench-"));
  const children: ChildProcess[] = [];
  const start = async (file: string, args: readonly string[] = []): Promise<ChildProcess> => {
    // For pop-core as it is installed.
    const child = fork(file, args, { env: { NODE_PATH: join(ROOT, "node_modules") }, execArgv: [] });
    children.push(child);
    return child;
  };
  const [serving, calling, stock] = ["canned-catalog", "own-caller", "stock-caller"].map((name) =>
    join(folder, `${name}.cjs`),
  ) as [string, string, string];
  try {
    await bundleFile("bench/apart/canned-catalog.ts", serving);
    await bundleFile("bench/apart/own-caller.ts", calling);
    // Only so that nothing but Node stands between it and its packages, which stay outside.
    await bundleFile("bench/apart/stock-caller.ts", stock, { packages: "external" });
    const server = (await heard(await start(serving))) as Server;
    const callers = (wanted: Wanted): Promise<ChildProcess>[] =>
      CALLERS.map(async (caller) => {
        const args = [wanted, String(server.port), server.plan];
        const child = await (caller === "stock" ? start(stock, args) : start(calling, [...args, caller]));
        await heard(child);
        return child;
      });
    const scores: Score[] = [];
    for (const { wanted, line, goal } of FIGURES) {
      // A page costs about ten times as much.
      const batch = wanted === "get" ? calls : Math.ceil(calls / 5);
      const rounds: Costs[] = [];
      for (let round = 0; round < seeds; round += 1) {
        const clients = await Promise.all(callers(wanted));
        rounds.push(await costsOf(clients, batch));
        for (const client of clients) client.kill();
      }
      scores.push(...scoresOf(line, goal, rounds));
    }
    return scores;
  } finally {
    for (const child of children) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Server {
  readonly port: number;
  readonly plan: string;
}
/** What one round costs each caller: microseconds a call. */
type Costs = readonly number[];

async function costsOf(clients: readonly ChildProcess[], batch: number): Promise<Costs> {
  for (const client of clients) await spend(client, 10 * batch);
  const costs: number[][] = clients.map(() => []);
  for (let turn = 0; turn < BATCHES; turn += 1) {
    for (let n = 0; n < clients.length; n += 1) {
      // Nobody always follows the same one.
      const place = (turn + n) % clients.length;
      costs[place]?.push(await spend(clients[place] as ChildProcess, batch));
    }
  }
  return costs.map(median);
}

async function spend(client: ChildProcess, calls: number): Promise<number> {
  client.send(calls);
  return (await heard(client)) as number;
}

/** What a child says next. @throws when it ends instead */
function heard(child: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`a process of the bench ended with ${code}`);
  });
  const message = once(child, "message", { signal }).then(([said]) => said as unknown);
  return Promise.race([message, ended]).finally(() => {
    over.abort();
    for (const other of [message, ended]) other.catch(() => undefined);
  });
}

function scoresOf(line: string, goal: number, rounds: readonly Costs[]): Score[] {
  const of = (caller: Caller): number[] => rounds.map((costs) => costs[CALLERS.indexOf(caller)] ?? Number.NaN);
  const stock = of("stock");
  const ratios = (caller: Caller): number[] => of(caller).map((cost, n) => cost / (stock[n] ?? Number.NaN));
  const share = { title: "C2 CPU of a call / that of stock pop-core", baseline: { name: STOCK, values: [1] } };
  const time = {
    title: "C2 microseconds of CPU of a call",
    baseline: { name: STOCK, values: stock.map(Math.round) },
  };
  return [
    { ...share, line, ours: ratios("body"), goal },
    { ...share, line: `${line}, decoded`, ours: ratios("decoded") },
    { ...time, line, ours: of("body").map(Math.round) },
    { ...time, line: `${line}, decoded`, ours: of("decoded").map(Math.round) },
  ];
}
