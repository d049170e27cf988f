import * as v from "valibot";
import { LOCALES } from "../../model/locale.ts";
import { OPERATIONS } from "../../model/plan.ts";
import { MOST_MENTIONS } from "../../notify/mentions.ts";
import type { People } from "../../notify/people.ts";
import type { Addressee, Mention, Route, When } from "../../notify/route.ts";
import { INSTANCE_FAILURES } from "../../watch/instance-transition.ts";
import { PLAN_KINDS } from "../../watch/transition.ts";

/** Every message below ends the sentence "expected ...". */
export const KEYS = "keys and values";
export const LOCALE_FORM = LOCALES.join(" or ");
export const DESTINATION_FORM = "the id of a channel (C0123ABCD) or of a person (U01ALICE01), approvers or requester";
const ROUTES_FORM = "a list of 1 to 50 routes";
const TO_FORM = "a list of at least one id of a channel or person, approvers or requester";
const VALUE_FORM = "text of 1 to 128 characters";
const OPERATION_FORM = `one of ${OPERATIONS.join(", ")}`;
const TOLD_KINDS = [...PLAN_KINDS, ...INSTANCE_FAILURES];
const ALL_OF = [...new Set(TOLD_KINDS.map((kind) => `${kind.slice(0, kind.indexOf("."))}.*`))];
const KIND_FORM = `one of ${TOLD_KINDS.join(", ")}, or ${ALL_OF.join(", ")}`;
const PRINCIPAL_FORM = "a RAM principal such as RamUser:alice or RamRole:net-approvers";
const FLAG_FORM = "true or false";
const MENTION_FORM = `approvers, requester, none, or a list of 1 to ${MOST_MENTIONS} ids`;
const MENTIONED_FORM = "the id of a person (U01ALICE01) or of a user group (S03GROUP01)";
const PEOPLE_FORM = `a list of 1 to ${MOST_MENTIONS} ids of people and user groups`;

const DESTINATION = /^(?:[CGUW][A-Z0-9]{6,20}|approvers|requester)$/;
const MENTIONED = /^[UWS][A-Z0-9]{6,20}$/;
const PRINCIPAL = /^Ram(?:User|Role):[\w.@-]{1,64}$/;

const KINDS: ReadonlySet<string> = new Set([...TOLD_KINDS, ...ALL_OF]);
const isKind = (kind: string): boolean => KINDS.has(kind);
const isOperation = (name: string): boolean => OPERATIONS.some((known) => known === name);

type Text = v.GenericSchema<string, string>;

/** One, or a list of which any will do. */
const anyOf = (one: Text, form: string, description: string) =>
  v.optional(
    v.pipe(v.union([one, v.pipe(v.array(one, form), v.minLength(1, form))], form), v.description(description)),
  );

const value: Text = v.pipe(v.string(VALUE_FORM), v.minLength(1, VALUE_FORM), v.maxLength(128, VALUE_FORM));
const kind: Text = v.pipe(v.string(KIND_FORM), v.check(isKind, KIND_FORM));
const operation: Text = v.pipe(v.string(OPERATION_FORM), v.check(isOperation, OPERATION_FORM));
const principal: Text = v.pipe(v.string(PRINCIPAL_FORM), v.regex(PRINCIPAL, PRINCIPAL_FORM));
const mentioned: Text = v.pipe(v.string(MENTIONED_FORM), v.regex(MENTIONED, MENTIONED_FORM));
const flag = (description: string) => v.optional(v.pipe(v.boolean(FLAG_FORM), v.description(description)));
const idsIn = (form: string) =>
  v.pipe(v.array(mentioned, form), v.minLength(1, form), v.maxLength(MOST_MENTIONS, form));

const when = v.pipe(
  v.strictObject(
    {
      account: anyOf(value, VALUE_FORM, "The account's number, or self."),
      portfolio: anyOf(value, VALUE_FORM, "The id of a portfolio."),
      product: anyOf(value, VALUE_FORM, "The id or the name of a product."),
      operation: anyOf(operation, OPERATION_FORM, `What the plan does: ${OPERATION_FORM}.`),
      kind: anyOf(kind, KIND_FORM, `What happened: ${KIND_FORM}. A kind in full makes a card due.`),
      owner: anyOf(principal, PRINCIPAL_FORM, "Who asked for it."),
      tag: v.optional(
        v.pipe(
          v.record(
            value,
            v.union([value, v.pipe(v.array(value, VALUE_FORM), v.minLength(1, VALUE_FORM))], VALUE_FORM),
            KEYS,
          ),
          // None would take everything, and silence the routes below.
          v.check((tags) => Object.keys(tags).length > 0, "at least one tag"),
          v.description("Tags that the plan has, all of them."),
        ),
      ),
      danger: flag("Would somebody miss what it removes or replaces?"),
    },
    KEYS,
  ),
  v.check((conditions) => Object.keys(conditions).length > 0, "at least one condition"),
  v.description("What the route takes: all of these; absent: everything. Exact, upper and lower case too."),
);

