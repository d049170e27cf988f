import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { buildWorker } from "../../lib/app/build/worker.ts";
import { instant } from "../../lib/model/brand.ts";
import { readButton } from "../../lib/slack/messages/decision-codec.ts";
import { BOB, CAROL, ERIN, FILE, NET } from "./deciding-people.data.ts";
import { type DecidingWorkspace, openDecidingWorkspace } from "./deciding-workspace.ts";

const DECIDE = { action: "ApproveProvisionedProductPlan" };
const NAMES = ["vpc", "db", "remove", "zone", "both", "shared", "twice", "lost", "cut", "down"] as const;

let at: DecidingWorkspace;
const plans: Record<string, string> = {};
/** Decisions that the catalog was asked for before this test. */
let before = 0;
const asked = (): number => at.decisions() - before;

beforeAll(async () => {
  at = await openDecidingWorkspace("http");
  const terminated = { operation: "TerminateProvisionedProduct", provisionedProductName: "net-prod" } as const;
  const ids = await at.waiting(...NAMES.map((name) => ({ name, ...(name === "remove" ? terminated : {}) })));
  NAMES.forEach((name, n) => {
    plans[name] = ids[n] ?? "";
  });
}, 60_000);
afterAll(() => at.close());

/** That plan's id, and the count begins anew. */
function plan(name: (typeof NAMES)[number]): string {
  before = at.decisions();
  return plans[name] ?? "";
}
const status = (id: string): string => at.stage.catalog.world.plan(id).status;
const lastRecord = (id: string) => at.stage.catalog.world.state(id).records.at(-1);
const hashOf = (comment: string): string => createHash("sha256").update(comment).digest("hex").slice(0, 16);

// How it ends comes last: meanwhile Planbell looks for seven seconds whether the plan shows a decision.
describe("a cloud that hangs up before it took an approval", { timeout: 60_000 }, () => {
  it("nobody decides beside whoever asked for it", async () => {
    const id = plan("cut");
    at.stage.catalog.faults.next("reset", DECIDE);
    await at.press(ERIN, id, "approve");
    await vi.waitFor(() => expect(asked()).toBe(1), 25_000);
    await at.press(CAROL, id, "approve");
    expect((await at.told(CAROL))[1]).toMatch(new RegExp(`^<@${ERIN}> is deciding right now: `));
  });
});

