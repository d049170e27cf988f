import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { planFacts } from "../../lib/app/look/plan-facts.ts";
import type { PlanId, ProvisionedProductId, TaskId } from "../../lib/model/brand.ts";
import type { Catalog } from "../../lib/ports.ts";
import { validateMessage } from "../../lib/slack/validate-message.ts";
import { PLAIN_REDACTOR } from "../../lib/text/redactor.ts";
import { dangerLens } from "../../lib/watch/danger.ts";
import { diff } from "../../lib/watch/plan-diff.ts";
import { openStage, type Stage } from "./stage.ts";

const lens = dangerLens([]);
const document = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/documents/${name}.json`, import.meta.url), "utf8"));

describe("the samples of the two API documents, served over HTTP and read by the client", () => {
  let stage: Stage;
  let catalog: Catalog;
  let card: (id: string) => Promise<{ text: string; blocks: readonly unknown[] }>;
  beforeAll(async () => {
    stage = await openStage();
    stage.catalog.world.loadDocumentSamples(document("get-provisioned-product-plan"), document("get-task"));
    const { ports } = stage.parts();
    catalog = ports.catalog;
    card = async (id) => {
      const detail = await catalog.plan(id as PlanId);
      return ports.render.card(
        planFacts(detail, { before: undefined, detail, task: undefined, salt: "s", lens, redactor: PLAIN_REDACTOR }),
      );
    };
  });
  afterAll(() => stage.close());

  it("tell of a plan that waits, although its status is PreviewSuccess: somebody still has to act", async () => {
    const detail = await catalog.plan("plan-bp1jvmdk2k****" as PlanId);
    const facts = planFacts(detail, {
      before: undefined,
      detail,
      task: undefined,
      salt: "s",
      lens,
      redactor: PLAIN_REDACTOR,
    });
    expect(diff(undefined, facts)).toEqual([
      {
        kind: "plan.awaiting-approval",
        pending: [{ name: "ApproverNode-1", approvers: [{ kind: "RamUser", name: "approver" }] }],
      },
    ]);
  });

  it("make a valid card with clean names, without the message that means nothing beside success", async () => {
    const { text, blocks } = await card("plan-bp1jvmdk2k****");
    expect(validateMessage({ text, blocks })).toEqual([]);
    expect(text).toMatch(/^Waiting for approval: DEMO-ECS instance\n/);
    expect(text).toContain("approver");
    expect(text).toContain("DEMO-Create an ECS instance");
    expect(text).not.toContain("Create stack failed");
  });

  it("give the log of the task as the document has it", async () => {
    expect(await catalog.task("task-bp1dmg242c****" as TaskId)).toMatchObject({
      status: "Succeeded",
      statusMessage: undefined,
      logs: [{ command: "apply", stream: "stdout", content: expect.stringMatching(/^Apply complete! Resources: 42/) }],
    });
  });

  it("are not there under another id", async () => {
    await expect(catalog.task("task-bp1somebodyelse" as TaskId)).rejects.toMatchObject({
      code: "InvalidTask.NotFound",
    });
    await expect(catalog.plan("plan-bp1somebodyelse" as PlanId)).rejects.toMatchObject({
      code: "InvalidPlan.NotFound",
    });
    await expect(catalog.tasks("pp-bp1nothing" as ProvisionedProductId, 5)).rejects.toMatchObject({ retryable: false });
  });
});
