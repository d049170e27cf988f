import type { ChannelId, EpochMs, MessageTs, Ms, PlanId, ProvisionedProductId, TaskId } from "../model/brand.ts";
import type { InstanceStatus } from "../model/instance.ts";
import type { Locale } from "../model/locale.ts";
import type { PlanStatus } from "../model/plan.ts";
import type { FilterDoubt } from "../watch/filter-guard.ts";
import type { InstanceFacts } from "../watch/instance-facts.ts";
import type { InstanceMark } from "../watch/instance-reconcile.ts";
import type { InstanceWatch } from "../watch/instance-sweep.ts";
import type { InstanceKind, InstanceTransition } from "../watch/instance-transition.ts";
import type { Doubt } from "../watch/instance-verdict.ts";
import type { ListCuts } from "../watch/list-cut.ts";
import type { PlanFacts, StackLog } from "../watch/plan-facts.ts";
import type { RowMark } from "../watch/row-mark.ts";
import type { Notice, PlanKind, Transition } from "../watch/transition.ts";
import type { Decided, DecisionClaim, Mute } from "./decided.ts";
import type { Mentions } from "./mentions.ts";

/** The format this version writes. A record of a newer one is refused, one of an older brought forward (`migrate.ts`). */
export const RECORD_FORMAT = 5;

/** How a message speaks, settled when it was promised: another config changes nothing that stands. */
export interface Manner {
  /** Absent: the configured language. */
  readonly locale?: Locale;
  /** Absent: nobody. */
  readonly mentions?: Mentions;
  /** May people decide from the card? Absent: it has no buttons. */
  readonly buttons?: true;
}

/** A message that stands in Slack and is kept up to date (or, with `via`, a digest that speaks for this plan too). */
export interface Card extends Manner {
  readonly destination: ChannelId;
  /** Rises with each repost. */
  readonly n: number;
  readonly channel: ChannelId;
  readonly ts: MessageTs;
  /** Hash of the facts it shows; an edit is owed while it differs from the record's. Empty = not known. */
  readonly shown: string;
  /** The digest that holds this plan: never edited for it, but its thread takes the plan's notes. */
  readonly via?: string;
  /** An edit under way or put off: its claim, its lease and its schedule. */
  readonly edit?: {
    readonly sending: boolean;
    readonly attempts: number;
    readonly notBefore: EpochMs;
    /** Since when this edit has been owed and refused. */
    readonly firstAt: EpochMs;
    readonly reason?: string;
  };
  /** Slack refuses the blocks: this message is plain text from now on. */
  readonly plain?: true;
}

/** `new`: not tried, or refused and put off. `sending`: claimed. `ambiguous`: perhaps sent. `dead`: given up. */
type DraftState = "new" | "sending" | "ambiguous" | "dead";

/** A promised message that does not stand in Slack yet. */
export interface Draft extends Manner {
  /**
   * `card:<id>:<born>:<destination>:<n>`, `note:<id>:<born>:<seq>:<destination>`,
   * `log:<id>:<born>:<seq>:<destination>:<part or "file">` or `note:watch:<kind>:<when>`.
   */
  readonly key: string;
  readonly destination: ChannelId;
  readonly state: DraftState;
  /** How often it was claimed; also tells a late settle from a newer claim. */
  readonly attempts: number;
  /** Schedule, lease and back-off in one: nothing happens to the draft before. */
  readonly notBefore: EpochMs;
  /** First claim; history is searched from a little before. */
  readonly firstAt?: EpochMs;
  /** The process that claimed it last. */
  readonly by?: string;
  /** When an answer was lost, by whose clock: before stragglers have had their time nothing is "not there". */
  readonly lost?: { readonly at: EpochMs; readonly by: string | undefined };
  /** Why the last attempt failed: Slack's error word. */
  readonly reason?: string;
  /** Slack refused the blocks: send text only. */
  readonly plain?: true;
  /** When the lease ended of a process that died inside its call: whatever it sent came before. */
  readonly leased?: EpochMs;
  /** How many new cards this note has asked for, since it could not stand below the one there was. */
  readonly reposts?: number;
  /** Where a note was sent last: the card may be another one by the time its fate is asked for. */
  readonly at?: { readonly channel: ChannelId; readonly thread?: MessageTs };
  readonly body: CardBody | NoteBody | LogBody | NoticeBody;
}

