import { apiError } from "../../lib/catalog/api-errors.ts";
import type { Rpc, RpcBody } from "../../lib/catalog/rpc.ts";
import { badResponse } from "../../lib/catalog/rpc-failure.ts";
import { flatParams } from "../../lib/catalog/rpc-params.ts";
import { CatalogError } from "../../lib/model/errors.ts";
import { type Answer, faulty, misshapen, refused, success } from "../../local/catalog/answer.ts";
import { type CatalogScene, catalogService } from "../../local/catalog/api/catalog.ts";
import { CallParams } from "../../local/catalog/call-params.ts";
import type { Fault, Faults } from "../../local/catalog/faults.ts";
import { Refusal } from "../../local/catalog/refusal.ts";

const HOST = "catalog";
const BOT = { principal: { kind: "RamUser", name: "planbell" } };

/**
 * Calls of the emulated Service Catalog without a wire: its own functions answer, as text, and what comes back is that
 * text parsed. Every fault of the emulator's that takes no real time is met; nothing is tried again.
 * @param travel lets the time of one call pass
 */
export function wireRpc(scene: CatalogScene, faults: Faults, travel: () => Promise<void>): Rpc {
  const { operations } = catalogService(scene);
  const answerOf = (action: string, params: ReadonlyMap<string, string>): Answer => {
    try {
      const operation = operations[action];
      if (operation === undefined) throw new Error(`no such action: ${action}`);
      return success("REQUEST", operation.run(new CallParams(params), BOT));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return refused("REQUEST", HOST, error);
    }
  };
  return {
    async call(action, params, expectKey) {
      await travel();
      scene.world.settle();
      const fault = faults.take(action);
      const sent = new Map(Object.entries(flatParams(params)));
      const answer = answered(action, fault, () => answerOf(action, sent));
      if (answer.status === 200) faults.pageGiven(action, Number(sent.get("PageNumber") ?? 1));
      return bodyOf(action, answer, expectKey);
    },
  };
}

function answered(action: string, fault: Fault | undefined, answer: () => Answer): Answer {
  if (fault === undefined) return answer();
  const instead = faulty("REQUEST", HOST, fault);
  if (instead !== undefined) return instead;
  if (fault.kind === "malformed") return misshapen(answer());
  throw new CatalogError(`${action}: the connection failed`, { code: "Network", retryable: true });
}

/** The body as the gateway's clients have it. @throws {CatalogError} */
export function bodyOf(action: string, { status, body }: Answer, expectKey: string): RpcBody {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw badResponse(action, "the body was not understood: it is not the JSON the API gives");
  }
  const fields = parsed as Record<string, unknown>;
  const code = fields["Code"];
  if (typeof code === "string") {
    const refusal = { code, status, retryAfter: undefined, requestId: String(fields["RequestId"]) };
    throw apiError(refusal, `${action} failed (${code}): ${String(fields["Message"])}`);
  }
  if (status !== 200 || !Object.hasOwn(fields, expectKey)) throw badResponse(action, `HTTP ${status}`);
  return fields;
}
