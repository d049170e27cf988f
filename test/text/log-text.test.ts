import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TerraformLog } from "../../lib/model/task.ts";
import { lastParts, logPages, logParts, logSize, logText } from "../../lib/text/log-text.ts";

const ESC = "\u001b";
const aLog = (content: string, over: Partial<TerraformLog> = {}): TerraformLog => ({
  command: "apply",
  stream: "stdout",
  content,
  ...over,
});
const textOf = (...logs: TerraformLog[]): string => logText(logs).text;
/** Lines of 100 UTF-16 units, line feed included, each with its number. */
const lines = (count: number): string =>
  Array.from({ length: count }, (_, n) => `${String(n).padStart(9, "0")}${"x".repeat(90)}\n`).join("");

describe("the text of a log", () => {
  it("holds commands and streams in their order, each under its heading", () => {
    const logs = [
      aLog("Terraform v1.5\n", { command: "version" }),
      aLog("Plan: 1 to add\n", { command: "plan" }),
      aLog("Creating...\n"),
      aLog("Error: no stock\n", { stream: "stderr" }),
    ];
    expect(logText(logs)).toEqual({
      text: [
        "--- version stdout ---\nTerraform v1.5",
        "--- plan stdout ---\nPlan: 1 to add",
        "--- apply stdout ---\nCreating...",
        "--- apply stderr ---\nError: no stock",
      ].join("\n\n"),
      leftOut: 0,
    });
  });

  it("is as people should see it: no escapes, one kind of line end, one blank line at a time", () => {
    expect(textOf(aLog(`\r\n${ESC}[31ma${ESC}[0m \r\n\r\n\r\n\r\n  b\u202E\tc\r\n \r\n`))).toBe(
      "--- apply stdout ---\na\n\n  b  c",
    );
  });

  it("leaves out what says nothing", () => {
    expect(textOf(aLog(" \n"), aLog(`${ESC}[0m`, { stream: "stderr" }))).toBe("");
    expect(textOf(aLog("\n"), aLog("x", { stream: "stderr" }))).toBe("--- apply stderr ---\nx");
  });

  it("has no secrets, not in headings either", () => {
    const text = textOf(aLog('password = "hunter2hunter2"', { command: "xoxb-1234567890-abc", stream: "<!here>" }));
    expect(text).toBe('--- •••••• <!here> ---\npassword = "••••••"');
  });

  it("has no secret that came in two pieces of one stream", () => {
    const key = (begin: string, end: string) => textOf(aLog(begin), aLog(end));
    expect(key("a\n-----BEGIN RSA PRIVATE KEY-----\nMIIE", "vgIB\n-----END RSA PRIVATE KEY-----\nb")).toBe(
      "--- apply stdout ---\na\n••••••\nb",
    );
    expect(key("id LTAI5tSecr", "etSecret01 is")).toBe("--- apply stdout ---\nid •••••• is");
  });

  it("of one stream does not hide another, whatever it leaves open", () => {
    expect(textOf(aLog("secret = {"), aLog("Error: no stock", { stream: "stderr" }))).toBe(
      "--- apply stdout ---\nsecret = ••••••\n\n--- apply stderr ---\nError: no stock",
    );
  });
});

describe("a log of more than a megabyte", () => {
  it("is its end, from the beginning of a line, and tells how much is missing", () => {
    const { text, leftOut } = logText([aLog(lines(52_428))]);
    expect(text).toHaveLength(998_999);
    expect(text.startsWith("000042438x")).toBe(true);
    expect(text.endsWith("x")).toBe(true);
    // 21 of the heading and 42,438 lines.
    expect(leftOut).toBe(21 + 4_243_800);
  });

  it("is counted in bytes, and cut between characters, where it is one line", () => {
    const { text, leftOut } = logText([aLog("höher ".repeat(200_000))]);
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(999_000);
    expect(text).toMatch(/^(?:er |r | |höher |öher |her )höher höher /);
    expect(text).not.toContain("\uFFFD");
    expect(leftOut).toBe(21 + 1_399_999 - new TextEncoder().encode(text).length);
  });

  it("of hostile make is read in time that grows with its length only", () => {
    for (const piece of ['password="', "\n ", `${ESC}]`, "secret=[\n", " ", "│ \r", "👩‍👩‍👧"]) {
      const log = aLog(piece.repeat(Math.ceil(5_000_000 / piece.length)));
      expect(new TextEncoder().encode(textOf(log)).length).toBeLessThanOrEqual(999_000);
    }
  }, 120_000);
});

