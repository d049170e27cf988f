import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { actionNamed } from "./actions.ts";
import type { Answer } from "./answer.ts";
import { faulty, misshapen, refused, success } from "./answer.ts";
import { CallLog } from "./call-log.ts";
import { CallParams } from "./call-params.ts";
import { Faults } from "./faults.ts";
import type { AccessKey } from "./gateway.ts";
import { Gateway } from "./gateway.ts";
import { missing, Refusal } from "./refusal.ts";
import { Wire } from "./wire.ts";
import { World } from "./world.ts";

/** The emulated Service Catalog: a real HTTP server on 127.0.0.1, and the strings that move its world. */
export interface EmulatedCatalog {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  readonly world: World;
  readonly faults: Faults;
  readonly calls: CallLog;
  /** Breaks open connections. */
  close(): Promise<void>;
}

export interface CatalogOptions {
  /** Default: any free port. */
  readonly port?: number;
  /** Milliseconds since 1970; moves the plans and stamps what happens. Must not go back. */
  readonly clock: { now(): number };
  /** What signatures and nonces are dated by; default `clock`. The real clock where clients sign in real time. */
  readonly signingClock?: { now(): number };
  readonly keys?: readonly AccessKey[];
  /** Answer as the documents' samples look, not as their tables say; see {Wire}. */
  readonly quirks?: boolean;
  /** What a filter key that comes twice means; the vendor does not say. Default `or`. */
  readonly repeatedFilters?: "or" | "and";
}

/** The key that is let in when no others are named. */
export const DEMO_KEY: AccessKey = {
  id: "LTAI5tPlanbellDemo",
  secret: "planbell-demo-secret",
  principal: { kind: "RamUser", name: "planbell" },
};

const VERSION = "2021-09-01";
const LARGEST_BODY = 1_000_000;

/** Starts it. @see Service Catalog 2021-09-01, RPC style: one path, `Action` says what is wanted */
export async function startCatalog(options: CatalogOptions): Promise<EmulatedCatalog> {
  const world = new World(options.clock);
  const faults = new Faults();
  const calls = new CallLog();
  const wire = new Wire(options.quirks ?? false, world.ids);
  const gateway = new Gateway(options.keys ?? [DEMO_KEY], options.signingClock ?? options.clock);
  const repeatedFilters = options.repeatedFilters ?? "or";

  const perform = (method: string, params: ReadonlyMap<string, string>, requestId: string): Answer => {
    const name = params.get("Action") || undefined;
    if (name === undefined) throw missing("Action");
    if (!params.get("Version")) throw missing("Version");
    if (params.get("Version") !== VERSION)
      throw new Refusal(404, "InvalidVersion.NotFound", "Specified parameter Version is not valid.");
    const action = actionNamed(name, method);
    const caller = gateway.admit(method, params);
    world.settle();
    return success(requestId, action({ params: new CallParams(params), caller, world, wire, repeatedFilters }));
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? "GET";
    const host = request.headers.host ?? "127.0.0.1";
    const requestId = world.ids.uuid("request").toUpperCase();
    const params = await paramsOf(request);
    const action = params.get("Action") ?? "";
    calls.record(action);
    const fault = faults.take(action);
    if (fault?.kind === "reset") return void response.destroy();
    const instead = fault && faulty(requestId, host, fault);
    if (instead) return send(response, instead, requestId);
    let answer: Answer;
    try {
      answer = perform(method, params, requestId);
    } catch (error) {
      const defect = () => new Refusal(500, "InternalError", `Defect of the emulator: ${String(error)}`);
      answer = refused(requestId, host, error instanceof Refusal ? error : defect());
    }
    if (fault?.kind === "lost-answer") return void response.destroy();
    if (fault?.kind === "malformed") answer = misshapen(answer);
    if (fault?.kind !== "slow") return send(response, answer, requestId);
    const late = setTimeout(() => send(response, answer, requestId), fault.ms);
    response.on("close", () => clearTimeout(late));
  };

  const server = createServer((request, response) => {
    serve(request, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const port = await listen(server, options.port ?? 0);
  return { url: `http://127.0.0.1:${port}/`, world, faults, calls, close: () => closeAll(server) };
}

/** Query and form body together, as the gateway merges them. */
async function paramsOf(request: IncomingMessage): Promise<Map<string, string>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new Error("request body too large");
    chunks.push(chunk);
  }
  const params = new Map(new URL(request.url ?? "/", "http://127.0.0.1").searchParams);
  const form = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;
  if (form)
    for (const [name, value] of new URLSearchParams(Buffer.concat(chunks).toString("utf8"))) params.set(name, value);
  return params;
}

function send(response: ServerResponse, answer: Answer, requestId: string): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    "x-acs-request-id": requestId,
    "content-length": String(Buffer.byteLength(answer.body)),
  });
  response.end(answer.body);
}

async function listen(server: Server, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function closeAll(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
