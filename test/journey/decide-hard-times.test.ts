import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { minutes, type PlanId, seconds } from "../../lib/model/brand.ts";
import { Conflict, StoreUnusable } from "../../lib/model/errors.ts";
import type { DecideJob } from "../../lib/model/job.ts";
import type { DecisionClaim } from "../../lib/notify/decided.ts";
import type { Approvals, Catalog, StateStore } from "../../lib/ports.ts";
import { BOB, CAROL, type DecisionStage, NET, openDecisionStage } from "./decision-stage.ts";

const APPROVE = { action: "ApproveProvisionedProductPlan" };
const bob = { team: "T0OURS0001", user: BOB };

let at: DecisionStage;
let plan: PlanId;
beforeEach(async () => {
  at = await openDecisionStage();
  plan = await at.waiting();
});
afterEach(() => at.stage.close());

const status = (): string => at.stage.catalog.world.plan(plan).status;
const said = (): (string | undefined)[] => at.answers.told.map(({ text }) => text.split("\n")[1]);
const audited = () =>
  at.audit.map(({ user, result, reason, code }) => [
    user,
    result,
    ...(reason ? [reason] : []),
    ...(code ? [code] : []),
  ]);

describe("an approval whose answer was lost", () => {
  it("counts when the plan shows it, and is not sent again", async () => {
    at.stage.catalog.faults.next("lost-answer", APPROVE);
    await at.decide(await at.job(plan, { comment: "Agreed." }));
    expect([status(), at.decisions]).toEqual(["ApplicationApproved", 1]);
    expect(audited()).toEqual([[CAROL, "approved"]]);
    expect(at.stage.cards(plan)[0]?.text).toMatch(/^Approved, not run yet: vpc/);
    expect((await at.record(plan)).decided).toMatchObject({ by: CAROL, action: "approve" });
  });

  it("that shows late counts, too", async () => {
    at.stage.catalog.faults.next("reset", APPROVE);
    const shows = at.stage.clock.now() + 3_000;
    const catalog: Catalog = {
      ...at.ports.catalog,
      plan(id) {
        if (at.stage.clock.now() >= shows && status() === "ApplicationInProgress") {
          at.stage.catalog.world.approve(plan, NET, "Agreed.");
        }
        return at.ports.catalog.plan(id);
      },
    };
    await at.decide(await at.job(plan, { comment: "Agreed." }), { catalog });
    expect([audited(), at.decisions]).toEqual([[[CAROL, "approved"]], 1]);
  });

  it("is not sent again when the plan does not show it: nobody decides for a minute, then anybody may", async () => {
    at.stage.catalog.faults.next("reset", APPROVE);
    await at.decide(await at.job(plan));
    expect([status(), at.decisions]).toEqual(["ApplicationInProgress", 1]);
    expect(audited()).toEqual([[CAROL, "refused", "cloud-refused", "Network"]]);
    expect(said()[0]).toBe(
      "Alibaba Cloud's answer was lost (Network), and the plan shows no decision: look at its card in a minute.",
    );
    await at.decide(await at.job(plan, { by: bob }));
    expect(at.audit[1]).toMatchObject({ user: BOB, reason: "decided" });
    expect(at.answers.told[1]?.text).toContain(`<@${CAROL}> is deciding right now`);
    expect(at.decisions).toBe(1);
    at.stage.pass(minutes(1));
    await at.decide(await at.job(plan, { by: bob }));
    expect([status(), at.decisions, (await at.record(plan)).decided?.by]).toEqual(["ApplicationApproved", 2, BOB]);
  });

  it("is somebody else's when they rejected it meanwhile", async () => {
    at.stage.catalog.faults.next("reset", APPROVE);
    const approvals: Approvals = {
      decide: (...asked) => {
        at.stage.catalog.world.reject(plan, NET, "No.");
        return at.ports.approvals.decide(...asked);
      },
    };
    await at.decide(await at.job(plan), { approvals });
    expect(audited()).toEqual([[CAROL, "refused", "decided"]]);
    expect(said()[0]).toBe("net-approvers (RAM role) has rejected it already: its card says what comes next.");
    expect((await at.record(plan)).decision).toBeUndefined();
  });
});

