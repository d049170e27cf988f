import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { WorkSettings } from "../../lib/app/work-ports.ts";
import { earlier, minutes, type PlanId } from "../../lib/model/brand.ts";
import { SlackError } from "../../lib/model/errors.ts";
import type { DecideJob } from "../../lib/model/job.ts";
import type { SlackPerson } from "../../lib/model/slack.ts";
import { CAROL, DB, type DecisionStage, NET, OWNER, openDecisionStage } from "./decision-stage.ts";

let at: DecisionStage;
/** Waits for the network approvers, of whom Carol is one, all the time. */
let plan: PlanId;
beforeAll(async () => {
  at = await openDecisionStage();
  plan = await at.waiting();
});
afterAll(() => at.stage.close());
function forget(): void {
  at.audit.length = 0;
  at.answers.told.length = 0;
}
afterEach(() => {
  forget();
  at.directory.add(CAROL);
  at.directory.shared = false;
  at.directory.isDown = false;
});

/** Who is told what, and what the audit says of it. */
async function refusal(job: DecideJob, settings: Partial<WorkSettings> = {}) {
  await at.decide(job, {}, settings);
  const [line, ...lines] = at.audit;
  const [answer, ...answers] = at.answers.told;
  expect([lines, answers]).toEqual([[], []]);
  expect(line).toMatchObject({ event: "decision", result: "refused", user: job.by.user, plan: job.on.plan });
  expect(at.decisions).toBe(0);
  forget();
  return { reason: line?.reason, said: answer?.text.split("\n")[1] };
}

