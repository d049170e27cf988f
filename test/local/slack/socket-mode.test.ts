import { describe, expect, it } from "vitest";
import type { AppOptions } from "../../../local/slack/app/app.ts";
import { openListener, SIGNING_SECRET } from "./listener.ts";
import { openSocket, type Socket } from "./socket.ts";
import { clientOf, openWorkplace, type Workplace, wordOf } from "./workplace.ts";

const APP_TOKEN = "xapp-1-planbell-demo";
const ALICE = "U01ALICE01";
const COMMANDS = [{ name: "/planbell", description: "Plans that wait", hint: "help" }];
const help = { user: ALICE, channel: "C0DEFAULT0", text: "/planbell help" };

async function openPlace(options: Partial<AppOptions> = {}): Promise<Workplace & { connect(): Promise<Socket> }> {
  const app = { appToken: APP_TOKEN, commands: COMMANDS, ...options };
  const place = await openWorkplace({ users: [{ id: ALICE, name: "alice" }], app });
  return { ...place, connect: async () => openSocket(await urlOf(place)) };
}
const urlOf = async ({ slack }: Workplace): Promise<string> =>
  (await clientOf(slack, APP_TOKEN).apps.connections.open({})).url ?? "";

describe("apps.connections.open", () => {
  it("gives an address on this machine to the app's token, and to no other", async () => {
    const place = await openPlace();
    expect(await urlOf(place)).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/link\/\?ticket=[\w-]+&app_id=A0PLANBELL$/);
    expect(await wordOf(place.client.apps.connections.open({}))).toBe("not_allowed_token_type");
    expect(await wordOf(clientOf(place.slack, "xapp-wrong").apps.connections.open({}))).toBe("invalid_auth");
    expect(await wordOf(clientOf(place.slack, APP_TOKEN).auth.test())).toBe("not_allowed_token_type");
  });

  it("needs connections:write, and Socket Mode", async () => {
    const without = await openPlace({ appScopes: [] });
    expect(await wordOf(clientOf(without.slack, APP_TOKEN).apps.connections.open({}))).toBe("missing_scope");
    const off = await openPlace({ appToken: undefined });
    expect(await wordOf(clientOf(off.slack, APP_TOKEN).apps.connections.open({}))).toBe("invalid_auth");
  });

  it("gives a ticket for one connection", async () => {
    const place = await openPlace();
    const url = await urlOf(place);
    await openSocket(url);
    await expect(openSocket(url)).rejects.toThrow("403");
    await expect(openSocket(url.replace(/ticket=[\w-]+/, "ticket=made-up"))).rejects.toThrow("403");
    await expect(openSocket((await urlOf(place)).replace("/link/", "/other/"))).rejects.toThrow("403");
    expect(place.slack.app.link).toEqual({ kind: "socket", connections: 1 });
  });
});

describe("a socket", () => {
  it("begins with hello", async () => {
    const { connect } = await openPlace();
    await connect();
    const second = await connect();
    expect(second.hello).toMatchObject({
      type: "hello",
      num_connections: 2,
      connection_info: { app_id: "A0PLANBELL" },
      debug_info: { approximate_connection_time: 3_600 },
    });
  });

  it("is what the app's link shows, while it lasts, also beside a request URL", async () => {
    const { url } = await openListener();
    const { slack, connect } = await openPlace({ requestUrl: url, signingSecret: SIGNING_SECRET });
    expect(slack.app.link).toEqual({ kind: "http", url });
    const socket = await connect();
    expect(slack.app.link).toEqual({ kind: "socket", connections: 1 });
    await socket.close();
    await expect.poll(() => slack.app.link, { timeout: 20_000 }).toEqual({ kind: "http", url });
    expect((await openPlace()).slack.app.link).toEqual({ kind: "socket", connections: 0 });
  });

  it("is one of ten at most", async () => {
    const { slack, connect } = await openPlace();
    for (let n = 0; n < 10; n++) await connect();
    const { hello } = await connect();
    expect(hello).toMatchObject({ type: "disconnect", reason: "too_many_websockets" });
    expect(slack.app.link).toEqual({ kind: "socket", connections: 10 });
  });

  it("answers a client's ping", async () => {
    const socket = await (await openPlace()).connect();
    expect(await socket.ping("are you there")).toBe("are you there");
  });
});

