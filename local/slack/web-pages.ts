import type { IncomingMessage } from "node:http";

/** Is this a name of this very machine? `host` as the header has it, with or without a port. */
export const isLoopback = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? "");

/**
 * Did a web page ask a browser to send this? A page of elsewhere could otherwise do here whatever it likes, since the
 * token of a demonstration is no secret. Slack's clients send none of this: browsers say `Origin` with what writes and
 * with every WebSocket, and `Sec-Fetch-Site` with what a page loads; another Host is a name of elsewhere that leads here.
 */
export function isOfWebPage({ headers }: IncomingMessage): boolean {
  const { host, origin, "sec-fetch-site": site = "none" } = headers;
  return !isLoopback(host) || origin !== undefined || site !== "none";
}
