import { describe, expect, it } from "vitest";
import { channelCheck, scopeChecks, selfCheck, socketCheck } from "../../../lib/app/doctor/judge-slack.ts";
import { failed, found } from "./findings.ts";

const SELF = { teamId: "T01", team: "Example", userId: "U0BOT", scopes: [] };
const CHANNEL = { name: "platform", archived: false, member: true, isPrivate: false, shared: false };
const id = "C0123ABCD";

describe("the token", () => {
  it("is shown by whom it speaks for", () =>
    expect(selfCheck(found(SELF))).toEqual({ name: "slack", state: "ok", text: "the app is U0BOT in Example (T01)" }));

  it("that is refused is to be copied anew", () =>
    expect(selfCheck(failed("invalid_auth", "Slack, auth.test: invalid_auth"))).toEqual({
      name: "slack",
      state: "fail",
      text: "Slack, auth.test: invalid_auth",
      fix: "copy the app's bot token to SLACK_BOT_TOKEN; if it was revoked, install the app again first",
    }));

  it.each(["ECONNREFUSED", "UND_ERR_SOCKET", "timeout", "http_503", "Timeout", "network"])(
    "is not blamed for %s: then the network is to be looked at",
    (code) => expect(selfCheck(failed(code)).fix).toMatch(/^check SLACK_API_URL/),
  );

  it("of a workspace with a hostile name shows it as plain text of one line", () =>
    expect(selfCheck(found({ ...SELF, team: `a\u202e\n\u001b[31mb${"x".repeat(200)}` })).text).toMatch(
      /^the app is U0BOT in a bx{70,80}… \(T01\)$/,
    ));
});

const ALL = [
  ...["chat:write", "commands", "users:read", "channels:history", "groups:history", "im:write", "im:history"],
  ...["files:write", "usergroups:read", "channels:read", "groups:read"],
];
const without = (...scopes: string[]) => scopeChecks(ALL.filter((scope) => !scopes.includes(scope)));

describe("scopes", () => {
  it("are well when all are there, others beside them too", () =>
    expect(scopeChecks([...ALL, "reactions:write"])).toEqual([
      { name: "scopes", state: "ok", text: "chat:write, commands, users:read and all optional ones" },
    ]));

  it("that are required fail by name", () =>
    expect(without("users:read", "commands")).toEqual([
      {
        name: "scopes",
        state: "fail",
        text: "missing: commands, users:read",
        fix: "add commands, users:read to the bot's scopes and install the app again",
      },
    ]));

  it.each([
    ["channels:history", "a message whose answer was lost is sent again instead of found"],
    ["groups:history", "a message whose answer was lost is sent again instead of found"],
    ["im:write", "a direct message whose answer was lost is sent again instead of found"],
    ["files:write", "of a long log the end alone is sent, as messages"],
    ["usergroups:read", "user groups in people cannot decide"],
    [
      "channels:read",
      "decisions in channels are refused, since nobody can see whether a channel is shared with others",
    ],
    ["groups:read", "decisions in channels are refused, since nobody can see whether a channel is shared with others"],
  ])("that are optional are told with what is missing without them: %s", (scope, lost) =>
    expect(without(scope)).toEqual([
      { name: "scopes", state: "ok", text: "chat:write, commands, users:read" },
      {
        name: "scopes",
        state: "warn",
        text: `without ${scope} ${lost}`,
        fix: `add ${scope} and install the app again, or live with it`,
      },
    ]),
  );

  it("that Slack does not tell are not guessed", () =>
    expect(scopeChecks(undefined)).toMatchObject([{ name: "scopes", state: "warn" }]));
});

describe("a channel", () => {
  const seen = (changes: object, granted: string[] = []) =>
    channelCheck({ id, seen: found({ ...CHANNEL, ...changes }) }, granted);

  it("is well when the app is in it", () =>
    expect(seen({})).toEqual({ name: "channel C0123ABCD", state: "ok", text: "#platform, the app is in it" }));

  it.each([
    [{ archived: true, member: false }, "fail", "#platform is archived: nobody can write to it"],
    [{ member: false }, "fail", "#platform: the app is not in it: messages are refused"],
    [
      { shared: true },
      "warn",
      "#platform is shared with another organisation: people there read the messages, and decisions in it are refused",
    ],
  ])("with %j is told: %s", (changes, state, text) => expect(seen(changes)).toMatchObject({ state, text }));

  it("that is public takes messages of an app outside, if that may write to all", () => {
    expect(seen({ member: false }, ["chat:write.public"])).toMatchObject({
      state: "warn",
      fix: "/invite the app there",
    });
    expect(seen({ member: false, isPrivate: true }, ["chat:write.public"])).toMatchObject({ state: "fail" });
  });

  it("that Slack does not know may be private", () =>
    expect(channelCheck({ id, seen: failed("channel_not_found") }, [])).toMatchObject({
      state: "fail",
      text: "Slack knows no such channel, or it is private and the app is not in it",
    }));

  const unseen = failed("missing_scope", "needs channels:read");
  it.each([
    [undefined, "warn", "it cannot be seen without channels:read (groups:read if it is private)"],
    [failed("missing_scope"), "warn", "it cannot be seen without channels:read (groups:read if it is private)"],
    [
      found(undefined),
      "warn",
      "the app is in it, but whether it is archived or shared with others cannot be seen without channels:read (groups:read if it is private)",
    ],
    [failed("not_in_channel"), "fail", "the app is not in it: messages are refused"],
    [failed("channel_not_found"), "fail", "Slack knows no such channel, or it is private and the app is not in it"],
  ])("that may not be seen is tried by its history: %j", (entered, state, text) =>
    expect(channelCheck({ id, seen: unseen, entered }, [])).toMatchObject({ state, text }),
  );

  it("about which a call failed is told to be unknown", () =>
    expect(channelCheck({ id, seen: failed("http_503", "HTTP 503") }, [])).toMatchObject({
      state: "warn",
      text: "could not be looked at: HTTP 503",
    }));
});

describe("Socket Mode", () => {
  it.each([
    [found(undefined), "ok", undefined],
    [
      failed("invalid_auth"),
      "fail",
      "switch Socket Mode on, and copy an app-level token with connections:write to SLACK_APP_TOKEN",
    ],
    [failed("ECONNRESET"), "fail", "check SLACK_API_URL and the network"],
    [failed("ratelimited"), "warn", "run the doctor again"],
    [undefined, "skipped", undefined],
  ])("%j", (finding, state, fix) => {
    const check = socketCheck(finding);
    expect([check.state, check.fix]).toEqual([state, fix]);
  });
});
