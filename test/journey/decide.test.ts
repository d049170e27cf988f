import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { later, minutes, ms } from "../../lib/model/brand.ts";
import { BOB, CAROL, DB, type DecisionStage, NET, openDecisionStage } from "./decision-stage.ts";

let at: DecisionStage;
beforeEach(async () => {
  at = await openDecisionStage();
});
afterEach(() => at.stage.close());

const card = (id: string): string | undefined => at.stage.cards(id)[0]?.text.split("\n")[0];
const lines = (text: string | undefined): string[] => (text ?? "").split("\n");

describe("an approver who approves from the card", () => {
  it("has it done by their role, sees it on the card at once and in the thread by the next poll", async () => {
    const id = await at.waiting();
    const job = await at.job(id, { comment: "Agreed." });
    await at.decide(job);

    expect(at.stage.catalog.world.plan(id).status).toBe("ApplicationApproved");
    expect(at.stage.catalog.world.state(id).records.at(-1)).toMatchObject({ by: NET, comment: "Agreed." });
    expect(at.decisions).toBe(1);
    expect(at.answers.told).toEqual([
      {
        to: CAROL,
        in: "C0DEFAULT0",
        text: [
          "Approved: vpc",
          "Service Catalog has taken your approval: the card says what comes next.",
          `Open in console: https://servicecatalog.console.aliyun.com/plans/${id}`,
        ].join("\n"),
      },
    ]);
    expect(at.audit).toEqual([
      {
        event: "decision",
        result: "approved",
        user: CAROL,
        principal: "RamRole:net-approvers",
        plan: id,
        seal: job.on.seal,
        // printf 'Agreed.' | sha256sum
        comment: "49721faa8421febb",
        requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
      },
    ]);
    expect(card(id)).toBe("Approved, not run yet: vpc");
    expect(at.stage.notes(id)).toEqual([]);
    const { decision, decided } = await at.record(id);
    expect(decision).toBeUndefined();
    const said = "49721faa8421febb";
    expect(decided).toEqual({
      by: CAROL,
      as: NET,
      action: "approve",
      seal: job.on.seal,
      said,
      at: at.stage.clock.now(),
    });

    await at.stage.poll();
    expect(lines(at.stage.notes(id)[0]?.text).slice(0, 3)).toEqual([
      "Approved: vpc",
      'by net-approvers (RAM role): "Agreed." · 2026-03-02 08:01 UTC',
      `by <@${CAROL}> in Slack`,
    ]);
  });

  it("at the first of two steps hands it over; the next step is another's", async () => {
    const id = await at.waiting({ nodes: [[NET], [DB]] });
    await at.decide(await at.job(id));
    expect(at.stage.catalog.world.plan(id).pending).toEqual([DB]);
    await at.stage.poll();
    expect(lines(at.stage.notes(id)[0]?.text).slice(0, 3)).toEqual([
      "Handed over: vpc",
      "by net-approvers (RAM role) · 2026-03-02 08:01 UTC",
      `by <@${CAROL}> in Slack`,
    ]);
    const dora = { team: "T0OURS0001", user: "U04DORA001" };
    await at.decide(await at.job(id, { by: dora }));
    expect(at.stage.catalog.world.plan(id).status).toBe("ApplicationApproved");
    expect(at.audit.map(({ result, principal }) => [result, principal])).toEqual([
      ["approved", "RamRole:net-approvers"],
      ["approved", "RamRole:db-approvers"],
    ]);
  });

  it("types the name of what a dangerous plan is about", async () => {
    const id = await at.waiting({ operation: "TerminateProvisionedProduct", provisionedProductName: "net-prod" });
    await at.decide(await at.job(id));
    await at.decide(await at.job(id, { typedName: "net-prod2" }));
    expect(at.audit.map(({ reason }) => reason)).toEqual(["changed", "changed"]);
    await at.decide(await at.job(id, { typedName: " net-prod " }));
    expect(at.stage.catalog.world.plan(id).status).toBe("ApplicationApproved");
    expect(at.decisions).toBe(1);
  });
});

