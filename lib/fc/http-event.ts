import type { HttpAnswer, HttpRequest } from "./http.ts";
import { logLine } from "./log.ts";
import type { Door } from "./shim.ts";

/** What a built-in Function Compute runtime takes for an HTTP answer; all four fields, or it makes up the rest. */
export interface FcAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: false;
  readonly body: string;
}

/**
 * An aws-lambda-style handler, `(event, context) => answer`, for Function Compute's HTTP trigger.
 *
 * Always resolves to a whole answer: what it is handed may be anything, since the address is public. An event that is no
 * HTTP request is 400, whatever fails in here 500.
 * @see Function Compute 3.0, HTTP trigger: `rawPath`, `headers`, `body`, `isBase64Encoded`, `requestContext.http.method`
 */
export function onHttp(door: Door): (event: unknown) => Promise<FcAnswer> {
  return async (event) => {
    try {
      const request = requestOf(event);
      return answerOf(request === undefined ? { status: 400, headers: {}, body: "" } : await door(request));
    } catch (error) {
      logLine("slack-refused", { status: 500, why: error instanceof Error ? error.name : "failed" });
      return answerOf({ status: 500, headers: {}, body: "" });
    }
  };
}

const answerOf = ({ status, headers, body }: HttpAnswer): FcAnswer => ({
  statusCode: status,
  headers,
  isBase64Encoded: false,
  body,
});

/** The event is a Buffer of JSON, for every kind of trigger. Undefined when it is no HTTP request. */
function requestOf(event: unknown): HttpRequest | undefined {
  const parsed = parse(Buffer.isBuffer(event) ? event.toString("utf8") : String(event));
  if (!isFields(parsed)) return undefined;
  const { rawPath, headers, body, isBase64Encoded, requestContext } = parsed;
  const http = isFields(requestContext) ? requestContext["http"] : undefined;
  const method = isFields(http) ? http["method"] : undefined;
  if (typeof rawPath !== "string" || typeof method !== "string") return undefined;
  return {
    method,
    path: rawPath,
    headers: isFields(headers) ? textsOf(headers) : {},
    body: typeof body === "string" ? Buffer.from(body, isBase64Encoded === true ? "base64" : "utf8") : Buffer.alloc(0),
  };
}

function textsOf(headers: Fields): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) if (typeof value === "string") texts[name] = value;
  return texts;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
