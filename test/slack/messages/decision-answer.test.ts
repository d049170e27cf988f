import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Refusal } from "../../../lib/approve/refusal.ts";
import { type DecisionTold, decisionAnswer } from "../../../lib/slack/messages/decision-answer.ts";
import { planNote } from "../../../lib/slack/messages/plan-note.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { aPlanFacts, aRecord, netApprovers } from "../../build/facts.ts";
import { anyTexts, HOSTILE, hostileLike, interpreted, live, objects } from "./hostile.ts";

const texts = textsFor("en");
const plan = { id: aPlanFacts().id, name: "vpc-prod" };
const consoleUrl = "https://servicecatalog.console.aliyun.com/plans/plan-bp1jvmdk2k0001";
const answer = (told: DecisionTold, action: "approve" | "reject" = "approve") => {
  const message = decisionAnswer(told, { texts, action, plan, consoleUrl });
  expect(validateMessage(message)).toEqual([]);
  return message;
};
const mentioned = (blocks: readonly unknown[]): unknown[] =>
  objects(blocks).flatMap((o) => (o["type"] === "user" ? [o["user_id"]] : []));

describe("what somebody is told of their decision", () => {
  it("names the plan, says what came of it, and leads to it", () => {
    expect(answer({ kind: "decided" }).text.split("\n")).toEqual([
      "Approved: vpc-prod",
      "Service Catalog has taken your approval: the card says what comes next.",
      `Open in console: ${consoleUrl}`,
    ]);
    expect(answer({ kind: "decided" }, "reject").text.split("\n").slice(0, 2)).toEqual([
      "Rejected: vpc-prod",
      "Service Catalog has taken your rejection: the card's thread tells the requester.",
    ]);
  });

  it.each<[DecisionTold["kind"], string]>([
    ["done", "Rejected: vpc-prod"],
    ["underway", "Being decided: vpc-prod"],
    ["unjudged", "Not rejected: vpc-prod"],
  ])("%s: %s", (kind, title) => {
    expect(answer({ kind } as DecisionTold, "reject").text.split("\n")[0]).toBe(title);
  });

  it("goes by the plan's id where nothing else is known, and leads nowhere then", () => {
    const told = decisionAnswer({ kind: "unjudged" }, { texts, action: "approve", plan: { id: plan.id } });
    expect(told.text.split("\n")[0]).toBe("Not approved: plan-bp1jvmdk2k0001");
    expect(told.blocks).toHaveLength(1);
  });
});

