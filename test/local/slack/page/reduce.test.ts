import { describe, expect, it } from "vitest";
import { announcementOf } from "../../../../local/slack/page/client/announcement.ts";
import { reduce } from "../../../../local/slack/page/client/reduce.ts";
import { hashOf, readRoute } from "../../../../local/slack/page/client/route.ts";
import { safeUrl } from "../../../../local/slack/page/client/safe-url.ts";
import { sightOf } from "../../../../local/slack/page/client/threads.ts";
import type { PageMessage, PageState } from "../../../../local/slack/page/page-state.ts";

const message = (ts: string, more: Partial<PageMessage> = {}): PageMessage => ({
  channel: "C1",
  ts,
  text: ts,
  blocks: [],
  by: "app",
  edits: 0,
  ...more,
});

const EMPTY: PageState = {
  team: "Team",
  app: { name: "Planbell", userId: "U0", commands: [], link: "", connected: false },
  channels: [],
  people: [],
  groups: [],
  messages: [],
  views: {},
  traffic: [],
  faults: [],
};

describe("the state of the page", () => {
  it("begins with the whole of it: what came before is not understood", () => {
    expect(reduce(undefined, { kind: "message", message: message("1.1") })).toBeUndefined();
    expect(reduce(undefined, { kind: "state", state: EMPTY })).toBe(EMPTY);
  });

  it("puts a new message last and a changed one into its place, by channel and ts", () => {
    const before = { ...EMPTY, messages: [message("1.1"), message("1.1", { channel: "C2" }), message("1.2")] };
    const edited = message("1.1", { text: "changed", edits: 1 });
    expect(
      reduce(before, { kind: "message", message: edited })?.messages.map(({ channel, text }) => [channel, text]),
    ).toEqual([
      ["C1", "changed"],
      ["C2", "1.1"],
      ["C1", "1.2"],
    ]);
    expect(reduce(before, { kind: "message", message: message("1.3") })?.messages.at(-1)?.ts).toBe("1.3");
  });

  it("keeps the views of other people", () => {
    const before = { ...EMPTY, views: { U1: { modals: [] } } };
    const home = { id: "V1", title: "", close: "Cancel", blocks: [], hash: "1", state: {} };
    const after = reduce(before, { kind: "views", user: "U2", views: { modals: [], home } });
    expect(after?.views).toEqual({ U1: { modals: [] }, U2: { modals: [], home } });
  });

  it("remembers the last 300 calls", () => {
    let state: PageState | undefined = EMPTY;
    for (let id = 1; id <= 301; id += 1) {
      const exchange = {
        id,
        direction: "api",
        name: "x",
        at: 0,
        ms: 0,
        sent: {},
        status: 200,
        answer: {},
        ok: true,
      } as const;
      state = reduce(state, { kind: "exchange", exchange });
    }
    expect([state?.traffic.length, state?.traffic[0]?.id]).toEqual([300, 2]);
  });
});

describe("what a person sees", () => {
  const card = message("1.1");
  const reply = message("1.2", { threadTs: "1.1" });
  const told = message("1.3", { threadTs: "1.1", broadcast: true });
  const secret = message("1.4", { ephemeralFor: "U1" });
  const all = [card, reply, told, secret, message("1.5", { channel: "C2" })];

  it("in a channel: cards, broadcast replies, what is for them alone", () => {
    expect(
      sightOf(all, "U1")
        .ofChannel("C1")
        .map(({ ts }) => ts),
    ).toEqual(["1.1", "1.3", "1.4"]);
    expect(
      sightOf(all, "U2")
        .ofChannel("C1")
        .map(({ ts }) => ts),
    ).toEqual(["1.1", "1.3"]);
  });

  it("in a thread: the message, then its replies", () => {
    expect(
      sightOf(all, "U1")
        .ofThread("C1", "1.1")
        .map(({ ts }) => ts),
    ).toEqual(["1.1", "1.2", "1.3"]);
    expect(
      sightOf(all, "U1")
        .repliesTo("C1", "1.1")
        .map(({ ts }) => ts),
    ).toEqual(["1.2", "1.3"]);
  });

  it("of a deleted message: a trace as long as answers hang on it", () => {
    const gone = { ...card, deleted: true as const };
    expect(
      sightOf([gone, reply], "U1")
        .ofChannel("C1")
        .map(({ ts }) => ts),
    ).toEqual(["1.1"]);
    expect(sightOf([gone, { ...reply, deleted: true }], "U1").ofChannel("C1")).toEqual([]);
  });
});

describe("what is said aloud", () => {
  const channels = [
    { id: "C1", name: "platform" },
    { id: "D1", name: "alice", direct: "U1" },
  ];
  const said = (more: Partial<PageMessage>, person = "U1") =>
    announcementOf(message("1.1", { text: "Waiting: vpc\nmore", ...more }), channels, person);

  it("is the first line of what is new, and where it is", () => {
    expect(said({})).toBe("New message in platform: Waiting: vpc");
    expect(said({ threadTs: "1.0" })).toBe("New reply in platform: Waiting: vpc");
    expect(said({ channel: "D1" })).toBe("Direct message: Waiting: vpc");
  });

  it.each<[string, Partial<PageMessage>]>([
    ["what is for another", { ephemeralFor: "U2" }],
    ["the direct messages of another", { channel: "D1" }],
    ["one's own words", { by: "U3" }],
    ["what was deleted", { deleted: true }],
  ])("is never %s", (_, more) => {
    expect(said(more, "U3")).toBeUndefined();
  });
});

describe("the address", () => {
  it.each([
    ["#/C0DEFAULT0", { place: "channel", channel: "C0DEFAULT0" }],
    ["#/C0DEFAULT0/1795653437.000100", { place: "channel", channel: "C0DEFAULT0", thread: "1795653437.000100" }],
    ["#/traffic", { place: "traffic" }],
    ["#/home", { place: "home" }],
    ["#/places", { place: "places" }],
  ] as const)("%s leads there and back", (hash, route) => {
    expect(readRoute(hash)).toEqual(route);
    expect(hashOf(route)).toBe(hash);
  });

  it.each(["", "#", "#/x", "#/../../etc", "#/C1<script>"])("%j leads nowhere", (hash) => {
    expect(readRoute(hash)).toBeUndefined();
  });
});

describe("an address in a message", () => {
  it("is followed when it is one of the web or of mail", () => {
    expect(safeUrl("https://example.com/")).toBe("https://example.com/");
    expect(safeUrl("mailto:a@example.com")).toBe("mailto:a@example.com");
  });

  it.each(["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "//example.com", ""])(
    "is only words else: %j",
    (url) => {
      expect(safeUrl(url)).toBeUndefined();
    },
  );
});
