import * as v from "valibot";
import type { Ms } from "../../model/brand.ts";
import type { Locale } from "../../model/locale.ts";
import type { People } from "../../notify/people.ts";
import type { Route } from "../../notify/route.ts";
import type { SecretRules } from "../../text/redactor.ts";
import type { Config } from "./config.ts";
import { DESTINATION_FORM, KEYS, orderFaults, peopleOf, routesOf } from "./config-routes.ts";
import { CONFIG_SCHEMA, periodOf } from "./config-schema.ts";
import { channelFault, shown } from "./config-shown.ts";

/** What the config file says; what it leaves out is undefined. */
export interface FileSettings {
  readonly locale: Locale | undefined;
  readonly label: string | undefined;
  readonly command: string | undefined;
  readonly routes: readonly Route[] | undefined;
  /** Also when they are faulty. */
  readonly routesGiven: boolean;
  readonly people: People | undefined;
  readonly approvals: Config["approvals"] | undefined;
  readonly buttons: boolean | undefined;
  readonly consolePlan: string | undefined;
  readonly firstRun: Config["firstRun"] | undefined;
  /** Are instances watched? */
  readonly instances: boolean | undefined;
  readonly sweep: Ms | undefined;
  readonly dangerTypes: readonly string[] | undefined;
  readonly redact: SecretRules | undefined;
}

/** Keys of the contract whose features are not built; `[]` stands for any item of a list. */
const KEYS_NOT_YET = new Set(["time_zone", "accounts", "reminders", "digest", "console.site"]);
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
  const routesGiven = typeof given === "object" && Object.hasOwn(given, "routes");
  if (routesGiven) orderFaults((given as { readonly routes: unknown }).routes, faults);
  return {
    locale: out.locale,
    label: out.label,
    command: out.command,
    routes: out.routes && routesOf(out.routes),
    routesGiven,
    people: out.people && peopleOf(out.people),
    approvals: out.approvals && {
      enabled: out.approvals.enabled ?? false,
      roles: out.approvals.roles ?? {},
      allowSelf: out.approvals.allow_self_approval ?? false,
    },
    buttons: out.buttons,
    consolePlan: out.console?.plan,
    firstRun: out.watch?.first_run,
    instances: out.watch?.instances,
    sweep: out.watch?.sweep === undefined ? undefined : periodOf(out.watch.sweep),
    dangerTypes: out.danger?.types,
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
  const { type, entries, item } = shape.wrapped ?? shape;
  if (item !== undefined && Array.isArray(value)) {
    for (const [i, one] of value.entries()) keyFaults(item, one, [...path, i], faults);
  }
  // To valibot a list is an object without any of the keys.
  if ((entries !== undefined || type === "record") && Array.isArray(value)) {
    faults.push(`${named(path)}: expected ${KEYS}, found ${foundOf(value)}`);
    return;
  }
  if (entries === undefined || typeof value !== "object" || value === null) return;
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
    const isWord = /^[a-z]+$/.test(input);
    if (pattern === "routes[].to[]") {
      return `${named(path)}: ${isWord ? `expected ${DESTINATION_FORM}, found ${shown(input)}` : channelFault(input)}`;
    }
  }
  return `${named(path)}: expected ${issue.message}, found ${foundOf(input)}`;
}

function foundOf(input: unknown): string {
  if (typeof input === "string") return shown(input);
  if (input === null) return "nothing";
  if (Array.isArray(input)) return input.length === 0 ? "an empty list" : `a list of ${input.length}`;
  if (typeof input !== "object") return String(input);
  return Object.keys(input).length === 0 ? "no keys" : KEYS;
}

const patternOf = (path: Path): string => dotted(path.map((key) => (typeof key === "number" ? "[]" : key)));
const named = (path: Path): string =>
  path.length === 0
    ? "config file"
    : `config file, ${dotted(path.map((key) => (typeof key === "number" ? `[${key}]` : shortKey(key))))}`;
const dotted = (steps: readonly string[]): string => steps.join(".").replaceAll(".[", "[");
/** Keys are quoted back to their author, who may have put a value where a key belongs. */
const shortKey = (key: string): string => (/^\w{1,30}$/.test(key) && shown(key) === `"${key}"` ? key : shown(key));