describe("an approver who rejects", () => {
  it("is quoted as they wrote it, cleaned and at most 128 characters long; no mention comes of it", async () => {
    const id = await at.waiting();
    const comment = `  <!channel> no\u202e & never ${"x".repeat(200)}`;
    await at.decide(await at.job(id, { action: "reject", comment }));
    const record = at.stage.catalog.world.state(id).records.at(-1);
    expect(record).toMatchObject({ by: NET, action: "Reject" });
    expect(record?.comment).toMatch(/^<!channel> no & never x+…$/);
    expect(record?.comment).toHaveLength(128);
    expect(at.audit).toMatchObject([{ result: "rejected" }]);
    expect(JSON.stringify(at.audit)).not.toContain("never");
    expect(card(id)).toBe("Rejected: vpc");
    await at.stage.poll();
    const note = lines(at.stage.notes(id)[0]?.text);
    expect(note[1]).toMatch(/^by net-approvers \(RAM role\): "&lt;!channel&gt; no &amp; never x+…" · /);
    expect(note[2]).toBe(`by <@${CAROL}> in Slack`);
  });
});

describe("whoever decided is answered", () => {
  it("where the click says, and where they are when that is no good any more", async () => {
    const responseUrl = "https://hooks.slack.com/actions/T0OURS0001/1/abc";
    await at.decide(await at.job(await at.waiting(), { responseUrl }));
    at.answers.expired = "used_url";
    await at.decide(await at.job(await at.waiting({ name: "db" }), { responseUrl }));
    expect(at.answers.told.map(({ to }) => to)).toEqual([responseUrl, CAROL]);
  });

  it("in their own language", async () => {
    at.directory.add(CAROL, { locale: "zh" });
    await at.decide(await at.job(await at.waiting()));
    expect(lines(at.answers.told[0]?.text).slice(0, 2)).toEqual([
      "已批准：vpc",
      "服务目录已接受您的批准，后续操作见卡片。",
    ]);
  });
});

describe("two people who click at once", () => {
  it("decide once: one of them is told who was quicker", async () => {
    const id = await at.waiting();
    const [bobs, carols] = [
      await at.job(id, { by: { team: "T0OURS0001", user: BOB }, action: "reject", comment: "No." }),
      await at.job(id),
    ];
    await Promise.all([at.decide(bobs), at.decide(carols)]);
    expect(at.decisions).toBe(1);
    const { by, action } = (await at.record(id)).decided ?? {};
    expect(at.stage.catalog.world.plan(id).status).toBe(
      action === "approve" ? "ApplicationApproved" : "ApplicationRejected",
    );
    const late = by === BOB ? CAROL : BOB;
    expect(at.audit.map(({ user, result, reason }) => [user, result, reason])).toEqual(
      expect.arrayContaining([
        [by, action === "approve" ? "approved" : "rejected", undefined],
        [late, "refused", "decided"],
      ]),
    );
    expect(at.audit).toHaveLength(2);
    expect(at.answers.told.find(({ to }) => to === late)?.text).toMatch(
      new RegExp(`<@${by}> (is deciding right now|has (approved|rejected) it already)`),
    );
  });

  it("and one who clicks twice has it done once, audited once, and is told so", async () => {
    const id = await at.waiting();
    const job = await at.job(id);
    await Promise.all([at.decide(job), at.decide({ ...job, at: later(job.at, ms(150)) })]);
    await at.decide(job);
    expect(at.decisions).toBe(1);
    expect(at.audit.map(({ result }) => result)).toEqual(["approved"]);
    expect(at.answers.told).toHaveLength(3);
    at.stage.pass(minutes(10));
    await at.decide(job);
    expect([at.audit.length, at.answers.told[3]?.text]).toEqual([1, at.answers.told[2]?.text]);
    expect(lines(at.answers.told[2]?.text).slice(0, 2)).toEqual([
      "Approved: vpc",
      "Your first click has done that: nothing more is needed.",
    ]);
  });

  it("one after the other: the second is told who decided, also in the console", async () => {
    const id = await at.waiting();
    const late = await at.job(id, { by: { team: "T0OURS0001", user: BOB } });
    await at.decide(await at.job(id));
    await at.decide(late);
    expect(at.answers.told[1]?.text).toContain(`<@${CAROL}> has approved it already`);
    const other = await at.waiting({ name: "db" });
    const job = await at.job(other);
    at.stage.catalog.world.reject(other, NET, "From the console.");
    await at.decide(job);
    expect(at.answers.told[2]?.text).toContain("net-approvers (RAM role) has rejected it already");
    expect(at.audit.map(({ reason }) => reason)).toEqual([undefined, "decided", "decided"]);
    expect(card(other)).toBe("Rejected: db");
    expect(at.decisions).toBe(1);
  });
});