describe("a command over a socket", () => {
  it("comes in an envelope, and the answer in its acknowledgement is shown", async () => {
    const { slack, connect } = await openPlace();
    const socket = await connect();
    const deed = slack.people.command(help);
    const envelope = await socket.next();
    expect(envelope).toEqual({
      envelope_id: expect.stringMatching(/^[\w-]{36}$/),
      payload: expect.objectContaining({ command: "/planbell", text: "help", user_id: ALICE }),
      type: "slash_commands",
      accepts_response_payload: true,
    });
    socket.say({ envelope_id: envelope["envelope_id"], payload: { text: "by socket" } });
    expect(await deed).toEqual({ ok: true });
    expect(slack.workspace.messages()).toMatchObject([{ text: "by socket", ephemeralFor: ALICE }]);
    expect(slack.traffic.all().at(-1)).toMatchObject({
      name: "slash command",
      status: 200,
      answer: { text: "by socket" },
      ok: true,
      note: "over a socket",
    });
  });

  it.each([
    ["no payload", {}],
    ["an empty payload", { payload: {} }],
  ])("shows nothing for %s", async (_, ack) => {
    const { slack, connect } = await openPlace();
    const socket = await connect();
    const deed = slack.people.command(help);
    socket.say({ envelope_id: (await socket.next())["envelope_id"], ...ack });
    expect(await deed).toEqual({ ok: true });
    expect(slack.workspace.messages()).toEqual([]);
  });

  it("that is not acknowledged in time counts as not dispatched; noise and a late word change nothing", async () => {
    const { slack, connect } = await openPlace({ patience: 1_000 });
    const socket = await connect();
    const deed = slack.people.command(help);
    const { envelope_id } = await socket.next();
    for (const noise of [{}, { envelope_id: "made-up" }, "no JSON"]) socket.say(noise);
    const said = '/planbell failed with the error "dispatch_failed"';
    expect(await deed).toEqual({ ok: false, reason: "timeout", said });
    socket.say({ envelope_id, payload: { text: "too late" } });
    await socket.ping("all read");
    expect(slack.workspace.messages()).toEqual([]);
  });

  it("fails at once when the connection goes before the acknowledgement", async () => {
    const { slack, connect } = await openPlace({ patience: 60_000 });
    const socket = await connect();
    const deed = slack.people.command(help);
    await socket.next();
    await socket.close();
    expect(await deed).toMatchObject({ ok: false, reason: "no-app" });
  });

  it("goes to one of several connections", async () => {
    const { slack, connect } = await openPlace();
    const sockets = [await connect(), await connect(), await connect()];
    for (const socket of sockets) socket.acknowledgeAll();
    for (let n = 0; n < 6; n++) expect(await slack.people.command(help)).toEqual({ ok: true });
    expect(sockets.map(({ heard }) => heard.length)).toEqual([2, 2, 2]);
  });
});

describe("what takes no answer", () => {
  it("is acknowledged all the same; what the app says there is dropped", async () => {
    const { slack, client, connect } = await openPlace();
    const button = { type: "button" as const, action_id: "go", text: { type: "plain_text" as const, text: "Go" } };
    const blocks = [{ type: "actions" as const, block_id: "row", elements: [button] }];
    const { ts = "" } = await client.chat.postMessage({ channel: "C0DEFAULT0", text: "Card", blocks });
    const socket = await connect();
    const at = { channel: "C0DEFAULT0", ts };
    const deed = slack.people.act({ user: ALICE, at, blockId: "row", actionId: "go" });
    const envelope = await socket.next();
    expect(envelope).toMatchObject({ type: "interactive", accepts_response_payload: false });
    expect(envelope).toMatchObject({ payload: { type: "block_actions", actions: [{ action_id: "go" }] } });
    socket.say({ envelope_id: envelope["envelope_id"], payload: { text: "hm" } });
    expect(await deed).toEqual({ ok: true });
    expect(slack.traffic.all().at(-1)?.answer).toBeUndefined();
  });
});

describe("an event over a socket", () => {
  it("says which try it is, and is tried again when it is not acknowledged", async () => {
    const { slack, connect } = await openPlace({ patience: 1_000, wait: async () => undefined });
    const socket = await connect();
    const deed = slack.people.openHome({ user: ALICE });
    const first = await socket.next();
    expect(first).toMatchObject({ type: "events_api", accepts_response_payload: false });
    expect(first).toMatchObject({
      retry_attempt: 0,
      retry_reason: "",
      payload: { event: { type: "app_home_opened" } },
    });
    expect(await deed).toMatchObject({ ok: false, reason: "timeout" });
    const second = await socket.next();
    expect(second).toMatchObject({ retry_attempt: 1, retry_reason: "timeout", payload: { event_id: "Ev000000001" } });
    socket.say({ envelope_id: second["envelope_id"] });
    await slack.app.delivery.settled();
    expect(socket.heard).toHaveLength(2);
  });
});

describe("Slack asking to come anew", () => {
  it("ends the connection after it said so, and the next one is used", async () => {
    const { slack, connect } = await openPlace();
    const old = await connect();
    slack.app.reconnect("refresh_requested");
    expect(await old.next()).toMatchObject({ type: "disconnect", reason: "refresh_requested" });
    expect(await old.closed).toBe(1_000);
    expect(slack.app.link).toEqual({ kind: "socket", connections: 0 });
    const fresh = await connect();
    fresh.acknowledgeAll();
    expect(await slack.people.command(help)).toEqual({ ok: true });
  });

  it("by a warning leaves the connection some seconds more", async () => {
    const { slack, connect } = await openPlace();
    const socket = await connect();
    slack.app.reconnect("warning");
    expect(await socket.next()).toMatchObject({ type: "disconnect", reason: "warning" });
    socket.acknowledgeAll();
    expect(await slack.people.command(help)).toEqual({ ok: true });
  });
});

describe("a workspace that closes", () => {
  it("ends its sockets, and nobody waits for them", async () => {
    const { slack, connect } = await openPlace({ patience: 60_000 });
    const socket = await connect();
    const deed = slack.people.command(help);
    await socket.next();
    await slack.close();
    expect(await deed).toMatchObject({ ok: false, reason: "no-app" });
    expect(await socket.closed).toBe(1_001);
    await expect(clientOf(slack, APP_TOKEN).apps.connections.open({})).rejects.toThrow();
  });
});
