import * as v from "valibot";
import { hours, type Ms, minutes, ms, seconds } from "../../model/brand.ts";
import { LOCALES } from "../../model/locale.ts";
import { SHORTEST_VALUE } from "../../text/secret-known.ts";
import { APPROVALS_SCHEMA, KEYS, LOCALE_FORM, PEOPLE_SCHEMA, ROUTES_SCHEMA } from "./config-routes.ts";

/** Every message below ends the sentence "expected ...". */
const LABEL_FORM = "text of 1 to 40 characters";
const COMMAND_FORM = "a command as Slack has it, /planbell: at most 32 of a-z, 0-9, - and _";
const CONSOLE_FORM = "an https address in which {planId} and {region} are filled in";
const TYPES_FORM = "a list of at most 100 resource types";
const TYPE_FORM = "a resource type such as alicloud_db_instance or ALIYUN::RDS::*";
const REDACT_KEY_FORM = "a regular expression (JavaScript) of 1 to 200 characters";
const REDACT_VALUE_FORM = `text of ${SHORTEST_VALUE} to 4096 characters`;
const LIST_FORM = "a list";
const PERIOD_FORM = "a length of time from 10s to 24h, such as 90s, 5m or 1h";

const UNITS: Readonly<Record<string, Ms>> = { s: seconds(1), m: minutes(1), h: hours(1) };

/** `90s`, `5m`, `1h`; undefined when it is none of these, or too short or too long to list anything by. */
export function periodOf(text: string): Ms | undefined {
  const [, digits, unit] = /^(\d{1,5})([smh])$/.exec(text) ?? [];
  const length = ms(Number(digits) * (UNITS[unit ?? ""] ?? 0));
  return length >= seconds(10) && length <= hours(24) ? length : undefined;
}

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
    locale: v.optional(
      v.pipe(v.picklist(LOCALES, LOCALE_FORM), v.description("Language of all messages; default en.")),
    ),
    label: v.optional(
      v.pipe(
        v.string(LABEL_FORM),
        v.minLength(1, LABEL_FORM),
        v.maxLength(40, LABEL_FORM),
        v.description("Shown on every card; lets two deployments share a workspace."),
      ),
    ),
    command: v.optional(
      v.pipe(
        v.string(COMMAND_FORM),
        v.regex(/^\/[a-z0-9_-]{1,31}$/, COMMAND_FORM),
        v.description("The slash command, named as in Slack; default /planbell."),
      ),
    ),
    routes: v.optional(ROUTES_SCHEMA),
    people: v.optional(PEOPLE_SCHEMA),
    approvals: v.optional(APPROVALS_SCHEMA),
    buttons: v.optional(
      v.pipe(
        v.boolean("true or false"),
        v.description(
          "Do messages have buttons that ask: a plan's details, a task's log, a plan of a digest? Slack has to reach Planbell. Default: where `approvals` are enabled.",
        ),
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
          instances: v.optional(
            v.pipe(
              v.boolean("true or false"),
              v.description("Are provisioned products watched, for what no plan started? Default true."),
            ),
          ),
          sweep: v.optional(
            v.pipe(
              v.string(PERIOD_FORM),
              v.check((text) => periodOf(text) !== undefined, PERIOD_FORM),
              v.description(
                "How often provisioned products are listed: 5m, the default, or shorter where polls are. A page of the newest and one further page a time.",
              ),
            ),
          ),
        },
        KEYS,
      ),
    ),
    danger: v.optional(
      v.strictObject(
        {
          types: v.optional(
            v.pipe(
              v.array(
                v.pipe(
                  v.string(TYPE_FORM),
                  v.maxLength(128, TYPE_FORM),
                  v.regex(/^[A-Za-z][A-Za-z0-9_:]*(\*[A-Za-z0-9_:]*)*$/, TYPE_FORM),
                ),
                TYPES_FORM,
              ),
              v.maxLength(100, TYPES_FORM),
              v.description("Resource types that are dangerous to lose, besides those Planbell knows; * is anything."),
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
