import * as v from "valibot";
import type { ChannelId } from "../model/brand.ts";
import type { Route } from "../notify/route.ts";
import type { Config } from "./config.ts";
import { channelHint, isChannelId } from "./config-env.ts";

/** What the config file says; what it leaves out is undefined. */
export interface FileSettings {
  readonly locale: "en" | undefined;
  readonly label: string | undefined;
  readonly routes: readonly Route[] | undefined;
  readonly routesFaulty: boolean;
  readonly consolePlan: string | undefined;
  readonly firstRun: Config["firstRun"] | undefined;
}

const CHANNEL = v.pipe(
  v.string(),
  v.regex(/^[CG][A-Z0-9]{6,}$/, (issue) => channelHint(String(issue.input))),
);

/** The config file: unknown keys are refused. The JSON Schema beside the example is made from this. */
export const CONFIG_SCHEMA = v.strictObject({
  locale: v.optional(v.picklist(["en"])),
  label: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(40))),
  routes: v.optional(v.pipe(v.array(v.strictObject({ to: v.pipe(v.array(CHANNEL), v.minLength(1)) })), v.minLength(1))),
  watch: v.optional(v.strictObject({ first_run: v.optional(v.picklist(["cards", "silent"])) })),
  console: v.optional(
    v.strictObject({
      plan: v.optional(v.pipe(v.string(), v.regex(/^https:\/\/[^\s{}]+(\{(planId|region)\}[^\s{}]*)*$/))),
    }),
  ),
});

/** Keys of the contract whose features are not built; `[]` stands for any item of a list. */
const NOT_YET = new Set([
  "time_zone",
  "command",
  "accounts",
  "people",
  "approvals",
  "reminders",
  "digest",
  "redact",
  "danger",
  "routes[].when",
  "routes[].mention",
  "routes[].locale",
  "routes[].broadcast",
  "routes[].approvals",
  "routes[].continue",
  "watch.instances",
  "watch.sweep",
  "console.site",
]);
/** Values of built keys whose features are not built. */
const VALUES_NOT_YET: Readonly<Record<string, readonly string[]>> = {
  locale: ["zh"],
  "routes[].to[]": ["approvers", "requester"],
};

/**
 * Checks a parsed config file. Faults are appended, all at once.
 * @param file undefined = no file, which is the same as an empty one
 */
export function readFile(file: unknown, faults: string[]): FileSettings {
  const known = withoutUnbuilt(file ?? {}, "", "", faults);
  const result = v.safeParse(CONFIG_SCHEMA, known);
  if (!result.success) for (const issue of result.issues) faults.push(faultOf(issue));
  const out = result.success ? result.output : {};
  return {
    locale: out.locale,
    label: out.label,
    routes: out.routes as readonly { to: readonly ChannelId[] }[] | undefined,
    routesFaulty: !result.success,
    consolePlan: out.console?.plan,
    firstRun: out.watch?.first_run,
  };
}

function withoutUnbuilt(value: unknown, path: string, pattern: string, faults: string[]): unknown {
  if (Array.isArray(value)) {
    return value
      .map((item, i) => withoutUnbuilt(item, `${path}[${i}]`, `${pattern}[]`, faults))
      .filter((item) => item !== undefined);
  }
  if (typeof value === "object" && value !== null) {
    const kept: [string, unknown][] = [];
    for (const [key, inner] of Object.entries(value)) {
      const at = pattern === "" ? key : `${pattern}.${key}`;
      const shown = path === "" ? key : `${path}.${key}`;
      if (NOT_YET.has(at)) faults.push(`config file, ${shown}: not supported yet; remove it`);
      else {
        const child = withoutUnbuilt(inner, shown, at, faults);
        if (child !== undefined) kept.push([key, child]);
      }
    }
    return Object.fromEntries(kept);
  }
  if (typeof value === "string" && VALUES_NOT_YET[pattern]?.includes(value)) {
    faults.push(`config file, ${path}: ${value} is not supported yet; remove it`);
    return undefined;
  }
  return value;
}

function faultOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? "(the whole file)";
  if (issue.type === "strict_object" && issue.expected === "never")
    return `config file, ${path}: unknown key; remove it`;
  const found =
    typeof issue.input === "string" && isChannelId(issue.input) ? JSON.stringify(issue.input) : issue.received;
  if (issue.type === "regex" && issue.message.startsWith("expected")) return `config file, ${path}: ${issue.message}`;
  return `config file, ${path}: expected ${issue.expected ?? issue.type}, found ${found}`;
}
