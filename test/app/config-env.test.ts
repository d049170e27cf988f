import { describe, expect, it } from "vitest";
import { type Env, readConfig } from "../../lib/app/config/config.ts";
import { ConfigFault } from "../../lib/model/errors.ts";

const SOUND: Env = {
  SLACK_BOT_TOKEN: "xoxb-1-CANARYTOKEN",
  ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAIcanaryid",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "canarysecret",
  PLANBELL_CHANNEL: "C0DEFAULT0",
};
const ON_FC: Env = { SLACK_BOT_TOKEN: "xoxb-1-CANARYTOKEN", PLANBELL_CHANNEL: "C0DEFAULT0", FC_FUNCTION_NAME: "poll" };

/** All faults of an environment that is sound but for these. */
function faultsWith(env: Env, base: Env = SOUND): readonly string[] {
  try {
    readConfig({ ...base, ...env }, undefined);
    return [];
  } catch (error) {
    if (error instanceof ConfigFault) return error.faults;
    throw error;
  }
}

describe("the least that is needed", () => {
  it("gives defaults for everything else", () => {
    expect(readConfig(SOUND, undefined)).toEqual({
      slack: {
        token: "xoxb-1-CANARYTOKEN",
        apiUrl: "https://slack.com/api/",
        signingSecrets: [],
        appToken: undefined,
      },
      catalog: {
        endpoint: "https://servicecatalog.cn-hangzhou.aliyuncs.com",
        rosEndpoint: "https://ros.aliyuncs.com",
        stsEndpoint: "https://sts.aliyuncs.com",
        credentials: { accessKeyId: "LTAIcanaryid", accessKeySecret: "canarysecret" },
      },
      state: { kind: "sqlite", path: "planbell.db" },
      shard: "self@cn-hangzhou",
      routes: [{ to: ["C0DEFAULT0"] }],
      people: undefined,
      approvals: { enabled: false, roles: {}, allowSelf: false },
      buttons: false,
      worker: undefined,
      fcEndpoint: undefined,
      fallback: "C0DEFAULT0",
      interval: 60_000,
      locale: "en",
      label: undefined,
      consolePlan: "https://servicecatalog.console.aliyun.com/plans/{planId}",
      firstRun: "cards",
      sweep: 300_000,
      dangerTypes: [],
      paused: false,
      command: "/planbell",
      redact: { keys: [], values: [] },
      host: "127.0.0.1",
      port: 3000,
      portGiven: false,
    });
  });

  it("is asked for all at once, with what is expected", () => {
    expect(faultsWith({}, {})).toEqual([
      "SLACK_BOT_TOKEN: expected a bot token, xoxb-...; it is not set",
      "ALIBABA_CLOUD_ACCESS_KEY_ID: expected the id of an AccessKey; it is not set",
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET: expected the secret of that AccessKey; it is not set",
      "PLANBELL_CHANNEL: expected a channel id such as C0123ABCD, or `routes` in the config file; found neither",
    ]);
  });

  it("is not there when it is empty or blank", () => {
    const empty = { SLACK_BOT_TOKEN: "", ALIBABA_CLOUD_ACCESS_KEY_ID: " ", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "\t" };
    expect(faultsWith({ ...empty, PLANBELL_CHANNEL: "" })).toHaveLength(4);
  });

  it("is named in the message, a line each", () => {
    expect(() => readConfig({ ...SOUND, PORT: "x", PLANBELL_PAUSED: "yes" }, undefined)).toThrow(
      [
        "2 settings to mend:",
        '  - PLANBELL_PAUSED: expected 1 or nothing, found "yes"',
        '  - PORT: expected a port from 0 to 65535, found "x"',
      ].join("\n"),
    );
  });
});

