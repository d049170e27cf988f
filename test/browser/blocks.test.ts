import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type SlackPage, startPage } from "../../local/slack/page/server.ts";
import { type Listener, openListener, SIGNING_SECRET } from "../local/slack/listener.ts";
import { openWorkplace, type Workplace } from "../local/slack/workplace.ts";
import { EVERY_BLOCK } from "./every-block.ts";
import { barriers, eventually, NARROW, overhang, picture, useBrowser, type Visit, visit, WIDE } from "./visit.ts";

const CHANNEL = "C0DEFAULT0";

useBrowser();

let listener: Listener;
let workplace: Workplace;
let shown: SlackPage;

beforeEach(async () => {
  listener = await openListener();
  workplace = await openWorkplace({
    strict: false,
    users: [
      { id: "U01ALICE01", name: "alice", realName: "Alice Zhou" },
      { id: "U02BOB0001", name: "bob", realName: "Bob Meier" },
    ],
    userGroups: [{ id: "S03GROUP01", name: "Network", handle: "net-approvers", users: ["U02BOB0001"] }],
    app: {
      requestUrl: listener.url,
      signingSecret: SIGNING_SECRET,
      patience: 60_000,
      commands: [{ name: "/planbell", description: "Asks what waits", hint: "help | pending" }],
    },
  });
  shown = await startPage(workplace.slack);
});
afterEach(() => shown.close());

/** As the app's, past all that the Web API refuses: the page shows whatever stands in the workspace. */
function stand(text: string, blocks: readonly unknown[] = []): void {
  const { workspace } = workplace.slack;
  workspace.post({ channel: CHANNEL, text, blocks, botId: workspace.bot.botId, userId: workspace.bot.userId });
}

const open = async (size = WIDE, scheme: "light" | "dark" = "light"): Promise<Visit> => visit(shown.url, size, scheme);

describe("every block", () => {
  it.each([
    ["wide", WIDE],
    ["narrow", NARROW],
  ])("is drawn as what it is, %s", async (name, size) => {
    stand("everything", EVERY_BLOCK);
    for (const scheme of ["light", "dark"] as const) {
      const { page, abroad, complaints } = await open(size, scheme);
      const card = page.locator(".message").first();
      await card.waitFor();
      expect(await card.getByRole("heading").textContent()).toBe("Waiting for approval: <b>vpc</b>");
      expect(await card.locator(".slack_bold").first().textContent()).toBe("Bold");
      expect(await card.getByRole("link", { name: "a link" }).getAttribute("href")).toBe("https://example.com/a");
      expect(await card.locator(".fields > div").allTextContents()).toEqual([
        "Product\nVPC baseline",
        "Since\nNov 25, 2025 12:00 AM",
      ]);
      expect(await card.locator(".user-mention").allTextContents()).toEqual([
        "@Alice Zhou",
        "@net-approvers",
        "#platform",
      ]);
      expect(await card.locator("ul.list li").allTextContents()).toEqual(["first point", "second point"]);
      expect(await card.locator("ol.list li").allTextContents()).toEqual(["step one"]);
      expect(await card.locator("blockquote").textContent()).toBe("Go ahead.");
      expect(await card.locator("pre").textContent()).toBe("Error: one\n  two <script>alert(1)</script>");
      expect(await card.getByRole("columnheader").allTextContents()).toEqual(["Action", "Resource"]);
      expect(await card.getByRole("cell").allTextContents()).toEqual(["Add", "vpc"]);
      expect(await card.locator(".block.actions button").allTextContents()).toEqual(["Approve", "Reject…"]);
      expect(await card.getByRole("combobox").count()).toBe(2);
      expect(await card.locator(".context").textContent()).toBe("Plan plan-bp1*as it is*");
      expect(await card.getByRole("link", { name: "Cost graph" }).count()).toBe(1);
      expect(await card.locator(".unknown").count()).toBe(0);
      expect(await overhang(page)).toBe(0);
      expect(await barriers(page)).toEqual([]);
      await picture(page, `blocks-${name}-${scheme}`);
      expect({ abroad, complaints }).toEqual({ abroad: [], complaints: [] });
      await page.close();
    }
  });

  it("shows hostile words as words, wherever they stand", async () => {
    const hostile = `<img src=x onerror="document.title='broken'">`;
    const escaped = hostile.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    stand(escaped);
    stand("x", [
      { type: "header", text: { type: "plain_text", text: hostile } },
      { type: "section", text: { type: "mrkdwn", text: `${escaped} <javascript:alert(1)|click>` } },
      {
        type: "rich_text",
        elements: [
          { type: "rich_text_section", elements: [{ type: "link", url: "javascript:alert(1)", text: "press" }] },
        ],
      },
      { type: "table", rows: [[{ type: "raw_text", text: hostile }]] },
    ]);
    workplace.slack.workspace.say(CHANNEL, "U02BOB0001", escaped);
    const { page, complaints } = await open();
    await page.locator(".message").nth(2).waitFor();
    expect(await page.locator(".message img, .message script, .message [href^=javascript]").count()).toBe(0);
    expect(await page.getByText(hostile).count()).toBe(5);
    expect(await page.title()).toBe("#platform · Planbell demo");
    expect(complaints).toEqual([]);
  });
});

