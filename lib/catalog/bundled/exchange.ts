import type { Agent } from "node:http";
import { openerOf } from "../connect-limit.ts";
import * as byNode from "./by-node.ts";
import type { Exchange, ExchangeOptions } from "./http-of-pop-core.ts";
import { Line } from "./line.ts";
import { type Place, placeOf } from "./place.ts";

/**
 * Stands in for httpx in the bundles: one request, and its answer to the end. Rejects with the faults of sockets and of
 * `node:http`, and with `ETIMEDOUT`; the socket is closed then. No fault holds the address, which may hold a signature.
 *
 * A post that only reads goes over a connection of our own, which costs a third of what `node:http` costs. It rejects
 * with `EUNSURE` wherever that way is not sure. What does not only read goes by `node:http`, since nobody may repeat
 * it, and so does all that is for an agent of somebody else, and everything once an answer was unusual.
 */
export function request(url: string, options: ExchangeOptions): Promise<Exchange> {
  const place = placeOf(url);
  const line = options.plainly !== true && isRead(options) ? lineOf(options.agent, place) : undefined;
  const head = line?.isUnusual === false ? headOf(place, options) : undefined;
  if (line === undefined || head === undefined) return byNode.request(place, options);
  options.beforeRequest(BY_ITSELF);
  return line.ask(head + options.data, options.readTimeout);
}

/** The body of an answer, which is there already. */
export const read = ({ body }: Exchange): Buffer => body;

const BY_ITSELF = { endsItself: true };

/** Told by the header of pop-core that names the action. */
const isRead = ({ data, headers }: ExchangeOptions): boolean =>
  data !== undefined && /^(?:Get|List)/.test(headers["x-acs-action"] ?? "");

/** An agent of ours only ever talks to one place. */
const lines = new WeakMap<Agent, { readonly line: Line; readonly url: string }>();

function lineOf(agent: Agent, { url, hostname, port, isSecure }: Place): Line | undefined {
  const known = lines.get(agent);
  if (known !== undefined) return known.url === url ? known.line : undefined;
  const open = openerOf(agent);
  if (open === undefined) return undefined;
  const line = new Line(() => open(hostname, port ?? (isSecure ? 443 : 80)));
  lines.set(agent, { line, url });
  return line;
}

/** Undefined where `node:http` might refuse. */
function headOf({ path, host }: Place, { headers, data = "" }: ExchangeOptions): string | undefined {
  let head = `POST ${path} HTTP/1.1\r\nhost: ${host}\r\n`;
  for (const name in headers) {
    const value = headers[name] as string;
    if (!PRINTABLE.test(value)) return undefined;
    head += `${name}: ${value}\r\n`;
  }
  return `${head}content-length: ${data.length}\r\nconnection: keep-alive\r\n\r\n`;
}

const PRINTABLE = /^[\x20-\x7e]*$/;