describe("variables that say something else than the default", () => {
  it.each<[env: Env, part: object]>([
    [{ SLACK_BOT_TOKEN: " xoxb-2 \n" }, { slack: { token: "xoxb-2", apiUrl: "https://slack.com/api/" } }],
    [{ SLACK_API_URL: "http://127.0.0.1:4701/api/" }, { slack: { apiUrl: "http://127.0.0.1:4701/api/" } }],
    [{ SLACK_API_URL: "http://localhost:1/" }, { slack: { apiUrl: "http://localhost:1/" } }],
    [{ SLACK_API_URL: "http://[::1]:1/" }, { slack: { apiUrl: "http://[::1]:1/" } }],
    [{ ROS_ENDPOINT: "http://127.0.0.1:4702/" }, { catalog: { rosEndpoint: "http://127.0.0.1:4702/" } }],
    [
      { STS_ENDPOINT: "https://sts.eu-central-1.aliyuncs.com" },
      { catalog: { stsEndpoint: "https://sts.eu-central-1.aliyuncs.com" } },
    ],
    [{ ALIBABA_CLOUD_SECURITY_TOKEN: "sts" }, { catalog: { credentials: { securityToken: "sts" } } }],
    [{ SERVICE_CATALOG_ENDPOINT: "https://catalog.example.com" }, { shard: "self@cn-hangzhou" }],
    [
      { SERVICE_CATALOG_ENDPOINT: "https://servicecatalog.ap-southeast-1.aliyuncs.com" },
      { shard: "self@ap-southeast-1" },
    ],
    [
      { SERVICE_CATALOG_ENDPOINT: "https://servicecatalog-vpc.eu-central-1.aliyuncs.com/" },
      { shard: "self@eu-central-1" },
    ],
    [{ PLANBELL_STATE: "memory:" }, { state: { kind: "memory" } }],
    [{ PLANBELL_STATE: "sqlite:/var/lib/p.db" }, { state: { kind: "sqlite", path: "/var/lib/p.db" } }],
    [{ PLANBELL_STATE: "sqlite:C:\\p.db" }, { state: { kind: "sqlite", path: "C:\\p.db" } }],
    [
      { PLANBELL_STATE: "postgres://me:pw@db/planbell" },
      { state: { kind: "postgres", url: "postgres://me:pw@db/planbell" } },
    ],
    [
      { PLANBELL_STATE: "postgresql://me@[::1]:6432/p?sslmode=verify-full" },
      { state: { kind: "postgres", url: "postgresql://me@[::1]:6432/p?sslmode=verify-full" } },
    ],
    [{ PLANBELL_CHANNEL: "G0PRIVATE1" }, { routes: [{ to: ["G0PRIVATE1"] }] }],
    [{ PLANBELL_POLL_SECONDS: "0.2" }, { interval: 200 }],
    [{ PLANBELL_POLL_SECONDS: "86400" }, { interval: 86_400_000 }],
    [{ PLANBELL_LOCALE: "en" }, { locale: "en" }],
    [{ PLANBELL_LOCALE: "zh" }, { locale: "zh" }],
    [{ PLANBELL_PAUSED: "1" }, { paused: true }],
    [{ PLANBELL_PAUSED: "0" }, { paused: false }],
    [
      { PLANBELL_HOST: "0.0.0.0", PORT: "0" },
      { host: "0.0.0.0", port: 0 },
    ],
    [{ PORT: "65535" }, { port: 65_535, portGiven: true }],
    [{ SLACK_SIGNING_SECRET: " new , old" }, { slack: { signingSecrets: ["new", "old"] } }],
    [{ SLACK_APP_TOKEN: "xapp-1-A0-2-c" }, { slack: { appToken: "xapp-1-A0-2-c" } }],
  ])("are taken: %j", (env, part) => expect(readConfig({ ...SOUND, ...env }, undefined)).toMatchObject(part));

  it.each<[env: Env]>([
    [{ PLANBELL_FC_ENDPOINT: "https://1.eu-central-1.fc.aliyuncs.com" }],
    [{ SLACK_APP_TOKEN: "", PLANBELL_WORKER: " " }],
    [{ PLANBELL_WORKER: "worker" }],
  ])("are no fault: %j", (env) => expect(faultsWith(env)).toEqual([]));
});

