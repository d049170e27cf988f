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

/** The media type alone: without parameters, in lower case. */
export const mediaTypeOf = (headers: HeaderFields): string =>
  (soleHeader(headers, "content-type")?.split(";")[0] ?? "").trim().toLowerCase();

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
