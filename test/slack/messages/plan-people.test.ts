import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MentionId } from "../../../lib/model/brand.ts";
import type { Locale } from "../../../lib/model/locale.ts";
import type { Mentions } from "../../../lib/notify/mentions.ts";
import { clipSpoken, spoken, woven } from "../../../lib/slack/messages/line.ts";
import { planCard } from "../../../lib/slack/messages/plan-card.ts";
import { planNote } from "../../../lib/slack/messages/plan-note.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import type { PlanFacts } from "../../../lib/watch/plan-facts.ts";
import type { Transition } from "../../../lib/watch/transition.ts";
import { aFailure, type alice, anApprovalNode, aPlanFacts, aRecord, bob, netApprovers } from "../../build/facts.ts";
import { HOSTILE, hostileLike, interpreted, objects } from "./hostile.ts";

const id = (text: string): MentionId => text as MentionId;
const [ALICE, BOB, GROUP] = [id("U01ALICE01"), id("U02BOB0001"), id("S03GROUP01")];
const carol = { kind: "RamUser", name: "carol" };

interface Sent {
  readonly text: string;
  readonly blocks: readonly unknown[];
}
const card = (over: Partial<PlanFacts>, mentions: Mentions, locale: Locale = "en") =>
  checked(planCard(aPlanFacts(over), { texts: textsFor(locale), mentions }));
const note = (transitions: readonly Transition[], mentions: Mentions, locale: Locale = "en") =>
  checked(planNote(aPlanFacts(), transitions, { texts: textsFor(locale), mentions }));
function checked<T extends Sent>(message: T): T {
  expect(validateMessage(message)).toEqual([]);
  return message;
}
const lineOf = ({ text }: Sent, label: string): string | undefined =>
  text.split("\n").find((line) => line.startsWith(label));
/** Ids that the blocks mention, in their order. */
const mentioned = ({ blocks }: Sent): string[] =>
  objects(blocks).flatMap((o) =>
    o["type"] === "user" ? [String(o["user_id"])] : o["type"] === "usergroup" ? [String(o["usergroup_id"])] : [],
  );
const tokens = (message: Sent): string[] =>
  interpreted(message).flatMap((text) =>
    [...text.matchAll(/<(?:@|!subteam\^)([A-Z0-9]+)>/g)].map(([, found]) => found ?? ""),
  );
const pendingOf = (...approvers: readonly (typeof alice)[]) => ({ pending: [anApprovalNode({ approvers })] });

describe("the card of a plan that waits", () => {
  const waiting = pendingOf(bob, netApprovers, carol);
  const who = { "RamUser:bob": [BOB], "RamRole:net-approvers": [BOB, GROUP], "RamUser:carol": [] };

  it("mentions each once, names who is not in Slack, and says so in its text, too", () => {
    const message = card(waiting, { who });
    expect(lineOf(message, "Waiting for:")).toBe(
      "Waiting for: any one of <@U02BOB0001>, <!subteam^S03GROUP01>, carol (RAM user, not in Slack)",
    );
    expect(
      objects(message.blocks).find((o) =>
        JSON.stringify(o["elements"] ?? []).startsWith('[{"type":"text","text":"Waiting for: "'),
      ),
    ).toEqual({
      type: "rich_text_section",
      elements: [
        { type: "text", text: "Waiting for: ", style: { bold: true } },
        { type: "text", text: "any one of " },
        { type: "user", user_id: "U02BOB0001" },
        { type: "text", text: ", " },
        { type: "usergroup", usergroup_id: "S03GROUP01" },
        { type: "text", text: ", carol (RAM user, not in Slack)" },
      ],
    });
  });

  it("says it in Chinese", () => {
    expect(lineOf(card(waiting, { who }, "zh"), "审批人")).toBe(
      "审批人：<@U02BOB0001>、<!subteam^S03GROUP01>、carol（RAM 用户，不在 Slack 中）（任意一人审批即可）",
    );
  });

  it("names whom it is not to mention, as it always did", () => {
    expect(lineOf(card(waiting, { who: { "RamUser:carol": [] } }), "Waiting for:")).toBe(
      "Waiting for: any one of bob (RAM user), net-approvers (RAM role), carol (RAM user, not in Slack)",
    );
  });

  it("mentions the approvers of each step; who is in two is mentioned in the first", () => {
    const pending = [
      anApprovalNode({ name: "net", approvers: [bob] }),
      anApprovalNode({ name: "dba", approvers: [bob, carol] }),
    ];
    expect(
      card({ pending }, { who: { "RamUser:bob": [BOB] } })
        .text.split("\n")
        .slice(1, 3),
    ).toEqual(["Waiting for: net: <@U02BOB0001>", "Waiting for: dba: any one of bob (RAM user), carol (RAM user)"]);
  });

  it("mentions 20 at most and counts the others", () => {
    const crew = Array.from({ length: 4 }, (_, n) => ({ kind: "RamRole", name: `crew-${n}` }));
    const ids = (n: number) => Array.from({ length: 9 }, (_, m) => id(`U0000000${n}${m}`));
    const message = card(pendingOf(...crew), {
      who: Object.fromEntries(crew.map(({ name }, n) => [`RamRole:${name}`, ids(n)])),
    });
    expect(mentioned(message)).toEqual([...ids(0), ...ids(1), ...ids(2).slice(0, 2)]);
    expect(tokens(message)).toEqual(mentioned(message));
    expect(lineOf(message, "Waiting for:")).toMatch(/<@U000000021>, crew-3 \(RAM role\), and 7 more$/);
  });

  it("mentions whom a rule lists, on a line of their own", () => {
    const message = card(pendingOf(bob), { also: [ALICE, GROUP] });
    expect(lineOf(message, "For:")).toBe("For: <@U01ALICE01>, <!subteam^S03GROUP01>");
    expect(mentioned(message)).toEqual([ALICE, GROUP]);
  });

  it("is silent once it no longer waits, whoever it mentioned", () => {
    expect(mentioned(card({ status: "ApplicationApproved", pending: [] }, { who }))).toEqual([]);
  });
});