describe("an approval that the cloud refuses", () => {
  it("since the role trusts nobody: is audited with the cloud's word, and others may decide at once", async () => {
    at.stage.catalog.ram.addRole({ name: NET.name, trusts: [] });
    await at.decide(await at.job(plan));
    expect(audited()).toEqual([[CAROL, "refused", "cloud-refused", "NoPermission"]]);
    expect(at.audit[0]).toMatchObject({
      principal: "RamRole:net-approvers",
      call: "AssumeRole",
      requestId: expect.stringMatching(/^[0-9A-F-]{36}$/),
    });
    expect(at.answers.told[0]?.text).toMatch(
      /does not let Planbell act for your role \(NoPermission\).*\nRequest id: [0-9A-F-]{36}\n/,
    );
    expect([at.decisions, (await at.record(plan)).decision]).toEqual([0, undefined]);
  });

  it("since somebody decided in the console in between: says so", async () => {
    const approvals: Approvals = {
      decide: (...asked) => {
        at.stage.catalog.world.approve(plan, NET, "From the console.");
        return at.ports.approvals.decide(...asked);
      },
    };
    await at.decide(await at.job(plan), { approvals });
    expect(audited()).toEqual([[CAROL, "refused", "decided"]]);
    expect(said()[0]).toBe("net-approvers (RAM role) has approved it already: its card says what comes next.");
  });
});

/** Begins it, and has the process end before it hears the answer: nothing comes after that. */
async function dieInTheCall(job: DecideJob): Promise<void> {
  await new Promise<void>((sent) => {
    const decide: Approvals["decide"] = async (...asked) => {
      await at.ports.approvals.decide(...asked);
      sent();
      return new Promise<never>(() => undefined);
    };
    void at.decide(job, { approvals: { decide } });
  });
}

/** Begins it, and has the process end with its claim in hand, before it has called. */
async function dieBeforeTheCall(job: DecideJob): Promise<void> {
  await new Promise<void>((stopped) => {
    const decide: Approvals["decide"] = () => {
      stopped();
      return new Promise<never>(() => undefined);
    };
    void at.decide(job, { approvals: { decide } });
  });
}

describe("a job that comes again", () => {
  it("after its process died in the call: finds it done, and audits it", async () => {
    const job = await at.job(plan, { comment: "Agreed." });
    await dieInTheCall(job);
    expect(audited()).toEqual([]);
    at.stage.pass(seconds(1));
    await at.decide({ ...job, at: at.stage.clock.now() });
    expect(said().at(-1)).toBe("Your first click is being carried out: look at the card in a minute.");
    expect(audited()).toEqual([]);
    // Function Compute brings it once more, and at once.
    await at.decide(job);
    expect(said().at(-1)).toBe("Service Catalog has taken your approval: the card says what comes next.");
    expect([audited(), at.decisions]).toEqual([[[CAROL, "approved"]], 1]);
    expect((await at.record(plan)).decided).toMatchObject({ by: CAROL, as: NET });
    await at.decide(job);
    expect([audited().length, at.decisions]).toEqual([1, 1]);
  });

  it("after its process died before the call: decides once its claim is over", async () => {
    const job = await at.job(plan);
    await dieBeforeTheCall(job);
    await at.decide(job);
    expect([audited(), at.decisions, status()]).toEqual([[[CAROL, "approved"]], 1, "ApplicationApproved"]);
  });

  it("late, after its process died in the call, was not refused: it is audited as what it was", async () => {
    const job = await at.job(plan);
    await dieInTheCall(job);
    at.stage.pass(minutes(6));
    await at.decide(job);
    expect([audited(), at.decisions]).toEqual([[[CAROL, "approved"]], 1]);
  });

  it("is done already, also when the next step has been decided since, or whoever decided has left", async () => {
    const id = await at.waiting({ name: "steps", nodes: [[NET], [NET]] });
    const carols = await at.job(id);
    await at.decide(carols);
    at.stage.pass(seconds(20));
    await at.decide(await at.job(id, { by: bob }));
    await at.decide(carols);
    at.directory.add(CAROL, { isDeactivated: true });
    await at.decide(carols);
    expect(audited()).toEqual([
      [CAROL, "approved"],
      [BOB, "approved"],
    ]);
    expect(said().slice(2)).toEqual(Array(2).fill("Your first click has done that: nothing more is needed."));
    await at.stage.poll();
    expect(at.stage.notes(id).map(({ text }) => text.split("\n")[2])).toEqual([
      `by <@${CAROL}> in Slack`,
      `by <@${BOB}> in Slack`,
    ]);
  });

  it("takes no earlier approval of the same role for its own", async () => {
    const id = await at.waiting({ name: "twice", nodes: [[NET], [NET]] });
    at.stage.catalog.world.approve(id, NET, "The first step.");
    await at.stage.poll();
    const job = await at.job(id);
    await dieBeforeTheCall(job);
    at.stage.pass(seconds(20));
    const { decision } = await at.record(id);
    await at.touch(id, { decision: { ...(decision as DecisionClaim), until: at.stage.clock.now() } });
    await at.decide(job);
    expect([at.decisions, at.stage.catalog.world.plan(id).status]).toEqual([1, "ApplicationApproved"]);
  });
});

