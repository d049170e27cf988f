import * as v from "valibot";
import type { ChannelId } from "../model/brand.ts";
import type { Route } from "../notify/route.ts";
import type { SecretRules } from "../text/redactor.ts";
import { SHORTEST_VALUE } from "../text/secret-known.ts";
import type { Config } from "./config.ts";
import { channelFault, DESTINATION_ID, shown } from "./config-shown.ts";

/** What the config file says; what it leaves out is undefined. */
export interface FileSettings {
  readonly locale: "en" | undefined;
  readonly label: string | undefined;
  readonly routes: readonly Route[] | undefined;
  /** Also when they are faulty. */
  readonly routesGiven: boolean;
  readonly consolePlan: string | undefined;
  readonly firstRun: Config["firstRun"] | undefined;
  readonly redact: SecretRules | undefined;
}

/** Every message below ends the sentence "expected ...". */
const KEYS = "keys and values";
const DESTINATION_FORM = "the id of a channel (C0123ABCD) or of a person (U01ALICE01)";
const LABEL_FORM = "text of 1 to 40 characters";
const CONSOLE_FORM = "an https address in which {planId} and {region} are filled in";
const ROUTES_FORM = "a list of one route";
const REDACT_KEY_FORM = "a regular expression (JavaScript) of 1 to 200 characters";
const REDACT_VALUE_FORM = `text of ${SHORTEST_VALUE} to 4096 characters`;
const LIST_FORM = "a list";
const TO_FORM = "a list of at least one id of a channel or person";

const to = v.pipe(
  v.array(v.pipe(v.string(DESTINATION_FORM), v.regex(DESTINATION_ID, DESTINATION_FORM)), TO_FORM),
  v.minLength(1, TO_FORM),
  v.description("Ids of channels and people; the first is the default destination."),
);

function isPattern(source: string): boolean {
  try {
    return new RegExp(source, "i") instanceof RegExp;
  } catch {
    return false;
  }
}

/** The config file: unknown keys are refused. `planbell.schema.json` is made from this. */
export const CONFIG_SCHEMA = v.strictObject(
  {
    locale: v.optional(v.pipe(v.picklist(["en"], "en"), v.description("Language of all messages; default en."))),
    label: v.optional(
      v.pipe(
        v.string(LABEL_FORM),
        v.minLength(1, LABEL_FORM),
        v.maxLength(40, LABEL_FORM),
        v.description("Shown on every card; lets two deployments share a workspace."),
      ),
    ),
    routes: v.optional(
      v.pipe(
        v.array(v.strictObject({ to }, KEYS), ROUTES_FORM),
        v.minLength(1, ROUTES_FORM),
        // Without `when` the first route takes everything, and a second would silently never be used.
        v.maxLength(1, ROUTES_FORM),
        v.description("Where cards go; without it to PLANBELL_CHANNEL."),
      ),
    ),
    watch: v.optional(
      v.strictObject(
        {
          first_run: v.optional(
            v.pipe(
              v.picklist(["cards", "silent"], "cards or silent"),
              v.description("What the first run tells of plans that wait already; default cards."),
            ),
          ),
        },
        KEYS,
      ),
    ),
    redact: v.optional(
      v.strictObject(
        {
          keys: v.optional(
            v.pipe(
              v.array(
                v.pipe(
                  v.string(REDACT_KEY_FORM),
                  v.minLength(1, REDACT_KEY_FORM),
                  v.maxLength(200, REDACT_KEY_FORM),
                  v.check(isPattern, REDACT_KEY_FORM),
                ),
                LIST_FORM,
              ),
              v.description("Names whose values are secret, beside those that Planbell knows; case does not matter."),
            ),
          ),
          values: v.optional(
            v.pipe(
              v.array(
                v.pipe(
                  v.string(REDACT_VALUE_FORM),
                  v.minLength(SHORTEST_VALUE, REDACT_VALUE_FORM),
                  v.maxLength(4096, REDACT_VALUE_FORM),
                ),
                LIST_FORM,
              ),
              v.description(
                "Texts that are shown nowhere. The file is no place for secrets: for what is merely private.",
              ),
            ),
          ),
        },
        KEYS,
      ),
    ),
    console: v.optional(
      v.strictObject(
        {
          plan: v.optional(
            v.pipe(
              v.string(CONSOLE_FORM),
              v.regex(/^https:\/\/[^\s{}]+(\{(planId|region)\}[^\s{}]*)*$/, CONSOLE_FORM),
              v.description("Address behind a card's link; {planId} and {region} are filled in."),
            ),
          ),
        },
        KEYS,
      ),
    ),
  },
  KEYS,
);