describe("what one does", () => {
  it("asks before a button that wants it, and tells the app by a signed click", async () => {
    stand("card", EVERY_BLOCK);
    const { page } = await open();
    await page.getByRole("button", { name: "Approve" }).click();
    const dialog = page.getByRole("dialog", { name: "Approve the plan?" });
    await dialog.getByText("4 resources change.").waitFor();
    await picture(page, "confirm");
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    expect(listener.heard).toEqual([]);
    await page.getByRole("button", { name: "Approve" }).click();
    await dialog.getByRole("button", { name: "Yes, approve" }).click();
    await eventually(() => listener.heard.length).toBe(1);
    expect(listener.heard[0]?.payload).toMatchObject({
      type: "block_actions",
      user: { id: "U01ALICE01" },
      channel: { id: CHANNEL },
      actions: [{ action_id: "approve", block_id: "hands", value: "plan-1" }],
    });
    await page.getByRole("combobox", { name: "Remind me" }).selectOption({ label: "In an hour" });
    await eventually(() => listener.heard.length).toBe(2);
    expect(listener.heard[1]?.payload).toMatchObject({
      actions: [{ action_id: "when", selected_option: { value: "1h" } }],
    });
  });

  it("takes no second click while the app has not answered the first", async () => {
    stand("card", EVERY_BLOCK);
    let answer = (): void => undefined;
    const after = new Promise<void>((resolve) => {
      answer = resolve;
    });
    listener.script.push({ after });
    const { page } = await open();
    const button = page.getByRole("button", { name: "Reject…" });
    await button.click();
    await eventually(() => button.getAttribute("aria-disabled")).toBe("true");
    await button.dispatchEvent("click");
    answer();
    await eventually(() => button.getAttribute("aria-disabled")).toBe("false");
    expect(listener.heard).toHaveLength(1);
  });

  it("says that a click failed", async () => {
    stand("card", EVERY_BLOCK);
    listener.script.push({ status: 500 });
    const { page } = await open();
    await page.getByRole("button", { name: "Reject…" }).click();
    await page.locator(".block.actions [role=alert]").waitFor();
  });

  it("completes a command, sends it, and shows the answer to nobody else", async () => {
    listener.script.push({
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ text: "Nothing waits." }),
    });
    const { page } = await open();
    const field = page.getByRole("textbox", { name: "Message #platform" });
    await field.fill("/pl");
    await page.getByRole("button", { name: /^\/planbell/ }).waitFor();
    await field.press("Tab");
    expect(await field.inputValue()).toBe("/planbell ");
    await field.pressSequentially("pending");
    await field.press("Enter");
    const answer = page.locator(".message.ephemeral");
    await answer.getByText("Nothing waits.").waitFor();
    expect(await answer.locator(".only-you").textContent()).toBe("Only visible to you");
    expect(listener.heard[0]?.payload).toMatchObject({ command: "/planbell", text: "pending", user_id: "U01ALICE01" });
    await page.getByRole("combobox", { name: "You are" }).selectOption("U02BOB0001");
    await answer.waitFor({ state: "detached" });
  });

  it("fills in a modal, is told what is wrong, mends it", async () => {
    stand("card", EVERY_BLOCK);
    const { page } = await open();
    await page.getByRole("button", { name: "Reject…" }).click();
    await eventually(() => listener.heard.length).toBe(1);
    await workplace.client.views.open({
      trigger_id: String(listener.heard[0]?.payload["trigger_id"]),
      view: {
        type: "modal",
        callback_id: "plan_decide",
        title: { type: "plain_text", text: "Reject vpc" },
        submit: { type: "plain_text", text: "Reject" },
        blocks: [
          {
            type: "input",
            block_id: "comment",
            label: { type: "plain_text", text: "Why" },
            hint: { type: "plain_text", text: "The requester reads this." },
            element: { type: "plain_text_input", action_id: "comment", multiline: true, max_length: 128 },
          },
          {
            type: "input",
            block_id: "notify",
            optional: true,
            label: { type: "plain_text", text: "Tell" },
            element: {
              type: "radio_buttons",
              action_id: "who",
              options: [{ text: { type: "plain_text", text: "Everybody" }, value: "all" }],
            },
          },
        ],
      },
    });
    const modal = page.getByRole("dialog", { name: "Reject vpc" });
    await modal.waitFor();
    expect(await barriers(page)).toEqual([]);
    await picture(page, "modal");
    listener.script.push({
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ response_action: "errors", errors: { comment: "Say a little more." } }),
    });
    await modal.getByRole("textbox", { name: "Why" }).fill("no");
    await modal.getByRole("button", { name: "Reject" }).click();
    await modal.getByText("Say a little more.").waitFor();
    await modal.getByRole("textbox", { name: "Why" }).fill("Resize it in place on Sunday.");
    await modal.getByRole("radio", { name: "Everybody" }).check();
    await modal.getByRole("button", { name: "Reject" }).click();
    await modal.waitFor({ state: "detached" });
    expect(listener.heard[2]?.payload).toMatchObject({
      type: "view_submission",
      view: {
        state: {
          values: {
            comment: { comment: { value: "Resize it in place on Sunday." } },
            notify: { who: { selected_option: { value: "all" } } },
          },
        },
      },
    });
  });

  it("opens Home, which tells the app, and shows what it publishes", async () => {
    const { page } = await open();
    await page.getByRole("link", { name: "Home" }).click();
    await page.getByText("The app has published nothing here yet.").waitFor();
    await eventually(() => listener.heard.length).toBe(1);
    expect(listener.heard[0]?.payload).toMatchObject({ event: { type: "app_home_opened", user: "U01ALICE01" } });
    await workplace.client.views.publish({
      user_id: "U01ALICE01",
      view: { type: "home", blocks: [{ type: "header", text: { type: "plain_text", text: "Waits for you" } }] },
    });
    await page.getByRole("heading", { name: "Waits for you" }).waitFor();
  });
});

