import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Answer } from "./answer.ts";
import { faulty, misshapen, refused } from "./answer.ts";
import { catalogService } from "./api/catalog.ts";
import type { FunctionsOptions } from "./api/functions.ts";
import { Functions } from "./api/functions.ts";
import { rosService } from "./api/ros.ts";
import { stsService } from "./api/sts.ts";
import { CallLog } from "./call-log.ts";
import { Freshness } from "./door/freshness.ts";
import type { AccessKey } from "./door/keyring.ts";
import { Keyring } from "./door/keyring.ts";
import type { Received } from "./exchange.ts";
import { receive, send } from "./exchange.ts";
import { Faults } from "./faults.ts";
import { answerFc, isFcPath, refusedByFc } from "./fc-endpoint.ts";
import type { Habits } from "./plan-course.ts";
import type { Role } from "./ram/ram.ts";
import { Ram } from "./ram/ram.ts";
import { Refusal } from "./refusal.ts";
import { actionOf, answerRpc } from "./rpc-endpoint.ts";
import { Wire } from "./wire.ts";
import { World } from "./world.ts";

/**
 * The emulated Service Catalog, with the STS, ROS and Function Compute that Planbell needs beside it: a real HTTP
 * server on 127.0.0.1, and the strings that move its world.
 */
export interface EmulatedCatalog {
  /** `http://127.0.0.1:<port>/` */
  readonly url: string;
  readonly world: World;
  readonly faults: Faults;
  readonly calls: CallLog;
  /** Who may do what. */
  readonly ram: Ram;
  /** What was invoked in Function Compute. */
  readonly functions: Functions;
  /** Breaks open connections. */
  close(): Promise<void>;
}

export interface CatalogOptions extends Habits {
  /** Default: any free port. */
  readonly port?: number;
  /** Milliseconds since 1970; moves the plans and stamps what happens. Must not go back. */
  readonly clock: { now(): number };
  /**
   * What signatures, nonces and temporary keys are dated by; default `clock`. The real clock where clients sign in real
   * time.
   */
  readonly signingClock?: { now(): number };
  readonly keys?: readonly AccessKey[];
  /** RAM roles that can be assumed; default none. */
  readonly roles?: readonly Role[];
  /** `RamUser:name` or `RamRole:name` to what it may call, as in `servicecatalog:Get*`; others may call everything. */
  readonly allow?: Readonly<Record<string, readonly string[]>>;
  readonly functions?: FunctionsOptions;
  /** Function Compute refuses its own signature: whether version 3 of it takes that one, no document says. */
  readonly onlyAcs3?: boolean;
  /** Answer as the documents' samples look, not as their tables say; see {Wire}. */
  readonly quirks?: boolean;
  /** What a filter key that comes twice means; the vendor does not say. Default `or`. */
  readonly repeatedFilters?: "or" | "and";
  /** Plans of the same second change places from one list call to the next. */
  readonly shuffleTies?: boolean;
  /** `false`: failed tasks have no `Log`, as the console says; their stacks have one. */
  readonly failedTaskLogs?: boolean;
}

/** The key that is let in when no others are named. */
export const DEMO_KEY: AccessKey = {
  id: "LTAI5tPlanbellDemo",
  secret: "planbell-demo-secret",
  principal: { kind: "RamUser", name: "planbell" },
};

/** Starts it. */
export async function startCatalog(options: CatalogOptions): Promise<EmulatedCatalog> {
  const world = new World(options.clock, options);
  const faults = new Faults();
  const calls = new CallLog();
  const ram = new Ram(options.roles, options.allow);
  const functions = new Functions(options.functions);
  const { quirks = false, onlyAcs3 = false, signingClock = options.clock } = options;
  const keyring = new Keyring(options.keys ?? [DEMO_KEY], signingClock, world.ids);
  const door = { keyring, freshness: new Freshness(signingClock), ram };
  let shuffles = 0;
  const services = {
    "2021-09-01": catalogService({
      world,
      wire: new Wire(quirks, world.ids, options.failedTaskLogs),
      repeatedFilters: options.repeatedFilters ?? "or",
      shuffle: () => (options.shuffleTies ? ++shuffles : undefined),
    }),
    "2015-04-01": stsService({ ram, keyring, ids: world.ids }),
    "2019-09-10": rosService(world),
  };

  const answerOf = async (received: Received, requestId: string): Promise<Answer> => {
    const isFc = isFcPath(received);
    try {
      world.settle();
      if (isFc) return await answerFc(received, requestId, { ...door, functions, quirks, onlyAcs3 });
      return answerRpc(received, requestId, { ...door, services });
    } catch (error) {
      const defect = () => new Refusal(500, "InternalError", `Defect of the emulator: ${String(error)}`);
      const refusal = error instanceof Refusal ? error : defect();
      return isFc ? refusedByFc(requestId, refusal) : refused(requestId, received.host, refusal);
    }
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = world.ids.uuid("request").toUpperCase();
    const received = await receive(request);
    const action = isFcPath(received) ? "InvokeFunction" : (actionOf(received) ?? "");
    calls.record(action);
    const fault = faults.take(action);
    if (fault?.kind === "reset") return void response.destroy();
    const instead = fault && faulty(requestId, received.host, fault);
    if (instead) return send(response, instead, requestId);
    const answer = await answerOf(received, requestId);
    if (answer.status === 200) faults.pageGiven(action, Number(received.params.get("PageNumber") ?? 1));
    if (fault?.kind === "lost-answer") return void response.destroy();
    if (fault?.kind === "malformed") return send(response, misshapen(answer), requestId);
    if (fault?.kind === "slow-body") return send(response, answer, requestId, fault.ms);
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
  const url = `http://127.0.0.1:${port}/`;
  return { url, world, faults, calls, ram, functions, close: () => closeAll(server) };
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