/** Keys of the contract whose features are not built; `[]` stands for any item of a list. */
const KEYS_NOT_YET = new Set([
  "time_zone",
  "command",
  "accounts",
  "people",
  "approvals",
  "reminders",
  "digest",
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
  const given = file ?? {};
  keyFaults(CONFIG_SCHEMA, given, [], faults);
  const result = v.safeParse(CONFIG_SCHEMA, given);
  if (!result.success) {
    for (const issue of result.issues) if (!isKeyIssue(issue)) faults.push(valueFault(issue));
  }
  const out = result.success ? result.output : {};
  return {
    locale: out.locale,
    label: out.label,
    routes: out.routes as readonly { to: readonly ChannelId[] }[] | undefined,
    routesGiven: typeof given === "object" && Object.hasOwn(given, "routes"),
    consolePlan: out.console?.plan,
    firstRun: out.watch?.first_run,
    redact: out.redact && { keys: out.redact.keys ?? [], values: out.redact.values ?? [] },
  };
}

/** The parts of a schema that lead to the schemas inside it. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly item?: Shape;
  readonly wrapped?: Shape;
}
type Path = readonly (string | number)[];

function keyFaults(shape: Shape, value: unknown, path: Path, faults: string[]): void {
  const { entries, item } = shape.wrapped ?? shape;
  if (item !== undefined && Array.isArray(value)) {
    for (const [i, one] of value.entries()) keyFaults(item, one, [...path, i], faults);
  }
  if (entries === undefined || typeof value !== "object" || value === null) return;
  // To valibot a list is an object without any of the keys.
  if (Array.isArray(value)) {
    faults.push(`${named(path)}: expected ${KEYS}, found ${foundOf(value)}`);
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    const at = [...path, key];
    const known = Object.hasOwn(entries, key) ? entries[key] : undefined;
    if (known !== undefined) keyFaults(known, inner, at, faults);
    else if (KEYS_NOT_YET.has(patternOf(at))) faults.push(`${named(at)}: not supported yet; remove it`);
    else faults.push(`${named(at)}: unknown key; remove it`);
  }
}

/** Already told by `keyFaults`: valibot stops at the first unknown key of a map, and misses keys in a list. */
const isKeyIssue = ({ expected, path }: v.BaseIssue<unknown>): boolean =>
  expected === "never" || (path?.at(-1)?.type === "object" && Array.isArray(path.at(-1)?.input));

function valueFault(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => key as string | number);
  const pattern = patternOf(path);
  const { input } = issue;
  if (pattern.startsWith("redact.values")) return `${named(path)}: expected ${issue.message}, found something else`;
  if (input === undefined) return `${named(path)}: is missing`;
  if (typeof input === "string") {
    if (VALUES_NOT_YET[pattern]?.includes(input)) return `${named(path)}: ${input} is not supported yet; remove it`;
    if (pattern === "routes[].to[]") return `${named(path)}: ${channelFault(input)}`;
  }
  return `${named(path)}: expected ${issue.message}, found ${foundOf(input)}`;
}

function foundOf(input: unknown): string {
  if (typeof input === "string") return shown(input);
  if (input === null) return "nothing";
  if (Array.isArray(input)) return input.length === 0 ? "an empty list" : `a list of ${input.length}`;
  return typeof input === "object" ? KEYS : String(input);
}

const patternOf = (path: Path): string => dotted(path.map((key) => (typeof key === "number" ? "[]" : key)));
const named = (path: Path): string =>
  path.length === 0
    ? "config file"
    : `config file, ${dotted(path.map((key) => (typeof key === "number" ? `[${key}]` : shortKey(key))))}`;
const dotted = (steps: readonly string[]): string => steps.join(".").replaceAll(".[", "[");
/** Keys are quoted back to their author, who may have put a value where a key belongs. */
const shortKey = (key: string): string => (/^\w{1,30}$/.test(key) && shown(key) === `"${key}"` ? key : shown(key));
