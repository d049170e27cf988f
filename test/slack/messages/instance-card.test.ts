import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MentionId } from "../../../lib/model/brand.ts";
import { INSTANCE_STATUSES } from "../../../lib/model/instance.ts";
import { planDigest } from "../../../lib/slack/messages/digest.ts";
import { instanceCard } from "../../../lib/slack/messages/instance-card.ts";
import { instanceNote } from "../../../lib/slack/messages/instance-note.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import type { InstanceTransition } from "../../../lib/watch/instance-transition.ts";
import { aDigestMember, aFailure } from "../../build/facts.ts";
import { anInstanceFacts, aTaskFact, instanceId, taskId } from "../../build/instances.ts";
import { HOSTILE, hostileLike, interpreted, literal, live } from "./hostile.ts";

const options = { texts: textsFor("en"), label: "prod" };
const plain = { texts: textsFor("en") };
const failed = (over: Parameters<typeof aTaskFact>[0] = {}): InstanceTransition => ({
  kind: "task.failed",
  task: aTaskFact(over),
  failure: aFailure(),
});

const FAILURE = [
  "Error: Resource alicloud_vpc CreateVpc Failed!!!",
  "VPC quota exceeded.",
  "with alicloud_vpc.main",
  "Error code: QuotaExceeded.Vpc · Request id: A1D6C6D2-9B65-4013-B802-B6D4649E71F3",
];

describe("whom the rules call", () => {
  const { owner } = anInstanceFacts();
  const mentions = {
    who: { [`${owner.kind}:${owner.name}`]: ["U03WEICHEN" as MentionId] },
    also: ["S03GROUP01" as MentionId],
  };
  const called = ["Requested by: <@U03WEICHEN>", "For: <!subteam^S03GROUP01>"];

  it("is mentioned by the card, in text as in blocks", () => {
    const card = instanceCard(anInstanceFacts(), { ...plain, mentions });
    expect(card.text.split("\n").slice(0, 3)).toEqual(["Failed: net-prod", ...called]);
    const blocks = JSON.stringify(card.blocks);
    expect([blocks.includes('"user_id":"U03WEICHEN"'), blocks.includes('"usergroup_id":"S03GROUP01"')]).toEqual([
      true,
      true,
    ]);
    expect(validateMessage(card)).toEqual([]);
  });

  it("is mentioned by a note behind its title", () => {
    const note = instanceNote(anInstanceFacts(), [failed()], { ...plain, mentions });
    expect(note.text.split("\n").slice(1, 3)).toEqual(called);
    expect(validateMessage(note)).toEqual([]);
  });
});

describe("the card of an instance that failed", () => {
  it("says what failed, why, where and whose it is, in text as in blocks", () => {
    const message = instanceCard(anInstanceFacts(), options);
    const lines = message.text.split("\n");
    expect(lines[0]).toBe("Failed: net-prod [prod]");
    expect(lines.slice(1, 5)).toEqual(FAILURE);
    expect(lines.slice(-8)).toEqual([
      "Last task: Update failed (task-2) · 2026-11-23 17:45 UTC",
      "Product: VPC baseline 1.0.0",
      "Portfolio: port-bp1yt7582g0001",
      "Owner: 277400000000000001 (RAM user)",
      "Account: 1466115886170001",
      "Region: cn-hangzhou",
      "Provisioned product pp-bp1ddg1n2a0001",
      "Since: 2026-11-23 17:45 UTC",
    ]);
    expect(message.blocks.map((block) => block.type)).toEqual(["header", "rich_text", "rich_text", "context"]);
    const shown = literal(message.blocks).join("");
    for (const part of ["Failed: net-prod [prod]", "VPC quota exceeded.", "pp-bp1ddg1n2a0001", "task-2"])
      expect(shown).toContain(part);
    expect(validateMessage(message)).toEqual([]);
  });

  it.each([
    [{ status: "Available" }, "Available: net-prod"],
    [{ status: "UnderChange" }, "Under change: net-prod"],
    [{ gone: true as const }, "Terminated: net-prod"],
    [{ status: "Tainted" }, "Tainted: net-prod"],
  ])("shows what became of it and no reason any more: %j", (over, title) => {
    const message = instanceCard(anInstanceFacts(over), plain);
    expect(message.text.split("\n")[0]).toBe(title);
    expect(message.text).not.toContain("quota");
    expect(validateMessage(message)).toEqual([]);
  });

  it("leaves out what the catalog leaves out, and says that no reason was given", () => {
    const {
      task: _task,
      failure: _failure,
      ...bare
    } = anInstanceFacts({
      account: "",
      region: "",
      productName: "",
      productVersion: "",
      portfolioId: "",
      owner: { kind: "", name: "" },
    });
    expect(instanceCard(bare, plain).text.split("\n")).toEqual([
      "Failed: net-prod",
      "Service Catalog gave no reason.",
      "Provisioned product pp-bp1ddg1n2a0001",
      "Since: 2026-11-23 17:45 UTC",
    ]);
  });
});

