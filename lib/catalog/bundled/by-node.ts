import { request as insecurely } from "node:http";
import { request as securely } from "node:https";
import { type Exchange, type ExchangeOptions, NOT_KEPT } from "./http-of-pop-core.ts";
import type { Place } from "./place.ts";

/** One request over `node:http`, and its answer to the end. Rejects with the faults of `node:http`, and `ETIMEDOUT`. */
export function request(place: Place, options: ExchangeOptions): Promise<Exchange> {
  const { data } = options;
  const sent = options.beforeRequest({
    host: place.hostname,
    port: place.port,
    path: place.path,
    method: options.method,
    agent: options.agent,
    headers: headersOf(place, options),
    endsItself: true,
  });
  return new Promise((resolve, reject) => {
    const call = (place.isSecure ? securely : insecurely)(sent);
    const timer = setTimeout(() => {
      reject(Object.assign(new Error("no answer in time"), { code: "ETIMEDOUT" }));
      call.destroy();
    }, options.readTimeout);
    const fail = (fault: Error): void => {
      clearTimeout(timer);
      reject(fault);
    };
    call.on("error", fail);
    call.on("response", (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.on("error", fail);
      response.on("end", () => {
        clearTimeout(timer);
        const { statusCode, headers } = response;
        const answer = (body: Buffer): void => resolve({ statusCode, headers, req: NOT_KEPT, body });
        const whole = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
        if (headers["content-encoding"] === undefined) answer(whole);
        else unpacked(whole).then(answer, reject);
      });
    });
    call.on("socket", (socket) => {
      if (socket.connecting) socket.once("connect", () => timer.refresh());
      if (data === undefined) return;
      // Ended together with its last part a request takes two writes, which cost more than one.
      call.write(data, "latin1");
      queueMicrotask(() => call.end());
    });
    if (data === undefined) call.end();
  });
}

/** As one list, which `node:http` writes down without looking at each. */
function headersOf({ host }: Place, { headers, data }: ExchangeOptions): readonly string[] {
  const list = ["host", host];
  for (const name in headers) list.push(name, headers[name] as string);
  if (data !== undefined) list.push("content-length", String(data.length));
  return list;
}

/** Nobody asks for compression here; a proxy may do it all the same. */
async function unpacked(body: Buffer): Promise<Buffer> {
  const { unzip } = await import("node:zlib");
  return new Promise((resolve, reject) => {
    unzip(body, (fault, plain) => (fault === null ? resolve(plain) : reject(fault)));
  });
}
