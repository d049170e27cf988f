import { request } from "node:http";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { SlackStandIn } from "../../../local/slack/server.ts";
import { openWorkplace } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const TOKEN = "xoxb-planbell-demo";

/** A post as a client or a browser may send it. @returns the HTTP status */
function post({ apiUrl }: SlackStandIn, headers: Record<string, string>): Promise<number | undefined> {
  const { port } = new URL(apiUrl);
  const body = new URLSearchParams({ token: TOKEN, channel: CHANNEL, text: "hello" }).toString();
  const type = "application/x-www-form-urlencoded";
  return new Promise((resolve, reject) => {
    const options = {
      port,
      path: "/api/chat.postMessage",
      method: "POST",
      headers: { "content-type": type, ...headers },
    };
    request({ host: "127.0.0.1", ...options }, (response) => resolve(response.resume().statusCode))
      .once("error", reject)
      .end(body);
  });
}

const FROM_PAGES: [string, Record<string, string>][] = [
  ["a page of elsewhere", { origin: "https://evil.example" }],
  ["a page that hides where it is from", { origin: "null" }],
  ["a page of another port of this machine", { origin: "http://127.0.0.1:8080" }],
  ["an image of a page of elsewhere", { "sec-fetch-site": "cross-site" }],
  ["a page whose name leads to this machine", { host: "evil.example:4000" }],
];

describe("the Web API", () => {
  it.each(FROM_PAGES)("takes nothing of %s, though the token is right", async (_, headers) => {
    const { slack } = await openWorkplace();
    expect(await post(slack, headers)).toBe(403);
    expect(slack.workspace.messages()).toEqual([]);
    expect(slack.traffic.all()).toEqual([]);
  });

  it.each([
    ["a client", {}],
    ["a client that says localhost", { host: "localhost:4000" }],
    ["a client that says an IPv6 address", { host: "[::1]:4000" }],
    ["an address that somebody typed", { "sec-fetch-site": "none" }],
  ])("is there for %s", async (_, headers) => {
    const { slack } = await openWorkplace();
    expect(await post(slack, headers)).toBe(200);
    expect(slack.workspace.messages()).toMatchObject([{ text: "hello" }]);
  });
});

describe("a socket", () => {
  it.each([
    ["a page of elsewhere", { origin: "https://evil.example" }],
    ["a page whose name leads to this machine", { headers: { host: "evil.example:4000" } }],
  ])("is not opened for %s, and the ticket is good for the app still", async (_, options) => {
    const { slack } = await openWorkplace({ app: { appToken: "xapp-1" } });
    const url = slack.app.issueSocket();
    expect(await opened(new WebSocket(url, options))).toBe("Unexpected server response: 403");
    expect(await opened(new WebSocket(url))).toBe("open");
  });
});

const opened = (socket: WebSocket): Promise<string> =>
  new Promise((resolve) => {
    socket.once("open", () => resolve("open"));
    socket.once("error", ({ message }) => resolve(message));
  });
