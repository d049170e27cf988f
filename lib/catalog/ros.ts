import type { StackFailure, StackRef } from "../model/stack.ts";
import type { Stacks } from "../ports.ts";
import { decodeStack, decodeStackFailure } from "./decode-stack.ts";
import { pages } from "./pages.ts";
import { fieldsOf, naming } from "./read.ts";
import type { Rpc } from "./rpc.ts";

/** Every state of a resource or stack that is a failure, as ListStackEvents names them. */
const FAILED = ["CREATE_FAILED", "UPDATE_FAILED", "DELETE_FAILED", "CHECK_FAILED", "IMPORT_FAILED"];
/** The largest page that ListStackEvents gives. */
const PAGE_SIZE = 50;

/**
 * Resource Orchestration through `rpc`, which must speak its API. All errors are {CatalogError}: failures of the call
 * as `Rpc.call` throws them, a body of the wrong shape as `BadResponse`, not retryable, naming the JSON path.
 */
export function createStacks(rpc: Rpc): Stacks {
  return {
    async stack(of) {
      const query = { ...params(of), LogOption: "Stack", OutputOption: "Disabled" };
      const body = await rpc.call("GetStack", query, "Status");
      return naming("GetStack", () => decodeStack(fieldsOf(body, "")));
    },
    stackFailures: (of, most) => stackFailures(rpc, of, most),
  };
}

async function stackFailures(rpc: Rpc, of: StackRef, most: number): Promise<StackFailure[]> {
  const query = { ...params(of), Status: FAILED, PageSize: PAGE_SIZE };
  const action = "ListStackEvents";
  const ask = (page: number) => rpc.call(action, { ...query, PageNumber: page }, "TotalCount");
  const failures: StackFailure[] = [];
  let read = 0;
  for await (const { rows } of pages(action, ask, "Events")) {
    failures.push(...naming(action, () => rows.flatMap((row) => decodeStackFailure(row) ?? [])));
    read += 1;
    if (read === most) break;
  }
  // In which order they come is not documented; those of the same second stay as they came, turned round.
  return failures.reverse().sort((a, b) => a.at - b.at);
}

const params = ({ id, region }: StackRef) => ({ StackId: id, RegionId: region });
