import type { ChannelId, MessageTs, PlanId } from "../../model/brand.ts";
import type { DecisionAction, Sealed } from "../../model/job.ts";
import { clean } from "../../text/clean.ts";
import { clip } from "../../text/clip.ts";
import { redact } from "../../text/redact.ts";

/*
 * What Planbell writes into buttons and modals to read it back from the click. Slack signs what it sends, but whoever
 * holds a token of the app can post blocks of any content: what is read here is well-formed, and nothing more is known
 * of it. That the plan stands as it was shown is for the seal to tell.
 */

/** The value of the buttons that decide: `{"a":"self","p":"plan-1","s":"<32 hex>"}`. */
export const buttonValue = ({ account, plan, seal }: Sealed): string =>
  JSON.stringify({ a: account, p: plan, s: seal });

/** What `buttonValue` wrote; undefined of anything else. */
export function readButton(value: unknown): Sealed | undefined {
  const parsed = fieldsOf(value, ["a", "p", "s"]);
  return parsed === undefined ? undefined : sealedOf(parsed);
}

/** The block id of a card's buttons, when none of them decides. */
export const ACTIONS = "card:actions";
/** So much of the seal tells one state of a plan from another: Slack keeps what was typed where a block id stays. */
const REVISION = 8;

/**
 * The block id of a card's buttons: `card:actions:<8 hex>`, and behind it the name that has to be typed before a
 * dangerous plan is approved: the click must bring it, for there is no time to look it up.
 * @param name as `nameToType` gives it; absent: nothing has to be typed
 */
export const actionsBlockId = (seal: string, name?: string): string =>
  [ACTIONS, seal.slice(0, REVISION), ...(name === undefined ? [] : [name])].join(":");

/** A card's buttons, as their block id tells of them. */
interface ActionsBlock {
  readonly revision: string;
  /** What has to be typed before the plan is approved; undefined: nothing. */
  readonly name?: string;
}

/** What `actionsBlockId` wrote; undefined of anything else. */
export function readActionsBlock(blockId: unknown): ActionsBlock | undefined {
  if (typeof blockId !== "string") return undefined;
  const [, revision, name] = /^card:actions:([0-9a-f]{8})(?::(.+))?$/u.exec(blockId) ?? [];
  if (revision === undefined) return undefined;
  if (name === undefined) return { revision };
  return name.length <= LONGEST_NAME && name === clean(name) ? { revision, name } : undefined;
}

/** The longest name that has to be typed; it fits a block id and a placeholder. */
const LONGEST_NAME = 128;

/**
 * What has to be typed before a dangerous plan is approved: the name of its provisioned product as people see it, so much
 * of it as there is room for; the plan's id where it has none.
 */
export const nameToType = (plan: { readonly id: string; readonly provisionedProductName: string }): string =>
  oneLine(plan.provisionedProductName) || oneLine(plan.id);

/** Is this the name? How it was put together, and blanks around it, make no other. */
export const isName = (typed: string, name: string): boolean => oneLine(typed) === oneLine(name);

const oneLine = (name: string): string =>
  clip(redact(clean(name.slice(0, 1_000).normalize("NFC"))), LONGEST_NAME, "").trim();

/** What a modal carries from where it was opened to where it is sent. */
export interface DecisionForm {
  readonly on: Sealed;
  readonly action: DecisionAction;
  /** Where it was opened: answers go there. */
  readonly channel?: ChannelId;
  /** The card it was opened from. */
  readonly ts?: MessageTs;
}

/** The `private_metadata` of a modal: a button's value, `d` (what is decided), `c` and `t` (the card's channel and ts). */
export const formMetadata = ({ on, action, channel, ts }: DecisionForm): string =>
  JSON.stringify({ a: on.account, p: on.plan, s: on.seal, d: action, c: channel, t: ts });

/** What `formMetadata` wrote; undefined of anything else. */
export function readFormMetadata(value: unknown): DecisionForm | undefined {
  const parsed = fieldsOf(value, ["a", "p", "s", "d"], ["c", "t"]);
  const on = parsed === undefined ? undefined : sealedOf(parsed);
  if (parsed === undefined || on === undefined) return undefined;
  const { d: action, c: channel, t: ts } = parsed;
  if (action !== "approve" && action !== "reject") return undefined;
  const form: DecisionForm = { on, action };
  if (channel === undefined) return ts === undefined ? form : undefined;
  if (!isText(channel, /^[CDG][A-Z0-9]{1,24}$/)) return undefined;
  const placed: DecisionForm = { ...form, channel: channel as ChannelId };
  if (ts === undefined) return placed;
  return isText(ts, /^\d{1,20}\.\d{1,20}$/) ? { ...placed, ts: ts as MessageTs } : undefined;
}

type Parsed = Readonly<Record<string, unknown>>;

/** The object in a JSON text, when it has these keys and no others. */
function fieldsOf(value: unknown, keys: readonly string[], optional: readonly string[] = []): Parsed | undefined {
  if (typeof value !== "string") return undefined;
  const parsed = parse(value);
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return undefined;
  const found = Object.keys(parsed);
  const known = found.every((key) => keys.includes(key) || optional.includes(key));
  return known && keys.every((key) => found.includes(key)) ? (parsed as Parsed) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function sealedOf({ a: account, p: plan, s: seal }: Parsed): Sealed | undefined {
  if (!isText(account, /^[\w.-]{1,64}$/)) return undefined;
  if (!isText(plan, /^[\w*-]{1,128}$/) || !isText(seal, /^[0-9a-f]{32}$/)) return undefined;
  return { account, plan: plan as PlanId, seal };
}

const isText = (value: unknown, form: RegExp): value is string => typeof value === "string" && form.test(value);