it("a click that comes twice was not refused when the first is carried out between two looks of the second", async () => {
  const job = await at.job(plan);
  let first = true;
  const catalog: Catalog = {
    ...at.ports.catalog,
    async plan(id) {
      const isFirst = first;
      first = false;
      if (isFirst) await at.decide(job);
      return at.ports.catalog.plan(id);
    },
  };
  await at.decide(job, { catalog });
  expect([audited(), at.decisions]).toEqual([[[CAROL, "approved"]], 1]);
});

describe("a record that somebody else writes meanwhile", () => {
  /** The catalog, after each of whose first so many answers a poll is quicker. */
  const touching = (times: number): Catalog => {
    let left = times;
    return {
      ...at.ports.catalog,
      async plan(id) {
        const seen = await at.ports.catalog.plan(id);
        if (left-- > 0) await at.touch(plan);
        return seen;
      },
    };
  };

  it("is read again, and it is decided once", async () => {
    await at.decide(await at.job(plan), { catalog: touching(2) });
    expect([audited(), at.decisions]).toEqual([[[CAROL, "approved"]], 1]);
  });

  it("without end: nothing is done, and they are asked to try again", async () => {
    expect(await at.decide(await at.job(plan), { catalog: touching(100) })).toBeInstanceOf(Conflict);
    expect([audited(), at.decisions, at.answers.told.length]).toEqual([[], 0, 1]);
  });

  it("after the call: what was decided is written all the same", async () => {
    const approvals: Approvals = {
      async decide(...asked) {
        const requestId = await at.ports.approvals.decide(...asked);
        await at.touch(plan);
        return requestId;
      },
    };
    let racing = 3;
    const { store } = at.ports;
    const busy: StateStore = {
      scan: (prefix) => store.scan(prefix),
      get: async (key) => {
        const stored = await store.get(key);
        if (at.decisions > 0 && racing-- > 0) await at.touch(plan);
        return stored;
      },
      put: (...asked) => store.put(...asked),
      remove: (...asked) => store.remove(...asked),
      close: () => store.close(),
    };
    await at.decide(await at.job(plan), { approvals, store: busy });
    const { decided, decision } = await at.record(plan);
    expect([decided?.by, decision]).toEqual([CAROL, undefined]);
  });

  it("and a state that fails after the call: it is audited and answered", async () => {
    const { store } = at.ports;
    const failing: StateStore = {
      scan: (prefix) => store.scan(prefix),
      get: (key) => store.get(key),
      put: (...asked) =>
        at.decisions > 0 ? Promise.reject(new StoreUnusable("the disk is full")) : store.put(...asked),
      remove: (...asked) => store.remove(...asked),
      close: () => store.close(),
    };
    expect(await at.decide(await at.job(plan), { store: failing })).toBeInstanceOf(StoreUnusable);
    expect([audited(), said()]).toEqual([
      [[CAROL, "approved"]],
      ["Service Catalog has taken your approval: the card says what comes next."],
    ]);
  });
});

describe("a claim", () => {
  it("of somebody who never came back keeps others away until it ends", async () => {
    const { on } = await at.job(plan);
    const until = (at.stage.clock.now() + 10_000) as never;
    await at.touch(plan, { decision: { by: BOB, as: NET, action: "approve", seal: on.seal, until } });
    await at.decide(await at.job(plan));
    expect([audited(), at.decisions]).toEqual([[[CAROL, "refused", "decided"]], 0]);
    at.stage.pass(seconds(10));
    await at.decide(await at.job(plan));
    expect([audited()[1], at.decisions]).toEqual([[CAROL, "approved"], 1]);
  });
});
