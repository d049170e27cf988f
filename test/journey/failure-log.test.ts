import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deliverRecord } from "../../lib/app/deliver/deliver-record.ts";
import { poll } from "../../lib/app/poll.ts";
import { hotPrefix, sortHot } from "../../lib/app/records.ts";
import type { PollReport } from "../../lib/app/report.ts";
import { beginRun, type PollPorts } from "../../lib/app/run.ts";
import { minutes, seconds } from "../../lib/model/brand.ts";
import { CatalogError, NotThere } from "../../lib/model/errors.ts";
import type { Catalog } from "../../lib/ports.ts";
import { validateMessage } from "../../lib/slack/validate-message.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import { Killed, type Life, mortal } from "./mortal.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

const ESC = "\u001b";
/** One line of progress as Terraform prints it to a terminal. */
const line = (n: number): string =>
  `web[${String(n).padStart(6, "0")}]: still creating, ${ESC}[1mpatience${ESC}[0m ......\r\n`;
const lines = (from: number, to: number): string => {
  let all = "";
  for (let n = from; n < to; n++) all += line(n);
  return all;
};
const SHOWN = (n: number): string => `web[${String(n).padStart(6, "0")}]: still creating, patience ......\n`;
/** Goes over the line at which the first message ends. */
const KEY = `-----BEGIN RSA PRIVATE KEY-----\r\n${"canary0canary0canary0canary\r\n".repeat(30)}-----END RSA PRIVATE KEY-----\r\n`;
const PART = 2_900;

const logOf = (content: string) => [
  { command: "apply", stream: "stdout", content },
  { command: "apply", stream: "stderr", content: 'Error: no stock\npassword = "canary1"\n' },
];
const LONG = logOf(lines(0, 60) + KEY + lines(60, 190));
const TOO_LONG = logOf(lines(0, 60) + KEY + lines(60, 300));

let stage: Stage;
const open = async (options: Parameters<typeof openStage>[0] = {}): Promise<void> => {
  stage = await openStage(options);
  await stage.poll();
};
afterEach(() => stage.close());

/** A plan that has failed with these logs by the next poll. */
function failing(logs: ReturnType<typeof logOf>, name = "orders-vpc"): string {
  const { world } = stage.catalog;
  const id = world.createPlan({
    name,
    approvers: [],
    previewMs: 1_000,
    executeMs: 1_000,
    executeFails: { statusMessage: "Create stack failed", logs },
  });
  stage.pass(seconds(5));
  world.execute(id);
  stage.pass(seconds(5));
  return id;
}

/** What stands in the thread of the plan's card, oldest first. */
const threadOf = (id: string): StoredMessage[] =>
  stage.slack.workspace.thread(CHANNEL, stage.cards(id)[0]?.ts ?? "").slice(1);
const titles = (id: string): string[] =>
  threadOf(id).map(({ text, files }) => (files === undefined ? (text.split("\n")[0] ?? "") : `file ${files[0]?.name}`));
const shownIn = ({ blocks }: StoredMessage): string => {
  const [block] = blocks as { elements: { type: string; elements: { text: string }[] }[] }[];
  return block?.elements.find((e) => e.type === "rich_text_preformatted")?.elements[0]?.text ?? "";
};
const filesIn = (id: string) => threadOf(id).flatMap(({ files }) => files ?? []);
const PARTS = ["Failed: orders-vpc", ...[1, 2, 3].map((n) => `Log of orders-vpc, part ${n} of 3`)];
const QUIET = { posted: 0, updated: 0, replied: 0, uploaded: 0, waiting: 0, warnings: [] };

