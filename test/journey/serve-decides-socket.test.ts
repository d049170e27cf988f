import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { BOB, CAROL, MALLORY } from "./deciding-people.data.ts";
import { type DecidingWorkspace, openDecidingWorkspace } from "./deciding-workspace.ts";

let at: DecidingWorkspace;
let [first, last] = ["", ""];
beforeAll(async () => {
  at = await openDecidingWorkspace("socket");
  [first = "", last = ""] = await at.waiting({ name: "vpc" }, { name: "last" });
}, 60_000);
afterAll(() => at.close());

describe("people of a workspace decide in Socket Mode", { timeout: 60_000 }, () => {
  it("asked what waits, it says so", async () => {
    expect(await at.types(BOB, "/planbell pending")).toEqual({ ok: true });
    expect(await at.told(BOB)).toContainEqual(expect.stringMatching(new RegExp(`^vpc \\(${first}\\) has waited `)));
  });

  it("refuses whoever may not, and approves for whoever may", async () => {
    expect(await at.press(MALLORY, first, "approve")).toEqual({ ok: true });
    expect((await at.told(MALLORY))[1]).toMatch(/^Planbell does not know for which RAM role you decide: /);
    expect(at.decisions()).toBe(0);
    expect(await at.press(CAROL, first, "reject")).toEqual({ ok: true });
    await at.modal(CAROL);
    expect(await at.submit(CAROL, { comment: "Not this week." })).toEqual({ ok: true });
    expect((await at.told(CAROL))[0]).toBe("Rejected: vpc");
    await at.shows(first, "Rejected: vpc");
    expect((await at.thread(first))[0]?.slice(1, 3)).toEqual([
      expect.stringContaining('by net-approvers (RAM role): "Not this week." · '),
      `by <@${CAROL}> in Slack`,
    ]);
    expect(await at.audit(first, 2)).toMatchObject([
      { result: "refused", reason: "not-mapped", user: MALLORY },
      { result: "rejected", user: CAROL, principal: "RamRole:net-approvers" },
    ]);
    expect(at.decisions()).toBe(1);
  });

  it("ended while a decision is under way, it sees that through first", async () => {
    at.stage.catalog.faults.next("slow", { action: "ApproveProvisionedProductPlan", ms: 1_000 });
    expect(await at.press(BOB, last, "approve")).toEqual({ ok: true });
    await vi.waitFor(() => expect(at.decisions()).toBe(2), 25_000);
    at.served.process.kill("SIGTERM");
    const { code, stdout, stderr } = await at.served.end();
    expect(code).toBe(0);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({ result: "approved", plan: last });
    expect((await at.told(BOB))[0]).toBe("Approved: last");
    expect(stdout + stderr).not.toMatch(/ticket|xapp-|xoxb-|Not this week|\/response\//);
  });
});
