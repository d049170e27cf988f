import { describe, expect, it } from "vitest";
import type { SlackStandIn } from "../../../local/slack/server.ts";
import { openWorkplace } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const TOKEN = "xoxb-planbell-demo";

const call = async ({ apiUrl }: SlackStandIn, body: NonNullable<RequestInit["body"]>, headers = {}): Promise<unknown> =>
  (await fetch(`${apiUrl}chat.postMessage`, { method: "POST", body, headers })).json();

function multipart(fields: Record<string, string | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

describe("a call", () => {
  it("may come as JSON with the token in the header, or as a form of either kind with the token in it", async () => {
    const { slack } = await openWorkplace();
    const json = JSON.stringify({ channel: CHANNEL, text: "as JSON", blocks: [{ type: "divider" }] });
    const header = { "content-type": "application/json; charset=utf-8", authorization: `Bearer ${TOKEN}` };
    expect(await call(slack, json, header)).toMatchObject({ ok: true });
    const form = { token: TOKEN, channel: CHANNEL, blocks: '[{"type":"divider"}]' };
    expect(await call(slack, new URLSearchParams({ ...form, text: "as form" }))).toMatchObject({ ok: true });
    expect(await call(slack, multipart({ ...form, text: "in parts: 中" }))).toMatchObject({ ok: true });
    expect(slack.workspace.messages().map(({ text, blocks }) => [text, blocks.length])).toEqual([
      ["as JSON", 1],
      ["as form", 1],
      ["in parts: 中", 1],
    ]);
  });

  it("as JSON with the token in it has no token", async () => {
    const { slack } = await openWorkplace();
    const body = JSON.stringify({ token: TOKEN, channel: CHANNEL, text: "hello" });
    const answer = await call(slack, body, { "content-type": "application/json" });
    expect(answer).toEqual({ ok: false, error: "not_authed" });
  });

  it.each<[string, string, NonNullable<RequestInit["body"]>, string]>([
    ["no JSON", "application/json", "{", "invalid_json"],
    ["no object", "application/json", "[]", "json_not_object"],
    ["plain text", "text/plain", "a=b", "invalid_post_type"],
    ["parts without their boundary", "multipart/form-data", "a=b", "invalid_form_data"],
    ["parts that end early", "multipart/form-data; boundary=x", "--x\r\n", "invalid_form_data"],
  ])("is refused when its body is %s", async (_, type, body, error) => {
    const { slack } = await openWorkplace();
    expect(await call(slack, body, { "content-type": type })).toEqual({ ok: false, error });
  });

  it("is refused when it brings a file along: no method here takes one", async () => {
    const { slack } = await openWorkplace();
    const form = multipart({ token: TOKEN, channel: CHANNEL, text: "hello", file: new Blob(["log"]) });
    expect(await call(slack, form)).toEqual({ ok: false, error: "invalid_form_data" });
  });
});
