import { fork } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";

/** A running instance of a function, from its bundle. */
export interface Instance {
  /** What the handler answers to the event. @throws what it threw, by its words */
  invoke(event: unknown): Promise<unknown>;
  /** All that it wrote. */
  readonly output: () => { readonly stdout: string; readonly stderr: string };
  stop(): void;
}

/** Calls the handler as Function Compute does: with the event as a Buffer of JSON. */
const DRIVER = `
  const { handler } = require("./index.js");
  process.on("message", async ({ n, event, context }) => {
    const told = await handler(Buffer.from(event), context).then((value) => ({ n, value }), (error) => ({ n, error: String(error) }));
    process.send(told);
  });
  process.send({ n: -1 });
`;

/** Resolves once the bundle is loaded. @param file the bundle's `index.js` */
export async function startInstance(file: string, env: NodeJS.ProcessEnv, context: object): Promise<Instance> {
  const driver = join(dirname(file), "driver.js");
  writeFileSync(driver, DRIVER);
  const child = fork(driver, [], { env, execArgv: [], stdio: ["ignore", "pipe", "pipe", "ipc"] });
  const output = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      output[name] += text;
    });
  }
  const waiting = new Map<number, (told: { value?: unknown; error?: string }) => void>();
  const told = (n: number) => new Promise<{ value?: unknown; error?: string }>((resolve) => waiting.set(n, resolve));
  const loaded = told(-1);
  const ended = new Promise<never>((_, reject) =>
    child.once("exit", (code) => reject(new Error(`the instance ended with ${code}: ${output.stderr}`))),
  );
  ended.catch(() => undefined);
  child.on("message", (message: { n: number; value?: unknown; error?: string }) => {
    waiting.get(message.n)?.(message);
    waiting.delete(message.n);
  });
  await Promise.race([loaded, ended]);
  let count = 0;
  return {
    async invoke(event) {
      const n = count++;
      const answer = told(n);
      child.send({ n, event: typeof event === "string" ? event : JSON.stringify(event), context });
      const { value, error } = await Promise.race([answer, ended]);
      if (error !== undefined) throw new Error(error);
      return value;
    },
    output: () => output,
    stop: () => void child.kill("SIGKILL"),
  };
}

/** Function Compute's HTTP trigger of a function: gives its address on this machine. */
export async function openTrigger(instance: Instance): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const event = {
      version: "v1",
      rawPath: request.url,
      headers: request.headers,
      queryParameters: {},
      body: Buffer.concat(chunks).toString("base64"),
      isBase64Encoded: true,
      requestContext: { requestId: "1-64f6", http: { method: request.method, path: request.url } },
    };
    const { statusCode, headers, body } = (await instance.invoke(event)) as {
      statusCode: number;
      headers: Record<string, string>;
      body: string;
    };
    response.writeHead(statusCode, headers).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
