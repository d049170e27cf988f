import { beforeEach, describe, expect, it } from "vitest";
import { pollKey, putRecord } from "../../lib/app/records.ts";
import { instant, type PlanId } from "../../lib/model/brand.ts";
import { NewerFormat, SlackError } from "../../lib/model/errors.ts";
import { RECORD_FORMAT } from "../../lib/notify/record.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { anApprovalNode, dangerousChanges } from "../build/facts.ts";
import { HELP } from "../build/help.ts";
import { aPlanRecord } from "../build/records.ts";
import { at } from "../build/rows.ts";
import { literal, objects } from "../slack/messages/hostile.ts";
import { aPerson, CommandStage, LIN, NET_GROUP, SHARD } from "./command-stage.ts";

let stage: CommandStage;
beforeEach(() => {
  stage = new CommandStage();
});

const ABOUT = "Update · VPC baseline 1.0.0 · Requested by: alice (RAM user)";

describe("help", () => {
  it.each(["", "help"])("says what there is: %j", async (text) => {
    expect(await stage.says(text)).toBe(HELP);
  });

  it("names the command as this workspace does", async () => {
    stage.set({ command: "/bell" });
    expect((await stage.ask("", "/bell")).text).toMatch(/^What \/bell can do\n\/bell pending /);
  });

  it("asks nobody who that is", async () => {
    stage.directory = { ...stage.directory, person: () => Promise.reject(new Error("asked")) };
    expect(await stage.says("help")).toMatch(/^What /);
  });
});

describe("pending", () => {
  it("lists every plan that waits, dangerous ones and then the oldest first, with links and its age", async () => {
    await stage.polled();
    await stage.knows(
      { name: "young", since: at("17:59:30"), pending: [], assigned: [] },
      { name: "old", since: at("14:55:00") },
      {
        name: "middle",
        since: at("17:00:00"),
        changes: dangerousChanges(),
        pending: [anApprovalNode({ approvers: [{ kind: "RamUser", name: "eve" }] })],
      },
    );
    const message = await stage.ask("pending");
    expect(message.text.split("\n")).toEqual([
      "3 plans wait for approval",
      "middle (plan-2, dangerous) has waited 1 h for eve (RAM user)",
      ABOUT,
      "old (plan-1) has waited 3 h 5 min for bob (RAM user), net-approvers (RAM role)",
      ABOUT,
      "young (plan-0) has waited 42 s for nobody: Service Catalog names no approver",
      ABOUT,
      "As of 12 s ago",
    ]);
    expect(literal(message.blocks).join("").split("\n")).toEqual([
      "3 plans wait for approval (plan-2, dangerous) has waited 1 h for eve (RAM user)",
      "Update · VPC baseline 1.0.0 · Requested by: alice (RAM user)" +
        " (plan-1) has waited 3 h 5 min for bob (RAM user), net-approvers (RAM role)",
      "Update · VPC baseline 1.0.0 · Requested by: alice (RAM user)" +
        " (plan-0) has waited 42 s for nobody: Service Catalog names no approver",
      "Update · VPC baseline 1.0.0 · Requested by: alice (RAM user)As of 12 s ago",
    ]);
    expect(objects(message.blocks).filter((o) => o["type"] === "link")).toEqual([
      { type: "link", url: "https://console.example.com/cn-hangzhou/plan-2", text: "middle" },
      { type: "link", url: "https://console.example.com/cn-hangzhou/plan-1", text: "old" },
      { type: "link", url: "https://console.example.com/cn-hangzhou/plan-0", text: "young" },
    ]);
  });

  it("leaves out what does not wait, and takes a previewed plan that somebody has to approve", async () => {
    await stage.polled();
    await stage.knows(
      { name: "gone", gone: true },
      { name: "approved", status: "ApplicationApproved" },
      { name: "ready", status: "PreviewSuccess", pending: [] },
      { name: "previewed", status: "PreviewSuccess" },
    );
    const lines = (await stage.says("pending")).split("\n");
    expect(lines).toHaveLength(4);
    expect(lines.slice(0, 2)).toEqual(["1 plan waits for approval", expect.stringMatching(/^previewed \(plan-3\) /)]);
  });

  it("lists 20 and counts the others", async () => {
    await stage.polled();
    await stage.knows(
      ...Array.from({ length: 23 }, (_, n) => ({ name: `vpc-${n}`, since: instant(at("12:00:00") + n * 1_000) })),
    );
    const { text, blocks } = await stage.ask("pending");
    expect(text.split("\n")[0]).toBe("23 plans wait for approval");
    expect(text.split("\n").slice(-2)).toEqual([expect.stringMatching(/^and \d+ more$/), "As of 12 s ago"]);
    expect(literal(blocks).slice(-2)).toEqual(["and 3 more", "As of 12 s ago"]);
  });

  it("names three approvers and counts the others, each once", async () => {
    await stage.polled();
    const named = (...names: string[]) => anApprovalNode({ approvers: names.map((name) => ({ kind: "", name })) });
    await stage.knows({ pending: [named("a", "b"), named("b", "c", "d", "e")] });
    expect(await stage.says("pending")).toContain(" for a, b, c, and 2 more\n");
  });

  it("names the assigned approvers where nobody else is named", async () => {
    await stage.polled();
    await stage.knows({ pending: [], assigned: [{ kind: "RamUser", name: "eve" }] });
    expect(await stage.says("pending")).toContain(" for eve (RAM user)\n");
  });

  it("links to nothing but https", async () => {
    await stage.polled();
    await stage.knows({ name: "vpc" });
    stage.set({ consolePlan: "javascript:{planId}" });
    const { blocks } = await stage.ask("pending");
    expect(objects(blocks).filter((o) => o["type"] === "link")).toEqual([]);
    expect(literal(blocks)).toContain("vpc");
  });

  it("says so when nothing waits, with the age and the deployment's name", async () => {
    await stage.polled({ heartbeat: at("16:00:00") });
    stage.set({ label: "prod" });
    expect(await stage.says("pending")).toBe("No plan waits for approval [prod]\nAs of 2 h ago");
  });

  it("is not older than now, whatever another machine's clock says", async () => {
    await stage.polled({ heartbeat: at("18:05:00") });
    expect(await stage.says("pending")).toContain("As of 0 s ago");
  });

  it("does not take an unread catalog for one where nothing waits", async () => {
    const unread = "Planbell has not read Service Catalog yet. Try again in a minute.";
    expect(await stage.says("pending")).toBe(unread);
    const record = { format: RECORD_FORMAT, kind: "poll", heartbeat: stage.now, drafts: [] };
    await stage.store.put(pollKey(SHARD), record, "absent");
    for (const text of ["pending", "pending mine", "pending x", "failed", "mute x", "unmute x", "status"]) {
      expect(await stage.says(text)).toBe(unread);
    }
  });

  it("knows its own shard alone", async () => {
    await stage.polled();
    await putRecord(stage.store, "hot/self@other/plan/1", aPlanRecord(), "absent");
    expect(await stage.says("pending")).toMatch(/^No plan waits/);
  });

  it("is refused by a state of a newer version", async () => {
    await stage.store.put(pollKey(SHARD), { format: 99, kind: "poll" }, "absent");
    await expect(stage.ask("pending")).rejects.toThrow(NewerFormat);
  });
});

