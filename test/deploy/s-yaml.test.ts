import { beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../lib/app/config/config.ts";
import { FUNCTIONS } from "../../local/bundle.ts";
import { DEPLOYMENT_VARIABLES } from "../../local/deployment.ts";
import { DEPLOYMENT, type Deployment } from "./fc3-schema.ts";
import { preview } from "./preview.ts";
import { faultsOf } from "./schema-faults.ts";
import { textOf } from "./sources.ts";

const role = (name: string): string => `acs:ram::1466115886170001:role/planbell-${name}`;

/** As long as each of them may become. */
const GIVEN = {
  SLACK_BOT_TOKEN: `xoxb-${"1234567890123".repeat(2)}-${"aB3".repeat(40)}`,
  SLACK_SIGNING_SECRET: `${"0123456789abcdef".repeat(2)},${"fedcba9876543210".repeat(2)}`,
  SERVICE_CATALOG_ENDPOINT: "https://servicecatalog.cn-hangzhou.aliyuncs.com",
  ROS_ENDPOINT: "https://ros-intl.vpc-proxy.aliyuncs.com",
  STS_ENDPOINT: "https://sts-vpc.ap-southeast-1.aliyuncs.com",
  PLANBELL_FC_ENDPOINT: "https://1466115886170001.ap-southeast-1-internal.fc.aliyuncs.com",
  PLANBELL_STATE: `postgres://planbell_${"u".repeat(54)}:${"p%40".repeat(64)}@pgm-${"x".repeat(40)}.pgsql.singapore.rds.aliyuncs.com:5432/planbell?sslmode=verify-full&search_path=planbell`,
  PLANBELL_CHANNEL: "C0123ABCDEFGH",
  PLANBELL_LOCALE: "zh",
  PLANBELL_PAUSED: "1",
  PLANBELL_POLL_ROLE: role("poll"),
  PLANBELL_SLACK_ROLE: role("slack"),
  PLANBELL_WORKER_ROLE: role("worker"),
};

let rendered: Deployment;
beforeAll(async () => {
  rendered = (await preview(GIVEN)) as Deployment;
});
const props = (name: (typeof FUNCTIONS)[number]) => rendered.resources[name].props;

describe("the deployment, as Serverless Devs renders it", () => {
  it("is one that Function Compute takes", () => expect(faultsOf(DEPLOYMENT, rendered)).toEqual([]));

  it("goes to Singapore unless told otherwise", () => {
    expect(FUNCTIONS.map((name) => props(name).region)).toEqual(Array(3).fill("ap-southeast-1"));
  });

  it("looks for what is missing, and then builds, before anything is deployed", () => {
    expect(rendered.actions["pre-deploy"].map(({ run }) => run)).toEqual(["npm run preflight", "npm run build"]);
  });

  it("gives each function a role of its own", () => {
    expect(FUNCTIONS.map((name) => props(name).role)).toEqual([role("poll"), role("slack"), role("worker")]);
  });

  it.each(FUNCTIONS)("gives %s settings that it takes", (name) => {
    const env = { ...props(name).environmentVariables, FC_FUNCTION_NAME: props(name).functionName };
    const config = readConfig(env, {}, name === "slack" ? "commands" : "poll");
    expect(config.state.kind).toBe(name === "slack" ? "memory" : "postgres");
    expect(config.slack.signingSecrets).toHaveLength(name === "slack" ? 2 : 0);
    expect(config.worker).toBe(name === "slack" ? "planbell-worker" : undefined);
  });

  it("has all functions know whose state it is, and how old it may be", () => {
    const shared = ["SERVICE_CATALOG_ENDPOINT", "PLANBELL_POLL_SECONDS"];
    const seen = FUNCTIONS.map((name) => shared.map((key) => props(name).environmentVariables[key]));
    expect(seen).toEqual(Array(3).fill([GIVEN.SERVICE_CATALOG_ENDPOINT, "60"]));
  });

  it("hands the state to those that read it, and not to the one that anybody may call", () => {
    const states = FUNCTIONS.map((name) => props(name).environmentVariables["PLANBELL_STATE"]);
    expect(states).toEqual([GIVEN.PLANBELL_STATE, undefined, GIVEN.PLANBELL_STATE]);
  });

  it("hands the signing secret to the one function that needs it", () => {
    expect(FUNCTIONS.filter((name) => "SLACK_SIGNING_SECRET" in props(name).environmentVariables)).toEqual(["slack"]);
  });
});

describe("poll", () => {
  it("is fired every minute", () => {
    expect(props("poll").triggers).toEqual([
      {
        triggerName: "every-minute",
        triggerType: "timer",
        triggerConfig: { cronExpression: "@every 1m", enable: true, payload: "" },
      },
    ]);
  });

  it("never runs beside itself, nor again, nor late: the next firing is the retry", () => {
    expect(props("poll")).toMatchObject({
      concurrencyConfig: { reservedConcurrency: 1 },
      asyncInvokeConfig: { maxAsyncRetryAttempts: 0, maxAsyncEventAgeInSeconds: 60 },
      timeout: 60,
    });
  });
});

describe("slack", () => {
  it("is open to everybody's POST, since it checks Slack's signature itself", () => {
    expect(props("slack").triggers).toEqual([
      { triggerName: "https", triggerType: "http", triggerConfig: { authType: "anonymous", methods: ["POST"] } },
    ]);
  });

  it("is quick enough for Slack's three seconds", () => {
    expect(props("slack")).toMatchObject({ cpu: 0.5, memorySize: 512, timeout: 10 });
  });
});

describe("worker", () => {
  it("takes jobs as tasks: one that is submitted twice is refused, one that dies is done again once", () => {
    expect(props("worker")).toMatchObject({
      asyncInvokeConfig: { asyncTask: true, maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 900 },
      timeout: 120,
    });
  });

  it("looks after the polls every quarter of an hour", () => {
    expect(props("worker").triggers).toEqual([
      {
        triggerName: "every-quarter-hour",
        triggerType: "timer",
        triggerConfig: { cronExpression: "@every 15m", enable: true, payload: "" },
      },
    ]);
  });
});

describe("s.yaml itself", () => {
  const text = textOf("s.yaml");
  const asked = [...text.matchAll(/\$\{env\('(\w+)'(?:, '([^']*)')?\)\}/g)];

  it("asks for the variables that the preflight knows, and only for those", () => {
    expect([...new Set(asked.map(([, name]) => name))].sort()).toEqual([...DEPLOYMENT_VARIABLES].sort());
  });

  it("holds no value but the place and the component", () => {
    const fallbacks = asked.filter(([, , fallback]) => fallback !== "").map(([, name, fallback]) => [name, fallback]);
    expect(fallbacks.filter(([name]) => name !== "FC3_COMPONENT")).toEqual([["PLANBELL_REGION", "ap-southeast-1"]]);
    expect(text).not.toMatch(/xox[a-z]-|LTAI|postgres:\/\/|acs:ram::\d/);
  });
});

/** The deployment with one thing in it changed; `undefined` removes it. */
function changed(path: string, value: unknown): unknown {
  const copy = structuredClone(rendered);
  const keys = path.split("/");
  const last = keys.pop() ?? "";
  const parent = keys.reduce((at, key) => at[key] as Record<string, unknown>, copy as Record<string, unknown>);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

describe("a deployment that Function Compute would refuse, or take and misunderstand", () => {
  const timer = "resources/poll/props/triggers/0/triggerConfig/cronExpression";
  const slack = "resources/slack/props";
  it.each([
    ["a wrong step of memory", `${slack}/memorySize`, 520, "in steps of 64"],
    ["a wrong step of vCPU", `${slack}/cpu`, 0.33, "in steps of 0.05"],
    ["too much memory for its vCPU", `${slack}/memorySize`, 4096, "is not from 1:1 to 4:1"],
    ["a prop that does not exist", `${slack}/memory`, 512, "slack.props.memory: "],
    ["a key of a trigger that does not exist", "resources/poll/props/triggers/0/config", {}, "triggers.0.config: "],
    ["a prop that is missing", `${slack}/handler`, undefined, "slack.props.handler: "],
    ["another runtime", `${slack}/runtime`, "nodejs22", "slack.props.runtime: "],
    ["a reserved variable", `${slack}/environmentVariables/FC_ENDPOINT`, "x", "FC_ is reserved"],
    ["a variable that is no text", `${slack}/environmentVariables/PORT`, 3000, "PORT: "],
    ["too many variables", `${slack}/environmentVariables/MORE`, "x".repeat(4000), "bytes of variables"],
    ["five fields of cron", timer, "* * * * *", "nor six fields"],
    ["cron with a list of seconds", timer, "*/5 * * * * *", "nor six fields"],
    ["cron with an hour that is none", timer, "0 0 24 * * *", "nor six fields"],
    ["less than a minute", timer, "@every 30s", "nor six fields"],
    ["a worker that slack does not know", `${slack}/environmentVariables/PLANBELL_WORKER`, "other", "worker's name"],
    ["a worker of another name", "resources/worker/props/functionName", "planbell-jobs", "worker's name"],
    ["two functions of one name", "resources/poll/props/functionName", "planbell-slack", "two functions"],
    ["a folder that nobody builds", `${slack}/code`, "./dist/door", "a code folder"],
    ["a function that nobody builds", "resources/door", {}, "resources.door: "],
    ["a trigger of another kind", "resources/poll/props/triggers/0/triggerType", "cron", "triggerType: "],
    ["a method that is none", `${slack}/triggers/0/triggerConfig/methods/0`, "post", "methods.0: "],
    ["no role", `${slack}/role`, "", "no role"],
    ["too many retries", "resources/worker/props/asyncInvokeConfig/maxAsyncRetryAttempts", 9, "at most 8"],
    ["another edition", "edition", "1.0.0", "edition: "],
  ])("is seen: %s", (_, path, value, fault) => {
    const faults = faultsOf(DEPLOYMENT, changed(path, value));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it.each(["@every 1m", "@every 12h", "0 */5 * * * *", "0 0 4 ? * MON-FRI", "CRON_TZ=Asia/Shanghai 0 0 4 * * *"])(
    "is not: a timer of %s",
    (cron) => expect(faultsOf(DEPLOYMENT, changed(timer, cron))).toEqual([]),
  );
});
