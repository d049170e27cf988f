import { request as httpRequest } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PageDeed } from "../../../../local/slack/page/page-state.ts";
import { type SlackPage, startPage } from "../../../../local/slack/page/server.ts";
import { openWorkplace, type Workplace } from "../workplace.ts";
import { follow } from "./follow.ts";

const CHANNEL = "C0DEFAULT0";
const ALICE = "U01ALICE01";

let workplace: Workplace;
let page: SlackPage;

beforeEach(async () => {
  workplace = await openWorkplace({
    users: [{ id: ALICE, name: "alice" }],
    channels: [
      { id: CHANNEL, name: "platform" },
      { id: "C0OTHERS00", name: "others", members: [] },
    ],
  });
  page = await startPage(workplace.slack);
});
afterEach(() => page.close());

const at = (path: string): string => new URL(path, page.url).href;

const send = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(at("do"), {
    method: "POST",
    headers: { "content-type": "application/json", origin: page.url.slice(0, -1), ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

const perform = async (deed: PageDeed | Record<string, unknown>): Promise<unknown> => (await send(deed)).json();

describe("the page", () => {
  it("is HTML with its own script and style, and may load nothing else", async () => {
    const response = await fetch(page.url);
    expect(response.headers.get("content-security-policy")).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    const html = await response.text();
    expect(html).toContain('<script type="module" src="page.js"></script>');
    expect([...html.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, where]) => where)).toEqual([
      "data:,",
      "page.css",
      "page.js",
    ]);
    expect((await fetch(at("page.js"))).headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(await (await fetch(at("page.css"))).text()).toContain("--accent");
  });

  it.each(["/..", "/page.tsx", "/client/main.tsx", "/favicon.ico"])("has nothing at %s", async (path) => {
    expect((await fetch(at(path.replace("..", "%2e%2e%2fpackage.json")))).status).toBe(404);
  });

  it("answers to no other name: a page of elsewhere that resolves to this machine reads nothing", async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(page.url);
      httpRequest(
        { host: "127.0.0.1", port, path: "/events", headers: { host: `evil.example:${port}` } },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      )
        .once("error", reject)
        .end();
    });
    expect(status).toBe(403);
  });
});

describe("what happens", () => {
  it("is told as it happens: the whole state first, then each change", async () => {
    const { workspace } = workplace.slack;
    workspace.say(CHANNEL, ALICE, "before");
    const events = follow(page.url);
    const first = await events.next();
    expect(first).toMatchObject({
      kind: "state",
      state: { team: "Planbell demo", messages: [{ text: "before", by: ALICE }] },
    });
    const { ts = "" } = await workplace.client.chat.postMessage({ channel: CHANNEL, text: "Pending: vpc" });
    expect(await events.until("message")).toMatchObject({ message: { ts, text: "Pending: vpc", by: "app", edits: 0 } });
    expect(await events.until("exchange")).toMatchObject({
      exchange: { name: "chat.postMessage", ok: true, direction: "api" },
    });
    await workplace.client.chat.update({ channel: CHANNEL, ts, text: "Approved: vpc" });
    expect(await events.until("message")).toMatchObject({ message: { ts, text: "Approved: vpc", edits: 1 } });
    workspace.delete(CHANNEL, ts);
    expect(await events.until("message")).toMatchObject({ message: { ts, text: "", blocks: [], deleted: true } });
    workspace.archive(CHANNEL);
    workspace.say(CHANNEL, ALICE, "after");
    expect(await events.until("workspace")).toMatchObject({ channels: [{ id: CHANNEL, trouble: "archived" }, {}] });
    events.end();
  });
});

