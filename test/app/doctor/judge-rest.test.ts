import { describe, expect, it } from "vitest";
import { surveyConfig } from "../../../lib/app/config/config.ts";
import { clockCheck, type Measured, wayCheck } from "../../../lib/app/doctor/judge-clock.ts";
import { askableWith, configChecks } from "../../../lib/app/doctor/judge-config.ts";
import { storeCheck } from "../../../lib/app/doctor/judge-store.ts";
import { ms } from "../../../lib/model/brand.ts";
import { failed, found } from "./findings.ts";

const SOUND = {
  SLACK_BOT_TOKEN: "xoxb-1-CANARYTOKEN",
  SLACK_SIGNING_SECRET: "canary-signing-secret",
  ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAIcanaryid",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "canarysecret",
  PLANBELL_CHANNEL: "C0DEFAULT0",
};
const checked = (env: Record<string, string>, file?: unknown) => {
  const { config, faults } = surveyConfig({ ...SOUND, ...env }, file);
  return { checks: configChecks(config, faults), askable: askableWith(faults) };
};

describe("the settings", () => {
  it("are told in short when all are sound", () =>
    expect(checked({ PLANBELL_STATE: "postgres://u:secretpassword@db/p" }).checks).toEqual([
      { name: "config", state: "ok", text: "1 route, 0 principals in people, state in PostgreSQL, a poll every 60 s" },
    ]));

  it("have every fault of environment and file told, and no secret", () => {
    const { checks } = checked(
      { SLACK_BOT_TOKEN: "canary-no-token", PLANBELL_STATE: "postgres://u:secretpassword@" },
      { locale: "fr", colour: 1 },
    );
    expect(checks.map(({ state, text }) => [state, text.slice(0, 30)])).toEqual([
      ["fail", "SLACK_BOT_TOKEN: expected a bo"],
      ["fail", "PLANBELL_STATE: expected postg"],
      ["fail", "config file, colour: unknown k"],
      ["fail", "config file, locale: expected "],
    ]);
    expect(JSON.stringify(checks)).not.toMatch(/canary|secretpassword/);
  });

  it("say that nothing is sent, and that nobody is heard", () => {
    expect(checked({ PLANBELL_PAUSED: "1" }).checks[1]).toMatchObject({
      state: "warn",
      text: "PLANBELL_PAUSED is set: nothing is sent",
    });
    expect(checked({ SLACK_SIGNING_SECRET: "" }).checks[1]?.fix).toBe(
      "set SLACK_SIGNING_SECRET, or for Socket Mode SLACK_APP_TOKEN",
    );
    expect(checked({ SLACK_SIGNING_SECRET: "", SLACK_APP_TOKEN: "xapp-1-2" }).checks).toHaveLength(1);
    expect(checked({ SLACK_SIGNING_SECRET: "a,,b" }).checks).toHaveLength(1);
  });

  const ALL = {
    slack: true,
    catalog: true,
    stacks: true,
    identities: true,
    state: true,
    socket: true,
    file: true,
    channel: true,
  };
  it.each<[Record<string, string>, Partial<typeof ALL>]>([
    [{}, {}],
    [{ SLACK_BOT_TOKEN: "" }, { slack: false }],
    [{ SLACK_API_URL: "ftp://x/" }, { slack: false, socket: false }],
    [{ SLACK_APP_TOKEN: "nonsense" }, { socket: false }],
    [{ ALIBABA_CLOUD_ACCESS_KEY_SECRET: "" }, { catalog: false, stacks: false, identities: false }],
    [{ SERVICE_CATALOG_ENDPOINT: "x" }, { catalog: false }],
    [{ ROS_ENDPOINT: "x" }, { stacks: false }],
    [{ STS_ENDPOINT: "x" }, { identities: false }],
    [{ PLANBELL_STATE: "x" }, { state: false }],
    [{ PLANBELL_CHANNEL: "#x" }, { channel: false }],
    [{ PORT: "x" }, {}],
  ])("leave what can still be asked: %j", (env, part) => expect(checked(env).askable).toEqual({ ...ALL, ...part }));

  it("leave everything but routes and people when the file has a fault", () =>
    expect(checked({}, { colour: 1 }).askable).toEqual({ ...ALL, file: false }));
});

const side = (name: Measured["name"], ahead?: number, first?: number, later?: number): Measured => ({
  name,
  ahead: ahead === undefined ? undefined : ms(ahead),
  first: first === undefined ? undefined : ms(first),
  later: later === undefined ? undefined : ms(later),
});

describe("the clock", () => {
  it.each([
    [60_000, -60_000, "ok", "within a minute of Service Catalog and Slack"],
    [60_001, 0, "warn", "this machine's clock is 60 s ahead of that of Service Catalog"],
    [0, -300_000, "warn", "this machine's clock is 300 s behind that of Slack"],
    [
      -100_000,
      301_000,
      "fail",
      "this machine's clock is 301 s ahead of that of Slack: Slack's signatures are refused here beyond 5 minutes, ours by the cloud beyond 15",
    ],
  ])("that is %i ms ahead of the catalog's and %i ms of Slack's: %s", (catalog, slack, state, text) =>
    expect(clockCheck([side("Service Catalog", catalog), side("Slack", slack)])).toMatchObject({ state, text }),
  );

  it("is compared with whoever answers", () => {
    expect(clockCheck([side("Service Catalog"), side("Slack", 1)]).text).toBe("within a minute of Slack");
    expect(clockCheck([side("Service Catalog"), side("Slack")]).state).toBe("skipped");
  });
});

describe("both ways", () => {
  it("are told with the first call and the quickest behind it", () =>
    expect(wayCheck([side("Service Catalog", 0, 412.6, 38.2), side("Slack", 0, 390)])).toEqual({
      name: "ways",
      state: "ok",
      text: "Service Catalog 413 ms at first, then 38 ms; Slack 390 ms at first",
    }));

  it("are too long where Slack's three seconds are in danger", () => {
    const check = wayCheck([side("Service Catalog", 0, 2_500, 40), side("Slack", 0, 2_900, 2_001)]);
    expect([check.state, check.text]).toEqual([
      "warn",
      "Service Catalog 2500 ms at first, then 40 ms; Slack 2900 ms at first, then 2001 ms: Slack is slow, and Slack waits 3 s for an answer",
    ]);
  });

  it("are not known when nobody answers", () => expect(wayCheck([side("Slack")]).state).toBe("skipped"));
});

describe("the store", () => {
  it.each([
    ["sqlite", found([], 12.3), "ok", "compare-and-swap holds, 12 ms for all of it"],
    [
      "memory",
      found([], 1),
      "warn",
      "compare-and-swap holds, 1 ms for all of it; but memory: is lost when the process ends",
    ],
    [
      "postgres",
      found(["stale-write", "removal"] as const),
      "fail",
      "two writers of one version both won, a removed record is still there: messages may be lost or doubled",
    ],
    ["sqlite", failed("store-unusable", "no such folder"), "fail", "no such folder"],
  ] as const)("in %s: %#", (place, tried, state, text) =>
    expect(storeCheck(place, tried)).toMatchObject({ state, text }),
  );

  it("of a newer format wants the newer version", () =>
    expect(storeCheck("sqlite", failed("newer-format")).fix).toBe(
      "run the newer version of Planbell, or name another state in PLANBELL_STATE",
    ));
});