describe("an instance in Chinese", () => {
  const zh = { texts: textsFor("zh") };

  it("has the same lines, in other words", () => {
    const { failure: _failure, ...facts } = anInstanceFacts();
    expect(instanceCard(facts, zh).text.split("\n")).toEqual([
      "异常：net-prod",
      "服务目录未给出原因。",
      "最近任务：更新失败（task-2） · 2026-11-23 17:45 UTC",
      "产品：VPC baseline 1.0.0",
      "产品组合：port-bp1yt7582g0001",
      "所有者：277400000000000001（RAM 用户）",
      "账号：1466115886170001",
      "地域：cn-hangzhou",
      "产品实例 pp-bp1ddg1n2a0001",
      "状态更新时间：2026-11-23 17:45 UTC",
    ]);
    expect(
      instanceNote(facts, [{ ...failed(), failure: aFailure({ lines: ["x"] }) } as InstanceTransition], zh).text,
    ).toMatch(/^更新失败：net-prod\nx\n/);
  });
});

describe("the note of an instance", () => {
  it("tells each failure with its reason, and names instance and task", () => {
    const message = instanceNote(anInstanceFacts(), [failed(), failed({ type: "LaunchProduct" })], options);
    const lines = message.text.split("\n");
    expect(lines.slice(0, 5)).toEqual(["Update failed: net-prod [prod]", ...FAILURE]);
    expect(lines).toContain("Launch failed: net-prod [prod]");
    expect(lines).toContain("Last task: Update failed (task-2) · 2026-11-23 17:45 UTC");
    expect(lines.at(-1)).toBe("Provisioned product pp-bp1ddg1n2a0001");
    expect(validateMessage(message)).toEqual([]);
  });

  it.each<[InstanceTransition, string]>([
    [{ kind: "instance.error" }, "In error: net-prod"],
    [{ kind: "task.started", task: aTaskFact({ status: "InProgress" }) }, "Update started: net-prod"],
    [{ kind: "task.succeeded", task: aTaskFact({ status: "Succeeded" }) }, "Update succeeded: net-prod"],
    [{ kind: "instance.vanished" }, "Terminated: net-prod"],
  ])("has words for every kind: $kind", (transition, title) => {
    const message = instanceNote(anInstanceFacts(), [transition], plain);
    expect(message.text.split("\n")[0]).toBe(title);
    expect(validateMessage(message)).toEqual([]);
  });

  it("tells the last five of very many failures, and counts the others", () => {
    const many = Array.from({ length: 20 }, (_, n) => failed({ id: taskId(`task-${n}`) }));
    const message = instanceNote(anInstanceFacts(), many, plain);
    const shown = literal(message.blocks).join("\n");
    expect(shown).toContain("task-19");
    expect(shown).not.toContain("task-14");
    expect(shown).toContain("and 15 more");
    expect(validateMessage(message)).toEqual([]);
  });
});

describe("a digest with instances", () => {
  const instance = aDigestMember({
    id: instanceId("pp-1"),
    instance: true,
    name: "web",
    status: "Error",
    waitingFor: [],
  });
  const { danger: _danger, ...member } = instance;
  const address = (m: { readonly instance?: true }) => (m.instance ? undefined : "https://example.com/");

  it("counts them, and names each with its state, without an address that nobody knows", () => {
    const message = planDigest({ members: [member, member], total: 2 }, { ...plain, consoleUrl: address });
    expect(message.text.split("\n")[0]).toBe("2 provisioned products changed");
    expect(message.text.split("\n")[1]).toMatch(/^web \(pp-1\): Failed · /);
    expect(JSON.stringify(message.blocks)).not.toContain("https://");
    expect(validateMessage(message)).toEqual([]);
  });

  it("counts plans and instances together", () => {
    const mixed = planDigest({ members: [member, aDigestMember()], total: 2 }, plain);
    expect(mixed.text.split("\n")[0]).toBe("2 plans and provisioned products changed");
    const gone = planDigest({ members: [{ ...member, gone: true }], total: 1 }, plain);
    expect(gone.text.split("\n")[0]).toBe("1 provisioned product changed");
    expect(gone.text).toContain("Terminated");
  });
});

describe("messages of a hostile instance", () => {
  const facts = anInstanceFacts();
  const status = fc.constantFrom(...INSTANCE_STATUSES, ...HOSTILE);
  const notes = fc.array(hostileLike(failed()), { minLength: 1, maxLength: 8 });

  it("are ones that Slack takes and that mention and link nobody", () => {
    fc.assert(
      fc.property(hostileLike(facts), status, notes, (hostile, state, transitions) => {
        const label = hostile.name;
        for (const message of [
          instanceCard(
            { ...hostile, status: state },
            { texts: options.texts, label, asking: { log: hostile.failure?.taskId } },
          ),
          instanceNote({ ...hostile, status: state }, transitions, { texts: options.texts, label }),
        ]) {
          expect(validateMessage(message)).toEqual([]);
          expect(interpreted(message).flatMap(live)).toEqual([]);
          expect(literal(message.blocks).join()).not.toMatch(/[^\P{Cc}\n]|\u202E|\p{Surrogate}/u);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("starts with the state, holds the id, and is the same for the same facts", () => {
    fc.assert(
      fc.property(hostileLike(facts), (hostile) => {
        const one = instanceCard({ ...hostile, status: "Error", id: facts.id }, plain);
        expect(one.text).toMatch(/^Failed: /);
        expect(one.text).toContain("pp-bp1ddg1n2a0001");
        expect(instanceCard({ ...hostile, status: "Error", id: facts.id }, plain)).toEqual(one);
      }),
      { numRuns: 15 },
    );
  });
});