const route = v.strictObject(
  {
    when: v.optional(when),
    to: v.pipe(
      v.array(v.pipe(v.string(DESTINATION_FORM), v.regex(DESTINATION, DESTINATION_FORM)), TO_FORM),
      v.minLength(1, TO_FORM),
      v.description("Ids of channels and people; approvers and requester get direct messages."),
    ),
    mention: v.optional(
      v.pipe(
        v.union([v.picklist(["approvers", "requester", "none"], MENTION_FORM), idsIn(MENTION_FORM)], MENTION_FORM),
        v.description("Whom messages mention; a list is exactly those. Absent: whoever has to act."),
      ),
    ),
    locale: v.optional(v.pipe(v.picklist(LOCALES, LOCALE_FORM), v.description("Language of what goes there."))),
    broadcast: flag("Do notes show in the channel, too? Absent: those of failures do."),
    approvals: flag("Do cards have buttons to decide, where `approvals` are enabled? Default true."),
    continue: flag("Are the routes below asked, too?"),
  },
  KEYS,
);

export const ROUTES_SCHEMA = v.pipe(
  v.array(route, ROUTES_FORM),
  v.minLength(1, ROUTES_FORM),
  v.maxLength(50, ROUTES_FORM),
  v.description(
    "Who is told what: the first that matches; the last takes the rest. Without it all to PLANBELL_CHANNEL.",
  ),
);

export const PEOPLE_SCHEMA = v.pipe(
  v.record(principal, idsIn(PEOPLE_FORM), KEYS),
  v.description("Whom a RAM user or role is in Slack: people (U...), user groups (S...)."),
);

const ARN_FORM = "a role's ARN such as acs:ram::1466115886170001:role/net-approvers";
const ROLE_FORM = "a RAM role such as RamRole:net-approvers: Planbell acts for roles alone";

export const APPROVALS_SCHEMA = v.strictObject(
  {
    enabled: flag("May people decide in Slack? Default false."),
    roles: v.optional(
      v.pipe(
        v.record(
          v.pipe(v.string(ROLE_FORM), v.regex(/^RamRole:[\w.@-]{1,64}$/, ROLE_FORM)),
          v.pipe(v.string(ARN_FORM), v.regex(/^acs:ram::\d{1,20}:role\/[\w.@-]{1,64}$/, ARN_FORM)),
          KEYS,
        ),
        v.description("The role that is assumed to act as each approver."),
      ),
    ),
    allow_self_approval: flag("May people decide on what they asked for themselves? Default false."),
  },
  KEYS,
);

/** Faults of the routes beside each other; those of one alone are the schema's. */
export function orderFaults(routes: unknown, faults: string[]): void {
  if (!Array.isArray(routes)) return;
  const all: readonly unknown[] = routes;
  const has = (one: unknown, key: string): boolean =>
    typeof one === "object" && one !== null && Object.hasOwn(one, key);
  for (const [place, one] of all.entries()) {
    if (typeof one !== "object" || one === null || Array.isArray(one)) continue;
    const isLast = place === all.length - 1;
    if (isLast && has(one, "when")) {
      faults.push(
        `config file, routes[${place}].when: expected none in the last route, which takes what no other took; remove it, or add a route behind this one`,
      );
    } else if (!isLast && !has(one, "when") && (one as { continue?: unknown }).continue !== true) {
      faults.push(
        `config file, routes[${place}]: expected \`when\` or \`continue: true\`, since it takes everything and those below it would never be used`,
      );
    }
  }
}

/** The routes as the rules know them. */
export const routesOf = (given: v.InferOutput<typeof ROUTES_SCHEMA>): readonly Route[] =>
  given.map(({ when: conditions, to, mention, ...how }) => ({
    ...(conditions === undefined ? {} : { when: whenOf(conditions) }),
    to: to as readonly Addressee[],
    ...(mention === undefined ? {} : { mention: mention as Mention }),
    ...defined(how),
  }));

export const peopleOf = (given: v.InferOutput<typeof PEOPLE_SCHEMA>): People => given as unknown as People;

function whenOf({ tag, danger, ...rest }: v.InferOutput<typeof when>): When {
  const lists = Object.entries(rest).flatMap(([key, values]) => (values === undefined ? [] : [[key, listOf(values)]]));
  const tags = Object.entries(tag ?? {}).map(([key, values]) => [key, listOf(values)] as const);
  return {
    ...Object.fromEntries(lists),
    ...(tag === undefined ? {} : { tag: Object.fromEntries(tags) }),
    ...(danger === undefined ? {} : { danger }),
  };
}

const listOf = (values: string | readonly string[]): readonly string[] =>
  typeof values === "string" ? [values] : values;

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const defined = <T extends object>(of: T): Defined<T> =>
  Object.fromEntries(Object.entries(of).filter(([, one]) => one !== undefined)) as Defined<T>;

/** What is wrong with routes that lead to nobody whose id is known. */
export const nobodyFault = (routes: readonly Route[]): string =>
  `config file, routes[${routes.length - 1}].to: expected the id of a channel beside ${routes.at(-1)?.to.join(" and ")}, or PLANBELL_CHANNEL, for what reaches nobody; found neither`;
