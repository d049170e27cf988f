// A process of its own that writes to a state file: `writer-process.ts append|count FILE [WINS]`.
// Says "ready", waits for a line on stdin, then works and says what it did, a line each.
import { once } from "node:events";
import { Conflict } from "../../lib/model/errors.ts";
import { openSqlite } from "../../lib/store/sqlite-store.ts";

const [task, file, wins] = process.argv.slice(2);
const store = await openSqlite(file as string, Date.now);
process.stdout.write("ready\n");
await once(process.stdin, "data");

if (task === "append") {
  // Until somebody kills it: a row of its own and a change of a shared one, each told once its promise resolved.
  let version = await store.put("last", { at: 0, filler: "x".repeat(4_000) }, "absent");
  for (let at = 1; ; at++) {
    await store.put(`row/${at}`, { at }, "absent");
    version = await store.put("last", { at, filler: "x".repeat(4_000) }, version);
    process.stdout.write(`${at}\n`);
  }
}

for (let won = 0; won < Number(wins); ) {
  const found = await store.get("count");
  try {
    await store.put("count", Number(found?.value ?? 0) + 1, found?.version ?? "absent");
    won++;
  } catch (error) {
    if (!(error instanceof Conflict)) throw error;
  }
}
await store.close();
process.exit(0);
