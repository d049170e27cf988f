import { mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleFile } from "../../local/bundle.ts";
import * as installed from "./fc2-client.ts";

const PATH = "/2023-03-30/functions/planbell-worker/invocations";
const folder = mkdtempSync(join(tmpdir(), "planbell-fc2-"));
const file = join(folder, "client.cjs");
let server: Server;
let seen: { method?: string | undefined; url?: string | undefined; body: string; headers: IncomingHttpHeaders }[];
beforeAll(async () => {
  await bundleFile("test/functions/fc2-client.ts", file);
  server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (part) => (body += part));
    request.on("end", () => {
      seen.push({ method: request.method, url: request.url, body, headers: request.headers });
      response.writeHead(202, { "x-fc-request-id": "1-2" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

/** An invocation by this client, as it arrived; its date and signature are looked at, and left out. */
async function invocationBy({ FunctionCompute }: typeof installed): Promise<object> {
  seen = [];
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = { accessKeyID: "STS.id", accessKeySecret: "secret", securityToken: "token" };
  const client = new FunctionCompute("1234", { ...keys, region: "ap-southeast-1", endpoint });
  client.version = "2023-03-30";
  const answer = await client.post(PATH.slice("/2023-03-30".length), '{"kind":"网"}', {
    "x-fc-invocation-type": "Async",
  });
  const { headers, ...request } = seen[0] ?? { headers: {} };
  const { authorization, date, ...rest } = headers;
  expect(Math.abs(Date.parse(date ?? "") - Date.now())).toBeLessThan(60_000);
  expect(authorization).toBe(
    installed.FunctionCompute.getSignature("STS.id", "secret", "POST", PATH, headers as Record<string, string>),
  );
  return { ...request, headers: rest, requestId: answer.headers["x-fc-request-id"] };
}

describe("the client of Function Compute in a bundle", () => {
  it("is a fiftieth of what it is with all that it asks for", () => {
    expect(statSync(file).size).toBeLessThan(30_000);
  });

  it("invokes as the installed one does", async () => {
    const bundled = await invocationBy(createRequire(import.meta.url)(file) as typeof installed);
    expect(bundled).toEqual(await invocationBy(installed));
    expect(bundled).toMatchObject({
      method: "POST",
      url: PATH,
      body: '{"kind":"网"}',
      headers: { "x-fc-invocation-type": "Async", "x-fc-security-token": "token", "content-length": "14" },
      requestId: "1-2",
    });
  });
});
