import { afterEach, describe, expect, it } from "vitest";
import { type SlackPage, startPage } from "../../../local/slack/page.ts";
import { openWorkplace } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
let page: SlackPage | undefined;
afterEach(async () => {
  await page?.close();
  page = undefined;
});

const HOSTILE = `<script>alert("1")</script>&amp;<img src=x onerror='x'>`;
const SHOWN = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;amp;&lt;img src=x onerror=&#39;x&#39;&gt;";

describe("the workspace's page", () => {
  it("shows channels, messages and threads", async () => {
    const { slack, client } = await openWorkplace({
      channels: [
        { id: CHANNEL, name: "platform" },
        { id: "C0ARCHIVE0", name: "old", archived: true, member: false },
      ],
      users: [{ id: "U01ALICE01", name: "alice" }],
    });
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "Pending: vpc" });
    await client.chat.update({ channel: CHANNEL, ts, text: "Approved: vpc" });
    slack.workspace.say(CHANNEL, "U01ALICE01", "thanks", ts);
    slack.workspace.delete(CHANNEL, slack.workspace.say(CHANNEL, "U01ALICE01", "oops").ts);
    page = await startPage(slack);
    const html = await (await fetch(page.url)).text();
    expect(html).toContain("<h2>#platform <small>C0DEFAULT0</small></h2>");
    expect(html).toContain("C0ARCHIVE0, archived, the bot is not in it");
    expect(html).toMatch(
      /<article><small>planbell · 2025-11-24T16:00:00\.000Z · edited 1<\/small>\s*<pre>Approved: vpc<\/pre><article><small>alice · [^<]*<\/small>\s*<pre>thanks<\/pre><\/article><\/article>/,
    );
    expect(html).toContain("<pre>(deleted)</pre>");
    expect(html).not.toContain("oops");
    expect(html).not.toContain("Pending: vpc");
  });

  it("shows hostile words as words, wherever they stand", async () => {
    const { slack, client } = await openWorkplace({
      team: { id: "T1", name: HOSTILE },
      channels: [{ id: CHANNEL, name: HOSTILE }],
      users: [{ id: "U01ALICE01", name: HOSTILE }],
    });
    await client.chat.postMessage({
      channel: CHANNEL,
      text: "a",
      blocks: [
        { type: "header", text: { type: "plain_text", text: HOSTILE } },
        { type: "rich_text", elements: [{ type: "rich_text_section", elements: [{ type: "text", text: HOSTILE }] }] },
        { type: "table", rows: [[{ type: "raw_text", text: HOSTILE }]] },
      ],
    });
    slack.workspace.say(CHANNEL, "U01ALICE01", "b");
    page = await startPage(slack);
    const html = await (await fetch(page.url)).text();
    expect(html.split(SHOWN)).toHaveLength(8);
    expect(html).not.toMatch(/<(script|img)/i);
  });

  it("shows what was uploaded, and that a channel refuses", async () => {
    const { slack } = await openWorkplace();
    slack.workspace.post({
      channel: CHANNEL,
      text: "",
      blocks: [],
      botId: "B0PLANBELL",
      userId: "U0PLANBELL",
      files: [{ id: "F1", name: "task-1.log", title: HOSTILE, text: HOSTILE }],
    });
    slack.workspace.refusePosts(CHANNEL, "restricted_action_read_only_channel");
    page = await startPage(slack);
    const html = await (await fetch(page.url)).text();
    expect(html).toContain(`<pre>[file task-1.log: ${SHOWN}]\n  ${SHOWN}</pre>`);
    expect(html).toContain("C0DEFAULT0, restricted_action_read_only_channel");
  });

  it("loads nothing, runs nothing, and renews itself", async () => {
    const { slack } = await openWorkplace();
    page = await startPage(slack);
    const answer = await fetch(page.url);
    expect(answer.headers.get("content-security-policy")).toBe("default-src 'none'; style-src 'unsafe-inline'");
    const html = await answer.text();
    expect(html).toContain('<meta http-equiv="refresh"');
    expect(html).not.toMatch(/<(script|link|img|iframe)|https?:|url\(/i);
    expect((await fetch(`${page.url}elsewhere`)).status).toBe(404);
  });

  it("stands at its address with a query too, and answers those who only knock", async () => {
    const { slack } = await openWorkplace();
    page = await startPage(slack);
    const asked = await fetch(`${page.url}?channel=1`);
    expect([asked.status, (await asked.text()).startsWith("<!doctype html>")]).toEqual([200, true]);
    const knocked = await fetch(page.url, { method: "HEAD" });
    expect([knocked.status, await knocked.text()]).toEqual([200, ""]);
    expect((await fetch(page.url, { method: "POST" })).status).toBe(404);
  });
});
