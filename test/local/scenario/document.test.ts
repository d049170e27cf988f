import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { scenarios } from "../../../local/scenario/all.ts";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");
const page = read("docs/scenarios.md");

describe("the page on scenarios", () => {
  it("shows a story as it stands in its file, and that story is played", () => {
    const [, file, name] = /`(local\/scenario\/stories\/([\w-]+)\.ts)`:/.exec(page) ?? [];
    const code = /```ts\n([\s\S]*?)```/.exec(page)?.[1];
    expect(code).toBe(read(file ?? ""));
    expect(scenarios().map((scenario) => scenario.name)).toContain(name);
  });

  it("names every kind of act", () => {
    const kinds = [...read("local/scenario/scenario.ts").matchAll(/readonly do: ([^;]+);/g)];
    const names = kinds.flatMap(([, union]) => [...(union ?? "").matchAll(/"([\w-]+)"/g)].map(([, one]) => one ?? ""));
    expect(names.length).toBeGreaterThan(8);
    expect(names.filter((one) => !page.includes(`\`${one}\``))).toEqual([]);
  });
});
