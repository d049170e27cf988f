import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Command, run } from "./command.ts";

/** One story; the tour of all of them is played in test/local/scenario. */
const SHORT = ["--scenario", "reject-with-comment"];

describe("npm start", { timeout: 120_000 }, () => {
  let folder: string;
  let started: Command | undefined;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "planbell-test-"));
  });
  afterEach(() => {
    started?.process.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  const start = (...args: string[]): Command => {
    started = new Command("local/start.ts", args, {}, folder);
    return started;
  };

  it.each(["", " "])("keeps its state out of the folder when the settings are there and blank: %j", async (blank) => {
    const env = { PLANBELL_STATE: blank, PLANBELL_LOCALE: blank };
    const ended = await run("local/start.ts", ["--once", ...SHORT], env, folder);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.last)).toMatchObject({ ok: true, again: { posted: 0, updated: 0, replied: 0 } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("keeps its state where it is told", async () => {
    const ended = await run("local/start.ts", ["--once", ...SHORT], { PLANBELL_STATE: "sqlite:kept.db" }, folder);
    expect(ended.code).toBe(0);
    expect(existsSync(join(folder, "kept.db"))).toBe(true);
  });

  it("plays the scenario that is named, saying what to look at and what people do", async () => {
    const ended = await run("local/start.ts", ["--once", ...SHORT], {}, folder);
    expect(ended.code).toBe(0);
    expect(JSON.parse(ended.last)).toMatchObject({
      ok: true,
      plans: [
        {
          id: expect.stringMatching(/^plan-/) as string,
          name: "press-photos",
          status: "ApplicationRejected",
          card: { channel: "C0DEFAULT0", text: expect.stringMatching(/^Rejected: press-photos\n/) as string },
          notes: [expect.stringContaining("No public buckets, please.")],
        },
      ],
      posted: 1,
      updated: 1,
      replied: 1,
      again: { posted: 0, updated: 0, replied: 0 },
      ms: expect.any(Number) as number,
    });
    const told = ["=== A request is rejected, and why", "Bob turns the bucket down.", "> bob rejects press-photos"];
    expect(told.filter((text) => !ended.stdout.includes(`\n${text}`))).toEqual([]);
  });

  it("names the scenarios when there is none of that name", async () => {
    const ended = await run("local/start.ts", ["--scenario", "tuor"], {}, folder);
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toMatch(/^planbell: --scenario: expected one of tour, launch-and-approve, .*, found tuor\n$/);
  });

  it("says when the scenario is over, stays, and ends well on SIGTERM", async () => {
    const demo = start("--port", "0", "--speed", "100", "--no-bot", ...SHORT);
    const stdout = await demo.prints("The scenario is over; the workspace stays until Ctrl-C.");
    const page = /^page (\S+)$/m.exec(stdout)?.[1] ?? "";
    expect((await fetch(page)).status).toBe(200);
    demo.process.kill("SIGTERM");
    const ended = await demo.end();
    expect(ended.code).toBe(0);
    expect(ended.stdout.split("The scenario is over")).toHaveLength(2);
  });

  it("ends with 1 at once when a setting is wrong", async () => {
    const ended = await run("local/start.ts", ["--port", "0"], { PLANBELL_STATE: "tablestore://i.r" }, folder);
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain("PLANBELL_STATE: tablestore is not supported yet");
  });

  it.each([0, 1, 2])("ends with 1 at once when port %i of its three is taken, naming the option", async (offset) => {
    const { server, port } = await taken(offset);
    const ended = await run("local/start.ts", ["--port", String(port - offset)], {}, folder);
    server.close();
    expect(ended).toMatchObject({ code: 1, stdout: "" });
    expect(ended.stderr).toBe(
      `planbell: --port: port ${port} cannot be used (EADDRINUSE): end what holds it, or choose with --port N\n`,
    );
  });
});

/** A port that somebody listens on, below which `before` ports and above which two more are free at the moment. */
async function taken(before: number): Promise<{ server: Server; port: number }> {
  for (;;) {
    const server = await listen(0);
    const port = portOf(server);
    const others = [-2, -1, 1, 2].filter((step) => step >= -before && step <= 2 - before);
    const free = await Promise.all(others.map((step) => isFree(port + step)));
    if (free.every(Boolean)) return { server, port };
    server.close();
  }
}

async function isFree(port: number): Promise<boolean> {
  try {
    const server = await listen(port);
    server.close();
    await once(server, "close");
    return true;
  } catch {
    return false;
  }
}

const portOf = (server: Server): number => (server.address() as { port: number }).port;

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}