describe("what one is doing", () => {
  it("is kept while other things happen: the focus when a card is edited, choices in a modal", async () => {
    stand("card", EVERY_BLOCK);
    const { workspace } = workplace.slack;
    const { page } = await open();
    const button = page.getByRole("button", { name: "Reject…" });
    await button.focus();
    const [card] = workspace.messages(CHANNEL);
    const renamed = EVERY_BLOCK.map((block, i) => ({ ...block, block_id: `revised${i}` }));
    if (card) workspace.edit(card, { text: "card", blocks: renamed });
    await page.locator(".edited").waitFor();
    expect(await page.evaluate("document.activeElement.textContent")).toBe("Reject…");

    await button.click();
    await eventually(() => listener.heard.length).toBe(1);
    const option = (value: string) => ({ text: { type: "plain_text", text: value }, value });
    const input = (block_id: string, element: object) => ({
      type: "input",
      block_id,
      label: { type: "plain_text", text: block_id },
      element: { action_id: "it", ...element },
    });
    await workplace.client.views.open({
      trigger_id: String(listener.heard[0]?.payload["trigger_id"]),
      view: {
        type: "modal",
        title: { type: "plain_text", text: "Choose" },
        submit: { type: "plain_text", text: "Done" },
        blocks: [
          input("menu", { type: "static_select", options: [option("one"), option("two")] }),
          input("day", { type: "datepicker" }),
          input("boxes", { type: "checkboxes", options: [option("x"), option("y")] }),
        ] as never,
      },
    });
    const modal = page.getByRole("dialog", { name: "Choose" });
    await modal.getByRole("combobox", { name: "menu" }).selectOption("two");
    await modal.getByLabel("day").first().fill("2026-11-26");
    await modal.getByRole("checkbox", { name: "x" }).check();
    workspace.say(CHANNEL, "U02BOB0001", "meanwhile");
    await page.getByText("meanwhile", { exact: true }).waitFor();
    await modal.getByRole("checkbox", { name: "y" }).check();
    expect(await modal.getByRole("combobox", { name: "menu" }).inputValue()).toBe("two");
    expect(await modal.getByLabel("day").first().inputValue()).toBe("2026-11-26");
    await modal.getByRole("button", { name: "Done" }).click();
    await modal.waitFor({ state: "detached" });
    expect(listener.heard.at(-1)?.payload).toMatchObject({
      view: {
        state: {
          values: {
            menu: { it: { selected_option: { value: "two" } } },
            day: { it: { selected_date: "2026-11-26" } },
            boxes: { it: { selected_options: [{ value: "x" }, { value: "y" }] } },
          },
        },
      },
    });
  });

  it("leads into a thread and back to where one came from", async () => {
    stand("card");
    const { workspace } = workplace.slack;
    workspace.say(CHANNEL, "U02BOB0001", "a reply", workspace.messages(CHANNEL)[0]?.ts);
    const { page } = await open();
    const active = (): Promise<string> => page.evaluate("document.activeElement.textContent");
    await page.getByRole("link", { name: /^1 reply/ }).press("Enter");
    await eventually(active).toBe("Thread");
    await page.getByRole("link", { name: "Close the thread" }).press("Enter");
    await eventually(active).toMatch(/^1 reply/);
  });

  it("stays typed while it could not be said, and while one looks elsewhere", async () => {
    const { page } = await open();
    const field = page.getByRole("textbox", { name: "Message #platform" });
    await field.fill("half a thought");
    await page.getByRole("link", { name: "Traffic" }).click();
    await page.getByRole("link", { name: "platform" }).click();
    expect(await field.inputValue()).toBe("half a thought");
  });

  it("is nobody else's: of another's direct messages nothing is shown", async () => {
    const direct = await workplace.client.conversations.open({ users: "U01ALICE01" });
    await workplace.client.chat.postMessage({ channel: direct.channel?.id ?? "", text: "for alice alone" });
    const { page } = await visit(`${shown.url}#/${direct.channel?.id}`, WIDE);
    await page.locator(".message").getByText("for alice alone").waitFor();
    await page.getByRole("combobox", { name: "You are" }).selectOption("U02BOB0001");
    await page.getByText("These are the direct messages of somebody else.").waitFor();
    expect(await page.locator(".message").count()).toBe(0);
  });
});

