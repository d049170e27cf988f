import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readConfig } from "../lib/app/config.ts";
import { FUNCTIONS } from "../local/bundle.ts";

interface Props {
  readonly [name: string]: unknown;
  readonly functionName: string;
  readonly code: string;
  readonly cpu: number;
  readonly memorySize: number;
  readonly timeout: number;
  readonly environmentVariables: Readonly<Record<string, string>>;
  readonly triggers: readonly { triggerName: string; triggerType: string; triggerConfig: Record<string, unknown> }[];
}
interface Deployment {
  readonly edition: string;
  readonly actions: Readonly<Record<string, readonly { run: string; path: string }[]>>;
  readonly vars: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, { component: string; props: Props }>>;
}

const root = new URL("..", import.meta.url);
const text = readFileSync(new URL("s.yaml", root), "utf8");
const deployment = parse(text) as Deployment;
const functions = Object.entries(deployment.resources);
const FROM_ENV = /^\$\{env\('([A-Z0-9_]+)', '([^']*)'\)\}$/;

/** @see the fc3 component's props; it lets unknown ones pass, which is how typing errors get lost */
const PROPS = [
  "region",
  "functionName",
  "description",
  "runtime",
  "handler",
  "code",
  "cpu",
  "memorySize",
  "diskSize",
  "timeout",
  "internetAccess",
  "role",
  "logConfig",
  "concurrencyConfig",
  "asyncInvokeConfig",
  "environmentVariables",
  "triggers",
];

describe("the deployment", () => {
  it("is of Serverless Devs 3 and builds before it deploys", () => {
    expect(deployment.edition).toBe("3.0.0");
    expect(deployment.actions).toEqual({ "pre-deploy": [{ run: "npm run build", path: "./" }] });
  });

  it("goes to Singapore unless told otherwise", () => {
    expect(deployment.vars["region"]).toMatch(/^\$\{env\('PLANBELL_REGION', 'ap-southeast-1'\)\}$/);
  });

  it("deploys every function that is built, and no other", () => {
    expect(functions.map(([name]) => name)).toEqual([...FUNCTIONS]);
  });
});

describe.each(functions)("function %s", (name, { component, props }) => {
  it("is one of Function Compute 3, with props that exist", () => {
    expect(component).toMatch(/^\$\{env\('FC3_COMPONENT', 'fc3'\)\}$/);
    expect(Object.keys(props).filter((key) => !PROPS.includes(key))).toEqual([]);
    expect(props["runtime"]).toBe("nodejs20");
    expect(props.functionName).toMatch(/^[A-Za-z_][A-Za-z0-9_-]{0,63}$/);
  });

  it("runs the file that the build makes", () => {
    expect(props.code).toBe(`./dist/${name}`);
    expect(props["handler"]).toBe("index.handler");
    expect(existsSync(new URL(`functions/${name}.ts`, root))).toBe(true);
  });

  it("asks for a size that can be had", () => {
    const { cpu, memorySize } = props;
    expect(Math.round(cpu * 100) % 5).toBe(0);
    expect(cpu).toBeGreaterThanOrEqual(0.05);
    expect(memorySize % 64).toBe(0);
    expect(memorySize).toBeGreaterThanOrEqual(128);
    // Memory in GB to vCPU: 1:1 to 4:1.
    expect(memorySize / 1024 / cpu).toBeGreaterThanOrEqual(1);
    expect(memorySize / 1024 / cpu).toBeLessThanOrEqual(4);
  });

  it("is given environment variables that may be set, without any value", () => {
    const entries = Object.entries(props.environmentVariables);
    expect(entries.filter(([key]) => !/^[A-Za-z]\w*$/.test(key) || key.startsWith("FC_"))).toEqual([]);
    const fixed = entries.filter(([key, value]) => FROM_ENV.exec(value)?.[1] !== key);
    expect(fixed).toEqual([["PLANBELL_POLL_SECONDS", "60"]]);
    expect(entries.filter(([, value]) => FROM_ENV.exec(value)?.[2])).toEqual([]);
  });

  it("keeps its log, and its role, where it has one, out of the file", () => {
    expect(props["logConfig"]).toBe("auto");
    if ("role" in props) expect(props["role"]).toMatch(FROM_ENV);
  });

  it("is given settings that Planbell takes", () => {
    const values: Record<string, string> = {
      SLACK_BOT_TOKEN: "xoxb-1",
      PLANBELL_CHANNEL: "C0DEFAULT0",
      PLANBELL_STATE: "postgres://me:pw@db/planbell",
    };
    const env = Object.fromEntries(
      Object.entries(props.environmentVariables).map(([key, value]) => [
        key,
        FROM_ENV.test(value) ? (values[key] ?? "") : value,
      ]),
    );
    expect(Object.keys(values).filter((key) => !(key in env))).toEqual([]);
    expect(readConfig({ ...env, FC_FUNCTION_NAME: props.functionName }, {}).state.kind).toBe("postgres");
  });
});

describe("the timer of poll", () => {
  const { props } = deployment.resources["poll"]!;

  it("fires every minute", () => {
    expect(props.triggers).toEqual([
      {
        triggerName: "every-minute",
        triggerType: "timer",
        triggerConfig: { cronExpression: "@every 1m", enable: true, payload: "" },
      },
    ]);
  });

  it("never starts a second poll beside the first, nor an old one again", () => {
    expect(props["concurrencyConfig"]).toEqual({ reservedConcurrency: 1 });
    expect(props["asyncInvokeConfig"]).toEqual({ maxAsyncRetryAttempts: 0, maxAsyncEventAgeInSeconds: 60 });
    expect(props.timeout).toBe(60);
  });

  it("has a role, for it reads the catalog", () => {
    expect(FROM_ENV.exec(String(props["role"]))?.[1]).toBe("PLANBELL_POLL_ROLE");
  });
});

describe("the timer of worker", () => {
  const { props } = deployment.resources["worker"]!;

  it("fires every quarter of an hour", () => {
    expect(props.triggers).toEqual([
      {
        triggerName: "every-quarter-hour",
        triggerType: "timer",
        triggerConfig: { cronExpression: "@every 15m", enable: true, payload: "" },
      },
    ]);
  });

  it("starts nothing a second time, nor when the next firing is due", () => {
    expect(props["asyncInvokeConfig"]).toEqual({ maxAsyncRetryAttempts: 0, maxAsyncEventAgeInSeconds: 900 });
    expect(props.timeout).toBe(60);
  });

  it("may do nothing in the cloud", () => {
    expect(props).not.toHaveProperty("role");
  });

  it("has the settings of the poll whose heartbeat it reads", () => {
    expect(props.environmentVariables).toEqual(deployment.resources["poll"]!.props.environmentVariables);
  });
});
