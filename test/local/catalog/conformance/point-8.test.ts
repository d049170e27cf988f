import { afterEach, describe, expect, it } from "vitest";
import type { EmulatedCatalog } from "../../../../local/catalog/server.ts";
import { startCatalog } from "../../../../local/catalog/server.ts";
import { planSample, taskSample } from "../document-samples.ts";
import { call, handClock } from "../signed-call.ts";

let catalog: EmulatedCatalog;
afterEach(() => catalog.close());

describe("14.8 golden bodies: the documents' samples", () => {
  it.each([true, false])("are served as they were printed (quirks %s)", async (quirks) => {
    catalog = await startCatalog({ clock: handClock(), quirks });
    catalog.world.loadDocumentSamples(planSample, taskSample);
    const plan = await call(catalog.url, "GetProvisionedProductPlan", { PlanId: "plan-bp1jvmdk2k****" });
    const task = await call(catalog.url, "GetTask", { TaskId: "task-bp1dmg242c****" });
    expect(plan.body).toEqual(planSample);
    expect(task.body).toEqual(taskSample);
  });
  it("are not there unless they were loaded", async () => {
    catalog = await startCatalog({ clock: handClock() });
    const heard = await call(catalog.url, "GetTask", { TaskId: "task-bp1dmg242c****" });
    expect(heard.body.Code).toBe("InvalidTask.NotFound");
  });
});
