import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { type CommandSettings, runCommand } from "../../lib/app/command.ts";
import { pollKey, putRecord } from "../../lib/app/records.ts";
import { earlier, instant, type PlanId, seconds } from "../../lib/model/brand.ts";
import { NewerFormat } from "../../lib/model/errors.ts";
import type { Message } from "../../lib/model/message.ts";
import { type PollRecord, RECORD_FORMAT } from "../../lib/notify/record.ts";
import { validateMessage } from "../../lib/slack/validate-message.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { textsFor } from "../../lib/text/pick.ts";
import type { PlanFacts } from "../../lib/watch/plan-facts.ts";
import { anApprovalNode, aPlanFacts } from "../build/facts.ts";
import { aPlanRecord } from "../build/records.ts";
import { at } from "../build/rows.ts";
import {
  ALL_TEXTS,
  anyTexts,
  HOSTILE,
  hostileLike,
  interpreted,
  literal,
  live,
  objects,
} from "../slack/messages/hostile.ts";

const SHARD = "self@cn-hangzhou";
const NOW = at("18:00:12");
const SETTINGS: CommandSettings = {
  shard: SHARD,
  command: "/planbell",
  texts: textsFor("en"),
  label: undefined,
  consolePlan: "https://console.example.com/{region}/{planId}",
};

let store: MemoryStore;
beforeEach(() => {
  store = new MemoryStore();
});

async function ask(text: string, over: Partial<CommandSettings> = {}, command = "/planbell"): Promise<Message> {
  const { message } = await runCommand(
    { store, clock: { now: () => NOW } },
    { ...SETTINGS, ...over },
    { command, text },
  );
  expect(validateMessage(message)).toEqual([]);
  return message;
}
const polled = (heartbeat = at("18:00:00"), over: Partial<PollRecord> = {}) =>
  putRecord<PollRecord>(
    store,
    pollKey(SHARD),
    { format: RECORD_FORMAT, kind: "poll", watermark: at("16:00:00"), heartbeat, drafts: [], ...over },
    "absent",
  );
async function knows(...plans: readonly Partial<PlanFacts>[]): Promise<void> {
  for (const [n, over] of plans.entries()) {
    const facts = aPlanFacts({ id: `plan-${n}` as PlanId, ...over });
    await putRecord(store, `hot/${SHARD}/plan/${n}`, aPlanRecord({ id: facts.id, facts }), "absent");
  }
}

describe("help", () => {
  it.each(["", "help"])("says what there is: %j", async (text) => {
    const message = await ask(text);
    expect(message.text).toBe(
      [
        "What /planbell can do",
        "/planbell pending lists the plans that wait for approval, the oldest first",
        "/planbell help lists the commands",
      ].join("\n"),
    );
    expect(literal(message.blocks).join("")).toBe(
      "What /planbell can do" +
        "/planbell pending lists the plans that wait for approval, the oldest first" +
        "/planbell help lists the commands",
    );
  });

  it("names the command as this workspace does", async () => {
    const { text } = await ask("", { command: "/bell" }, "/bell");
    expect(text).toMatch(/^What \/bell can do\n\/bell pending /);
  });
});

