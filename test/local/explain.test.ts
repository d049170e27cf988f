import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { buildExplain } from "../../lib/app/build/explain.ts";
import { ConfigFault } from "../../lib/model/errors.ts";
import { linesOf } from "../../local/explanation-lines.ts";

const sample = (name: string): Record<string, Record<string, unknown>> =>
  JSON.parse(readFileSync(new URL(`../fixtures/documents/${name}.json`, import.meta.url), "utf8"));
const PLAN = sample("get-provisioned-product-plan");
const TASK = sample("get-task");
const explain = (saved: unknown, file?: unknown, env = {}): string[] => linesOf(buildExplain(env, file)(saved));

/** The lines of one part, without its heading. */
function part(lines: readonly string[], heading: string): string[] {
  const from = lines.indexOf(heading) + 1;
  const to = lines.indexOf("", from);
  return lines.slice(from, to < 0 ? lines.length : to);
}

describe("the sample of GetProvisionedProductPlan", () => {
  it("is told by one card, and its rule and people are named", () => {
    const lines = explain(PLAN);
    expect(lines[0]).toBe(
      "plan plan-bp1jvmdk2k**** (DEMO-ECS instance), PreviewSuccess, as if it were seen now for the first time",
    );
    expect(part(lines, "transitions and rules")).toEqual(["  plan.awaiting-approval", "    routes[0]  matched"]);
    expect(part(lines, "people")).toEqual([
      "  RamUser:approver  not in `people`",
      "  RamUser:endUser  not in `people`",
    ]);
    expect(part(lines, "messages").slice(0, 3)).toEqual([
      "  card to C0DEFAULT0",
      "    | Waiting for approval: DEMO-ECS instance",
      "    | Waiting for: approver (RAM user)",
    ]);
  });

  it("is told as the rules have it: each says that it matched, or the field that did not", () => {
    const routes = [
      { when: { operation: "TerminateProvisionedProduct", danger: true }, to: ["C0123ABCD"] },
      { when: { owner: "RamUser:endUser", danger: true }, to: ["C0123ABCD"] },
      { when: { tag: { env: ["prod", "live"] } }, to: ["C0123ABCD"] },
      { when: { kind: "plan.*" }, to: ["approvers"], locale: "zh" },
      { to: ["C0DEFAULT0"] },
    ];
    const lines = explain(PLAN, { routes, people: { "RamUser:approver": ["U01ALICE01"] } });
    expect(part(lines, "transitions and rules")).toEqual([
      "  plan.awaiting-approval",
      '    routes[0]  no: operation is "LaunchProduct", the rule takes "TerminateProvisionedProduct"',
      '    routes[1]  no: danger is "false", the rule takes "true"',
      '    routes[2]  no: tag.env is nothing, the rule takes "prod" or "live"',
      "    routes[3]  matched",
      "    routes[4]  not asked: a rule above took it",
    ]);
    expect(part(lines, "people")[0]).toBe("  RamUser:approver  U01ALICE01");
    expect(part(lines, "messages").slice(0, 3)).toEqual([
      "  card to U01ALICE01, in zh",
      "    | 待审批：DEMO-ECS instance",
      "    | 审批人：<@U01ALICE01>",
    ]);
  });

  it("is explained without what stands around it, too, in the channel and language of the environment", () => {
    const lines = explain(PLAN["PlanDetail"], undefined, { PLANBELL_CHANNEL: "C0NETWORK1", PLANBELL_LOCALE: "zh" });
    expect(part(lines, "messages").slice(0, 2)).toEqual(["  card to C0NETWORK1", "    | 待审批：DEMO-ECS instance"]);
  });
});

describe("the sample of GetTask", () => {
  it("is quiet: it succeeded, and no rule is asked", () => {
    const lines = explain(TASK);
    expect(lines[0]).toContain("task task-bp1dmg242c**** (DEMO-ECS instance), Succeeded");
    expect(part(lines, "transitions and rules")).toEqual([
      "  task.succeeded  quiet: no rule is asked, nothing is sent",
    ]);
    expect(part(lines, "messages")).toEqual(["  none"]);
  });

  it("would be told if it had failed, with its log behind", () => {
    const progress = Array.from({ length: 20 }, (_, n) => `web[${n}]: still creating...\n`).join("");
    const content = `${progress}Error: VPC quota exceeded.\npassword = "hunter2hunter2"\n`;
    const Log = { TerraformLogs: [{ Command: "apply", Stream: "stderr", Content: content }] };
    const lines = explain({ TaskDetail: { ...TASK["TaskDetail"], Status: "Failed", Log } });
    expect(part(lines, "transitions and rules")).toEqual(["  task.failed", "    routes[0]  matched"]);
    expect(part(lines, "messages").slice(0, 3)).toEqual([
      "  card to C0DEFAULT0",
      "    | Failed: DEMO-ECS instance",
      "    | Error: VPC quota exceeded.",
    ]);
    expect(lines.at(-1)).toBe("  log to C0DEFAULT0: the log of the task, as far as it can be read then");
    expect(lines.join("\n")).not.toContain("hunter2");
  });
});

describe("what cannot be explained", () => {
  it.each([[null], [[]], ["plan"], [{ Plans: [] }]])("names what was expected: %j", (saved) => {
    expect(() => explain(saved)).toThrow(/FILE: expected the JSON of GetProvisionedProductPlan .* or of GetTask/);
  });

  it("names the field of a plan that is not there", () => {
    expect(() => explain({ PlanDetail: { ...PLAN["PlanDetail"], Status: undefined } })).toThrow(/PlanDetail\.Status/);
  });

  it("names faults of the config file, and asks for no secret", () => {
    expect(() => explain(PLAN, { routes: [{ to: ["#ops"] }] })).toThrow(ConfigFault);
    expect(() => explain(PLAN, { routes: [{ to: ["#ops"] }] })).toThrow(
      /^1 setting to mend:\n {2}- config file, routes/,
    );
  });
});