describe("a variable that cannot work", () => {
  it.each<[env: Env, fault: string]>([
    [
      { SLACK_BOT_TOKEN: "xapp-1-CANARY" },
      "SLACK_BOT_TOKEN: expected a bot token, xoxb-...; found 13 characters of another form",
    ],
    [
      { SLACK_BOT_TOKEN: "xoxb-1 2" },
      "SLACK_BOT_TOKEN: expected a bot token, xoxb-...; found 8 characters of another form",
    ],
    [
      { SLACK_BOT_TOKEN: "xoxp-1-2" },
      "SLACK_BOT_TOKEN: expected a bot token, xoxb-...; found 8 characters of another form",
    ],
    [
      { SLACK_BOT_TOKEN: "xoxb-1-…" },
      "SLACK_BOT_TOKEN: expected a bot token, xoxb-...; found 8 characters of another form",
    ],
    [
      { SLACK_BOT_TOKEN: "xoxb-" },
      "SLACK_BOT_TOKEN: expected a bot token, xoxb-...; found 5 characters of another form",
    ],
    [
      { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "can ary" },
      "ALIBABA_CLOUD_ACCESS_KEY_SECRET: expected the secret of that AccessKey; found 7 characters of another form",
    ],
    [
      { SLACK_APP_TOKEN: "xoxb-1" },
      "SLACK_APP_TOKEN: expected an app-level token, xapp-...; found 6 characters of another form",
    ],
    [
      { SLACK_SIGNING_SECRET: "a,,b" },
      "SLACK_SIGNING_SECRET: expected the app's signing secret, or several with commas between them; one of 3 is empty or has blanks",
    ],
    [
      { SLACK_SIGNING_SECRET: "," },
      "SLACK_SIGNING_SECRET: expected the app's signing secret, or several with commas between them; one of 2 is empty or has blanks",
    ],
    [
      { SLACK_SIGNING_SECRET: "can ary" },
      "SLACK_SIGNING_SECRET: expected the app's signing secret, or several with commas between them; one of 1 is empty or has blanks",
    ],
    [{ PLANBELL_SLACK_PROXY: "http://p:1" }, "PLANBELL_SLACK_PROXY: not supported yet; unset it"],
    [
      { PLANBELL_WORKER: "a b", FC_FUNCTION_NAME: "slack", PLANBELL_STATE: "postgres://me@h/d" },
      'PLANBELL_WORKER: expected the name of a function, found "a b"',
    ],
    [
      { SLACK_API_URL: "https://slack.com/api" },
      "SLACK_API_URL: expected an address that ends in /, found one that ends in something else",
    ],
    [
      { SERVICE_CATALOG_ENDPOINT: "http://catalog.example.com/x" },
      'SERVICE_CATALOG_ENDPOINT: expected an https address (http only for this machine), found "http://catalog.example.com"',
    ],
    [
      { SERVICE_CATALOG_ENDPOINT: "http://127.0.0.1.example.com" },
      'SERVICE_CATALOG_ENDPOINT: expected an https address (http only for this machine), found "http://127.0.0.1.example.com"',
    ],
    [
      { STS_ENDPOINT: "sts.aliyuncs.com" },
      "STS_ENDPOINT: expected an https address (http only for this machine), found 16 characters that are no web address",
    ],
    [
      { ROS_ENDPOINT: "file:///etc/passwd" },
      "ROS_ENDPOINT: expected an https address (http only for this machine), found 18 characters that are no web address",
    ],
    [
      { PLANBELL_FC_ENDPOINT: "https://me:pw@fc.example.com" },
      'PLANBELL_FC_ENDPOINT: expected an address without user, query and fragment, found "https://fc.example.com"',
    ],
    [
      { PLANBELL_STATE: "postgres://me:pw@/planbell" },
      "PLANBELL_STATE: expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, found one that cannot be read; write @ / ? # % of user and password as %40 %2F %3F %23 %25",
    ],
    [
      { PLANBELL_STATE: "postgres://db/planbell" },
      "PLANBELL_STATE: expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, found one without a user",
    ],
    [
      { PLANBELL_STATE: "postgresql://me:pw@db" },
      "PLANBELL_STATE: expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, found one without a database",
    ],
    [
      { PLANBELL_STATE: "postgres://me:pw@db/planbell?sslmod=require" },
      "PLANBELL_STATE: expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, found one with another setting than sslmode, search_path, application_name behind the ?",
    ],
    [
      { PLANBELL_STATE: "postgres://me:pw@db/planbell?sslmode=maybe" },
      "PLANBELL_STATE: expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, found one with another sslmode than disable, prefer, require, verify-full",
    ],
    [
      { PLANBELL_STATE: "tablestore://i.r" },
      "PLANBELL_STATE: tablestore is not supported yet; use postgres://... or sqlite:PATH",
    ],
    [
      { PLANBELL_STATE: "planbell.db" },
      "PLANBELL_STATE: expected memory:, sqlite:PATH or postgres://..., found something else",
    ],
    [{ PLANBELL_STATE: "sqlite:" }, "PLANBELL_STATE: expected memory:, sqlite:PATH or postgres://..., found sqlite:"],
    [{ PLANBELL_STATE: "memory:x" }, "PLANBELL_STATE: expected memory:, sqlite:PATH or postgres://..., found memory:"],
    [
      { PLANBELL_CHANNEL: "#ops" },
      'PLANBELL_CHANNEL: expected a channel id such as C0123ABCD, found "#ops"; it stands at the bottom of the channel\'s "About" in Slack',
    ],
    [
      { PLANBELL_CHANNEL: "U01ALICE01" },
      "PLANBELL_CHANNEL: expected a channel id such as C0123ABCD, found the person U01ALICE01: people stand in `routes` of the config file",
    ],
    [{ PLANBELL_POLL_SECONDS: "0.1" }, 'PLANBELL_POLL_SECONDS: expected seconds from 0.2 to 86400, found "0.1"'],
    [{ PLANBELL_POLL_SECONDS: "1m" }, 'PLANBELL_POLL_SECONDS: expected seconds from 0.2 to 86400, found "1m"'],
    [{ PLANBELL_POLL_SECONDS: "1e3" }, 'PLANBELL_POLL_SECONDS: expected seconds from 0.2 to 86400, found "1e3"'],
    [{ PLANBELL_LOCALE: "fr" }, 'PLANBELL_LOCALE: expected en or zh, found "fr"'],
    [{ PLANBELL_PAUSED: "true" }, 'PLANBELL_PAUSED: expected 1 or nothing, found "true"'],
    [
      { PLANBELL_HOST: "http://x" },
      'PLANBELL_HOST: expected a host name or an address without a port, found "http://x"',
    ],
    [{ PORT: "65536" }, 'PORT: expected a port from 0 to 65535, found "65536"'],
    [{ PORT: "0x10" }, 'PORT: expected a port from 0 to 65535, found "0x10"'],
  ])("is the one fault told: %j", (env, fault) => expect(faultsWith(env)).toEqual([fault]));
});

