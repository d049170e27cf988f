import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PollApp } from "../../lib/app/build/poll.ts";
import { realClock } from "../../lib/app/build/real-clock.ts";
import { buildSlack } from "../../lib/app/build/slack.ts";
import { type Demo, openDemo } from "../../local/demo.ts";
import { type Listener, openListener } from "../../local/listener.ts";
import { scenarios } from "../../local/scenario/all.ts";
import { barriers, eventually, NARROW, overhang, picture, useBrowser, type Visit, visit, WIDE } from "./visit.ts";

useBrowser();

let folder: string;
let demo: Demo;
let bot: PollApp;
let listener: Listener;

/** The stand-ins of `npm start` with its bot; the story stands still until somebody steps it. */
async function perform(scenario: string): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), "planbell-browser-"));
  const state = `sqlite:${join(folder, "planbell.db")}`;
  demo = await openDemo({ clock: realClock, port: 0, state, locale: "en", scenarios: scenarios(), scenario });
  demo.show.pause();
  bot = demo.bot();
  const { door } = buildSlack(demo.env, undefined);
  listener = await openListener({ host: "127.0.0.1", port: 0 }, { last: () => undefined, door });
  await demo.slack.app.enterRequestUrl(`${listener.url}/slack/events`);
}
afterEach(async () => {
  await bot.close();
  await listener.close();
  await demo.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The first lines of the cards that stand, in the order they came. */
const cards = (page: Page): Promise<string[]> =>
  page.locator("main .message:not(:has(.broadcast)) .block.header").allTextContents();

const looksAtHome = async ({ page, abroad, complaints }: Visit): Promise<void> => {
  expect(await overhang(page)).toBe(0);
  expect(await barriers(page)).toEqual([]);
  expect({ abroad, complaints }).toEqual({ abroad: [], complaints: [] });
};

describe("three plans, seen without reloading", () => {
  beforeEach(() => perform("three-plans"));

  it("from the first card to the last state, on a wide screen and a narrow one", async () => {
    const wide = await visit(demo.page.url, WIDE);
    const narrow = await visit(demo.page.url, NARROW, "dark");
    await wide.page.getByText("No messages yet.").waitFor();
    const next = wide.page.getByRole("button", { name: "Next step" });
    const step = async (): Promise<void> => {
      const before = demo.show.state().next?.words;
      await next.click();
      await eventually(() => demo.show.state().next?.words).not.toBe(before);
    };
    // What is previewed or runs takes its time, which is the cloud's.
    const polledCards = async (): Promise<string[]> => {
      await bot.poll();
      return cards(wide.page);
    };
    await step();
    await eventually(polledCards, 60_000).toEqual(["Waiting for approval: orders-vpc"]);
    await picture(wide.page, "first-card-wide-light");
    await picture(narrow.page, "first-card-narrow-dark");
    const seen = new Set<string>();
    while (await next.isEnabled()) {
      await step();
      for (const card of await polledCards()) seen.add(card);
    }
    const last = ["Succeeded: orders-vpc", "Rejected: orders-db-resize", "Failed: billing-vpc"];
    await eventually(polledCards, 60_000).toEqual(last);
    await eventually(() => cards(narrow.page)).toEqual(last);
    expect(seen).toContain("Approved, not run yet: orders-vpc");
    await looksAtHome(wide);
    await looksAtHome(narrow);

    await wide.page.getByRole("link", { name: /^3 replies/ }).click();
    const thread = wide.page.getByRole("complementary", { name: "Thread" });
    await thread.getByText("Log of billing-vpc", { exact: true }).waitFor();
    const told = await thread.locator(".message-body").allInnerTexts();
    expect(told.map((words) => words.split("\n")[0])).toEqual([
      "Failed: billing-vpc",
      "Approved: billing-vpc",
      "Failed: billing-vpc",
      "Log of billing-vpc",
    ]);
    await looksAtHome(wide);
    demo.show.resume();
    await wide.page.evaluate(
      `[...document.querySelectorAll("main .message")].find((one) => one.innerText.includes("Failed: billing-vpc")).scrollIntoView()`,
    );
    await picture(wide.page, "failed-wide-light");
    await narrow.page.getByRole("link", { name: /^3 replies/ }).click();
    await narrow.page.getByText("Log of billing-vpc", { exact: true }).waitFor();
    await looksAtHome(narrow);
    await picture(narrow.page, "failed-narrow-dark");
    await narrow.page.getByRole("link", { name: "Close the thread" }).click();
    await narrow.page.getByRole("link", { name: "All places" }).click();
    await narrow.page.getByRole("link", { name: "Traffic" }).click();
    await narrow.page.locator(".exchange").first().waitFor();
    await looksAtHome(narrow);
    await picture(narrow.page, "traffic-narrow-dark");
  }, 120_000);
});

describe("the control strip", () => {
  beforeEach(() => perform("tour"));

  it("plays, pauses, hurries, chooses another scenario, and makes trouble", async () => {
    const { page } = await visit(demo.page.url, WIDE);
    const strip = page.getByRole("region", { name: "Demonstration" });
    await strip.getByRole("button", { name: "Resume" }).click();
    await eventually(() => demo.show.state().paused).toBe(false);
    await strip.getByRole("button", { name: "Pause" }).click();
    await eventually(() => demo.show.state().paused).toBe(true);
    await strip.getByRole("combobox", { name: "Speed" }).selectOption("4");
    await eventually(() => demo.show.state().speed).toBe(4);
    await strip.getByRole("button", { name: "Scenarios" }).click();
    await strip.getByRole("button", { name: /^dangerous-update/ }).click();
    await eventually(() => demo.show.state().scenario).toBe("dangerous-update");
    const trouble = strip.getByRole("button", { name: "Trouble" });
    await trouble.focus();
    await page.keyboard.press("ArrowDown");
    expect(demo.catalog.faults.isDown).toBe(false);
    await page.keyboard.press("Enter");
    const outage = strip.getByRole("button", { name: /^Cloud: outage/ });
    await outage.focus();
    await page.keyboard.press("Enter");
    await strip.getByRole("status").getByText("Cloud: outage goes on.").waitFor();
    expect(demo.catalog.faults.isDown).toBe(true);
    expect(await barriers(page)).toEqual([]);
    await trouble.click();
    await picture(page, "trouble-wide-light");
    await strip.getByRole("button", { name: /^All is well again/ }).click();
    await strip.getByRole("status").getByText("Nothing is spoilt any more.").waitFor();
    await trouble.click();
    await strip.getByRole("button", { name: /^Cloud: too many calls/ }).click();
    await strip.getByRole("status").getByText("Planbell waits as long as it is told to.").waitFor();
    // An idle poll makes two; the throttled ones come on top.
    expect((await bot.poll()).calls.catalog).toBeGreaterThan(2);
  }, 60_000);
});