describe("the parts of a log", () => {
  it("is cut into as many pages as it takes, which joined are the text", () => {
    const text = Array.from({ length: 2_000 }, (_, n) => `line ${n}`).join("\n");
    const pages = logPages(text);
    expect(pages.length).toBe(7);
    expect(pages.join("")).toBe(text);
    expect(pages.slice(0, -1).every((page) => page.length <= 2_900 && page.endsWith("\n"))).toBe(true);
    expect(logPages("")).toEqual([]);
  });

  it("are none for nothing, and one for what one message shows", () => {
    expect(logParts("")).toEqual([]);
    expect(logParts("a\nb")).toEqual(["a\nb"]);
    expect(logParts("x".repeat(2_900))).toEqual(["x".repeat(2_900)]);
  });

  it("end where lines end", () => {
    expect(logParts(lines(60))?.map((part) => part.split("\n").length - 1)).toEqual([29, 29, 2]);
  });

  it("are three at most: more takes a file", () => {
    expect(logParts(lines(87))).toHaveLength(3);
    expect(logParts(lines(88))).toBeUndefined();
  });

  it("cut a line that is longer than a message, and no character", () => {
    const parts = logParts(`short\n${"x".repeat(2_899)}😀y`) ?? [];
    expect(parts.map((part) => part.length)).toEqual([6, 2_899, 3]);
  });

  const anyText = fc
    .array(fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("\n", "😀", "x".repeat(1_500), "y".repeat(4_000))))
    .map((pieces) => pieces.join(""));

  it("joined are the text, each of at most 2,900 units and none empty", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = logParts(text);
        if (parts === undefined) return text.length > 2_900;
        expect(parts.join("")).toBe(text);
        expect(parts.every((part) => part.length > 0 && part.length <= 2_900)).toBe(true);
        return parts.length <= 3;
      }),
    );
  });

  it("of the end joined are the end", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 3 }), (text, most) => {
        const { parts, whole } = lastParts(text, most);
        expect(parts.length).toBeLessThanOrEqual(most);
        expect(parts.every((part) => part.length > 0 && part.length <= 2_900)).toBe(true);
        expect(text.endsWith(parts.join(""))).toBe(true);
        expect(whole).toBe(parts.join("") === text);
      }),
    );
  });

  it("of the end are the last ones, from the beginning of a line, and cut no character", () => {
    expect(lastParts(lines(100), 3).parts.map((part) => part.slice(0, 9))).toEqual([
      "000000013",
      "000000042",
      "000000071",
    ]);
    expect(lastParts(`${lines(100)}the end`, 2).parts.map((part) => part.slice(0, 9))).toEqual([
      "000000043",
      "000000072",
    ]);
    expect(lastParts(`😀${"x".repeat(2_899)}`, 1)).toEqual({ parts: ["x".repeat(2_899)], whole: false });
    expect(lastParts(lines(87), 3).whole).toBe(true);
    expect(lastParts(lines(60), 2).parts.map((part) => part.slice(0, 9))).toEqual(["000000002", "000000031"]);
  });
});

describe("the size of a log", () => {
  const told = ["Error: no stock", "with alicloud_instance.web", "code: Zone.NotOnSale"];
  const stderr = (content: string) => aLog(content, { stream: "stderr" });

  it("is how many messages it takes", () => {
    expect(logSize([aLog("Creating...\n"), stderr("Error: no stock")], told)).toBe(1);
    // 29 lines are the most that one message shows, and the heading is another.
    expect(logSize([aLog(lines(28))], told)).toBe(1);
    expect(logSize([aLog(lines(29))], told)).toBe(2);
    expect(logSize([aLog(lines(86))], told)).toBe(3);
  });

  it("is none for a file, also for one that is too long to be looked at", () => {
    expect(logSize([aLog(lines(87))], told)).toBe(0);
    expect(logSize([aLog(lines(2_700))], told)).toBe(0);
  });

  it("counts what is sent: nothing of what is hidden", () => {
    expect(logSize([aLog(`start\n-----BEGIN CERTIFICATE-----\n${lines(200)}-----END CERTIFICATE-----`)], told)).toBe(1);
  });

  it("is unknown for a log that says nothing, or what people see already", () => {
    expect(logSize([], told)).toBeUndefined();
    expect(logSize([aLog(" \n")], told)).toBeUndefined();
    expect(
      logSize([stderr(`╷\n│ ${ESC}[31mError: no stock${ESC}[0m\n│ \n│   with alicloud_instance.web\n╵\n`)], told),
    ).toBe(undefined);
    const version = aLog("Terraform v1.5.7\non linux_amd64\n", { command: "version" });
    expect(logSize([version, stderr("Error: no stock\n")], told)).toBeUndefined();
  });
});