/** What changed in a plan, or in an instance: one record has one kind of them only. */
export type AnyTransition = Transition | InstanceTransition;

/** A card says what the record's facts say when it is sent. */
interface CardBody {
  readonly what: "card";
  readonly n: number;
  /** Told through a digest instead of a message of its own. */
  readonly digest?: true;
  /** With `digest`, of its record when it was promised: a digest that was frozen before does not tell it. */
  readonly seq?: number;
}

/** A note says what changed; its facts are frozen here. */
export interface NoteBody {
  readonly what: "note";
  readonly seq: number;
  readonly transitions: readonly AnyTransition[];
  /** Told in a digest together with other plans' notes. */
  readonly digest?: true;
  /** Does it show in the channel, too? Absent: if it tells of a failure. */
  readonly broadcast?: boolean;
}

/** Where a log is read: from the stack where that is named, else from the task. One of them always is. */
export interface LogSource {
  readonly task?: TaskId;
  readonly stack?: StackLog;
}

/** Part of the log of what failed, or all of it as a file. Its text is not kept: it is read again to be sent. */
export interface LogBody extends LogSource {
  readonly what: "log";
  /** Of the note that it stands behind. */
  readonly seq: number;
  /** From 1; absent for the file. */
  readonly part?: number;
  /** How many parts there are: a log that takes more by then is sent from its end. */
  readonly of?: number;
}

/** A notice is about Planbell itself, and goes to the default destination. */
interface NoticeBody {
  readonly what: "notice";
  readonly notices: readonly Notice[];
}

/** One line of what happened to the plan, for people who ask why. */
interface Event {
  readonly at: EpochMs;
  readonly kind: PlanKind;
  readonly status: PlanStatus;
  /** Of a failure: the task that it told of, if it knew. */
  readonly taskId?: TaskId;
}

/** What the record of a watched thing owes and has sent, whatever the thing is: all that delivery asks of it. */
export interface ToldRecord {
  readonly id: PlanId | ProvisionedProductId;
  /** The thing's CreateTime in whole seconds: part of every key, so that keys come from content. */
  readonly born: number;
  /** Counts the polls that told something of this thing. */
  readonly seq: number;
  /** Hash of the facts that its cards show. */
  readonly hash: string;
  readonly cards: readonly Card[];
  readonly drafts: readonly Draft[];
}

/**
 * All that Planbell knows and owes about one plan. One write of it is one compare-and-swap, so a snapshot never moves
 * on without the drafts it owes. Typically 4 KB.
 */
export interface PlanRecord extends ToldRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly kind: "plan";
  readonly id: PlanId;
  readonly salt: string;
  readonly row: RowMark;
  readonly facts: PlanFacts;
  /** When it was last looked at closely. */
  readonly readAt: EpochMs;
  /** How many polls in a row found the plan deleted; told at two. */
  readonly missing?: number;
  /** The last 20, oldest first. */
  readonly events: readonly Event[];
  /** When it was first seen in an end state or gone. */
  readonly closedAt?: EpochMs;
  readonly decision?: DecisionClaim;
  readonly decided?: Decided;
  /** What was decided before that, oldest first: of a plan with several steps each may be somebody else's. */
  readonly decidedBefore?: readonly Decided[];
  readonly mute?: Mute;
}

/** One line of what happened to an instance, also of what was told to nobody. */
interface InstanceEvent {
  readonly at: EpochMs;
  readonly kind: InstanceKind;
  readonly status: InstanceStatus;
}