describe("a plan that fails with a log of three messages", () => {
  beforeEach(() => open());

  it("has its note and then the log in the thread, whole, in order and without secrets", async () => {
    const id = failing(LONG);
    expect(await stage.poll()).toMatchObject({ posted: 1, replied: 4, uploaded: 0, waiting: 0, warnings: [] });
    expect(titles(id)).toEqual(PARTS);
    const [note, ...parts] = threadOf(id);
    expect(note?.broadcast).toBe(true);
    expect(parts.map((part) => part.broadcast ?? false)).toEqual([false, false, false]);
    expect(parts.map((part) => part.metadata?.event_type)).toEqual(Array(3).fill("planbell_note"));
    expect(parts.flatMap((part) => validateMessage(part))).toEqual([]);
    const said = parts.map(shownIn);
    expect(said.every((part) => part.length <= PART)).toBe(true);
    const shown = Array.from({ length: 190 }, (_, n) => SHOWN(n));
    expect(said.join("\n")).toBe(
      [
        `--- apply stdout ---\n${shown.slice(0, 60).join("")}••••••\n${shown.slice(60).join("")}`,
        '--- apply stderr ---\nError: no stock\npassword = "••••••"',
      ].join("\n"),
    );
    expect(JSON.stringify(stage.slack.workspace.messages())).not.toContain("canary");
    expect(JSON.stringify(await stage.store.scan(""))).not.toContain("canary");
  });

  it("is told once, and its log is read once", async () => {
    const id = failing(LONG);
    await stage.poll();
    for (let i = 0; i < 3; i++) expect(await stage.poll()).toMatchObject(QUIET);
    expect(titles(id)).toEqual(PARTS);
    expect(stage.catalog.calls.byAction["GetTask"]).toBe(1);
  });

  it("whose extract says all has no log in its thread", async () => {
    const id = failing([{ command: "apply", stream: "stderr", content: "Error: no stock\n" }]);
    expect(await stage.poll()).toMatchObject({ replied: 1 });
    expect(titles(id)).toEqual(["Failed: orders-vpc"]);
    expect(stage.catalog.calls.byAction["GetTask"]).toBeUndefined();
  });

  it("has every part once when answers are lost", async () => {
    const id = failing(LONG);
    for (let i = 0; i < 3; i++) stage.slack.faults.next("drop-after-accept", { method: "chat.postMessage" });
    for (let i = 0; i < 5; i++) await stage.poll();
    stage.slack.faults.next("drop-after-accept", { method: "chat.postMessage" });
    for (let i = 0; i < 5; i++) await stage.poll();
    expect(titles(id)).toEqual(PARTS);
  });

  it("waits for a catalog that does not give the log, and says so", async () => {
    const id = failing(LONG);
    stage.catalog.faults.next("error500", { action: "GetTask", times: 3 });
    const report = await stage.poll();
    expect(report).toMatchObject({ replied: 1, failed: 0, waiting: 1, warnings: [{ code: "catalog-InternalError" }] });
    expect(report.warnings[0]?.text).toContain("sent later");
    await stage.poll();
    expect(titles(id)).toEqual(PARTS);
  });

  const without = (fault: CatalogError): PollPorts => {
    const { ports } = stage.parts();
    const catalog: Catalog = { ...ports.catalog, task: () => Promise.reject(fault) };
    return { ...ports, catalog };
  };

  it.each([
    new CatalogError("not allowed", { code: "NoPermission", retryable: false }),
    new NotThere("no such task", { code: "InvalidTask.NotFound", retryable: false }),
  ])("is told without its log for good when the catalog says: $message", async (fault) => {
    const id = failing(LONG);
    const { config } = stage.parts();
    const report = await poll(without(fault), config);
    expect(report).toMatchObject({ replied: 1, waiting: 0, dead: 0, warnings: [{ code: `catalog-${fault.code}` }] });
    expect(report.warnings[0]?.text).toContain("left out");
    stage.pass(seconds(60));
    expect(await stage.poll()).toMatchObject(QUIET);
    expect(titles(id)).toEqual(["Failed: orders-vpc"]);
  });

  it("is not told of a log that took too long to read, while others may be at it already", async () => {
    const id = failing(LONG);
    const slowly = async (length: number): Promise<PollReport> => {
      const { ports, config } = stage.parts({ PLANBELL_POLL_SECONDS: "600" });
      const read: Catalog["task"] = (task) => {
        stage.pass(seconds(length));
        return ports.catalog.task(task);
      };
      return poll({ ...ports, catalog: { ...ports.catalog, task: read } }, config);
    };
    expect(await slowly(61)).toMatchObject({ posted: 1, waiting: 0, warnings: [] });
    // It was read by then, so that the next claim went through.
    expect(titles(id)).toEqual(PARTS);
    const note = threadOf(id)[0]?.postedAt ?? 0;
    const first = threadOf(id)[1]?.postedAt ?? 0;
    expect(first - note).toBeGreaterThanOrEqual(62_000);
    const again = failing(LONG, "again");
    await slowly(59);
    expect((threadOf(again)[1]?.postedAt ?? 0) - (threadOf(again)[0]?.postedAt ?? 0)).toBeLessThan(61_000);
  });

  it("leaves its log to those who can read it", async () => {
    const id = failing(LONG);
    const { config } = stage.parts();
    await poll(without(new CatalogError("down", { code: "Timeout", retryable: true })), config);
    stage.pass(seconds(60));
    const delivery = beginRun(stage.parts().ports, config, {}).delivery;
    const [owing] = [...sortHot(await stage.store.scan(hotPrefix(config.shard))).plans.values()];
    if (owing === undefined) throw new Error("no record");
    expect(await deliverRecord({ ...delivery, taskLog: undefined }, owing, 1)).toEqual(owing);
    expect(titles(id)).toEqual(["Failed: orders-vpc"]);
    await deliverRecord(delivery, owing, 1);
    expect(titles(id)).toEqual(PARTS);
  });

  it("has the end of a log that has grown, and no more parts than there are of one that shrank", async () => {
    const { ports, config } = stage.parts();
    const reading = (logs: typeof LONG): PollPorts => ({
      ...ports,
      catalog: { ...ports.catalog, task: async (id) => ({ ...(await ports.catalog.task(id)), logs }) },
    });
    const grown = failing(LONG, "grown");
    await poll(reading(TOO_LONG), config);
    expect(titles(grown).slice(1)).toEqual([1, 2, 3].map((n) => `End of the log of grown, part ${n} of 3`));
    expect(threadOf(grown).map(shownIn).at(-1)).toMatch(/Error: no stock\npassword = "••••••"$/);
    stage.pass(seconds(60));
    const shrunk = failing(LONG, "shrunk");
    await poll(reading(logOf("short\n")), config);
    stage.pass(seconds(60));
    expect(titles(shrunk).slice(1)).toEqual(["Log of shrunk"]);
    const file = failing(TOO_LONG, "file");
    expect(await poll(reading([]), config)).toMatchObject({ uploaded: 0, waiting: 0, dead: 0 });
    expect(titles(file)).toEqual(["Failed: file"]);
  });
});