describe("whoever answers commands", () => {
  const faultsOf = (env: Env): readonly string[] => {
    try {
      readConfig({ ...SOUND, ...env }, undefined, "commands");
      return [];
    } catch (error) {
      return (error as ConfigFault).faults;
    }
  };

  it.each([{}, { SLACK_SIGNING_SECRET: " " }, { SLACK_APP_TOKEN: "" }])("needs a way to be heard: %j", (env) => {
    expect(faultsOf(env)).toEqual([
      "SLACK_SIGNING_SECRET: expected the app's signing secret, or several with commas between them (or an app-level token, xapp-... in SLACK_APP_TOKEN); it is not set",
    ]);
  });

  it.each([{ SLACK_SIGNING_SECRET: "a" }, { SLACK_APP_TOKEN: "xapp-1" }])("needs no more than %j", (env) => {
    expect(faultsOf(env)).toEqual([]);
  });

  it("learns what else is wrong at the same time", () => {
    expect(faultsOf({ PORT: "x" })).toHaveLength(2);
  });
});

describe("on Function Compute", () => {
  it("Socket Mode is refused: nobody would keep its connection", () => {
    expect(faultsWith({ PLANBELL_STATE: "postgres://me@db/p", SLACK_APP_TOKEN: "xapp-1" }, ON_FC)).toEqual([
      "SLACK_APP_TOKEN: Socket Mode is not for Function Compute; unset it",
    ]);
  });

  it.each([
    [undefined, "nothing"],
    ["memory:", "memory:"],
    ["sqlite:/tmp/p.db", "sqlite:"],
    ["planbell.db", "something else"],
  ])("a state that would be lost is refused: %s", (state, found) => {
    expect(faultsWith({ PLANBELL_STATE: state }, ON_FC)).toEqual([
      `PLANBELL_STATE: expected postgres://... on Function Compute, where files and memory are lost; found ${found}`,
    ]);
  });

  it("a store that is not built is not answered with one that is refused", () => {
    expect(faultsWith({ PLANBELL_STATE: "tablestore://i.r" }, ON_FC)).toEqual([
      "PLANBELL_STATE: tablestore is not supported yet; use postgres://...",
    ]);
  });

  it("polls faster than the trigger fires are refused", () => {
    expect(faultsWith({ PLANBELL_STATE: "postgres://me@db/p", PLANBELL_POLL_SECONDS: "30" }, ON_FC)).toContain(
      'PLANBELL_POLL_SECONDS: expected seconds from 60 to 86400, found "30"',
    );
  });

  it("no keys are asked for: each invocation brings the role's", () => {
    expect(faultsWith({ PLANBELL_STATE: "postgres://me:pw@db/p" }, ON_FC)).toEqual([]);
  });
});

