import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { postgresBinaries, RUNS_AS } from "./postgres-binaries.ts";

/** A real PostgreSQL for one test file. */
export interface PostgresServer {
  /** Address of the superuser. */
  readonly url: string;
  /** A connection of the superuser, to prepare and to look. */
  readonly sql: postgres.Sql;
  /** Address of an empty schema of its own. */
  empty(): Promise<string>;
  stop(): Promise<void>;
}

/** Starts one from the packages, or uses the one that PLANBELL_TEST_POSTGRES names: the address of a superuser with a password. */
export async function startPostgres(): Promise<PostgresServer> {
  const given = process.env["PLANBELL_TEST_POSTGRES"];
  const own = given ? undefined : await start();
  const url = own?.url ?? (given as string);
  const sql = postgres(url, { max: 2, onnotice: () => undefined });
  const made: string[] = [];
  return {
    url,
    sql,
    async empty() {
      const name = `planbell_test_${process.pid}_${Date.now().toString(36)}_${made.length}`;
      made.push(name);
      await sql`create schema ${sql(name)}`;
      return `${url}?search_path=${name}`;
    },
    async stop() {
      if (own === undefined) for (const name of made) await sql`drop schema ${sql(name)} cascade`;
      await sql.end({ timeout: 1 });
      await own?.stop();
    },
  };
}

/** Test state may be lost: nothing is forced to the disk. */
const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "off",
  full_page_writes: "off",
  autovacuum: "off",
  shared_buffers: "16MB",
  max_connections: "100",
};

async function start(): Promise<{ url: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "planbell-postgres-"));
  try {
    const binaries = postgresBinaries(folder);
    const home = join(folder, "home");
    mkdirSync(home);
    const password = join(home, "password");
    writeFileSync(password, "p/w@1\n");
    if (RUNS_AS.uid !== undefined) for (const path of [folder, home]) chownSync(path, RUNS_AS.uid, RUNS_AS.gid);
    const data = join(home, "state");
    const init = ["-D", data, "-U", "owner", "-A", "scram-sha-256", "--pwfile", password, "-E", "UTF8"];
    const quick = ["--locale=C", "--no-sync", "--no-instructions"];
    execFileSync(join(binaries, "bin", "initdb"), [...init, ...quick], { ...RUNS_AS, env: {}, stdio: "pipe" });

    for (let tries = 1; ; tries++) {
      const port = await freePort();
      const settings = Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
      const server = spawn(join(binaries, "bin", "postgres"), ["-D", data, ...settings], {
        ...RUNS_AS,
        env: {},
        cwd: home,
        stdio: ["ignore", "ignore", "pipe"],
      });
      const log = await ready(server);
      if (log === undefined) {
        const url = `postgres://owner:p%2Fw%401@127.0.0.1:${port}/postgres`;
        return { url, stop: () => stop(server, folder) };
      }
      // Somebody else may have taken the port in between.
      if (tries === 5 || !log.includes("could not bind")) throw new Error(`PostgreSQL did not start:\n${log}`);
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Undefined when it takes connections; what it said when it ended instead. */
function ready(server: ChildProcess): Promise<string | undefined> {
  let log = "";
  return new Promise((resolve, reject) => {
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      if (log.includes("ready to accept connections")) resolve(undefined);
    });
    server.once("error", reject).once("close", () => resolve(log));
  });
}

async function stop(server: ChildProcess, folder: string): Promise<void> {
  const ended = once(server, "close");
  // At once: what it keeps is thrown away.
  if (server.exitCode === null && server.kill("SIGQUIT")) await ended;
  rmSync(folder, { recursive: true, force: true });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}
