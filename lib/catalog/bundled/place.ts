/** Where a request goes. */
export interface Place {
  readonly url: string;
  readonly isSecure: boolean;
  readonly hostname: string;
  readonly port: string | undefined;
  /** With its query. */
  readonly path: string;
  /** Of the header. */
  readonly host: string;
}

let last: Place | undefined;

/** The parts of an address. That of posts is always the same: it is taken apart once. */
export function placeOf(url: string): Place {
  if (last?.url === url) return last;
  const { protocol, hostname, port, pathname, search, host } = new URL(url);
  last = {
    url,
    isSecure: protocol === "https:",
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: port || undefined,
    path: `${pathname}${search}`,
    host,
  };
  return last;
}
