import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const fixture = (name: string): string => fileURLToPath(new URL(`../../test/fixtures/tls/${name}`, import.meta.url));

/** Slack's Web API and the invocations of Function Compute behind TLS on this machine: says yes to everything. */
export interface TlsHost {
  /** Without a path: `https://localhost:1234`. */
  readonly address: string;
  /** For who asks: whose certificate to believe. Node reads it at its start, which costs about what it saves later. */
  readonly env: Readonly<Record<string, string>>;
  /** Paths that were asked for since it was last asked. */
  asked(): readonly string[];
  close(): Promise<void>;
}

export async function openTlsHost(): Promise<TlsHost> {
  const paths: string[] = [];
  const server = createServer(
    { key: readFileSync(fixture("localhost.key")), cert: readFileSync(fixture("localhost.crt")) },
    (request, response) => {
      request.resume().on("end", () => {
        paths.push(request.url ?? "");
        const isInvocation = request.url?.includes("/invocations") === true;
        const headers = { "content-type": "application/json", "x-fc-request-id": "1-2" };
        response.writeHead(isInvocation ? 202 : 200, isInvocation ? { "x-fc-request-id": "1-2" } : headers);
        response.end(isInvocation ? "" : '{"ok":true,"view":{"id":"V0PLANBELL","hash":"1.a"}}');
      });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    address: `https://localhost:${(server.address() as AddressInfo).port}`,
    env: { NODE_EXTRA_CA_CERTS: fixture("localhost.crt") },
    asked: () => paths.splice(0),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
