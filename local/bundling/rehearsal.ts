import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { REHEARSED, REHEARSED_ENV } from "./rehearsal.data.ts";

/**
 * Answers all requests, one after the other, as Function Compute hands them over; then tells what was asked for. Slack
 * and Function Compute are a server of its own, which says yes to everything: no call leaves the machine.
 */
const SCRIPT = `
  const { createServer } = require("node:http");
  const Script = require("node:vm").Script;
  let compiled;
  require("node:vm").Script = class extends Script { constructor(...given) { super(...given); compiled = this; } };
  globalThis.evaluated = [];
  const [wanted, ...events] = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
  const answer = (request, response) => request.resume().on("end", () => {
    const isInvocation = request.url.includes("/invocations");
    response.writeHead(isInvocation ? 202 : 200, { "content-type": "application/json", "x-fc-request-id": "rehearsal" });
    response.end(JSON.stringify({ ok: true, view: { id: "V0REHEARSE", hash: "1.a" } }));
  });
  const host = createServer(answer).listen(0, "127.0.0.1", async () => {
    process.env.PLANBELL_FC_ENDPOINT = "http://127.0.0.1:" + host.address().port;
    process.env.SLACK_API_URL = process.env.PLANBELL_FC_ENDPOINT + "/api/";
    const { handler } = require("./index.js");
    for (const event of events) {
      const { statusCode } = await handler(Buffer.from(JSON.stringify(event)), { requestId: "rehearsal" });
      if (statusCode !== 200) throw new Error("a rehearsed request was answered " + statusCode);
    }
    const result = wanted === "evaluated" ? JSON.stringify(evaluated) : compiled.createCachedData();
    require("node:fs").writeFileSync(1, wanted === "evaluated" ? result : result.toString("base64"));
    process.exit();
  });
`;

/** The modules that a bundle evaluated; only where it was built to note that. */
export const evaluatedBy = (folder: string): readonly string[] => JSON.parse(rehearse(folder, "evaluated"));

/**
 * What Node compiled of the file that `index.js` runs, for this very Node to take up again. A config file may ask for
 * settings that a rehearsal does not have: then it is rehearsed without that file.
 */
export function compiledOf(folder: string): Buffer {
  const compiled = (config?: string): Buffer => Buffer.from(rehearse(folder, "compiled", config), "base64");
  try {
    return compiled();
  } catch {
    writeFileSync(join(folder, "rehearsal.json"), "{}");
    return compiled("rehearsal.json");
  }
}

/**
 * Starts the function in this folder as Function Compute does, and has it answer what it is asked most often.
 * @throws when it answers one of the requests by anything but 200
 */
function rehearse(folder: string, wanted: "evaluated" | "compiled", config = ""): string {
  return execFileSync(process.execPath, ["-e", SCRIPT], {
    cwd: folder,
    env: { ...REHEARSED_ENV, PLANBELL_CONFIG: config },
    input: JSON.stringify([wanted, ...REHEARSED.map((body) => eventOf(body, Date.now()))]),
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    // It takes a second; one that waits for something would keep the build for ever.
    timeout: 60_000,
    stdio: "pipe",
  });
}

/** An HTTP trigger's event with a request that Slack would have signed at this time. */
function eventOf(body: string, now: number): object {
  const timestamp = String(Math.floor(now / 1_000));
  const hmac = createHmac("sha256", REHEARSED_ENV["SLACK_SIGNING_SECRET"] ?? "").update(`v0:${timestamp}:${body}`);
  return {
    version: "v1",
    rawPath: "/slack/events",
    headers: {
      "Content-Type": body.startsWith("{") ? "application/json" : "application/x-www-form-urlencoded",
      "X-Slack-Request-Timestamp": timestamp,
      "X-Slack-Signature": `v0=${hmac.digest("hex")}`,
    },
    body: Buffer.from(body).toString("base64"),
    isBase64Encoded: true,
    requestContext: { http: { method: "POST", path: "/slack/events" } },
  };
}