const bySlack = { slack: "U02BOB0001" };
const REFUSALS: readonly (readonly [Refusal, RegExp])[] = [
  [{ reason: "disabled", what: "settings" }, /^Nobody can decide in Slack here: decide in the console\.$/],
  [{ reason: "disabled", what: "route" }, /^Planbell's rules let nobody decide on this plan from here/],
  [{ reason: "disabled", what: "person" }, /^Your account in Slack is deactivated: ask an admin/],
  [{ reason: "expired" }, /more than 5 minutes to arrive: decide again\.$/],
  [{ reason: "bot" }, /^Apps cannot decide: a person has to click\.$/],
  [{ reason: "guest" }, /^Guests cannot decide in Slack: ask a member/],
  [{ reason: "foreign" }, /^Only people of Planbell's own workspace/],
  [{ reason: "shared-channel", known: true }, /^People of other organizations may read this channel/],
  [
    { reason: "shared-channel", known: false },
    /invite it here, or ask an admin to grant it channels:read, groups:read\.$/,
  ],
  [{ reason: "not-mapped", what: "nobody" }, /ask whoever runs it to map people to RAM roles\.$/],
  [{ reason: "not-mapped", what: "stranger" }, /ask whoever runs it to map you\.$/],
  [{ reason: "not-mapped", what: "no-role" }, /^Planbell decides only for RAM roles that it may assume/],
  [{ reason: "not-mapped", what: "closed-group" }, /grant it usergroups:read\.$/],
  [
    { reason: "ambiguous", between: [netApprovers, { kind: "RamRole", name: "db" }] },
    /^You could decide as net-approvers \(RAM role\), db \(RAM role\), and Planbell does not choose/,
  ],
  [{ reason: "self" }, /^You asked for this plan yourself: somebody else has to decide\.$/],
  [{ reason: "changed" }, /^The plan is not what you were shown: read its card again, then decide\.$/],
  [{ reason: "not-pending", what: "over" }, /^It waits for nobody now/],
  [{ reason: "not-pending", what: "others" }, /^It does not wait for you: its card says for whom\.$/],
  [{ reason: "not-pending", what: "unknown" }, /^Planbell finds no such plan/],
  [{ reason: "decided", by: bySlack, action: "approve" }, /^<@U02BOB0001> has approved it already/],
  [{ reason: "decided", by: bySlack, action: "reject" }, /^<@U02BOB0001> has rejected it already/],
  [{ reason: "decided", by: bySlack, action: "approve", now: true }, /^<@U02BOB0001> is deciding right now/],
  [
    { reason: "decided", by: { principal: netApprovers }, action: "approve" },
    /^net-approvers \(RAM role\) has approved/,
  ],
  [{ reason: "cloud-refused", code: "InvalidPlanStatus" }, /did not take it \(InvalidPlanStatus\)/],
  [
    { reason: "cloud-refused", code: "Throttling.User", busy: true },
    /^Alibaba Cloud was too busy to take it \(Throttling\.User\), and nothing was done: decide again in a minute\.$/,
  ],
  [{ reason: "cloud-refused", code: "NoPermission", how: "role" }, /does not let Planbell act for your role/],
  [{ reason: "cloud-refused", code: "Timeout", how: "unsure" }, /^Alibaba Cloud's answer was lost \(Timeout\)/],
  [{ reason: "cloud-refused", code: "Bug", how: "broken" }, /^Planbell failed once it had sent your decision \(Bug\)/],
];

describe("why a decision did not count", () => {
  it.each(REFUSALS)("%j", (refusal, said) => {
    const [title, sentence] = answer({ kind: "refused", refusal }).text.split("\n");
    expect(title).toBe("Not approved: vpc-prod");
    expect(sentence).toMatch(said);
  });

  it("gives the request that support asks for", () => {
    const refusal: Refusal = { reason: "cloud-refused", code: "NoPermission", requestId: "A1D6C6D2-9B65" };
    expect(answer({ kind: "refused", refusal }).text.split("\n")[2]).toBe("Request id: A1D6C6D2-9B65");
  });

  it("mentions whoever decided, by an id of Slack's and by nothing else", () => {
    const by = (slack: string) =>
      answer({ kind: "refused", refusal: { reason: "decided", by: { slack }, action: "approve" } });
    expect(mentioned(by("U02BOB0001").blocks)).toEqual(["U02BOB0001"]);
    for (const slack of ["S03GROUP01", "!channel", "U02BOB0001> <!here", "u02bob0001", ""]) {
      expect([mentioned(by(slack).blocks), live(by(slack).text)]).toEqual([[], []]);
    }
  });

  it("is one message that Slack takes and that calls nobody, whatever stands in it", () => {
    const hostile = hostileLike({ name: "x", kind: "RamRole", who: "x", code: "x", requestId: "x" });
    fc.assert(
      fc.property(hostile, anyTexts, ({ name, kind, who, code, requestId }, words) => {
        const principal = { kind, name: who };
        const strange: readonly Refusal[] = [
          { reason: "ambiguous", between: [principal, netApprovers] },
          { reason: "decided", by: { principal }, action: "approve" },
          { reason: "decided", by: { slack: who }, action: "reject", now: true },
          { reason: "cloud-refused", code, requestId },
        ];
        for (const refusal of strange) {
          const options = { texts: words, action: "approve", plan: { ...plan, name }, consoleUrl } as const;
          const message = decisionAnswer({ kind: "refused", refusal }, options);
          expect(validateMessage(message)).toEqual([]);
          expect(interpreted(message).flatMap(live)).toEqual([]);
        }
      }),
    );
  });
});

describe("a note of what was decided in Slack", () => {
  const noteOf = (decider: string | undefined, locale: "en" | "zh" = "en") => {
    const decision = aRecord({ by: netApprovers });
    const options = { texts: textsFor(locale), deciderOf: () => decider };
    const message = planNote(aPlanFacts(), [{ kind: "plan.approved", decision }], options);
    expect(validateMessage(message)).toEqual([]);
    return message;
  };

  it("says who it was, beside the role", () => {
    expect(noteOf("U02BOB0001").text.split("\n").slice(1, 3)).toEqual([
      'by net-approvers (RAM role): "Agreed." · 2026-11-23 17:30 UTC',
      "by <@U02BOB0001> in Slack",
    ]);
    expect(mentioned(noteOf("U02BOB0001").blocks)).toEqual(["U02BOB0001"]);
    expect(noteOf("U02BOB0001", "zh").text.split("\n")[2]).toBe("由<@U02BOB0001>在 Slack 中操作");
  });

  it("says nothing of it where nobody is known, and mentions nothing that is no person's id", () => {
    expect(noteOf(undefined).text).not.toContain("in Slack");
    for (const decider of HOSTILE) expect(mentioned(noteOf(decider).blocks)).toEqual([]);
  });
});
