import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { realClock } from "../../lib/app/build/real-clock.ts";
import { workPorts, workSettings } from "../../lib/app/build/work-adapters.ts";
import { readConfig } from "../../lib/app/config/config.ts";
import { fillForm } from "../../lib/app/jobs/form.ts";
import { donePlanKey, planKey, putRecord } from "../../lib/app/records.ts";
import { planSeal } from "../../lib/approve/seal.ts";
import type { ChannelId, PlanId } from "../../lib/model/brand.ts";
import { StoreUnusable } from "../../lib/model/errors.ts";
import type { FormJob } from "../../lib/model/job.ts";
import type { PlanRecord } from "../../lib/notify/record.ts";
import type { Stored } from "../../lib/ports.ts";
import { readFormMetadata } from "../../lib/slack/messages/decision-codec.ts";
import { emptyForm } from "../../lib/slack/messages/decision-form.ts";
import { MemoryStore } from "../../lib/store/memory-store.ts";
import { textsFor } from "../../lib/text/pick.ts";
import { type SlackStandIn, startSlack } from "../../local/slack/server.ts";
import { aChangesFact, anApprovalNode, aPlanFacts, dangerousChanges } from "../build/facts.ts";
import { aPlanRecord } from "../build/records.ts";
import { literal, objects } from "../slack/messages/hostile.ts";

const ALICE = "U01ALICE01";
const SHARD = "self@cn-hangzhou";
const HARMLESS = aChangesFact({ counts: { Add: 1 }, rows: [] });

/** A state that fails, once somebody reads it. */
class FailingStore extends MemoryStore {
  override scan(): Promise<Stored[]> {
    return Promise.reject(new StoreUnusable("the disk is full"));
  }
}

let slack: SlackStandIn;
let store: MemoryStore;
beforeEach(async () => {
  store = new MemoryStore();
  const users = [{ id: ALICE, name: "alice" }];
  slack = await startSlack({ clock: { now: () => Date.now() }, users, rate: "off" });
});
afterEach(() => slack.close());

const waiting = (over: Partial<PlanRecord["facts"]> = {}) =>
  aPlanFacts({
    status: "ApplicationInProgress",
    pending: [anApprovalNode()],
    provisionedProductName: "orders-db",
    changes: HARMLESS,
    ...over,
  });

async function knows(facts: PlanRecord["facts"], key = planKey): Promise<PlanRecord> {
  const record = aPlanRecord({ id: facts.id, facts });
  await putRecord(store, key(SHARD, facts.id), record, "absent");
  return record;
}

/** Alice has the empty form before her, and it is filled in. */
async function fill(over: Partial<FormJob> = {}, { file = {}, env = {}, opened = true } = {}) {
  const config = readConfig(
    {
      SLACK_BOT_TOKEN: "xoxb-planbell-demo",
      SLACK_API_URL: slack.apiUrl,
      ALIBABA_CLOUD_ACCESS_KEY_ID: "id",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret",
      PLANBELL_CHANNEL: "C0DEFAULT0",
      ...env,
    },
    { approvals: { enabled: true, roles: {} }, people: { "RamUser:bob": [ALICE] }, ...file },
  );
  const credentials = async () => ({ accessKeyId: "id", accessKeySecret: "secret" });
  const clock = { ...realClock, sleep: () => realClock.sleep(1 as never) };
  const ports = workPorts(config, { clock, store, credentials });
  if (opened) slack.views.open(ALICE, emptyForm("approve", "slack_1", textsFor("en")));
  const by = { team: "T0PLANBELL", user: ALICE, channel: "C0DEFAULT0" as ChannelId };
  const job: FormJob = { kind: "form", by, action: "approve", plan: "", comment: "", externalId: "slack_1", ...over };
  const failed: unknown = await fillForm(ports, workSettings(config), job).then(
    () => undefined,
    (error: unknown) => error,
  );
  const view = slack.views.stackOf(ALICE).at(-1);
  const blocks = view?.blocks ?? [];
  const asks = objects(blocks).flatMap((one) => (one["type"] === "input" ? [one["block_id"]] : []));
  return { failed, view, asks, said: literal(blocks), carries: readFormMetadata(view?.privateMetadata) };
}

describe("the form of a plan that waits", () => {
  it("shows the plan, and is sealed over what it shows", async () => {
    const { facts, salt } = await knows(waiting());
    const { view, asks, said, carries, failed } = await fill({ plan: facts.id, comment: "Fine" });
    expect(failed).toBeUndefined();
    expect(carries).toEqual({
      on: { account: "self", plan: facts.id, seal: planSeal(facts, salt) },
      action: "approve",
      channel: "C0DEFAULT0",
    });
    expect([view?.externalId, asks]).toEqual(["slack_1", ["comment"]]);
    expect(said[0]).toMatch(/^Waiting for approval: /);
    expect(JSON.stringify(view?.blocks)).toContain('"initial_value":"Fine"');
  });

  it("wants the name where the plan is dangerous, to approve it", async () => {
    const { facts } = await knows(waiting({ changes: dangerousChanges() }));
    const { view, asks } = await fill({ plan: facts.id });
    expect(asks).toEqual(["confirm_name", "comment"]);
    expect(JSON.stringify(view?.blocks)).toContain('"text":"orders-db","emoji":false}');
  });

  it("shows no value that the settings hide", async () => {
    const { facts } = await knows(waiting({ id: "plan-1" as PlanId, name: "db of canary-of-the-settings" }));
    const { view } = await fill({ plan: facts.id }, { file: { redact: { values: ["canary-of-the-settings"] } } });
    expect(JSON.stringify(view?.blocks)).toContain("Waiting for approval: db of ");
    expect(JSON.stringify(view)).not.toContain("canary-of-the-settings");
  });

  it("wants a reason alone to reject it", async () => {
    const { facts } = await knows(waiting({ changes: dangerousChanges() }));
    const { asks, carries } = await fill({ plan: facts.name.toUpperCase(), action: "reject" });
    expect([asks, carries?.action]).toEqual([["comment"], "reject"]);
  });
});

