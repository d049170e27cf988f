import { readFileSync } from "node:fs";
import { toJsonSchema } from "@valibot/to-json-schema";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { type Env, readConfig } from "../../lib/app/config/config.ts";
import { readFile } from "../../lib/app/config/config-file.ts";
import { CONFIG_SCHEMA } from "../../lib/app/config/config-schema.ts";
import { ConfigFault } from "../../lib/model/errors.ts";

const ENV: Env = {
  SLACK_BOT_TOKEN: "xoxb-1",
  ALIBABA_CLOUD_ACCESS_KEY_ID: "id",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "key",
};

function faultsOf(yaml: string): readonly string[] {
  const faults: string[] = [];
  readFile(parse(yaml) ?? undefined, faults);
  return faults;
}

describe("a config file", () => {
  it("may say everything that is built", () => {
    const file = parse(`
      locale: zh
      label: prod
      command: /planbell-dev
      routes: [{ to: [C0FIRST00, G0SECOND0] }]
      watch: { first_run: silent, instances: true, sweep: 90s }
      danger: { types: [alicloud_ram_user, "alicloud_fc*_function", "ALIYUN::RAM::*"] }
      console: { plan: "https://console.example.com/{region}/plans/{planId}?tab=1" }
      redact: { keys: ["^pin$"], values: [project-bluebird] }
    `);
    expect(readConfig(ENV, file)).toMatchObject({
      locale: "zh",
      label: "prod",
      command: "/planbell-dev",
      routes: [{ to: ["C0FIRST00", "G0SECOND0"] }],
      firstRun: "silent",
      sweep: 90_000,
      dangerTypes: ["alicloud_ram_user", "alicloud_fc*_function", "ALIYUN::RAM::*"],
      consolePlan: "https://console.example.com/{region}/plans/{planId}?tab=1",
      redact: { keys: ["^pin$"], values: ["project-bluebird"] },
    });
  });

  it.each([
    ["every five minutes where polls come once a minute", {}, {}, 300_000],
    ["with every fifth poll where those come more often", { PLANBELL_POLL_SECONDS: "2" }, {}, 10_000],
    ["every five minutes where polls come seldom", { PLANBELL_POLL_SECONDS: "600" }, {}, 300_000],
    ["as often as the file says", { PLANBELL_POLL_SECONDS: "2" }, { sweep: "1h" }, 3_600_000],
    ["never where the file says so", {}, { instances: false, sweep: "1h" }, undefined],
  ])("lists provisioned products %s", (_how, env, watch, sweep) => {
    expect(readConfig({ ...ENV, PLANBELL_CHANNEL: "C0DEFAULT0", ...env }, { watch }).sweep).toBe(sweep);
  });

  it.each([
    [{ approvals: { enabled: true } }, true],
    [{ approvals: { enabled: true }, buttons: false }, false],
    [{ approvals: { enabled: false } }, false],
    [{ buttons: true }, true],
  ])("with %j has buttons that ask: %s", (file, buttons) => {
    expect(readConfig({ ...ENV, PLANBELL_CHANNEL: "C0DEFAULT0" }, file).buttons).toBe(buttons);
  });

  it("says the language unless the environment does", () => {
    const env = { ...ENV, PLANBELL_CHANNEL: "C0DEFAULT0" };
    expect(readConfig(env, { locale: "zh" }).locale).toBe("zh");
    expect(readConfig({ ...env, PLANBELL_LOCALE: "en" }, { locale: "zh" }).locale).toBe("en");
    expect(readConfig({ ...env, PLANBELL_LOCALE: "zh" }, { locale: "en" }).locale).toBe("zh");
  });

  it("goes before the default channel", () => {
    const env = { ...ENV, PLANBELL_CHANNEL: "C0DEFAULT0" };
    expect(readConfig(env, { routes: [{ to: ["C0ROUTED0"] }] }).routes).toEqual([{ to: ["C0ROUTED0"] }]);
  });

  it.each([undefined, {}, { watch: {}, danger: {}, console: {}, redact: {} }])(
    "may leave everything out: %j",
    (file) => {
      const config = readConfig({ ...ENV, PLANBELL_CHANNEL: "C0DEFAULT0" }, file);
      expect(config).toMatchObject({
        locale: "en",
        command: "/planbell",
        firstRun: "cards",
        sweep: 300_000,
        routes: [{ to: ["C0DEFAULT0"] }],
        dangerTypes: [],
      });
    },
  );
});

