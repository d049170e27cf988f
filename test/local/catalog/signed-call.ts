import { createHmac } from "node:crypto";

/** A signer of its own, written from the four rules of signature version 1.0: shares no line with the server. */
export interface CallOptions {
  readonly method?: "GET" | "POST";
  readonly keyId?: string;
  readonly secret?: string;
  readonly token?: string;
  readonly version?: string;
  /** Milliseconds since 1970; default the suite's `START`. */
  readonly at?: number;
  readonly nonce?: string;
  /** Goes over the common parameters; an empty value takes one away. */
  readonly common?: Readonly<Record<string, string>>;
}

export interface Heard {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look deep into JSON, and a wrong guess fails them anyway
  readonly body: any;
}

/** 2026-01-02T03:04:05Z */
export const START = 1_767_323_045_000;

let nonces = 0;

const encode = (text: string): string => {
  let out = "";
  for (const byte of Buffer.from(text, "utf8")) {
    const char = String.fromCharCode(byte);
    out += /[A-Za-z0-9\-_.~]/.test(char) ? char : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
  }
  return out;
};

export function signedQuery(
  action: string,
  params: Readonly<Record<string, string>>,
  options: CallOptions = {},
): string {
  nonces += 1;
  const all: Record<string, string> = {
    Action: action,
    Version: options.version ?? "2021-09-01",
    Format: "JSON",
    AccessKeyId: options.keyId ?? "LTAI5tPlanbellDemo",
    SignatureMethod: "HMAC-SHA1",
    SignatureVersion: "1.0",
    ...(options.token === undefined ? {} : { SecurityToken: options.token }),
    SignatureNonce: options.nonce ?? `nonce-${nonces}`,
    Timestamp: `${new Date(options.at ?? START).toISOString().slice(0, 19)}Z`,
    ...params,
    ...options.common,
  };
  const pairs = Object.entries(all)
    .filter(([, value]) => value !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");
  const text = `${options.method ?? "POST"}&%2F&${encode(pairs)}`;
  const secret = options.secret ?? "planbell-demo-secret";
  return `${pairs}&Signature=${encode(createHmac("sha1", `${secret}&`).update(text).digest("base64"))}`;
}

/** Calls the service; the body is parsed when it is JSON. */
export async function call(
  url: string,
  action: string,
  params: Readonly<Record<string, string>> = {},
  options: CallOptions = {},
): Promise<Heard> {
  const query = signedQuery(action, params, options);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const response =
    (options.method ?? "POST") === "POST"
      ? await fetch(url, { method: "POST", body: query, headers: form })
      : await fetch(`${url}?${query}`);
  return heardOf(response);
}

/** Reads an answer whole. */
export async function heardOf(response: Response): Promise<Heard> {
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, headers: response.headers, body: isJson && text !== "" ? JSON.parse(text) : text };
}

/** A clock that a test moves by hand. */
export function handClock(start = START) {
  let time = start;
  return {
    now: () => time,
    /** Moves on by so many seconds. */
    pass: (seconds: number) => {
      time += seconds * 1_000;
    },
  };
}
