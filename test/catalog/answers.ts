import { request } from "node:http";
import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { AnswerReader } from "../../lib/catalog/bundled/answer-reader.ts";

/** What is to be compared of an answer. */
export interface Read {
  readonly statusCode: number | undefined;
  readonly body: string;
  readonly isKept: boolean;
  readonly retryAfter: unknown;
}

/** What our reader makes of the pieces; undefined when it waits for more. */
export function read(pieces: readonly string[]): Read | "unusual" | undefined {
  const reader = new AnswerReader();
  const left = [...pieces];
  while (left.length > 0) {
    const answer = reader.read(Buffer.from(left.shift() ?? "", "latin1"));
    if (answer === undefined) continue;
    // Whatever comes to a connection that nobody uses closes it.
    if (answer === "unusual" || left.some((piece) => piece !== "")) return "unusual";
    const { statusCode, body, isKept, headers } = answer;
    return { statusCode, body: body.toString("latin1"), isKept, retryAfter: headers["x-acs-retry-after"] };
  }
  return undefined;
}

/** What `node:http` makes of them; the code of its fault when it is none. */
export function readByNode(pieces: readonly string[]): Promise<Read | string> {
  const line = new Duplex({ read: () => undefined, write: (_part, _encoding, done) => done() });
  return new Promise((resolve) => {
    const call = request({ method: "POST", createConnection: () => line as Socket });
    call.on("error", (fault: Error & { code?: string }) => resolve(fault.code ?? fault.message));
    call.on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", (fault: Error & { code?: string }) => resolve(fault.code ?? fault.message));
      response.on("end", () => {
        const { statusCode, headers } = response;
        const isKept = headers.connection?.toLowerCase() !== "close";
        const body = Buffer.concat(parts).toString("latin1");
        resolve({ statusCode, body, isKept, retryAfter: headers["x-acs-retry-after"] });
        line.destroy();
      });
    });
    call.end();
    for (const piece of pieces) line.push(Buffer.from(piece, "latin1"));
    line.push(null);
  });
}
