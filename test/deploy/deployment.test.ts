import { describe, expect, it } from "vitest";
import { DEPLOYMENT_VARIABLES, deploymentFaults } from "../../local/deployment.ts";
import { textOf } from "./sources.ts";

const WHOLE = {
  SLACK_BOT_TOKEN: "xoxb-1",
  SLACK_SIGNING_SECRET: "0123456789abcdef0123456789abcdef",
  PLANBELL_STATE: "postgres://planbell:pw@db.example/planbell",
  PLANBELL_CHANNEL: "C0123ABCD",
  PLANBELL_POLL_ROLE: "acs:ram::1466115886170001:role/planbell-poll",
  PLANBELL_SLACK_ROLE: "acs:ram::1466115886170001:role/planbell-slack",
  PLANBELL_WORKER_ROLE: "acs:ram::1466115886170001:role/planbell-worker",
};
const names = (faults: readonly string[]): string[] => faults.map((fault) => fault.split(":")[0] ?? "");

describe("the preflight of a deployment", () => {
  it("is content with what has to be there", () => expect(deploymentFaults(WHOLE, undefined)).toEqual([]));

  it("names everything that is missing at once", () => {
    expect(names(deploymentFaults({}, undefined))).toEqual([
      "SLACK_BOT_TOKEN",
      "SLACK_SIGNING_SECRET",
      "PLANBELL_STATE",
      "PLANBELL_CHANNEL",
      "PLANBELL_POLL_ROLE",
      "PLANBELL_SLACK_ROLE",
      "PLANBELL_WORKER_ROLE",
    ]);
  });

  it.each(Object.keys(WHOLE))("takes an empty %s for a missing one", (name) => {
    expect(names(deploymentFaults({ ...WHOLE, [name]: " " }, undefined))).toEqual([name]);
  });

  it("needs no channel where routes say it", () => {
    const { PLANBELL_CHANNEL, ...rest } = WHOLE;
    expect(deploymentFaults(rest, { routes: [{ to: [PLANBELL_CHANNEL] }] })).toEqual([]);
  });

  it.each([
    ["a state that functions lose", { PLANBELL_STATE: "sqlite:planbell.db" }, "PLANBELL_STATE"],
    ["a role with capitals", { PLANBELL_POLL_ROLE: "acs:ram::1:role/Planbell" }, "PLANBELL_POLL_ROLE"],
    ["a role's name instead of its ARN", { PLANBELL_SLACK_ROLE: "planbell-slack" }, "PLANBELL_SLACK_ROLE"],
    ["a region by its English name", { PLANBELL_REGION: "Singapore" }, "PLANBELL_REGION"],
    ["an endpoint without https", { STS_ENDPOINT: "http://sts.aliyuncs.com" }, "STS_ENDPOINT"],
  ])("refuses %s", (_, wrong, name) => {
    expect(names(deploymentFaults({ ...WHOLE, ...wrong }, undefined))).toEqual([name]);
  });

  it("refuses what stands wrong in the config file, too", () => {
    const faults = deploymentFaults(WHOLE, { locale: "fr" });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain("locale");
  });

  it("shows no secret", () => {
    const secret = "hunter2hunter2hunter2";
    const faults = deploymentFaults(
      { ...WHOLE, SLACK_BOT_TOKEN: secret, PLANBELL_STATE: `mysql://me:${secret}@db/x`, PLANBELL_POLL_ROLE: secret },
      undefined,
    );
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join()).not.toContain("hunter2");
  });

  it("does not mind what is set for this machine alone", () => {
    expect(deploymentFaults({ ...WHOLE, SLACK_APP_TOKEN: "xapp-1", PORT: "nonsense" }, undefined)).toEqual([]);
  });
});

describe("the page that says how to deploy", () => {
  const page = textOf("docs/deploy.md");
  const scripts = JSON.parse(textOf("package.json")).scripts;
  const settings = [.../^```sh\n([\s\S]*?)^```/m.exec(page)![1]!.matchAll(/\b([A-Z0-9_]{5,})=(\S*)/g)];

  it("sets everything that has to be there, and nothing that nobody reads", () => {
    expect(settings.map(([, name]) => name)).toEqual(expect.arrayContaining(Object.keys(WHOLE)));
    expect(settings.filter(([, name]) => !DEPLOYMENT_VARIABLES.includes(name!))).toEqual([]);
  });

  it("names commands that there are", () => {
    const named = [...page.matchAll(/npm run (?:-s )?(\w+)/g)].map(([, name]) => name!);
    expect(named).toContain("preflight");
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});