describe("people of a workspace decide by npm run serve", { timeout: 60_000 }, () => {
  it("asked what waits, it says so; one click approves; the card, its thread and the audit tell it", async () => {
    const id = plan("vpc");
    await at.types(BOB, "/planbell pending");
    expect(await at.told(BOB)).toContainEqual(
      expect.stringMatching(new RegExp(`^vpc \\(${id}\\) has waited .* for net-approvers`)),
    );
    expect(await at.press(BOB, id, "approve")).toEqual({ ok: true });
    expect((await at.told(BOB)).slice(0, 2)).toEqual([
      "Approved: vpc",
      "Service Catalog has taken your approval: the card says what comes next.",
    ]);
    expect([status(id), asked()]).toEqual(["ApplicationApproved", 1]);
    await at.shows(id, "Approved, not run yet: vpc");
    expect(JSON.stringify(at.card(id).blocks)).not.toContain("plan_approve");
    const [note] = await at.thread(id);
    expect(note?.slice(0, 3)).toEqual([
      "Approved: vpc",
      expect.stringMatching(/^by net-approvers \(RAM role\) · /),
      `by <@${BOB}> in Slack`,
    ]);
    await vi.waitFor(() => {
      const home = JSON.stringify(at.stage.slack.views.homeOf(BOB)?.blocks);
      expect([home, home?.includes(id)]).toEqual([expect.stringContaining(plans["db"] ?? ""), false]);
    }, 25_000);
    expect(await at.audit(id)).toEqual([
      {
        event: "decision",
        result: "approved",
        user: BOB,
        principal: "RamRole:net-approvers",
        plan: id,
        seal: expect.stringMatching(/^[0-9a-f]{32}$/),
        comment: hashOf(""),
        requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      },
    ]);
  });

  it("rejects with a reason, which is asked for; 129 characters cannot be sent", async () => {
    const id = plan("db");
    expect(await at.press(CAROL, id, "reject")).toEqual({ ok: true });
    expect(JSON.stringify((await at.modal(CAROL)).blocks)).toContain("Waiting for approval: db");
    const errors = async (comment: string) => (await at.submit(CAROL, { comment })).errors;
    expect(await errors("")).toEqual({ comment: "Please complete this required field." });
    // Slack takes that for a reason.
    expect(await errors(" \u200b ")).toEqual({ comment: "Say why: whoever asked for the plan is told." });
    expect(await errors("x".repeat(129))).toEqual({ comment: "Please write at most 128 characters." });
    expect(asked()).toBe(0);
    const reason = `<!channel> not <@${BOB}>, ever\u202e!`;
    expect(await at.submit(CAROL, { comment: reason })).toEqual({ ok: true });
    expect((await at.told(CAROL))[0]).toBe("Rejected: db");
    const sent = `<!channel> not <@${BOB}>, ever!`;
    expect(lastRecord(id)).toMatchObject({ by: NET, action: "Reject", comment: sent });
    await at.shows(id, "Rejected: db");
    const [note] = await at.thread(id);
    expect(note?.[1]).toContain(`by net-approvers (RAM role): "&lt;!channel&gt; not &lt;@${BOB}&gt;, ever!" · `);
    expect(note?.[2]).toBe(`by <@${CAROL}> in Slack`);
    expect(await at.audit(id)).toMatchObject([{ result: "rejected", user: CAROL, comment: hashOf(sent) }]);
    expect(asked()).toBe(1);
  });

  it("approves what is dangerous once its name is typed", async () => {
    const id = plan("remove");
    expect(await at.press(BOB, id, "approve")).toEqual({ ok: true });
    expect((await at.submit(BOB, { confirm_name: "net-prod2" })).errors).toEqual({
      confirm_name: 'This is not the name. Type "net-prod".',
    });
    expect(asked()).toBe(0);
    expect(await at.submit(BOB, { confirm_name: "net-prod", comment: "Agreed." })).toEqual({ ok: true });
    expect((await at.told(BOB))[0]).toBe("Approved: remove");
    expect(lastRecord(id)).toMatchObject({ by: NET, action: "Approve", comment: "Agreed." });
    expect((await at.thread(id))[0]?.slice(1, 3)).toEqual([
      expect.stringContaining('by net-approvers (RAM role): "Agreed." · '),
      `by <@${BOB}> in Slack`,
    ]);
    expect(asked()).toBe(1);
  });

  it("fills the modal that a command opens, and decides when that is sent", async () => {
    const id = plan("zone");
    expect(await at.types(BOB, `/planbell approve ${id} as agreed`)).toEqual({ ok: true });
    expect(JSON.stringify((await at.modal(BOB)).blocks)).toContain("zone");
    expect(asked()).toBe(0);
    expect(await at.submit(BOB, {})).toEqual({ ok: true });
    expect((await at.told(BOB))[0]).toBe("Approved: zone");
    expect(lastRecord(id)).toMatchObject({ by: NET, action: "Approve", comment: "as agreed" });
    expect(await at.audit(id)).toMatchObject([{ result: "approved", user: BOB, comment: hashOf("as agreed") }]);
  });
});