describe("Carol's click does not count", () => {
  it.each<[reason: string, person: Partial<SlackPerson>, said: RegExp]>([
    ["bot", { isBot: true }, /^Apps cannot decide/],
    ["disabled", { isDeactivated: true }, /^Your account in Slack is deactivated/],
    ["guest", { isGuest: true }, /^Guests cannot decide/],
    ["foreign", { isForeign: true }, /^Only people of Planbell's own workspace/],
    ["foreign", { team: "T0THEIRS01" }, /^Only people of Planbell's own workspace/],
  ])("%s: %j", async (reason, person, said) => {
    at.directory.add(CAROL, person);
    expect(await refusal(await at.job(plan))).toEqual({ reason, said: expect.stringMatching(said) });
  });

  it("foreign: a person whom Slack does not know, and a request from elsewhere", async () => {
    const by = { team: "T0OURS0001", user: "U0NOBODY01" };
    expect((await refusal(await at.job(plan, { by }))).reason).toBe("foreign");
    expect((await refusal(await at.job(plan, { by: { ...by, user: CAROL, team: "T0THEIRS01" } }))).reason).toBe(
      "foreign",
    );
  });

  it("shared-channel: others read along, or nobody can tell", async () => {
    at.directory.shared = true;
    expect(await refusal(await at.job(plan))).toMatchObject({ reason: "shared-channel" });
    at.directory.shared = undefined;
    expect((await refusal(await at.job(plan))).said).toMatch(/ask an admin to grant it channels:read, groups:read\.$/);
  });

  it("shared-channel: a request that does not say where it comes from", async () => {
    const { card: _nowhere, ...job } = await at.job(plan, { by: { team: "T0OURS0001", user: CAROL } });
    expect(await refusal(job)).toMatchObject({ reason: "shared-channel" });
  });

  it("disabled: by the settings, by the one switch, by the card's rule", async () => {
    const off = { approvals: { ...at.settings.approvals, enabled: false } };
    for (const settings of [
      off,
      { paused: true },
      { routes: [{ to: at.settings.routes[0]?.to ?? [], approvals: false }] },
    ]) {
      expect(await refusal(await at.job(plan), settings)).toMatchObject({ reason: "disabled" });
    }
  });

  it("expired: 5 minutes late, or from the future", async () => {
    const now = at.stage.clock.now();
    expect(await refusal(await at.job(plan, { at: earlier(now, (minutes(5) + 1) as never) }))).toEqual({
      reason: "expired",
      said: "Your decision took more than 5 minutes to arrive: decide again.",
    });
  });

  it("not-mapped: nobody is, she is not, or Planbell may not act for her role", async () => {
    expect((await refusal(await at.job(plan), { people: {} })).said).toMatch(/^Planbell knows nobody who may decide/);
    const by = { team: "T0OURS0001", user: "U09MALLORY" };
    expect((await refusal(await at.job(plan, { by }))).said).toMatch(/^Planbell does not know for which RAM role/);
    const roleless = { approvals: { ...at.settings.approvals, roles: {} } };
    expect((await refusal(await at.job(plan), roleless)).said).toMatch(/decide in the console\.$/);
  });

  it("not-mapped: she may be in a group that is closed to Planbell", async () => {
    at.directory.groups.set("S0CLOSED01", undefined);
    const people = { "RamRole:net-approvers": ["S0CLOSED01"] } as unknown as WorkSettings["people"];
    const found = await refusal(await at.job(plan), { people });
    expect(found).toEqual({ reason: "not-mapped", said: expect.stringMatching(/grant it usergroups:read\.$/) });
  });

  it("ambiguous: she stands for two roles that are waited for", async () => {
    const people = {
      "RamRole:net-approvers": [CAROL],
      "RamRole:db-approvers": [CAROL],
    } as unknown as WorkSettings["people"];
    const both = await at.waiting({ name: "both", approvers: [NET, DB] });
    expect((await refusal(await at.job(both), { people })).said).toMatch(
      /^You could decide as net-approvers \(RAM role\), db-approvers \(RAM role\), and Planbell does not choose/,
    );
  });

  it("self: she asked for it", async () => {
    const people = { ...at.settings.people, "RamUser:endUser": [CAROL] } as unknown as WorkSettings["people"];
    expect((await refusal(await at.job(plan), { people })).reason).toBe("self");
  });

  it("not-pending: the plan waits for others, is over, or is none", async () => {
    const theirs = await at.waiting({ name: "db", approvers: [DB] });
    expect((await refusal(await at.job(theirs))).said).toBe("It does not wait for you: its card says for whom.");
    const job = await at.job(theirs);
    at.stage.catalog.world.cancel(theirs, OWNER);
    expect((await refusal(job)).said).toBe("It waits for nobody now: its card says where it stands.");
    at.stage.catalog.world.remove(theirs);
    expect((await refusal(job)).said).toBe("Planbell finds no such plan: look for it in the console.");
    for (const on of [{ plan: "plan-nowhere" as PlanId }, { account: "other" }]) {
      const unknown = { ...job, on: { ...job.on, plan, ...on } };
      expect((await refusal(unknown)).reason).toBe("not-pending");
    }
  });

  it("changed: the plan is another by now, and its card says so at once", async () => {
    const id = await at.waiting({ name: "zone", parameters: [{ key: "zone", value: "h" }] });
    const job = await at.job(id);
    at.stage.catalog.world.update(id, { parameters: [{ key: "zone", value: "i" }], previewMs: 0 });
    expect(at.stage.catalog.world.plan(id).pending).toEqual([NET]);
    expect(await refusal(job)).toEqual({
      reason: "changed",
      said: "The plan is not what you were shown: read its card again, then decide.",
    });
    expect((await at.record(id)).facts.parameters[0]?.shown).toBe("i");
    expect(JSON.stringify(at.stage.cards(id)[0]?.blocks)).toContain("zone = i");
  });
});

describe("nobody can tell whether a click counts", () => {
  it("while Slack does not say who that is: they are asked to try again, and nothing is audited", async () => {
    at.directory.isDown = true;
    expect(await at.decide(await at.job(plan))).toMatchObject({ name: "SlackError" });
    expect(at.answers.told[0]?.text.split("\n")).toEqual([
      `Not approved: ${plan}`,
      "Planbell could not find out whether you may decide, and did nothing: try again in a minute.",
    ]);
    expect([at.audit, at.decisions]).toEqual([[], 0]);
  });

  it("while the plan cannot be read", async () => {
    at.stage.catalog.faults.next("down");
    expect(await at.decide(await at.job(plan))).toMatchObject({ code: "ServiceUnavailable" });
    at.stage.catalog.faults.clear();
    expect([at.answers.told.length, at.audit, at.decisions]).toEqual([1, [], 0]);
  });

  it("nor tell them so: then the job fails, and whoever brought it may bring it again", async () => {
    at.directory.isDown = true;
    const none = () => Promise.reject(new SlackError("no", { code: "timeout", fault: "transient" }));
    const answers = { respond: none, whisper: none, fillIn: none, publishHome: none };
    await expect(at.decide(await at.job(plan), { answers })).rejects.toMatchObject({ name: "SlackError" });
  });
});

describe("who somebody is", () => {
  it("is not asked where nobody may decide", async () => {
    at.directory.asked.length = 0;
    await refusal(await at.job(plan), { people: {} });
    expect(at.directory.asked).toEqual([]);
  });

  it("is asked of the groups that matter, and of the others only for somebody who is nobody otherwise", async () => {
    at.directory.asked.length = 0;
    await refusal(await at.job(plan, { on: { ...(await at.job(plan)).on, seal: "0".repeat(32) } }));
    expect(at.directory.asked).not.toContain("members S03GROUP01");
    const dora = { team: "T0OURS0001", user: "U04DORA001" };
    expect((await refusal(await at.job(plan, { by: dora }))).reason).toBe("not-pending");
    expect(at.directory.asked).toContain("members S03GROUP01");
  });

  it("does not depend on the channel in direct messages, which nobody else reads", async () => {
    at.directory.shared = true;
    const by = { team: "T0OURS0001", user: CAROL, channel: "D0CAROL001" as never };
    const { card: _, ...job } = await at.job(plan, { by, typedName: "wrong" });
    expect((await refusal(job)).reason).toBe("changed");
  });
});