describe("a note", () => {
  const asker = { "RamUser:alice": [ALICE] };

  it.each<[transition: Transition, locale: Locale, line: string]>([
    [
      { kind: "plan.approved" },
      "en",
      "<@U01ALICE01>, run it in the console now: an approved plan does not run by itself.",
    ],
    [
      { kind: "plan.rejected" },
      "en",
      "<@U01ALICE01>, it will not run. Change the plan and submit it again, or delete it.",
    ],
    [{ kind: "plan.approved" }, "zh", "<@U01ALICE01>，请前往控制台执行该计划：计划获批后不会自动执行。"],
    [{ kind: "plan.failed", failure: aFailure() }, "en", "Requested by: <@U01ALICE01>"],
    [{ kind: "plan.succeeded" }, "zh", "申请人：<@U01ALICE01>"],
  ])("speaks to whoever asked: %j %s", (transition, locale, line) => {
    const message = note([transition], { who: asker }, locale);
    expect(message.text.split("\n")).toContain(line);
    expect(mentioned(message)).toEqual([ALICE]);
  });

  it("of several transitions speaks to them once", () => {
    const both: readonly Transition[] = [{ kind: "plan.approved" }, { kind: "plan.failed", failure: aFailure() }];
    expect(mentioned(note(both, { who: asker }))).toEqual([ALICE]);
  });

  it("mentions who has to act now, and names those who had before", () => {
    const message = note([{ kind: "plan.handed-over", ...pendingOf(bob, carol) }], { who: { "RamUser:bob": [BOB] } });
    expect(lineOf(message, "Waiting for:")).toBe("Waiting for: any one of <@U02BOB0001>, carol (RAM user)");
  });

  it("mentions them also where its words do not name them", () => {
    const changed: Transition = { kind: "plan.changed", differences: [], more: 0, others: true };
    const message = note([changed], { who: { "RamUser:bob": [BOB], "RamUser:carol": [] }, also: [GROUP] });
    expect([lineOf(message, "Waiting for:"), lineOf(message, "For:")]).toEqual([
      "Waiting for: <@U02BOB0001>",
      "For: <!subteam^S03GROUP01>",
    ]);
  });
});

describe("names that look like mentions", () => {
  const who = { "RamUser:alice": [ALICE], "RamUser:bob": [BOB], "RamRole:net-approvers": [GROUP] };
  const mentions: Mentions = { who, also: [id("U05ONCALL1")] };
  const ours = [ALICE, BOB, GROUP, "U05ONCALL1"];
  const name = fc.oneof(
    fc.constantFrom("alice", "bob", "net-approvers", "<@U09EVIL001>", "\uE000", "\uE001\uE002", ...HOSTILE),
    fc.string({ unit: "binary", maxLength: 40 }),
  );
  const kind = fc.constantFrom("RamUser", "RamRole", "<@U09EVIL001>", "\uE000");
  const principal = fc.record({ kind, name });
  const sample = aPlanFacts({ failure: aFailure(), history: [aRecord()] });

  it("mention nobody: only ids of the settings are mentioned, each once", () => {
    fc.assert(
      fc.property(
        hostileLike(sample),
        fc.array(fc.record({ name, approvers: fc.array(principal, { maxLength: 6 }) }), { maxLength: 3 }),
        principal,
        (facts, pending, requester) => {
          const hostile = { ...facts, status: "ApplicationInProgress", pending, requester };
          const options = { texts: textsFor("en"), mentions };
          const told: readonly Transition[] = [{ kind: "plan.handed-over", pending }, { kind: "plan.approved" }];
          for (const message of [planCard(hostile, options), planNote(hostile, told, options)]) {
            const found = mentioned(message);
            expect(validateMessage(message)).toEqual([]);
            expect(found.filter((one) => !ours.includes(one))).toEqual([]);
            expect(new Set(found).size).toBe(found.length);
            expect(tokens(message).filter((one) => !found.includes(one))).toEqual([]);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe("a line with mentions", () => {
  it("is woven wherever the language puts them, and words cannot pose as one", () => {
    const pieces = ["x\uE001y", { mention: ALICE }];
    expect(woven(pieces, ([a, b]) => `${b} before ${a}`)).toEqual([{ mention: ALICE }, " before x\uFFFDy"]);
  });

  it("is not cut within one", () => {
    expect(spoken(["a & b ", { mention: ALICE }, " and more"], 22)).toBe("a &amp; b …");
    expect(spoken(["a & b ", { mention: ALICE }, " and more"], 27)).toBe("a &amp; b <@U01ALICE01> an…");
    expect(clipSpoken("a &lt; b <@U01ALICE01>", 14)).toBe("a &lt; b …");
  });
});
