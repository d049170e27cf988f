import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect } from "vitest";
import { openBrowser } from "./open-browser.ts";

const ARTIFACTS = fileURLToPath(new URL("../../artifacts/page/", import.meta.url));
/** The picture that the README shows, and where it is kept. */
const README = "failed-wide-light";
const README_PICTURE = fileURLToPath(new URL("../../docs/page.png", import.meta.url));
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export const WIDE = { width: 1280, height: 860 };
export const NARROW = { width: 390, height: 844 };

/** One look at the page, and what it did that it must not do. */
export interface Visit {
  readonly page: Page;
  /** Requests that left this machine. */
  readonly abroad: string[];
  /** Errors of scripts, and what the browser complained of. */
  readonly complaints: string[];
}

let browser: Browser;

/** Opens the browser for the tests of this file, and closes it after them. */
export function useBrowser(): void {
  beforeAll(async () => {
    browser = await openBrowser();
  }, 120_000);
  afterAll(() => browser.close());
}

export async function visit(
  url: string,
  size: { readonly width: number; readonly height: number },
  scheme: "light" | "dark" = "light",
): Promise<Visit> {
  const page = await browser.newPage({
    viewport: size,
    colorScheme: scheme,
    locale: "en-GB",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
  });
  const abroad: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => {
    if (!["127.0.0.1", ""].includes(new URL(request.url()).hostname)) abroad.push(request.url());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  await page.goto(url);
  return { page, abroad, complaints };
}

/** How many pixels the page, or anything in it that one can press, is wider than its window. */
export const overhang = (page: Page): Promise<number> => page.evaluate(OVERHANG);

const OVERHANG = `Math.max(
  document.documentElement.scrollWidth - document.documentElement.clientWidth,
  ...[...document.querySelectorAll("button, select, input, summary")]
    .filter((one) => one.checkVisibility() && !one.closest(".table, [popover]:not(:popover-open)"))
    .map((one) => Math.ceil(one.getBoundingClientRect().right - innerWidth)),
  0,
)`;

/** What a check for accessibility finds wrong (WCAG 2 A and AA): "rule: the first element". */
export async function barriers(page: Page): Promise<string[]> {
  // The page lets no script in but its own, so it goes in by the debugger.
  await page.evaluate(readFileSync(AXE, "utf8"));
  return page.evaluate(
    `axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes[0].html + " " + nodes[0].failureSummary))`,
  );
}

/** A picture for people to look at, `artifacts/page/NAME.png`. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  const path = join(ARTIFACTS, `${name}.png`);
  await page.screenshot({ path });
  if (name === README && process.env["PLANBELL_PICTURE"]) copyFileSync(path, README_PICTURE);
}

/** Asks again and again, for as long as a busy machine may need. */
export const eventually = <T>(ask: () => T | Promise<T>, timeout = 20_000) =>
  expect.poll(ask, { timeout, interval: 50 });