/**
 * All that Planbell knows and owes about one provisioned product that is under change or in error, or was when its cards
 * were sent. An idle one has no record.
 */
export interface InstanceRecord extends ToldRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly kind: "instance";
  readonly id: ProvisionedProductId;
  readonly salt: string;
  readonly mark: InstanceMark;
  readonly facts: InstanceFacts;
  /** When it was last looked at closely. */
  readonly readAt: EpochMs;
  /** How many polls in a row did not find it; told at two. */
  readonly missing?: number;
  /** Failures of which nobody knows yet whether a plan tells them, oldest first. */
  readonly doubts: readonly Doubt[];
  /** The last 20, oldest first. */
  readonly events: readonly InstanceEvent[];
  /** When it was first seen idle again, or gone. */
  readonly closedAt?: EpochMs;
}

/** The record of anything that is watched and told. */
export type WatchedRecord = PlanRecord | InstanceRecord;

/**
 * A digest: one message for many plans and instances. One per destination at a time: it is begun empty, which keeps others from
 * beginning one, then its members are frozen from records read after that, then it is posted, then they are settled.
 */
export interface DigestRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly kind: "digest";
  /** Follows from the members; empty until they are frozen. */
  readonly key: string;
  readonly destination: ChannelId;
  readonly members: readonly DigestMember[];
  /** How many plans the digest stands for; more than `members` when the list was cut. */
  readonly total: number;
  /** Absent until the members are frozen, and once it is posted. */
  readonly draft?: Draft;
  readonly posted?: { readonly channel: ChannelId; readonly ts: MessageTs };
  /** Its destination does not take it (Slack's word): its members go to the default destination. */
  readonly refused?: string;
  /** Absent: the configured language. */
  readonly locale?: Locale;
}

/** One line of a digest. */
export interface DigestMember {
  readonly id: PlanId | ProvisionedProductId;
  /** It is a provisioned product, and no plan. */
  readonly instance?: true;
  readonly name: string;
  readonly status: PlanStatus | InstanceStatus;
  readonly since: EpochMs;
  readonly waitingFor: readonly string[];
  readonly gone?: true;
  /** Somebody would miss something when the plan has run. */
  readonly danger?: true;
  readonly region: string;
  /** Of its record when the digest was frozen: what came later is not in it. */
  readonly seq: number;
}

/** A product of which nobody wants to hear for a while. */
export interface MuteRecord extends Mute {
  readonly format: typeof RECORD_FORMAT;
  readonly kind: "mute";
  readonly productId: string;
  readonly productName: string;
}

/** What one shard's poll remembers between runs. */
export interface PollRecord {
  readonly format: typeof RECORD_FORMAT;
  readonly kind: "poll";
  /** CreateTime of the newest plan that was processed whole; absent until the first run is through. */
  readonly watermark?: EpochMs;
  /** When both lists were last read; until they are for the first time, when that was first tried. */
  readonly heartbeat: EpochMs;
  /** When old done records were last looked for. */
  readonly purged?: EpochMs;
  /** Since when nothing is seen, once that has been told. */
  readonly blind?: EpochMs;
  /** The last time that nothing was seen, once it was over. */
  readonly wasBlind?: { readonly since: EpochMs; readonly until: EpochMs };
  /** How late the last change that was told was noticed, and when. */
  readonly lag?: { readonly at: EpochMs; readonly length: Ms };
  /** Destinations that refuse, and when that was told last. */
  readonly refused?: Readonly<Record<string, EpochMs>>;
  /** Where the lists were cut, until a run has read the rest. */
  readonly cuts?: ListCuts;
  /** What is held against the filter for several statuses. */
  readonly filter?: FilterDoubt;
  /** After a gap, as long as what happened meanwhile has not all been looked at. */
  readonly catchingUp?: true;
  /** Absent where instances are not watched, or not yet. */
  readonly instances?: InstanceWatch;
  /** Notices that are owed, oldest first. */
  readonly drafts: readonly Draft[];
}
