import { tmpdir } from "node:os";
import type { Locator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import { Command } from "../journey/command.ts";
import { barriers, eventually, NARROW, overhang, picture, useBrowser, type Visit, visit, WIDE } from "./visit.ts";

useBrowser();

let start: Command | undefined;
afterEach(async () => {
  start?.process.kill("SIGTERM");
  await start?.end();
});

const [BOB, WEI, LI_NA] = ["U02BOB0001", "U03WEICHEN", "U04LINA0001"];

/** `npm start` with two plans that wait, and the story halted before anybody of it decides. */
async function twoPlansWait(): Promise<Visit> {
  start = new Command("local/start.ts", ["--port", "0", "--scenario", "decide-in-slack"], {}, tmpdir());
  const stdout = await start.prints("submits retire-staging");
  const seen = await visit(/^page (\S+)$/m.exec(stdout)?.[1] ?? "", WIDE);
  const { page } = seen;
  page.setDefaultTimeout(60_000);
  await page.getByRole("button", { name: "Pause" }).click();
  await card(page, "Waiting for approval: build-cache").waitFor();
  await card(page, "Waiting for approval: retire-staging").waitFor();
  return seen;
}

const card = (page: Page, heading: string): Locator =>
  page.locator("main .message").filter({ has: page.getByRole("heading", { name: heading, exact: true }) });
const actAs = (page: Page, user: string) => page.getByRole("combobox", { name: "You are" }).selectOption(user);
const goTo = (page: Page, place: "Home" | "platform") => page.getByRole("link", { name: place }).click();
/** Slack gives an app three seconds; on a busy machine one does it once more. */
const opens = (dialog: Locator, act: () => Promise<void>): Promise<void> =>
  eventually(async () => {
    if (await dialog.isVisible()) return true;
    await act();
    return dialog.waitFor({ timeout: 15_000 }).then(
      () => true,
      () => false,
    );
  }, 90_000).toBe(true);
const buttons = (page: Page, plan: string): Promise<number> =>
  page.getByRole("button", { name: new RegExp(`^(Approve|Reject) ${plan}$`) }).count();
/** What only the one who acts is shown, line by line. */
const whispered = async (page: Page): Promise<string[][]> =>
  (await page.locator(".message.ephemeral").allInnerTexts()).map((text) => text.split(/\n+/).slice(3));
const looksAtHome = async ({ page, abroad, complaints }: Visit): Promise<void> => {
  expect(await overhang(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  expect({ abroad, complaints }).toEqual({ abroad: [], complaints: [] });
};

/** What the bot's audit says, once it holds so many lines. */
async function audit(lines: number): Promise<unknown[]> {
  const all = async (): Promise<string[]> =>
    (await (start as Command).prints("")).split("\n").filter((line) => line.startsWith('{"event":"decision"'));
  await eventually(async () => (await all()).length, 60_000).toBe(lines);
  return (await all()).map((line) => JSON.parse(line) as unknown);
}

describe("two plans that wait, decided by a person who clicks and types", () => {
  it("one from its card by the name that was typed, one by a command; nobody else can", async () => {
    const seen = await twoPlansWait();
    const { page } = seen;
    await actAs(page, BOB);
    await goTo(page, "Home");
    await page.getByRole("heading", { name: "Waits for you: 2" }).waitFor();
    await looksAtHome(seen);
    await picture(page, "decide-home-before");
    await goTo(page, "platform");

    await actAs(page, WEI);
    await page.getByRole("button", { name: "Approve build-cache" }).click();
    await page.getByRole("dialog", { name: "Approve build-cache?" }).getByRole("button", { name: "Approve" }).click();
    const refusal = ["Only visible to you", "未批准：build-cache", "该计划不由您审批，审批人见卡片。", "在控制台查看"];
    await eventually(() => whispered(page), 60_000).toEqual([refusal]);

    await actAs(page, BOB);
    await eventually(() => whispered(page)).toEqual([]);
    const form = page.getByRole("dialog", { name: "Approve plan" });
    await opens(form, () => page.getByRole("button", { name: "Approve retire-staging" }).click());
    const name = form.getByRole("textbox", { name: 'Type "staging-vpc"' });
    await name.fill("staging");
    await form.getByRole("button", { name: "Approve" }).click();
    await form.getByText('This is not the name. Type "staging-vpc".').waitFor();
    expect(await name.getAttribute("aria-invalid")).toBe("true");
    await looksAtHome(seen);
    await picture(page, "decide-wrong-name");
    await name.fill("staging-vpc");
    await form.getByRole("textbox", { name: "Comment (optional)" }).fill("Nobody uses it.");
    await form.getByRole("button", { name: "Approve" }).click();

    const approved = card(page, "Approved, not run yet: retire-staging");
    await approved.getByText('Approved by net-approvers (RAM role): "Nobody uses it."').waitFor();
    const taken = "Service Catalog has taken your approval: the card says what comes next.";
    const answer = ["Only visible to you", "Approved: retire-staging", taken, "Open in console"];
    await eventually(() => whispered(page), 60_000).toEqual([answer]);
    await approved.getByRole("link", { name: /^1 reply/ }).click();
    const note = page.getByRole("complementary", { name: "Thread" }).locator(".message-body").nth(1);
    expect((await note.innerText()).split(/\n+/).slice(0, 3)).toEqual([
      "Approved: retire-staging (dangerous)",
      expect.stringMatching(/^by net-approvers \(RAM role\): "Nobody uses it\." · /),
      "by @Bob Meyer in Slack",
    ]);
    await picture(page, "decide-approved");

    await actAs(page, LI_NA);
    expect([await buttons(page, "retire-staging"), await buttons(page, "build-cache")]).toEqual([0, 2]);

    await actAs(page, BOB);
    await page.getByRole("link", { name: "Close the thread" }).click();
    const field = page.getByRole("textbox", { name: "Message #platform" });
    const rejection = page.getByRole("dialog", { name: "Reject plan" });
    await opens(rejection, async () => {
      await field.fill("/planbell rej");
      await field.press("Tab");
      await field.pressSequentially("build-cache Not this week.");
      await field.press("Enter");
    });
    const reason = rejection.getByRole("textbox", { name: "Reason" });
    await reason.waitFor();
    expect(await reason.inputValue()).toBe("Not this week.");
    // It was not there when the form opened.
    await eventually(() => page.locator("dialog input:focus").count()).toBe(1);
    await page.setViewportSize(NARROW);
    await looksAtHome(seen);
    await picture(page, "decide-form-narrow");
    await page.setViewportSize(WIDE);
    await reason.press("Enter");
    await card(page, "Rejected: build-cache").waitFor();
    await goTo(page, "Home");
    await page.getByText("No plan waits for you.").waitFor();
    await picture(page, "decide-home-after");

    const seal = expect.stringMatching(/^[0-9a-f]{32}$/) as string;
    const decided = { event: "decision", user: BOB, principal: "RamRole:net-approvers", seal };
    expect(await audit(3)).toMatchObject([
      { event: "decision", result: "refused", reason: "not-pending", user: WEI, seal },
      { ...decided, result: "approved", requestId: expect.any(String) as string },
      { ...decided, result: "rejected", requestId: expect.any(String) as string },
    ]);
  }, 240_000);
});
