import { parseArgs } from "node:util";
import { type GivenFile, runDoctor } from "../lib/app/build/doctor.ts";
import type { Env } from "../lib/app/config/config.ts";
import type { Check } from "../lib/app/doctor/check.ts";
import { ConfigFault } from "../lib/model/errors.ts";
import type { Clock } from "../lib/ports.ts";
import { readConfigFile } from "./config-file.ts";

/**
 * `npm run doctor`: looks at everything a deployment needs, and says what to do. `--json`: one JSON object instead of
 * lines. `--send-test`: sends one message to the default destination.
 * @param out gets one line at a time
 * @returns the exit code: 1 when anything fails
 */
export async function main(
  argv: readonly string[],
  env: Env,
  out: (line: string) => void,
  clock?: Clock,
): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: { json: { type: "boolean", default: false }, "send-test": { type: "boolean", default: false } },
  });
  const sendTest = values["send-test"];
  const checkup = await runDoctor(env, fileOf(env), { sendTest, ...(clock === undefined ? {} : { clock }) });
  if (values.json) out(JSON.stringify(checkup));
  else for (const line of linesOf(checkup.checks)) out(line);
  return checkup.ok ? 0 : 1;
}

function fileOf(env: Env): GivenFile {
  try {
    return { parsed: readConfigFile(env) };
  } catch (error) {
    if (error instanceof ConfigFault) return { faults: error.faults };
    throw error;
  }
}

const SIGNS = { ok: "ok", warn: "WARN", fail: "FAIL", skipped: "-" } as const;

/** One line a check, with what to do behind it, and a last one that counts. */
function linesOf(checks: readonly Check[]): readonly string[] {
  const widest = Math.max(...checks.map(({ name }) => name.length));
  const count = (state: Check["state"]): number => checks.filter((one) => one.state === state).length;
  return [
    ...checks.map(({ name, state, text, fix }) => {
      const line = `${SIGNS[state].padEnd(4)}  ${name.padEnd(widest)}  ${text.replaceAll(/\s+/g, " ")}`;
      return fix === undefined ? line : `${line} -> ${fix}`;
    }),
    `${count("ok")} ok, ${count("warn")} to consider, ${count("fail")} to mend, ${count("skipped")} not looked at`,
  ];
}
