import { createHash, createHmac } from "node:crypto";
import { type Heard, heardOf, START } from "./signed-call.ts";

/** A signer of its own, written from the rules of signature version 3: shares no line with the server. */
export interface Acs3Options {
  readonly method?: "GET" | "POST";
  /** With its leading slash; default `/`. */
  readonly path?: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Default `application/x-www-form-urlencoded` when there is a body. */
  readonly contentType?: string;
  readonly body?: string;
  readonly version?: string;
  readonly keyId?: string;
  readonly secret?: string;
  readonly token?: string;
  /** Milliseconds since 1970; default the suite's `START`. */
  readonly at?: number;
  readonly nonce?: string;
  /** More headers; those named `x-acs-...` are signed. An empty value takes one away before signing. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What goes over the signed headers on the way. */
  readonly tampered?: Readonly<Record<string, string>>;
  /** What goes instead of the signed body. */
  readonly tamperedBody?: string;
}

let nonces = 0;
const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
const encode = (text: string): string =>
  [...Buffer.from(text, "utf8")]
    .map((byte) => String.fromCharCode(byte))
    .map((char) => (/[\w.~-]/.test(char) ? char : `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`))
    .join("");

/** The headers of a signed request, `authorization` among them. */
function acs3Headers(host: string, action: string, options: Acs3Options): Record<string, string> {
  nonces += 1;
  const { method = "POST", path = "/", query = {}, body = "" } = options;
  const given: Record<string, string> = {
    host,
    "content-type": options.contentType ?? (body === "" ? "" : "application/x-www-form-urlencoded"),
    "x-acs-action": action,
    "x-acs-version": options.version ?? "2021-09-01",
    "x-acs-date": `${new Date(options.at ?? START).toISOString().slice(0, 19)}Z`,
    "x-acs-signature-nonce": options.nonce ?? `acs3-${nonces}`,
    "x-acs-content-sha256": sha256(body),
    "x-acs-security-token": options.token ?? "",
    ...options.headers,
  };
  const headers = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  const signed = Object.keys(headers)
    .filter((name) => name === "host" || name === "content-type" || name.startsWith("x-acs-"))
    .sort();
  const search = Object.entries(query)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  const lines = signed.map((name) => `${name}:${headers[name]}\n`).join("");
  const request = `${method}\n${path}\n${search}\n${lines}\n${signed.join(";")}\n${sha256(body)}`;
  const secret = options.secret ?? "planbell-demo-secret";
  const signature = createHmac("sha256", secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(request)}`)
    .digest("hex");
  const keyId = options.keyId ?? "LTAI5tPlanbellDemo";
  const authorization = `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${signed.join(";")},Signature=${signature}`;
  return { ...headers, authorization };
}

/** Calls the service, signed with version 3; the body is parsed when it is JSON. */
export async function acs3Call(url: string, action: string, options: Acs3Options = {}): Promise<Heard> {
  const { method = "POST", path = "/", query = {} } = options;
  const body = options.tamperedBody ?? options.body;
  // As the vendor's SDK does, some characters stay raw in the address though they are signed encoded.
  const encoded = new URLSearchParams(query).toString().replaceAll("+", "%20");
  const search = encoded.replace(/%2[1789]/g, decodeURIComponent);
  const { host: _fixed, ...headers } = acs3Headers(new URL(url).host, action, options);
  const response = await fetch(`${new URL(path, url)}${search === "" ? "" : `?${search}`}`, {
    method,
    headers: { ...headers, ...options.tampered },
    ...(body === undefined ? {} : { body: Buffer.from(body, "utf8") }),
  });
  return heardOf(response);
}