describe("the traffic", () => {
  it("lists every call with its answer, the newest first, and keeps the token out", async () => {
    await workplace.client.chat.postMessage({ channel: CHANNEL, text: "hello" });
    await workplace.client.chat.update({ channel: "C0NOBODY00", ts: "1.000001", text: "a" }).catch(() => undefined);
    const { page } = await open();
    await page.getByRole("link", { name: "Traffic" }).click();
    const rows = page.locator(".exchange");
    await rows.first().waitFor();
    expect(await rows.locator(".method").allTextContents()).toContain("→ app to Slack: chat.postMessage");
    expect(await rows.first().locator(".verdict").textContent()).toBe("failed");
    await rows.first().locator("summary").click();
    await rows.first().getByText("channel_not_found").waitFor();
    expect(await page.content()).not.toContain("xoxb-planbell-demo");
    await page.getByRole("combobox", { name: "Show" }).selectOption("what failed");
    await eventually(() => rows.locator(".verdict").allTextContents()).not.toContain("ok");
    expect(await overhang(page)).toBe(0);
  });
});

describe("by keyboard", () => {
  it("goes through the page in the order in which it is read", async () => {
    stand("card", EVERY_BLOCK);
    const { page } = await open();
    await page.locator(".message").first().waitFor();
    const stops: string[] = [];
    for (let i = 0; i < 16; i += 1) {
      await page.keyboard.press("Tab");
      stops.push(
        await page.evaluate<string>(
          `(() => { const e = document.activeElement; return e.getAttribute("aria-label") || e.textContent.trim() || e.getAttribute("placeholder"); })()`,
        ),
      );
    }
    expect(stops).toEqual([
      "Skip to the messages",
      "#platform",
      "⌂Home",
      "⇄Traffic",
      "Alice Zhou (alice)Bob Meier (bob)",
      "Messages in #platform",
      "a link",
      "Aside",
      "Open in console",
      "Error: one\n  two <script>alert(1)</script>",
      "Table",
      "Approve",
      "Reject…",
      "Remind me",
      "More actions",
      "Cost graph",
    ]);
  });
});