describe("two at once", { timeout: 60_000 }, () => {
  it("two people: the catalog is asked once, and one of them hears who was quicker", async () => {
    const id = plan("both");
    expect(await Promise.all([at.press(BOB, id, "approve"), at.press(CAROL, id, "approve")])).toEqual([
      { ok: true },
      { ok: true },
    ]);
    const lines = await at.audit(id, 2);
    expect(lines.map(({ result, reason }) => reason ?? result).sort()).toEqual(["approved", "decided"]);
    const first = lines.find(({ result }) => result === "approved")?.["user"] === BOB ? BOB : CAROL;
    expect((await at.told(first))[0]).toBe("Approved: both");
    expect(await at.told(first === BOB ? CAROL : BOB)).toEqual([
      "Not approved: both",
      expect.stringMatching(new RegExp(`^<@${first}> (is deciding right now|has approved it already): `)),
      expect.stringMatching(/^Open in console: /),
    ]);
    expect(asked()).toBe(1);
  });

  it("two processes on one state: the same", async () => {
    const id = plan("shared");
    const on = readButton(at.pressOf(CAROL, id).actions[0].value);
    const audit = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const { PLANBELL_CONFIG: _, ...env } = at.env;
    const other = buildWorker(env, FILE);
    const by = { team: "T0PLANBELL", user: CAROL, channel: at.card(id).channel as never };
    at.stage.catalog.faults.next("slow", { ...DECIDE, ms: 300 });
    await Promise.all([
      at.press(BOB, id, "approve"),
      other.work({ kind: "decide", by, action: "approve", on: on as never, comment: "", at: instant(Date.now()) }),
    ]);
    const lines = [...(await at.audit(id)), ...audit.mock.calls.map(([line]) => JSON.parse(String(line)))];
    audit.mockRestore();
    await other.close();
    expect(lines.map(({ result, reason }) => reason ?? result).sort()).toEqual(["approved", "decided"]);
    await Promise.all([at.told(BOB), at.told(CAROL)]);
    expect([status(id), asked()]).toEqual(["ApplicationApproved", 1]);
  });

  it("the same click, delivered twice and again; and one more: decided and audited once", async () => {
    const id = plan("twice");
    const press = at.pressOf(BOB, id);
    const more = at.pressOf(BOB, id);
    expect(await Promise.all([at.send(press), at.send(press)])).toEqual([
      [200, ""],
      [200, ""],
    ]);
    expect((await at.told(BOB))[0]).toBe("Approved: twice");
    expect(await at.send(press)).toEqual([200, ""]);
    expect(await at.send(more)).toEqual([200, ""]);
    expect((await at.told(BOB))[1]).toBe("Your first click has done that: nothing more is needed.");
    expect([asked(), (await at.audit(id)).length]).toEqual([1, 1]);
  });
});

describe("a cloud that hangs up or is down, and a click that comes late", { timeout: 60_000 }, () => {
  it("after the approval was taken: asked once, and the person is told that it counts", async () => {
    const id = plan("lost");
    at.stage.catalog.faults.next("lost-answer", DECIDE);
    await at.press(BOB, id, "approve");
    expect((await at.told(BOB))[0]).toBe("Approved: lost");
    expect([status(id), asked()]).toEqual(["ApplicationApproved", 1]);
    expect(await at.audit(id)).toMatchObject([{ result: "approved", user: BOB }]);
    expect((await at.thread(id))[0]?.[2]).toBe(`by <@${BOB}> in Slack`);
  });

  it("too late for a modal: whoever clicked is asked to click again", async () => {
    const id = plan("down");
    const press = at.pressOf(BOB, id, "reject");
    at.slackClock.ahead += 4_000;
    expect(await at.send(press)).toEqual([200, ""]);
    expect(await at.told(BOB)).toEqual(["Planbell took too long to open the form. Click again."]);
    expect(await at.press(BOB, id, "reject")).toEqual({ ok: true });
    await at.modal(BOB);
  });

  it("while the catalog is down nothing is done and nothing audited; later a click counts", async () => {
    const id = plan("down");
    const back = at.stage.catalog.faults.next("error500", { action: "GetProvisionedProductPlan", times: 20 });
    await at.press(BOB, id, "approve");
    expect((await at.told(BOB))[1]).toMatch(/^Planbell could not find out whether you may decide, and did nothing: /);
    back();
    expect(asked()).toBe(0);
    await at.press(BOB, id, "approve");
    expect((await at.told(BOB))[0]).toBe("Approved: down");
    expect(await at.audit(id)).toMatchObject([{ result: "approved" }]);
  });

  it("before the approval was taken: the person is told that nobody knows, and it was not asked again", async () => {
    const id = plan("cut");
    expect((await at.told(ERIN)).slice(0, 2)).toEqual([
      "Not approved: cut",
      "Alibaba Cloud's answer was lost (Network), and the plan shows no decision: look at its card in a minute.",
    ]);
    expect([status(id), asked()]).toEqual(["ApplicationInProgress", 0]);
    expect(await at.audit(id, 2)).toMatchObject([
      { reason: "decided", user: CAROL },
      { reason: "cloud-refused", code: "Network", principal: "RamRole:net-approvers", user: ERIN },
    ]);
  });
});