describe("a config file that cannot work", () => {
  const typeForm = "expected a resource type such as alicloud_db_instance or ALIYUN::RDS::*";
  it.each<[yaml: string, fault: string]>([
    ["[]", "config file: expected keys and values, found an empty list"],
    ["hello", 'config file: expected keys and values, found "hello"'],
    ["locale: fr", 'config file, locale: expected en or zh, found "fr"'],
    ["locale: 5", "config file, locale: expected en or zh, found 5"],
    ["label: ''", 'config file, label: expected text of 1 to 40 characters, found ""'],
    ["label:", "config file, label: expected text of 1 to 40 characters, found nothing"],
    [
      `label: ${"a b ".repeat(30)}`,
      `config file, label: expected text of 1 to 40 characters, found "${"a b ".repeat(15)}..."`,
    ],
    [
      "command: planbell",
      'config file, command: expected a command as Slack has it, /planbell: at most 32 of a-z, 0-9, - and _, found "planbell"',
    ],
    [
      "command: /Plan bell",
      'config file, command: expected a command as Slack has it, /planbell: at most 32 of a-z, 0-9, - and _, found "/Plan bell"',
    ],
    ["watch: []", "config file, watch: expected keys and values, found an empty list"],
    ["watch: { first_run: loud }", 'config file, watch.first_run: expected cards or silent, found "loud"'],
    ["danger: [alicloud_vpc]", "config file, danger: expected keys and values, found a list of 1"],
    ["danger: { types: vpc }", 'config file, danger.types: expected a list of at most 100 resource types, found "vpc"'],
    [
      `danger: { types: [${"a, ".repeat(101)}] }`,
      "config file, danger.types: expected a list of at most 100 resource types, found a list of 101",
    ],
    ["danger: { types: ['*'] }", `config file, danger.types[0]: ${typeForm}, found "*"`],
    ["danger: { types: [a, 'b c'] }", `config file, danger.types[1]: ${typeForm}, found "b c"`],
    ["danger: { types: ['a.*'] }", `config file, danger.types[0]: ${typeForm}, found "a.*"`],
    ["danger: { types: [7] }", `config file, danger.types[0]: ${typeForm}, found 7`],
    ["danger: { kinds: [] }", "config file, danger.kinds: unknown key; remove it"],
    [
      "console: { plan: 'http://x/{planId}' }",
      'config file, console.plan: expected an https address in which {planId} and {region} are filled in, found "http://x"',
    ],
    [
      "console: { plan: 'https://x/{secret}' }",
      'config file, console.plan: expected an https address in which {planId} and {region} are filled in, found "https://x"',
    ],
    [
      "redact: { keys: ['(a'] }",
      'config file, redact.keys[0]: expected a regular expression (JavaScript) of 1 to 200 characters, found "(a"',
    ],
    [
      `redact: { keys: [a, '${"a b".repeat(67)}'] }`,
      `config file, redact.keys[1]: expected a regular expression (JavaScript) of 1 to 200 characters, found "${"a b".repeat(20)}..."`,
    ],
    ["redact: { keys: pin }", 'config file, redact.keys: expected a list, found "pin"'],
    [
      "redact: { values: [abc] }",
      "config file, redact.values[0]: expected text of 4 to 4096 characters, found something else",
    ],
    [
      "redact: { values: [4711] }",
      "config file, redact.values[0]: expected text of 4 to 4096 characters, found something else",
    ],
    ["redact: { words: [a] }", "config file, redact.words: unknown key; remove it"],
    ["lable: prod", "config file, lable: unknown key; remove it"],
    ["watch: { instances: 1 }", "config file, watch.instances: expected true or false, found 1"],
    ...["0", "5m30s", "9s", "25h", "5 m", "m"].map((sweep): [string, string] => [
      `watch: { sweep: "${sweep}" }`,
      `config file, watch.sweep: expected a length of time from 10s to 24h, such as 90s, 5m or 1h, found "${sweep}"`,
    ]),
    ["watch: { sweeps: 5m }", "config file, watch.sweeps: unknown key; remove it"],
    ["__proto__: { label: x }", "config file, __proto__: unknown key; remove it"],
    ["constructor: x", "config file, constructor: unknown key; remove it"],
  ])("is told of its one fault: %s", (yaml, fault) => expect(faultsOf(yaml)).toEqual([fault]));

  it.each(["time_zone: Asia/Shanghai", "accounts: []", "reminders: { first: 30m }", "digest: { at: '09:00' }"])(
    "is told that a feature is not built: %s",
    (yaml) => {
      expect(faultsOf(yaml)).toEqual([`config file, ${yaml.split(":")[0]}: not supported yet; remove it`]);
    },
  );

  it.each(["console.site"])("is told that a key is not built: %s", (path) => {
    const [outer, inner] = path.split(".");
    expect(faultsOf(`${outer}: { ${inner}: x }`)).toEqual([`config file, ${path}: not supported yet; remove it`]);
  });

  it("is told everything at once, together with the environment's faults", () => {
    const file = parse("{ one: 1, two: 2, accounts: {}, locale: fr, watch: { three: 3, first_run: 4 } }");
    const read = () => readConfig({ ...ENV, PORT: "x" }, file);
    expect(read).toThrow(ConfigFault);
    expect(read).toThrow(
      [
        "8 settings to mend:",
        '  - PORT: expected a port from 0 to 65535, found "x"',
        "  - config file, one: unknown key; remove it",
        "  - config file, two: unknown key; remove it",
        "  - config file, accounts: not supported yet; remove it",
        "  - config file, watch.three: unknown key; remove it",
        '  - config file, locale: expected en or zh, found "fr"',
        "  - config file, watch.first_run: expected cards or silent, found 4",
        "  - PLANBELL_CHANNEL: expected a channel id such as C0123ABCD, or `routes` in the config file; found neither",
      ].join("\n"),
    );
  });

  it("is not asked for a channel when its routes are there and faulty", () => {
    expect(() => readConfig(ENV, { routes: [] })).toThrow("1 setting to mend");
  });

  it.each([
    "locale: xoxb-1-CANARY",
    "label: { xoxb-1-CANARY: 1 }",
    "xoxb-1-CANARY: 1",
    "routes: [{ to: [xoxb-1-CANARY] }]",
    "routes: [{ to: [U0CANARY7D2F4A6B8C0E1F3A5B7C] }]",
    "watch: { first_run: 'https://me:CANARY@host' }",
    "console: { plan: 'http://me:CANARY@host/{planId}' }",
    `redact: { values: [${"CANARY".repeat(700)}] }`,
    "redact: { values: { CANARY7D2F4A6B8C0E1F3A5B7C: x } }",
    "redact: { values: CANARY }",
  ])("never has a secret of it printed: %s", (yaml) => {
    expect(faultsOf(yaml)).toHaveLength(1);
    expect(faultsOf(yaml).join()).not.toContain("CANARY");
  });
});