describe("pending", () => {
  it("lists every plan that waits, the oldest first: name, how long, who has to approve, link, age", async () => {
    await polled();
    await knows(
      { name: "young", since: at("17:59:30"), pending: [], assigned: [] },
      { name: "old", since: at("14:55:00") },
      {
        name: "middle",
        since: at("17:00:00"),
        pending: [anApprovalNode({ approvers: [{ kind: "RamUser", name: "eve" }] })],
      },
    );
    const message = await ask("pending");
    expect(message.text).toBe(
      [
        "3 plans wait for approval",
        "old (plan-1) has waited 3 h 5 min for bob (RAM user), net-approvers (RAM role)",
        "middle (plan-2) has waited 1 h for eve (RAM user)",
        "young (plan-0) has waited 42 s for nobody: Service Catalog names no approver",
        "As of 12 s ago",
      ].join("\n"),
    );
    expect(literal(message.blocks)).toEqual([
      "3 plans wait for approval",
      " (plan-1) has waited 3 h 5 min for bob (RAM user), net-approvers (RAM role)",
      " (plan-2) has waited 1 h for eve (RAM user)",
      " (plan-0) has waited 42 s for nobody: Service Catalog names no approver",
      "As of 12 s ago",
    ]);
    expect(objects(message.blocks).filter((o) => o["type"] === "link")).toEqual([
      { type: "link", url: "https://console.example.com/cn-hangzhou/plan-1", text: "old" },
      { type: "link", url: "https://console.example.com/cn-hangzhou/plan-2", text: "middle" },
      { type: "link", url: "https://console.example.com/cn-hangzhou/plan-0", text: "young" },
    ]);
  });

  it("leaves out what does not wait, and takes a previewed plan that somebody has to approve", async () => {
    await polled();
    await knows(
      { name: "gone", gone: true },
      { name: "approved", status: "ApplicationApproved" },
      { name: "ready", status: "PreviewSuccess", pending: [] },
      { name: "previewed", status: "PreviewSuccess" },
    );
    const lines = (await ask("pending")).text.split("\n");
    expect(lines).toHaveLength(3);
    expect(lines.slice(0, 2)).toEqual(["1 plan waits for approval", expect.stringMatching(/^previewed \(plan-3\) /)]);
  });

  it("lists 20 and counts the others", async () => {
    await polled();
    await knows(
      ...Array.from({ length: 23 }, (_, n) => ({ name: `vpc-${n}`, since: instant(at("12:00:00") + n * 1_000) })),
    );
    const { text, blocks } = await ask("pending");
    expect(text.split("\n")[0]).toBe("23 plans wait for approval");
    expect(text.split("\n").slice(20)).toEqual([expect.stringMatching(/^vpc-19 /), "and 3 more", "As of 12 s ago"]);
    expect(literal(blocks).slice(-2)).toEqual(["and 3 more", "As of 12 s ago"]);
  });

  it("names three approvers and counts the others, each once", async () => {
    await polled();
    const named = (...names: string[]) => anApprovalNode({ approvers: names.map((name) => ({ kind: "", name })) });
    await knows({ pending: [named("a", "b"), named("b", "c", "d", "e")] });
    expect((await ask("pending")).text).toContain(" for a, b, c, and 2 more\n");
  });

  it("names the assigned approvers where nobody else is named", async () => {
    await polled();
    await knows({ pending: [], assigned: [{ kind: "RamUser", name: "eve" }] });
    expect((await ask("pending")).text).toContain(" for eve (RAM user)\n");
  });

  it("links to nothing but https", async () => {
    await polled();
    await knows({ name: "vpc" });
    const { blocks } = await ask("pending", { consolePlan: "javascript:{planId}" });
    expect(objects(blocks).filter((o) => o["type"] === "link")).toEqual([]);
    expect(literal(blocks)).toContain("vpc");
  });

  it("says so when nothing waits, with the age and the deployment's name", async () => {
    await polled(at("16:00:00"));
    const { text } = await ask("pending", { label: "prod" });
    expect(text).toBe("No plan waits for approval [prod]\nAs of 2 h ago");
  });

  it("is not older than now, whatever another machine's clock says", async () => {
    await polled(at("18:05:00"));
    expect((await ask("pending")).text).toContain("As of 0 s ago");
  });

  it("does not take an unread catalog for one where nothing waits", async () => {
    const unread = "Planbell has not read Service Catalog yet. Try again in a minute.";
    expect((await ask("pending")).text).toBe(unread);
    await store.put(pollKey(SHARD), { format: RECORD_FORMAT, kind: "poll", heartbeat: NOW, drafts: [] }, "absent");
    expect((await ask("pending")).text).toBe(unread);
  });

  it("knows its own shard alone", async () => {
    await polled();
    await putRecord(store, "hot/self@other/plan/1", aPlanRecord(), "absent");
    expect((await ask("pending")).text).toMatch(/^No plan waits/);
  });

  it("is refused by a state of a newer version", async () => {
    await store.put(pollKey(SHARD), { format: 99, kind: "poll" }, "absent");
    await expect(ask("pending")).rejects.toThrow(NewerFormat);
  });
});

describe("a command that does nothing", () => {
  it.each([
    ["approve plan-1", "/planbell approve is not built yet."],
    ["pending mine", "/planbell pending takes nothing behind it yet: leave that out."],
    ["pendng", 'There is no command "pendng". Did you mean /planbell pending?'],
    ["<!channel>", 'There is no command "&lt;!channel&gt;". Did you mean /planbell help?'],
    ["xoxb-1234567890-abcdef", 'There is no command "••••••". Did you mean /planbell failed?'],
  ])("says why: %s", async (text, said) => expect((await ask(text)).text).toBe(said));

  it("under another name than the settings', says what it listens to", async () => {
    expect((await ask("pending", {}, "/other")).text).toBe(
      "Planbell answers to /planbell here: its settings and Slack name its command differently.",
    );
  });
});

describe("hostile text", () => {
  it("in plans is never markup, and Slack takes the answer", async () => {
    const sample = Array.from({ length: 25 }, () => aPlanFacts({ pending: [anApprovalNode(), anApprovalNode()] }));
    await fc.assert(
      fc.asyncProperty(hostileLike(sample), fc.constantFrom(...HOSTILE), anyTexts, async (plans, label, texts) => {
        store = new MemoryStore();
        await polled(earlier(NOW, seconds(5)));
        await knows(...plans.map((plan, n) => ({ ...plan, id: `plan-${n}` as PlanId, region: "cn-hangzhou" })));
        const message = await ask("pending", { label, texts });
        expect(message.text).toMatch(/\n(and \d+ more\nAs of 5 s ago|另有 \d+ 项\n数据更新于 5 秒前)$/);
        expect(interpreted(message).flatMap(live)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it.each(HOSTILE)("typed is never markup: %j", async (typed) => {
    for (const texts of ALL_TEXTS) expect(interpreted(await ask(typed, { texts })).flatMap(live)).toEqual([]);
  });
});