describe("a secret", () => {
  const names = [
    "SLACK_BOT_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_APP_TOKEN",
    "SLACK_API_URL",
    "PLANBELL_SLACK_PROXY",
    "ALIBABA_CLOUD_ACCESS_KEY_ID",
    "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
    "ALIBABA_CLOUD_SECURITY_TOKEN",
    "SERVICE_CATALOG_ENDPOINT",
    "STS_ENDPOINT",
    "ROS_ENDPOINT",
    "PLANBELL_FC_ENDPOINT",
    "PLANBELL_STATE",
    "PLANBELL_CHANNEL",
    "PLANBELL_POLL_SECONDS",
    "PLANBELL_LOCALE",
    "PLANBELL_WORKER",
    "PLANBELL_PAUSED",
    "PLANBELL_HOST",
    "PORT",
  ];
  const secrets = [
    "xoxb-17-CANARY",
    "xoxe.xoxb-1-CANARY",
    "xapp-1-CANARY",
    "LTAICANARY",
    "STS.CANARY",
    "CANARY7d2f4a6b8c0e1f3a5b7c",
    "https://me:CANARY@host/",
    "https://me:CAN/CANARY@host",
    "https://me:12/CANARY@host",
    "https://a@b:CANARY@host/",
    "https://host/?token=CANARY",
    "http://host/services/CANARY",
    "http://xoxb-17-CANARY/",
    "https://host:1/xoxb-CANARY",
    "postgres://me:p@CANARY/x@db/planbell",
    "postgres://me:p@CANARY?x@db/planbell",
    "postgres://me:p@CANARY#x@db/planbell",
    "postgres://me:p%CANARY@db/planbell",
    "postgres://CANARY@db",
    "postgres://me:pw@db/planbell?CANARY=CANARY",
    "sqlite+CANARY://me:CANARY@db",
    " xoxb-a CANARY ",
  ];
  it.each(secrets)("put into any variable is never printed: %s", (secret) => {
    const message = (env: Env): string => {
      try {
        readConfig(env, undefined);
        return "";
      } catch (error) {
        // The name of a host is lower case in a URL, whatever was typed.
        return String(error).toUpperCase();
      }
    };
    for (const name of names) {
      expect(message({ ...SOUND, [name]: secret })).not.toContain("CANARY");
      expect(message({ ...ON_FC, [name]: secret })).not.toContain("CANARY");
    }
    expect(message(Object.fromEntries(names.map((name) => [name, secret])))).not.toContain("CANARY");
  });
});
