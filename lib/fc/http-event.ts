import type { FcContext } from "./context.ts";
import { type Fields, fieldsOf, parsedEvent } from "./event.ts";
import type { HttpAnswer, HttpRequest } from "./http.ts";
import { logLine } from "./log.ts";
import { LARGEST_BODY } from "./shim.ts";

/** What a built-in Function Compute runtime takes for an HTTP answer; all four fields, or it makes up the rest. */
export interface FcAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: false;
  readonly body: string;
}

/** Bytes of an event that is read at all. Neither base64 nor the escapes of JSON make a body of Slack's so much longer. */
const LARGEST_EVENT = 4 * LARGEST_BODY;

/**
 * An aws-lambda-style handler, `(event, context) => answer`, for Function Compute's HTTP trigger.
 *
 * Always resolves to a whole answer: what it is handed may be anything, since the address is public. 413 for an event
 * that is too large to be read, 400 for one that is no HTTP request, 500 for whatever fails in here.
 * @param door is given the invocation's context as it came, too
 * @see Function Compute 3.0, HTTP trigger: `rawPath`, `headers`, `body`, `isBase64Encoded`, `requestContext.http.method`
 */
export function onHttp(
  door: (request: HttpRequest, context: FcContext) => Promise<HttpAnswer>,
  log = logLine,
): (event: unknown, context: FcContext) => Promise<FcAnswer> {
  const refuse = (status: number, fields: object): FcAnswer => {
    try {
      log("slack-refused", { status, ...fields });
    } catch {
      // A log that cannot be written takes no answer away.
    }
    return answerOf({ status, headers: {}, body: "" });
  };
  return async (event, context) => {
    const bytes = sizeOf(event);
    try {
      if (bytes > LARGEST_EVENT) return refuse(413, { why: "too large", bytes });
      const request = requestOf(parsedEvent(event));
      if (request === undefined) return refuse(400, { why: "no HTTP request", bytes });
      return answerOf(await door(request, context));
    } catch (error) {
      return refuse(500, { why: error instanceof Error ? error.name : "failed", bytes });
    }
  };
}

const answerOf = ({ status, headers, body }: HttpAnswer): FcAnswer => ({
  statusCode: status,
  headers,
  isBase64Encoded: false,
  body,
});

const sizeOf = (event: unknown): number =>
  typeof event === "string" || event instanceof Uint8Array ? event.length : 0;

/** Undefined when the event is of another kind. */
function requestOf(event: unknown): HttpRequest | undefined {
  const { rawPath, headers, body, isBase64Encoded, requestContext } = fieldsOf(event) ?? {};
  const method = fieldsOf(fieldsOf(requestContext)?.["http"])?.["method"];
  if (typeof rawPath !== "string" || typeof method !== "string") return undefined;
  return {
    method,
    path: decoded(rawPath),
    headers: textsOf(fieldsOf(headers) ?? {}),
    body: typeof body === "string" ? Buffer.from(body, isBase64Encoded === true ? "base64" : "utf8") : Buffer.alloc(0),
  };
}

/** `rawPath` comes as it stood in the address; one that nobody could decode is some other path, and stays. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function textsOf(headers: Fields): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (typeof value === "string") texts[name] = value;
  return texts;
}