describe("a form that there is nothing to decide in", () => {
  const one = async (over: Partial<FormJob>, how: Parameters<typeof fill>[1] = {}) => {
    const { view, said, failed } = await fill(over, how);
    expect([view?.submit, failed]).toEqual([undefined, undefined]);
    return said;
  };

  it("says that nobody knows such a plan, and which was meant", async () => {
    await knows(waiting({ id: "plan-bp1aaaa" as PlanId, name: "vpc" }));
    expect(await one({ plan: "plan-bp1aaab" })).toEqual([
      'Planbell knows no plan "plan-bp1aaab". Did you mean vpc (plan-bp1aaaa)?',
    ]);
  });

  it("says that several have that name", async () => {
    await knows(waiting({ id: "plan-1" as PlanId, name: "vpc" }));
    await knows(waiting({ id: "plan-2" as PlanId, name: "vpc" }));
    expect(await one({ plan: "VPC" })).toEqual(['2 things are called "VPC". Say which by its id.']);
  });

  it("says what became of a plan that is over", async () => {
    await knows(waiting({ id: "plan-1" as PlanId, status: "ExecuteSuccess", pending: [] }), donePlanKey);
    expect(await one({ plan: "plan-1" })).toEqual([
      "There is nothing to decide: this plan does not wait for approval. Its state: Succeeded.",
    ]);
  });

  it("says that a plan is gone", async () => {
    await knows(waiting({ id: "plan-1" as PlanId, gone: true }));
    expect((await one({ plan: "plan-1" }))[0]).toMatch(/^There is nothing to decide/);
  });

  it("says that the plan's details were not read yet: nothing was shown that could be decided on", async () => {
    const { changes: _, ...facts } = waiting({ id: "plan-1" as PlanId });
    await knows(facts);
    expect((await one({ plan: "plan-1" }))[0]).toMatch(/^Planbell has not read the details of this plan yet/);
  });

  it.each([
    ["the settings leave it off", { file: { approvals: { enabled: false } } }],
    ["Planbell was stopped", { env: { PLANBELL_PAUSED: "1" } }],
  ])("says that nobody may decide, since %s", async (_why, how) => {
    await knows(waiting({ id: "plan-1" as PlanId }));
    expect(await one({ plan: "plan-1" }, how)).toEqual(["Nobody can decide in Slack here: decide in the console."]);
  });
});

describe("a plan of which no rule lets its card be decided from", () => {
  const console = { when: { product: "Orders database" }, to: ["C0CONSOLE0"], approvals: false };
  const known = () => knows(waiting({ id: "plan-1" as PlanId, productName: "Orders database" }));

  it("has no form: that is said before anything is typed", async () => {
    await known();
    const { view, said } = await fill({ plan: "plan-1" }, { file: { routes: [console, { to: ["C0DEFAULT0"] }] } });
    expect(view?.submit).toBeUndefined();
    expect(said).toEqual(["Planbell's rules let nobody decide on this plan from here: decide in the console."]);
  });

  it("has one as soon as one of its cards may be decided from", async () => {
    await known();
    const routes = [{ ...console, continue: true }, { to: ["C0DEFAULT0"] }];
    expect((await fill({ plan: "plan-1" }, { file: { routes } })).asks).toEqual(["comment"]);
  });
});

describe("a form that cannot be filled in", () => {
  it("says so, and the job fails for the log", async () => {
    store = new FailingStore();
    const { said, failed } = await fill({ plan: "plan-1" });
    expect(said).toEqual(["Planbell cannot read what it knows just now; its log says why. Try again later."]);
    expect(failed).toBeInstanceOf(StoreUnusable);
  });

  it("says so when Slack does not take what it shows", async () => {
    await knows(waiting({ id: "plan-1" as PlanId }));
    slack.faults.next("error", { method: "views.update", error: "view_too_large" });
    const { said, failed } = await fill({ plan: "plan-1" });
    expect(said).toEqual([
      "Slack did not open the form (view_too_large). Try again; if that does not help, decide in the console.",
    ]);
    expect(failed).toMatchObject({ code: "view_too_large" });
  });

  it("and was closed meanwhile stays closed, and nobody minds", async () => {
    await knows(waiting({ id: "plan-1" as PlanId }));
    const { failed, view } = await fill({ plan: "plan-1" }, { opened: false });
    expect([failed, view]).toEqual([undefined, undefined]);
  });
});
