import { afterEach, describe, expect, it, vi } from "vitest";
import { CAROL, CHANNEL, openSlackStage, type SlackStage } from "./slack-stage.ts";

const DANGEROUS = { operation: "TerminateProvisionedProduct", provisionedProductName: "net-prod" } as const;

let at: SlackStage;
afterEach(() => at.close());

const status = (plan: string) => at.catalog.world.plan(plan).status;
const headline = (plan: string) => at.card(plan).text.split("\n")[0];
const decisions = () => at.catalog.calls.byAction["ApproveProvisionedProductPlan"] ?? 0;
const inputs = () =>
  (at.modal()?.blocks ?? []).flatMap((block) => {
    const { type, block_id: id } = block as { type: string; block_id?: string };
    return type === "input" ? [id] : [];
  });

describe("an approver in Slack", () => {
  it("approves a harmless plan by one click", async () => {
    at = await openSlackStage();
    const plan = await at.waiting();
    expect(await at.press(plan, "plan_approve")).toEqual({ ok: true });
    await at.settled();
    expect([status(plan), headline(plan)]).toEqual(["ApplicationApproved", "Approved, not run yet: vpc"]);
    expect(at.told()).toEqual([expect.stringMatching(/^Approved: vpc\n/)]);
    expect(at.audit).toMatchObject([
      { event: "decision", result: "approved", user: CAROL, principal: "RamRole:net-approvers", plan },
    ]);
  });

  it("counts once, however fast two clicks follow each other", async () => {
    at = await openSlackStage();
    const plan = await at.waiting();
    await Promise.all([at.press(plan, "plan_approve"), at.press(plan, "plan_approve")]);
    await at.settled();
    expect([status(plan), decisions()]).toEqual(["ApplicationApproved", 1]);
    expect(at.told()).toHaveLength(2);
  });

  it("types a dangerous plan's name to approve it", async () => {
    at = await openSlackStage();
    const plan = await at.waiting(DANGEROUS);
    expect(await at.press(plan, "plan_approve")).toEqual({ ok: true });
    expect([inputs(), decisions()]).toEqual([["confirm_name", "comment"], 0]);
    expect(await at.send({ confirm_name: "net" })).toMatchObject({
      errors: { confirm_name: 'This is not the name. Type "net-prod".' },
    });
    expect(await at.send({ confirm_name: "net-prod", comment: "At last" })).toEqual({ ok: true });
    await at.settled();
    expect([status(plan), at.modal()]).toEqual(["ApplicationApproved", undefined]);
    expect(at.catalog.world.state(plan).records.at(-1)?.comment).toBe("At last");
    // A modal has no address for answers: it is said where the card stands.
    expect(at.slack.calls.byMethod["chat.postEphemeral"]).toBe(1);
  });

  it("rejects with a reason, which the thread tells", async () => {
    at = await openSlackStage();
    const plan = await at.waiting();
    await at.press(plan, "plan_reject");
    expect(await at.send({ comment: "Too large" })).toEqual({ ok: true });
    await at.settled();
    expect(status(plan)).toBe("ApplicationRejected");
    await at.poll();
    expect(at.notes(plan)[0]).toContain('"Too large"');
    expect(at.notes(plan)[0]).toContain(`<@${CAROL}>`);
  });

  it("types a command, and decides in the form on what that shows", async () => {
    at = await openSlackStage();
    const plan = await at.waiting(DANGEROUS);
    expect(await at.type("/planbell approve VPC Go ahead")).toEqual({ ok: true });
    await vi.waitUntil(() => at.modal()?.submit !== undefined, 10_000);
    expect(inputs()).toEqual(["confirm_name", "comment"]);
    const shown = JSON.stringify(at.modal()?.blocks);
    expect(shown).toContain("Waiting for approval: vpc");
    expect(shown).toContain("net-prod");
    expect(shown).toContain('"initial_value":"Go ahead"');
    expect(await at.send({ confirm_name: "net-prod" })).toEqual({ ok: true });
    await at.settled();
    expect(status(plan)).toBe("ApplicationApproved");
    expect(at.catalog.world.state(plan).records.at(-1)?.comment).toBe("Go ahead");
    expect(at.told().at(-1)).toMatch(/^Approved: vpc\n/);
  });

  it("is heard by Socket Mode as well", async () => {
    at = await openSlackStage({ by: "socket" });
    const plan = await at.waiting(DANGEROUS);
    await at.press(plan, "plan_approve");
    expect(await at.send({ confirm_name: "net" })).toMatchObject({ reason: "errors" });
    expect(await at.send({ confirm_name: "net-prod" })).toEqual({ ok: true });
    await at.settled();
    expect([status(plan), decisions()]).toEqual(["ApplicationApproved", 1]);
  });

  it("is told what is missing in a function without a worker, which would stand still over the decision", async () => {
    at = await openSlackStage({ by: "function" });
    const plan = await at.waiting();
    expect(await at.press(plan, "plan_approve")).toEqual({ ok: true });
    expect(await at.type("/planbell pending")).toEqual({ ok: true });
    const said =
      "Planbell did nothing: on Function Compute it needs PLANBELL_WORKER, which is not set. Tell whoever runs it.";
    expect(at.told()).toEqual([said, said]);
    expect([status(plan), decisions(), at.audit]).toEqual(["ApplicationInProgress", 0, []]);
  });

  it("reads the same there before a form opens that nobody would fill in, or take", async () => {
    at = await openSlackStage({ by: "function" });
    const plan = await at.waiting();
    await at.press(plan, "plan_reject");
    await at.type(`/planbell approve ${plan}`);
    expect(at.modal()).toBeUndefined();
    expect(at.told()).toEqual([expect.stringContaining("PLANBELL_WORKER"), expect.stringContaining("PLANBELL_WORKER")]);
  });

  it("is told in the form, in their language, why there is nothing to decide", async () => {
    at = await openSlackStage({ locale: "zh-CN" });
    const plan = await at.waiting();
    await at.type(`/planbell approve ${plan.slice(0, -1)}`);
    const said = () => JSON.stringify(at.modal()?.blocks);
    await vi.waitUntil(() => said().includes("没有"), 10_000);
    expect(said()).toContain(plan);
    expect([at.modal()?.title, at.modal()?.submit]).toMatchObject([{ text: "批准计划" }, undefined]);
    at.catalog.world.cancel(plan);
    await at.poll();
    await at.type(`/planbell reject ${plan}`);
    await vi.waitUntil(() => said().includes("已取消"), 10_000);
  });

  it.each([
    ["the settings leave it off", { file: { approvals: { enabled: false } } }],
    ["Planbell was stopped", { env: { PLANBELL_PAUSED: "1" } }],
  ])("is refused without a form where %s", async (_why, how) => {
    at = await openSlackStage(how);
    await at.waiting();
    await at.type("/planbell reject vpc");
    await at.settled();
    expect(at.told()).toEqual(["Nobody can decide in Slack here: decide in the console."]);
    expect(at.modal()).toBeUndefined();
    expect(at.audit).toMatchObject([{ event: "decision", result: "refused", reason: "disabled", user: CAROL }]);
  });
});

describe("the channel", () => {
  it("hears a command answered for whoever asked alone", async () => {
    at = await openSlackStage();
    await at.waiting();
    await at.type("/planbell pending");
    await at.settled();
    expect(at.told()[0]).toMatch(/^1 plan waits for approval/);
    expect(at.slack.workspace.messages(CHANNEL).filter(({ ephemeralFor }) => ephemeralFor === undefined)).toHaveLength(
      1,
    );
  });
});