describe("a plan that fails with a log for a file", () => {
  beforeEach(() => open());

  it("has the whole of it in the thread, behind its note and without secrets", async () => {
    const id = failing(TOO_LONG);
    expect(await stage.poll()).toMatchObject({ posted: 1, replied: 1, uploaded: 1, waiting: 0, warnings: [] });
    const [file] = filesIn(id);
    expect(titles(id)).toEqual(["Failed: orders-vpc", `file ${file?.name}`]);
    expect(file?.name).toMatch(/^task-[\w-]+\.log$/);
    expect(file?.title).toBe("Log of orders-vpc");
    const shown = Array.from({ length: 300 }, (_, n) => SHOWN(n));
    expect(file?.text).toBe(
      [
        `--- apply stdout ---\n${shown.slice(0, 60).join("")}••••••\n${shown.slice(60).join("")}`,
        '--- apply stderr ---\nError: no stock\npassword = "••••••"',
      ].join("\n"),
    );
    for (let i = 0; i < 3; i++) expect(await stage.poll()).toMatchObject(QUIET);
    expect(filesIn(id)).toHaveLength(1);
  });

  it("of five megabytes has its end, and is told how much is missing", async () => {
    const id = failing(logOf(lines(0, 87_000)));
    expect(await stage.poll()).toMatchObject({ uploaded: 1, waiting: 0, warnings: [] });
    const [file] = filesIn(id);
    expect(file?.text).toMatch(/^\[The first 2\d{3} KB are left out\.\]\nweb\[\d{6}\]: still creating/);
    expect(file?.text).toMatch(/Error: no stock\npassword = "••••••"$/);
    expect(Buffer.byteLength(file?.text ?? "")).toBeLessThanOrEqual(1_000_000);
    expect(Buffer.byteLength(file?.text ?? "")).toBeGreaterThan(998_000);
  });

  it("counts it as sent when the answer was lost, whatever became of it", async () => {
    const id = failing(TOO_LONG);
    stage.slack.faults.next("drop-after-accept", { method: "files.completeUploadExternal" });
    const report = await stage.poll();
    expect(report).toMatchObject({ uploaded: 0, waiting: 0, ambiguous: 0, warnings: [{ code: "slack-ambiguous" }] });
    expect(report.warnings[0]?.text).toContain("counts as sent");
    for (let i = 0; i < 3; i++) expect(await stage.poll()).toMatchObject(QUIET);
    expect(filesIn(id)).toHaveLength(1);
  });

  it("uploads it again when it failed before anybody could see it", async () => {
    const id = failing(TOO_LONG);
    stage.slack.faults.next("http503", { method: "files.getUploadURLExternal" });
    expect(await stage.poll()).toMatchObject({ uploaded: 0, waiting: 1, failed: 1 });
    expect(await stage.poll()).toMatchObject({ uploaded: 1, waiting: 0 });
    expect(filesIn(id)).toHaveLength(1);
  });
});

