import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { realClock } from "../lib/app/build/real-clock.ts";
import { type BotSide, readBotSide, UNSET } from "./bot-side.ts";
import { type Demo, openDemo } from "./demo.ts";
import { runDemoBot } from "./demo-bot.ts";
import { narrate, narrateShow } from "./narrator.ts";
import { playOnce } from "./play-once.ts";
import { runCommand } from "./run-command.ts";
import { scenarios } from "./scenario/all.ts";
import type { Scenario } from "./scenario/scenario.ts";
import { runShow } from "./show-loop.ts";
import { UsageFault } from "./usage-fault.ts";

interface Options {
  readonly scenarios: readonly Scenario[];
  readonly scenario: Scenario;
  readonly port: number;
  readonly speed: number;
  readonly botSide: BotSide | undefined;
  readonly once: boolean;
}

function readOptions(): Options {
  const known = scenarios();
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "4700" },
      scenario: { type: "string", default: known[0].name },
      speed: { type: "string", default: "1" },
      "no-bot": { type: "boolean", default: false },
      "bot-url": { type: "string" },
      socket: { type: "boolean", default: false },
      once: { type: "boolean", default: false },
    },
  });
  const scenario = known.find((s) => s.name === values.scenario);
  if (scenario === undefined) {
    const names = known.map((s) => s.name).join(", ");
    throw new UsageFault(`--scenario: expected one of ${names}, found ${values.scenario}`);
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_533) {
    throw new UsageFault(`--port: expected a port from 0 to 65533, found ${values.port}`);
  }
  const speed = Number(values.speed);
  if (!(speed >= 0.1 && speed <= 100)) throw new UsageFault(`--speed: expected 0.1 to 100, found ${values.speed}`);
  const botSide = readBotSide(values);
  if (values.once && botSide !== undefined) {
    throw new UsageFault("--no-bot: leave it out with --once, which plays with the bot of the demonstration");
  }
  return { scenarios: known, scenario, port, speed, botSide, once: values.once };
}

/** @param config where the config file of a bot is put that somebody runs beside it */
async function main(options: Options, state: string, config: string): Promise<number> {
  const locale = setting("PLANBELL_LOCALE");
  if (options.once) {
    const summary = await playOnce(options.scenario, {
      state,
      locale,
      onDemo: (demo) => tell(demo, "The scenario is over."),
    });
    console.log(`\n${JSON.stringify(summary)}`);
    return summary.ok ? 0 : 1;
  }
  const { scenarios, scenario, port, speed, botSide } = options;
  const demo = await openDemo({
    clock: realClock,
    port,
    state,
    locale,
    botSide,
    scenarios,
    scenario: scenario.name,
    speed,
  });
  const stop = new AbortController();
  try {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
    writeFileSync(config, JSON.stringify(demo.file));
    greet(demo, options, config);
    tell(demo, "The scenario is over; the workspace stays until Ctrl-C.");
    const work = [runShow(demo.show, stop.signal)];
    if (!options.botSide) work.push(runDemoBot(demo, stop.signal));
    await Promise.all(work);
  } finally {
    stop.abort();
    await demo.close();
  }
  return 0;
}

/** A variable of the shell; one that is empty or blank is not set. */
const setting = (name: string): string | undefined => process.env[name]?.trim() || undefined;

/** Prints everything that happens. */
function tell(demo: Demo, atTheEnd: string): void {
  narrateShow(demo.show, console.log, atTheEnd);
  narrate(demo.slack, console.log);
}

function greet(demo: Demo, { scenario, botSide }: Options, config: string): void {
  console.log(`page ${demo.page.url}`);
  console.log(`slack-api ${demo.slack.apiUrl}`);
  console.log(`catalog ${demo.catalog.url}`);
  console.log(
    `env ${Object.entries({ ...UNSET, ...demo.env, PLANBELL_CONFIG: config })
      .map(([name, value]) => `${name}=${shellWord(value)}`)
      .join(" ")}`,
  );
  console.log(`\n${scenario.title}.\nOpen the page, or read on here. Ctrl-C ends it.`);
  if (botSide) console.log("No bot runs: paste the env line before `npm run serve` in another terminal.");
}

/** As a shell reads it back: quoted where it holds more than plain characters. */
const shellWord = (value: string): string =>
  /^[\w@%+=:,./-]*$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;

await runCommand(async () => {
  const folder = mkdtempSync(join(tmpdir(), "planbell-"));
  try {
    const state = setting("PLANBELL_STATE") ?? `sqlite:${join(folder, "planbell.db")}`;
    return await main(readOptions(), state, join(folder, "planbell.yaml"));
  } catch (error) {
    const { code, syscall, port } = error as NodeJS.ErrnoException & { readonly port?: number };
    if (syscall !== "listen") throw error;
    throw new UsageFault(`--port: port ${port} cannot be used (${code}): end what holds it, or choose with --port N`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
