import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { createSocket } from "../../lib/slack/app.ts";
import type { Connection } from "../../lib/slack/socket.ts";
import { commandForm } from "../build/signed.ts";
import { ok, ScriptedSlack } from "./scripted-slack.ts";

const PATIENCE = { timeout: 20_000, interval: 10 };

let slack: ScriptedSlack;
let server: WebSocketServer;
let socket: WebSocket;
let connection: Connection;
let faults: unknown[];
let typed: string[];
let taken: string[];
beforeEach(async () => {
  [faults, typed, taken] = [[], [], []];
  server = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  await once(server, "listening");
  server.on("connection", (one) => {
    socket = one;
    one.on("message", (data) => taken.push((JSON.parse(String(data)) as { envelope_id: string }).envelope_id));
    one.send(JSON.stringify({ type: "hello" }));
  });
  slack = await new ScriptedSlack().start();
  slack.on("apps.connections.open", ok({ url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/` }));
  const options = {
    token: "xoxb-1-canary",
    apiUrl: slack.apiUrl,
    onCommand: async ({ text }: { readonly text: string }) => ({ after: () => void typed.push(text) }),
    onPress: async () => ({}),
    onSubmit: async () => ({}),
    onHome: async () => ({}),
    onFault: (error: unknown) => faults.push(error),
  };
  connection = await createSocket(options, "xapp-1-canary")();
});
afterEach(async () => {
  connection.close();
  server.close();
  await slack.stop();
});

it.each<[string, number, unknown]>([
  ["nothing", 1, null],
  ["an event without a payload", 1, { type: "events_api", envelope_id: "bad", payload: null }],
  ["an event of no kind", 1, { type: "events_api", envelope_id: "bad", payload: {} }],
  ["a command without a payload", 1, { type: "slash_commands", envelope_id: "bad", payload: null }],
  ["a click that is a number", 0, { type: "interactive", envelope_id: "bad", payload: 7 }],
  ["the name of one of the client's own events", 2, { type: "ws_message", envelope_id: "bad", payload: null }],
])(
  "a message that is %s is a fault at most, told %i times, and those after it are heard",
  async (_what, count, message) => {
    socket.send(JSON.stringify(message));
    const payload = Object.fromEntries(new URLSearchParams(commandForm("pending")));
    socket.send(JSON.stringify({ type: "slash_commands", envelope_id: "good", payload }));
    await vi.waitFor(() => expect([typed, faults.length]).toEqual([["pending"], count]), PATIENCE);
    await vi.waitFor(() => expect(taken).toContain("good"), PATIENCE);
  },
);
