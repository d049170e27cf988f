import { expect, it } from "vitest";
import { scenarios } from "../../../local/scenario/all.ts";
import { ROLES } from "../../../local/scenario/people.ts";

it("every role that a story names is one of the account", () => {
  const stories = scenarios().flatMap(({ parts }) => parts.map(({ story }) => story));
  const named = new Set(rolesIn(stories));
  expect([...named].sort()).toEqual(["dba-approvers", "net-approvers"]);
  expect(ROLES.map(({ name }) => name).sort()).toEqual([...named].sort());
});

/** The names of all roles, wherever they stand. */
function rolesIn(part: unknown): string[] {
  if (typeof part !== "object" || part === null) return [];
  const own = "kind" in part && part.kind === "RamRole" && "name" in part ? [String(part.name)] : [];
  return [...own, ...Object.values(part).flatMap(rolesIn)];
}
