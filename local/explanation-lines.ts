import type { Explanation, Sent } from "../lib/app/explain.ts";
import { never } from "../lib/model/never.ts";
import type { Verdict } from "../lib/notify/route.ts";

/** An explanation as people read it in a terminal. */
export function linesOf({ what, id, name, status, transitions, people, messages }: Explanation): string[] {
  return [
    `${what} ${id} (${name}), ${status}, as if it were seen now for the first time`,
    "",
    "transitions and rules",
    ...(transitions.length === 0 ? ["  none: nothing in this state is told"] : []),
    ...transitions.flatMap(({ kind, rules }) => [
      `  ${kind}${rules.length === 0 ? "  quiet: no rule is asked, nothing is sent" : ""}`,
      ...rules.map((verdict, place) => `    routes[${place}]  ${verdictOf(verdict)}`),
    ]),
    "",
    "people",
    ...(people.length === 0 ? ["  none that rules could call"] : []),
    ...people.map(({ principal, ids }) => `  ${principal}  ${ids === undefined ? "not in `people`" : ids.join(", ")}`),
    "",
    "messages",
    ...(messages.length === 0 ? ["  none"] : []),
    ...messages.flatMap(linesOfSent),
  ];
}

function verdictOf(verdict: Verdict): string {
  switch (verdict.kind) {
    case "matched":
      return "matched";
    case "differs":
      return `no: ${verdict.key} is ${quoted(verdict.found)}, the rule takes ${quoted(verdict.expected)}`;
    case "not-reached":
      return "not asked: a rule above took it";
    default:
      return never(verdict);
  }
}

const quoted = (values: readonly string[]): string =>
  values.filter((value) => value !== "").length === 0
    ? "nothing"
    : values
        .filter((value) => value !== "")
        .map((value) => JSON.stringify(value))
        .join(" or ");

function linesOfSent({ kind, to, locale, message }: Sent): string[] {
  const head = `  ${kind} to ${to}${locale === undefined ? "" : `, in ${locale}`}`;
  if (message === undefined) return [`${head}: the log of the task, as far as it can be read then`];
  return [head, ...message.text.split("\n").map((line) => `    | ${line}`)];
}