describe("pending mine", () => {
  const forEve = { name: "hers", pending: [anApprovalNode({ approvers: [{ kind: "RamUser", name: "eve" }] })] };
  beforeEach(async () => {
    await stage.polled();
    await stage.knows({ name: "ours" }, forEve, { name: "assigned", pending: [] });
  });
  const names = async () =>
    [...(await stage.says("pending mine")).matchAll(/^(\S+) \(plan-/gm)].map(([, name]) => name);

  it("lists what waits for whom the person stands for, by name", async () => {
    stage.knowsPeople({ "RamUser:bob": [LIN], "RamUser:alice": ["U02BOB0001"] });
    expect(await names()).toEqual(["ours", "assigned"]);
    expect(await stage.says("pending mine")).toMatch(/^2 plans wait for you\n/);
  });

  it("lists what waits for a role whose user group the person is in", async () => {
    stage.knowsPeople({ "RamRole:net-approvers": [NET_GROUP] });
    stage.members = { [NET_GROUP]: ["U02BOB0001", LIN] };
    expect(await names()).toEqual(["ours", "assigned"]);
    stage.members = { [NET_GROUP]: ["U02BOB0001"] };
    expect(await stage.says("pending mine")).toBe("No plan waits for you\nAs of 12 s ago");
  });

  it("says that something may be missing when a group cannot be read, or Slack fails", async () => {
    stage.knowsPeople({ "RamRole:net-approvers": [NET_GROUP], "RamRole:other": ["S09OTHER01"], "RamUser:eve": [LIN] });
    const text =
      "1 plan waits for you\nhers (plan-1) has waited 1 h 55 min for eve (RAM user)\n" +
      `${ABOUT}\nSlack does not say who is in 1 user group: grant the app usergroups:read.\nAs of 12 s ago`;
    expect(await stage.says("pending mine")).toBe(text);
    const members = () => Promise.reject(new SlackError("down", { code: "timeout", fault: "transient" }));
    stage.directory = { ...stage.directory, members };
    expect(await stage.says("pending mine")).toBe(text);
  });

  it("is nothing for a stranger", async () => {
    expect(await stage.says("pending mine")).toBe("No plan waits for you\nAs of 12 s ago");
  });
});

describe("pending of a product", () => {
  beforeEach(async () => {
    await stage.polled();
    await stage.knows(
      { name: "vpc", productId: "prod-1" },
      { name: "run", productId: "prod-1", status: "ExecuteInProgress" },
      { name: "db", productId: "prod-2", productName: "Orders DB" },
      { name: "older", productName: "VPC baseline" },
    );
  });

  it.each(["VPC baseline", "vpc BASELINE", "prod-1", '"VPC baseline"'])("lists its plans: %s", async (product) => {
    const text = await stage.says(`pending ${product}`);
    expect(text).toMatch(/^2 plans of VPC baseline wait for approval\n/);
    expect([...text.matchAll(/^(\S+) \(plan-/gm)].map(([, name]) => name)).toEqual(["vpc", "older"]);
  });

  it("says when none of them waits", async () => {
    await stage.knows({ id: "plan-9" as PlanId, productName: "Idle", status: "Canceled" });
    expect(await stage.says("pending idle")).toBe("No plan of Idle waits for approval\nAs of 12 s ago");
  });

  it.each([
    ["Orders BD", "Orders DB (prod-2)"],
    ["prod-3", "VPC baseline (prod-1)"],
    ["orders", "Orders DB (prod-2)"],
  ])("suggests the nearest: %s", async (typed, nearest) => {
    expect(await stage.says(`pending ${typed}`)).toBe(
      `Planbell knows no plan of a product "${typed}". Did you mean ${nearest}?`,
    );
  });

  it("suggests nothing where nothing is near", async () => {
    expect(await stage.says("pending kubernetes")).toBe('Planbell knows no plan of a product "kubernetes".');
  });
});

describe("a command that does nothing", () => {
  it.each([
    ["plan", "Say of what: /planbell plan &lt;plan&gt;"],
    ["mute", "Say of what: /planbell mute &lt;plan | product&gt; [duration]"],
    ["status please", "/planbell status takes nothing behind it: leave that out."],
    ["failed soon", '"soon" is no length of time: say 30m, 24h or 7d, and at most 30d.'],
    ["approve plan-1", "/planbell approve &lt;plan&gt; [comment] opens a form, and Slack did not show it. Try again."],
    ["pendng", 'There is no command "pendng". Did you mean /planbell pending?'],
    ["<!channel>", 'There is no command "&lt;!channel&gt;". Did you mean /planbell help?'],
    ["xoxb-1234567890-abcdef", 'There is no command "••••••". Did you mean /planbell failed?'],
  ])("says why: %s", async (text, said) => expect(await stage.says(text)).toBe(said));

  it("under another name than the settings', says what it listens to", async () => {
    expect((await stage.ask("pending", "/other")).text).toBe(
      "Planbell answers to /planbell here: its settings and Slack name its command differently.",
    );
  });
});

describe("the language of an answer", () => {
  const nothing = "没有待审批的计划\n数据更新于 12 秒前";
  beforeEach(() => stage.polled());

  it("is that of whoever asks", async () => {
    stage.person = aPerson({ locale: "zh" });
    expect(await stage.says("pending")).toBe(nothing);
    stage.set({ texts: textsFor("zh") });
    stage.person = aPerson({ locale: "en" });
    expect(await stage.says("pending")).toMatch(/^No plan waits/);
  });

  it.each<[string, () => Promise<undefined>]>([
    ["does not know them", async () => undefined],
    ["fails", () => Promise.reject(new SlackError("down", { code: "timeout", fault: "transient" }))],
    ["does not answer", () => new Promise(() => undefined)],
  ])("is the configured one where Slack %s", async (_, person) => {
    stage.directory = { ...stage.directory, person };
    stage.set({ texts: textsFor("zh") });
    expect(await stage.says("pending")).toBe(nothing);
  });
});
