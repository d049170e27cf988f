import { describe, expect, it } from "vitest";
import { catalogService } from "../../local/catalog/api/catalog.ts";
import { rosService } from "../../local/catalog/api/ros.ts";
import { stsService } from "../../local/catalog/api/sts.ts";
import { judge, parsePolicy } from "../../local/catalog/ram/policy.ts";
import { namedBelow, textOf } from "./sources.ts";

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Principal?: unknown;
}
interface Policy {
  readonly Version: string;
  readonly Statement: readonly Statement[];
}

/** Every JSON of a page, by the heading above it. */
function policiesOf(text: string): Map<string, Policy> {
  const found = new Map<string, Policy>();
  for (const part of text.split(/^ *#+ /m).slice(1)) {
    const heading = part.slice(0, part.indexOf("\n"));
    const block = /^ *```json\n([\s\S]*?)^ *```$/m.exec(part)?.[1];
    if (block !== undefined) found.set(heading, JSON.parse(block) as Policy);
  }
  return found;
}

const policies = policiesOf(textOf("docs/cloud-admin.md"));
const policy = (heading: string): Policy => policies.get(heading) ?? expect.fail(`no policy ${heading}`);
const READ = "Policy planbell-read, for planbell-poll and planbell-worker";
const INVOKE = "Policy planbell-invoke, for planbell-slack";
const DECIDE = "Policy planbell-decide, for planbell-worker";
const APPROVE = "Policy planbell-approve, for net-approvers";
const DEPLOY = "Policy planbell-deploy, for who deploys";

const actionsOf = ({ Statement }: Policy): string[] => Statement.flatMap(({ Action }) => Action).sort();

/** What the emulated services check a right for. They are only listed here: nothing of their scene is touched. */
const services = [catalogService, rosService, stsService].map((service) => service({} as never));
const operations = new Map(
  services.flatMap(({ code, operations: all }) =>
    Object.entries(all).map(([name, one]) => [name, { action: `${code}:${name}`, needsRight: "resource" in one }]),
  ),
);

/** Every call of the cloud in RPC style that the code makes. */
const called = namedBelow("lib/catalog", /(?:\.call\(\s*|\baction = )"([A-Z]\w+)"/g);

/** What only decisions need; they are made as somebody else than who reads. */
const DECISIONS = ["sts:AssumeRole", "servicecatalog:ApproveProvisionedProductPlan"];

describe("the policies that the cloud admin is told to make", () => {
  it("are all there, and no other", () => {
    expect([...policies.keys()]).toEqual([
      "Trust policy of planbell-poll, planbell-slack and planbell-worker",
      READ,
      INVOKE,
      DECIDE,
      "Trust policy of net-approvers",
      APPROVE,
      DEPLOY,
    ]);
  });

  it("let functions read what the code reads, and nothing else", () => {
    expect(called.filter((name) => !operations.has(name))).toEqual([]);
    const needed = called
      .map((name) => operations.get(name)!)
      .filter(({ action, needsRight }) => needsRight && !DECISIONS.includes(action))
      .map(({ action }) => action);
    expect(needed).toContain("servicecatalog:GetTask");
    expect(actionsOf(policy(READ))).toEqual(needed.sort());
  });

  it("let each of the others do one thing", () => {
    expect(actionsOf(policy(INVOKE))).toEqual(["fc:InvokeFunction"]);
    expect(actionsOf(policy(DECIDE))).toEqual(["sts:AssumeRole"]);
    expect(actionsOf(policy(APPROVE))).toEqual(["servicecatalog:ApproveProvisionedProductPlan"]);
    expect(actionsOf(policy(DEPLOY))).toEqual(["ram:PassRole"]);
  });

  it("have no wildcard for actions, and everything for a resource only where RAM has nothing smaller", () => {
    const statements = [READ, INVOKE, DECIDE, APPROVE, DEPLOY].flatMap((heading) => policy(heading).Statement);
    expect(statements.flatMap(({ Action }) => Action).filter((action) => action.includes("*"))).toEqual([]);
    const broad = statements.filter(({ Resource }) => [Resource].flat().includes("*"));
    expect(broad.flatMap(({ Action }) => Action)).toEqual(["servicecatalog:ListProvisionedProductPlans"]);
  });

  it("are named by their page alike", () => {
    expect(policiesOf(textOf("docs/service-catalog.md")).get("Permissions")).toEqual(policy(READ));
  });
});

describe("RAM, given these policies, allows", () => {
  const product = "acs:servicecatalog:cn-hangzhou:<account>:provisionedproduct/pp-bp1ddg1n2a****";
  const worker = "acs:fc:ap-southeast-1:<account>:functions/planbell-worker";
  it.each([
    ["lists of plans", READ, "servicecatalog:ListProvisionedProductPlans", "*", "Allow"],
    ["one plan", READ, "servicecatalog:GetProvisionedProductPlan", product, "Allow"],
    [
      "lists of products",
      READ,
      "servicecatalog:ListProvisionedProducts",
      product.replace("pp-bp1ddg1n2a****", "*"),
      "Allow",
    ],
    ["a stack anywhere", READ, "ros:GetStack", "acs:ros:cn-beijing:<account>:stack/1", "Allow"],
    ["no approval to who reads", READ, "servicecatalog:ApproveProvisionedProductPlan", product, "ImplicitDeny"],
    [
      "no plan of another account",
      READ,
      "servicecatalog:GetProvisionedProductPlan",
      product.replace("<account>", "2"),
      "ImplicitDeny",
    ],
    ["approval to the approver", APPROVE, "servicecatalog:ApproveProvisionedProductPlan", product, "Allow"],
    ["no run of a plan", APPROVE, "servicecatalog:ExecuteProvisionedProductPlan", "*", "ImplicitDeny"],
    ["the approver's role", DECIDE, "sts:AssumeRole", "acs:ram::<account>:role/net-approvers", "Allow"],
    ["no other role", DECIDE, "sts:AssumeRole", "acs:ram::<account>:role/admin", "ImplicitDeny"],
    ["the worker", INVOKE, "fc:InvokeFunction", worker, "Allow"],
    ["no other function", INVOKE, "fc:InvokeFunction", worker.replace("worker", "poll"), "ImplicitDeny"],
  ] as const)("%s", (_, heading, action, resource, verdict) => {
    const parsed = parsePolicy(JSON.stringify(policy(heading)));
    expect(judge(parsed ?? [], action, resource)).toBe(verdict);
  });
});

describe("the roles", () => {
  it("of functions can be assumed by Function Compute alone", () => {
    expect(policy("Trust policy of planbell-poll, planbell-slack and planbell-worker")).toEqual({
      Version: "1",
      Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: ["fc.aliyuncs.com"] } }],
    });
  });

  it("of approvers can be assumed by the worker alone", () => {
    expect(policy("Trust policy of net-approvers")).toEqual({
      Version: "1",
      Statement: [
        {
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { RAM: ["acs:ram::<account>:role/planbell-worker"] },
        },
      ],
    });
  });
});