describe("what is shipped beside it", () => {
  const root = new URL("../../", import.meta.url);

  it("describes it for editors: `npx vitest run test/app/config-file.test.ts -u` writes planbell.schema.json anew", async () => {
    const schema = { title: "planbell.yaml", ...toJsonSchema(CONFIG_SCHEMA, { ignoreActions: ["check"] }) };
    // Lists on one line, as the formatter of this project has them.
    const text = JSON.stringify(schema, undefined, 2).replace(/\[\s+("[^[\]{}]*")\s+\]/g, (_, items: string) => {
      return `[${items.replace(/,\s+/g, ", ")}]`;
    });
    await expect(`${text}\n`).toMatchFileSnapshot("../../planbell.schema.json");
  });

  const example = readFileSync(new URL("planbell.example.yaml", root), "utf8");

  it("is an example that editors check", () => {
    expect(example.split("\n")[0]).toBe("# yaml-language-server: $schema=./planbell.schema.json");
  });

  it("is an example without faults that names every key that is built", () => {
    const file = parse(example);
    expect(readConfig(ENV, file)).toMatchObject({ label: "prod", fallback: "C0DEFAULT0" });
    expect([...new Set(file.routes.flatMap(Object.keys))].sort()).toEqual(
      Object.keys(CONFIG_SCHEMA.entries.routes.wrapped.pipe[0].item.entries).sort(),
    );
    expect(Object.keys(file)).toEqual(Object.keys(CONFIG_SCHEMA.entries));
    expect(Object.keys(file.watch)).toEqual(["first_run", "instances", "sweep"]);
    expect(Object.keys(file.danger)).toEqual(["types"]);
    expect(Object.keys(file.console)).toEqual(["plan"]);
  });
});