describe("what one says", () => {
  const OTHERS = "C0OTHERS00";
  const say = (more: Record<string, unknown>) =>
    perform({ do: "say", user: ALICE, channel: CHANNEL, text: "x", ...more });

  it("goes into the direct messages with the app where a person stands for a channel", async () => {
    expect(await say({ channel: ALICE })).toEqual({ ok: true });
    expect(workplace.slack.workspace.messages("D01ALICE01")).toMatchObject([{ text: "x", userId: ALICE }]);
  });

  it("is refused in words where one is not, in an archive, in a thread that is not there", async () => {
    const { workspace } = workplace.slack;
    expect(await say({ channel: OTHERS })).toEqual({ ok: false, said: "You are not in others." });
    expect(await say({ threadTs: "1.1" })).toEqual({ ok: false, said: "There is no such thread." });
    workspace.archive(CHANNEL);
    expect(await say({})).toEqual({ ok: false, said: "platform is archived." });
    workspace.unarchive(CHANNEL);
    workspace.deactivate(ALICE);
    expect(await say({})).toEqual({ ok: false, said: "You are not in platform." });
    expect(workspace.messages()).toEqual([]);
  });
});

describe("what one enters in a modal", () => {
  const label = { type: "plain_text", text: "Comment" };
  const modal = {
    type: "modal",
    title: label,
    submit: label,
    blocks: [
      { type: "input", block_id: "why", label, element: { type: "plain_text_input", action_id: "why" } },
      { type: "actions", block_id: "more", elements: [{ type: "button", action_id: "log", text: label }] },
    ],
  };

  it("goes along with a click, and is told to the page with the view from then on", async () => {
    const { id: viewId } = workplace.slack.views.open(ALICE, modal);
    const values = { why: { why: { type: "plain_text_input", value: "Too large" } } };
    const events = follow(page.url);
    expect(await events.next()).toMatchObject({
      state: { views: { [ALICE]: { modals: [{ id: viewId, state: {} }] } } },
    });
    await perform({ do: "act", user: ALICE, at: { viewId }, blockId: "more", actionId: "log", values });
    const [told] = workplace.slack.traffic.all();
    expect(told).toMatchObject({ name: "block_actions", sent: { view: { state: { values } } } });
    expect(await events.until("views")).toMatchObject({
      user: ALICE,
      views: { modals: [{ id: viewId, state: values }] },
    });
    events.end();
  });
});

describe("what one does", () => {
  it("is said in the channel, with Slack's escapes", async () => {
    expect(await perform({ do: "say", user: ALICE, channel: CHANNEL, text: "a <b> & c" })).toEqual({ ok: true });
    expect(workplace.slack.workspace.messages(CHANNEL)[0]).toMatchObject({
      userId: ALICE,
      text: "a &lt;b&gt; &amp; c",
    });
  });

  it("to an app that does not listen fails in words", async () => {
    const outcome = await perform({ do: "say", user: ALICE, channel: CHANNEL, text: "/planbell help" });
    expect(outcome).toMatchObject({ ok: false, said: expect.stringContaining("/planbell") });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["an unknown deed", { do: "jump", user: ALICE }, "Invalid type: Expected"],
    ["nobody", { do: "home", user: "U0NOBODY00" }, "There is nobody called U0NOBODY00."],
    ["no such channel", { do: "say", user: ALICE, channel: "C0NOWHERE0", text: "x" }, "There is no such channel."],
    ["a field too many", { do: "home", user: ALICE, more: 1 }, "Invalid key"],
    ["no such scenario", { do: "play", user: ALICE, scenario: "x" }, "There is no scenario called x."],
    ["no such trouble", { do: "fault", user: ALICE, name: "x" }, "Nothing is known that is called x."],
  ])("is refused in words: %s", async (_, deed, words) => {
    expect(await perform(deed)).toMatchObject({ ok: false, said: expect.stringContaining(words) });
  });

  it("is refused in words when it is no JSON", async () => {
    expect(await (await send("{")).json()).toEqual({ ok: false, said: "That was no JSON." });
  });

  it.each([
    ["of another page", { origin: "http://127.0.0.1:1" }],
    ["of no page", { origin: "null" }],
    ["of a form", { "content-type": "text/plain" }],
  ])("is not done at the word %s", async (_, headers) => {
    expect((await send({ do: "say", user: ALICE, channel: CHANNEL, text: "x" }, headers)).status).toBe(403);
    expect(workplace.slack.workspace.messages(CHANNEL)).toEqual([]);
  });

  it("is not done when it is larger than anything that one types", async () => {
    expect((await send({ do: "say", user: ALICE, channel: CHANNEL, text: "x".repeat(400_000) })).status).toBe(413);
  });
});
