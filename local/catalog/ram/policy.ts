interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly actions: readonly RegExp[];
  readonly resources: readonly RegExp[];
}

/** What is allowed and what is forbidden; whatever no statement names is not allowed. */
export type Policy = readonly Statement[];

type Verdict = "Allow" | "ImplicitDeny" | "ExplicitDeny";

/** All that these actions stand for, on every resource; `*` and `?` are wildcards, as in `servicecatalog:Get*`. */
export const allowing = (actions: readonly string[]): Policy => [
  { effect: "Allow", actions: actions.map(pattern), resources: [pattern("*")] },
];

/**
 * A policy as RAM writes it. `undefined` when it is not of that form, and when it has a `Condition`, which the emulator
 * does not judge: better no answer than a wrong one.
 * @see RAM, policy structure and syntax, version 1
 */
export function parsePolicy(text: string): Policy | undefined {
  try {
    const { Version, Statement } = JSON.parse(text) as { Version?: unknown; Statement?: unknown };
    if (Version !== "1") return undefined;
    const statements = (Array.isArray(Statement) ? Statement : [Statement]).map(statementOf);
    return statements.every((statement) => statement !== undefined) ? statements : undefined;
  } catch {
    return undefined;
  }
}

/** A statement that forbids wins over those that allow. */
export function judge(policy: Policy, action: string, resource: string): Verdict {
  const meant = policy.filter(
    ({ actions, resources }) => actions.some((one) => one.test(action)) && resources.some((one) => one.test(resource)),
  );
  if (meant.some(({ effect }) => effect === "Deny")) return "ExplicitDeny";
  return meant.length > 0 ? "Allow" : "ImplicitDeny";
}

function statementOf(statement: Record<string, unknown>): Statement | undefined {
  const { Effect: effect, Action, Resource, ...more } = statement;
  const [actions, resources] = [textsOf(Action), textsOf(Resource)];
  if ((effect !== "Allow" && effect !== "Deny") || !actions || !resources || Object.keys(more).length > 0)
    return undefined;
  return { effect, actions: actions.map(pattern), resources: resources.map(pattern) };
}

function textsOf(value: unknown): string[] | undefined {
  const texts: unknown[] = Array.isArray(value) ? value : [value];
  return texts.length > 0 && texts.every((text) => typeof text === "string") ? texts : undefined;
}

const pattern = (text: string): RegExp =>
  new RegExp(
    `^${text
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", "[^]*")
      .replaceAll("?", "[^]")}$`,
    "i",
  );
