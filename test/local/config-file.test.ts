import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigFault } from "../../lib/model/errors.ts";
import { readConfigFile } from "../../local/config-file.ts";

const folder = mkdtempSync(join(tmpdir(), "planbell-config-"));
const path = join(folder, "planbell.yaml");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(text: string): unknown {
  writeFileSync(path, text);
  return readConfigFile({ PLANBELL_CONFIG: path });
}

/** The faults, each without the name of the file. */
function faultsOf(text: string): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    return error.faults.map((fault) => fault.replace(`config file ${path}: `, ""));
  }
}

const NO_ANCHOR = "* at the beginning of a value means an alias, and there is no such anchor: put the value in quotes";
const NO_TAG = "! at the beginning of a value means a tag, and tags are not used: put the value in quotes";
const TEN = (name: string) => `[${Array(10).fill(name).join(", ")}]`;

describe("a config file", () => {
  it.each<[string, unknown]>([
    ["", undefined],
    ["# nothing yet\n", undefined],
    ["label: prod\n", { label: "prod" }],
    ["label: '*prod*'\n", { label: "*prod*" }],
    ["a: &it [1]\nb: *it\n", { a: [1], b: [1] }],
  ])("is read: %j", (text, value) => expect(read(text)).toEqual(value));

  it("may be left out, unless it is named", () => {
    const gone = join(folder, "gone.yaml");
    expect(readConfigFile({ PLANBELL_CONFIG: " " })).toBeUndefined();
    expect(() => readConfigFile({ PLANBELL_CONFIG: gone })).toThrow(
      `PLANBELL_CONFIG: expected a file, found none at ${gone}`,
    );
  });

  it("that is a folder cannot be read", () => {
    expect(() => readConfigFile({ PLANBELL_CONFIG: folder })).toThrow("cannot be read (EISDIR)");
  });
});

describe("a config file that is not plain YAML is refused with the place, never with what stands there", () => {
  it.each<[string, string]>([
    ["locale: en\nlabel: *CANARY*\n", `line 2, column 8: ${NO_ANCHOR}`],
    ["label: !CANARY x\n", `line 1, column 8: ${NO_TAG}`],
    ["label: !!int CANARY\n", `line 1, column 8: ${NO_TAG}`],
    ["CANARY: 1\nCANARY: 2\n", "line 2, column 1: the same key stands there a second time"],
    ["label: CANARY\n  more: CANARY\n", "line 1, column 8: no YAML (block as implicit key)"],
    ["label: [CANARY\n", "line 2, column 1: no YAML (bad indent)"],
    ["watch:\n\tCANARY: 1\n", "line 2, column 1: indent with spaces, not with tabs"],
    ["label: CANARY\n---\nlabel: CANARY\n", "line 2, column 1: a second document begins there"],
    ["? [CANARY]\n: 1\n", "line 1, column 3: a key must be text"],
    ["%CANARY x\n---\nlabel: x\n", "line 1, column 1: no YAML (bad directive)"],
    [
      `a: &a ${TEN("CANARY")}\nb: &b ${TEN("*a")}\nc: &c ${TEN("*b")}\nd: ${TEN("*c")}\n`,
      "line 2, column 8: aliases (*name) repeat too much of the file",
    ],
  ])("%j", (text, fault) => {
    const faults = faultsOf(text);
    expect(faults[0]).toBe(fault);
    expect(faults.join()).not.toContain("CANARY");
  });

  it("all at once", () => {
    expect(faultsOf("a: *one\nb: !two x\nb: 3\n")).toEqual([
      "line 3, column 1: the same key stands there a second time",
      `line 2, column 4: ${NO_TAG}`,
      `line 1, column 4: ${NO_ANCHOR}`,
    ]);
  });

  it("however deep it nests, in a few lines", () => {
    expect(faultsOf("[".repeat(20_000)).length).toBeOneOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });
});
