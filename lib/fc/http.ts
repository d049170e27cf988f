import { parse } from "node:querystring";

/** Header fields by name, in any case; a list where one came more than once. */
export type HeaderFields = Readonly<Record<string, string | readonly string[] | undefined>>;

/** An HTTP request as plain data, whoever received it. */
export interface HttpRequest {
  readonly method: string;
  /** Without query. */
  readonly path: string;
  readonly headers: HeaderFields;
  /** The bytes as they came: the signature is over them. */
  readonly body: Buffer;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An event as API Gateway hands it to a Lambda function, as far as Bolt reads it. @see API Gateway, payload 2.0 */
export interface LambdaEvent {
  readonly version: "2.0";
  readonly routeKey: "$default";
  readonly rawPath: string;
  readonly rawQueryString: "";
  readonly headers: Record<string, string>;
  readonly requestContext: { readonly http: { readonly method: string; readonly path: string } };
  readonly isBase64Encoded: false;
  readonly body: string;
}

/** What an aws-lambda-style handler answers. */
export interface LambdaAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, boolean | number | string>>;
  readonly body: string;
}

/** The field's value; undefined when it is not there, and when it is there more than once, in whatever spelling. */
export function soleHeader(headers: HeaderFields, name: string): string | undefined {
  let sole: string | undefined;
  // A loop, since every request comes by here three times.
  for (const key in headers) {
    if (key.length !== name.length || key.toLowerCase() !== name) continue;
    const value = headers[key] ?? [];
    const [one, more] = typeof value === "string" ? [value] : value;
    if (one === undefined) continue;
    if (more !== undefined || sole !== undefined) return undefined;
    sole = one;
  }
  return sole;
}

const FORM = "application/x-www-form-urlencoded";
const JSON_TYPE = "application/json";

/** The media type alone: without parameters, in lower case. */
const mediaTypeOf = (headers: HeaderFields): string =>
  (soleHeader(headers, "content-type")?.split(";")[0] ?? "").trim().toLowerCase();

/**
 * Can Bolt read the request? It throws on JSON that is none, and on an interaction that nobody made.
 *
 * A form with a command, a form whose `payload` is an interaction of a person, or an event; and Slack's own checks.
 * @see https://docs.slack.dev/interactivity/handling-user-interaction, /apis/events-api
 */
export function isReadable(request: HttpRequest): boolean {
  const text = request.body.toString("utf8");
  const type = mediaTypeOf(request.headers);
  if (type === JSON_TYPE) return isEvent(parsed(text));
  if (type !== FORM) return false;
  const { payload, command, ssl_check: sslCheck } = parse(text);
  if (typeof payload === "string") return isInteraction(parsed(payload));
  return payload === undefined && (typeof command === "string" || typeof sslCheck === "string");
}

/** The request as Bolt takes it: text instead of base64, and a media type that it compares to the letter. */
export function toLambdaEvent({ method, path, headers, body }: HttpRequest): LambdaEvent {
  const fields: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name] ?? "";
    fields[name.toLowerCase()] = typeof value === "string" ? value : value.join(", ");
  }
  fields["content-type"] = mediaTypeOf(headers);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: fields,
    requestContext: { http: { method, path } },
    isBase64Encoded: false,
    body: body.toString("utf8"),
  };
}

export const fromLambda = ({ statusCode, headers, body }: LambdaAnswer): HttpAnswer => ({
  status: statusCode,
  headers: Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
  ),
  body,
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Fields = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTyped = (value: unknown): value is Fields => isObject(value) && typeof value["type"] === "string";

const isEvent = (body: unknown): boolean => isTyped(body) && (body["event"] === undefined || isTyped(body["event"]));
const isInteraction = (body: unknown): boolean => isTyped(body) && isObject(body["user"]);
