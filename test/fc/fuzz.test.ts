import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { FcContext } from "../../lib/fc/context.ts";
import { onHttp } from "../../lib/fc/http-event.ts";
import { openDoor } from "../../lib/fc/shim.ts";
import { createHandler } from "../../lib/slack/app.ts";
import { SECRET, SIGNED_AT } from "../build/signed.ts";
import { Chance } from "../sweep/chance.ts";
import { CANARY } from "./hostile-payloads.ts";
import { hostile } from "./hostile-requests.ts";

const INPUTS = 20_000;
const FIRST_SEED = 1;
const CONTEXT: FcContext = { requestId: "1-64f6" };

/** Bolt itself, and what came to it and what was logged. */
function open() {
  const log: string[] = [];
  let reached = 0;
  const load = async () => {
    const handle = createHandler({
      token: "xoxb-1-canary",
      // Nobody listens there: nothing may be asked.
      apiUrl: "http://127.0.0.1:9/api/",
      onCommand: async () => ({ answer: { text: "hi", blocks: [] } }),
      onPress: async () => ({}),
      onSubmit: async () => ({ answer: { comment: "no" } }),
      onHome: async () => ({}),
      onFault: (error) => log.push(`fault ${String(error)}`),
    });
    return (...given: Parameters<typeof handle>) => {
      reached++;
      return handle(...given);
    };
  };
  const note = (event: string, fields: object): void => void log.push(JSON.stringify({ event, ...fields }));
  const door = openDoor({ secrets: [SECRET], clock: { now: () => SIGNED_AT }, load, log: note });
  return { handler: onHttp(door, note), log, reached: () => reached };
}

/** What is wrong with what was answered; undefined when nothing is. */
function faultOf(answer: unknown): string | undefined {
  const { statusCode, headers, isBase64Encoded, body, ...rest } = answer as Record<string, unknown>;
  if (Object.keys(rest).length > 0) return "has other fields";
  if (isBase64Encoded !== false || typeof body !== "string") return "has no body, or one in base64";
  if (typeof headers !== "object" || headers === null) return "has no headers";
  if (Object.values(headers).some((value) => typeof value !== "string")) return "has a header that is no text";
  if (![200, 400, 401, 404, 405, 413].includes(statusCode as number)) return `is ${statusCode}`;
  return statusCode !== 200 && body !== "" ? "says more than no" : undefined;
}

describe("twenty thousand hostile requests", () => {
  const printed: unknown[] = [];
  beforeAll(() => {
    const print = (text: unknown): boolean => printed.push(text) > 0;
    vi.spyOn(process.stderr, "write").mockImplementation(print);
    for (const way of ["debug", "info", "log", "warn", "error"] as const)
      vi.spyOn(console, way).mockImplementation(print);
  });
  afterAll(() => {
    vi.restoreAllMocks();
  });

  // Each depends on its seed alone: what is found is found again by `hostile(new Chance(seed))`.
  it("are each answered whole, and never with a failure; forged ones never reach Bolt, and nothing is logged of any", {
    timeout: 180_000,
  }, async () => {
    const { handler, log, reached } = open();
    const statuses = new Set<unknown>();
    const faults: string[] = [];
    for (let seed = FIRST_SEED; seed < FIRST_SEED + INPUTS; seed++) {
      const { event, isForged } = hostile(new Chance(seed));
      const before = reached();
      const answer = await handler(event, CONTEXT).catch((error: unknown) => ({ statusCode: String(error) }));
      const fault = faultOf(answer) ?? (isForged && reached() > before ? "is forged and reached Bolt" : undefined);
      const leak = log.splice(0).find((line) => line.includes(CANARY) || line.startsWith("fault"));
      if (fault !== undefined || leak !== undefined)
        faults.push(`seed ${seed}: ${fault ?? "was logged"} ${leak ?? ""}`);
      statuses.add(answer.statusCode);
    }
    expect(faults).toEqual([]);
    // They are of every kind, and many pass.
    expect([...statuses].sort()).toEqual([200, 400, 401, 404, 405, 413]);
    expect(reached()).toBeGreaterThan(INPUTS / 10);
  });

  it("are answered alike when they are played again", async () => {
    const { handler } = open();
    for (let seed = FIRST_SEED; seed < FIRST_SEED + 300; seed++) {
      const { event } = hostile(new Chance(seed));
      expect(await handler(event, CONTEXT), `seed ${seed}`).toEqual(await handler(event, CONTEXT));
    }
  });

  it("leave nothing on the console", () => expect(printed).toEqual([]));
});
