import * as v from "valibot";

/** What is wrong with it, each with where it stands; empty when nothing is. */
export function faultsOf(schema: v.GenericSchema, given: unknown): string[] {
  const { issues = [] } = v.safeParse(schema, given);
  return issues.map((issue) => `${v.getDotPath(issue) ?? "all"}: ${issue.message}`);
}