describe("a workspace in which the app may not send files", () => {
  it.each([
    ["for want of the scope", "missing_scope"],
    ["because nobody may", "file_uploads_disabled"],
  ])("%s has the end of the log as messages, and is told how to get all of it", async (_, word) => {
    await open({ slack: word === "missing_scope" ? { scopes: ["chat:write", "channels:history"] } : {} });
    if (word !== "missing_scope")
      stage.slack.faults.next("error", { error: word, method: "files.getUploadURLExternal" });
    const id = failing(TOO_LONG);
    const report = await stage.poll();
    expect(report).toMatchObject({ replied: 4, uploaded: 0, waiting: 0, dead: 0, warnings: [{ code: "slack-files" }] });
    expect(report.warnings[0]?.text).toContain("files:write");
    expect(titles(id)).toEqual([PARTS[0], ...[1, 2, 3].map((n) => `End of the log of orders-vpc, part ${n} of 3`)]);
    const said = threadOf(id).slice(1).map(shownIn);
    expect(said.join("\n").startsWith("web[000")).toBe(true);
    expect(said.at(-1)).toMatch(/Error: no stock\npassword = "••••••"$/);
    expect(threadOf(id)[1]?.text).toContain("files:write");
    expect(stage.cards(id)).toHaveLength(1);
    expect(await stage.poll()).toMatchObject(QUIET);
  });
});

describe("a process that is killed at any moment of telling a failure", () => {
  const reports: PollReport[] = [];
  /** A poll a minute until every lease has run out; the process that is killed is replaced by another. */
  const play = async (logs: typeof LONG, dieAt: number): Promise<{ id: string; life: Life }> => {
    await open({ slack: { rate: "off" } });
    const id = failing(logs);
    const { config } = stage.parts();
    const { ports, life } = mortal(stage.parts().ports, dieAt);
    let alive = ports;
    for (let n = 0; n < 7; n++) {
      try {
        reports.push(await poll(alive, config));
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        alive = stage.parts().ports;
      }
      stage.pass(minutes(1));
    }
    return { id, life };
  };

  const everyMoment = async (logs: typeof LONG, check: (id: string, at: string) => void): Promise<void> => {
    const { id, life } = await play(logs, Number.POSITIVE_INFINITY);
    check(id, "not killed");
    const { moments } = life;
    for (let dieAt = 1; dieAt <= moments; dieAt++) {
      await stage.close();
      const run = await play(logs, dieAt);
      check(run.id, `killed at moment ${dieAt}, ${run.life.last}`);
      expect(reports.at(-1)).toMatchObject(QUIET);
    }
  };

  it("leaves every part there once, in order", { timeout: 60_000 }, () =>
    everyMoment(LONG, (id, at) => expect(titles(id), at).toEqual(PARTS)),
  );

  it("leaves the file there, and a second time only where nobody heard of the first", { timeout: 60_000 }, async () => {
    const twice: string[] = [];
    await everyMoment(TOO_LONG, (id, at) => {
      expect(titles(id)[0], at).toBe("Failed: orders-vpc");
      expect([1, 2], at).toContain(filesIn(id).length);
      if (filesIn(id).length === 2) twice.push(at.replace(/^killed at moment \d+, /, ""));
    });
    expect(twice).toEqual(["after slack.upload", "before store.put"]);
  });
});
