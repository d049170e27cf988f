import type { ChannelId, EpochMs, MessageTs, Ms, PlanId, ProvisionedProductId, TaskId } from "./model/brand.ts";
import type { InstanceRow } from "./model/instance.ts";
import type { DecisionAction, Job } from "./model/job.ts";
import type { Json } from "./model/json.ts";
import type { Caller, RoleSession, TemporaryKeys } from "./model/keys.ts";
import type { Message } from "./model/message.ts";
import type { PlanDetail, PlanRow, PlanStatus, Principal } from "./model/plan.ts";
import type { SlackAccount, SlackChannel, SlackGroup, SlackPerson, SlackSelf } from "./model/slack.ts";
import type { Stack, StackFailure, StackRef } from "./model/stack.ts";
import type { Task } from "./model/task.ts";
import type { View } from "./model/view.ts";

/** One page of plans; rows in the catalog's order (newest created first), duplicates between pages possible. */
export interface PlanPage {
  readonly rows: readonly PlanRow[];
  /** How many plans match over all pages, as the catalog counted when it answered this page. */
  readonly total: number;
}

/** One page of provisioned products, newest created first. */
export interface InstancePage {
  readonly rows: readonly InstanceRow[];
  /** How many pages there are, as the catalog counted when it answered this one; 0 when there is no instance. */
  readonly pages: number;
}

/**
 * What Planbell reads of Resource Orchestration, where provisioned products have their stacks: only to explain failures,
 * so that a bot without these permissions does all else. Every call is a read, is retried inside, and may be repeated.
 *
 * All methods throw {CatalogError}: with `retryable` when the same call may succeed later.
 */
export interface Stacks {
  /**
   * The stack as its newest operation left it, with the log of that operation and none while it runs: whether that is
   * the operation one asks about is for the caller to find out.
   * @throws {NotThere} when there is no such stack in that region. @see GetStack, LogOption `Stack`
   */
  stack(of: StackRef): Promise<Stack>;
  /**
   * What failed in the stack in all its operations, oldest first.
   * @param pages at most so many calls; of longer lists the rest is not read
   * @throws {NotThere} when there is no such stack in that region. @see ListStackEvents
   */
  stackFailures(of: StackRef, pages: number): Promise<readonly StackFailure[]>;
}

/**
 * What Planbell reads of Service Catalog, and of the stacks behind it. Every call is a read, is retried inside, and may be repeated.
 *
 * All methods throw {CatalogError}: with `retryable` when the same call may succeed later.
 */
export interface Catalog extends Stacks {
  /**
   * Plans of the whole account, newest created first, page by page: the next page is asked for only when the caller
   * goes on. No `statuses` = all of them. Ends after the last page.
   * @param from the page to begin with, counted from 1; beyond the end there is an empty one
   * @see ListProvisionedProductPlans
   */
  planPages(statuses?: readonly PlanStatus[], from?: number): AsyncGenerator<PlanPage>;
  /** @throws {NotThere} when the plan was deleted. @see GetProvisionedProductPlan */
  plan(id: PlanId): Promise<PlanDetail>;
  /** The newest tasks of a provisioned product, newest first, with their logs. @see ListTasks */
  tasks(of: ProvisionedProductId, count: number): Promise<readonly Task[]>;
  /** One task, with its logs. @throws {NotThere} when there is none under this id. @see GetTask */
  task(id: TaskId): Promise<Task>;
  /**
   * The provisioned products of the whole account, newest created first; one beyond the last page is empty. Rows move
   * to other pages as instances come and go between two calls.
   * @param number from 1
   * @see ListProvisionedProducts
   */
  instancePage(number: number): Promise<InstancePage>;
  /** @throws {NotThere} when it was terminated. @see GetProvisionedProduct */
  instance(id: ProvisionedProductId): Promise<InstanceRow>;
}

/**
 * Names one write of one record, for compare-and-swap to compare: opaque, unique per write, never ordered. It does not
 * come back, not even when the record was removed and put anew.
 */
export type Version = number & { readonly __version?: never };

/** One record as it stands in the store. */
export interface Stored<T = Json> {
  readonly key: string;
  readonly version: Version;
  readonly value: T;
}

/** One record per watched thing; every write is one compare-and-swap, and that is the only transaction there is. */
export interface StateStore {
  /** All records whose key starts with `prefix`, ordered by key, in one round trip. */
  scan(prefix: string): Promise<Stored[]>;
  get(key: string): Promise<Stored | undefined>;
  /**
   * Writes the whole record and gives its new version. A lost answer is resolved inside: of the writers at one version
   * at most one is told that it won, even when they write the same bytes.
   * @throws {Conflict} when the record is not at `expected`, or its answer was lost and another wrote over it since.
   * @throws {RecordRefused} above 256 KB.
   */
  put(key: string, value: Json, expected: Version | "absent"): Promise<Version>;
  /**
   * Removes the record. After a lost answer one that is gone counts as removed, whoever did it: to have removed a record
   * proves nothing else.
   * @throws {Conflict} when the record is not at `expected`.
   */
  remove(key: string, expected: Version): Promise<void>;
  close(): Promise<void>;
}

/** Where a message stands. */
export interface Posted {
  /** The conversation itself: for a direct message its `D...`, never the person's id, which updates do not take. */
  readonly channel: ChannelId;
  readonly ts: MessageTs;
}

/** Where a message goes. */
export interface Target {
  /** A conversation, or a person (`U...`, `W...`): then their direct messages with the bot. */
  readonly channel: ChannelId;
  /** The card whose thread it goes into. */
  readonly thread?: MessageTs | undefined;
  /** Also show a reply in the channel. */
  readonly broadcast?: boolean | undefined;
}

/** What the message is, for adoption: metadata `event_type` and its only payload, `key`. */
export interface Mark {
  readonly type: "planbell_card" | "planbell_note" | "planbell_digest";
  readonly key: string;
}

/** A log as a file. What it holds was cleaned and redacted by whoever made it. */
export interface LogFile {
  /** With an ending, such as `task-1.log`. */
  readonly name: string;
  /** Plain text above the file. */
  readonly title: string;
  /** One byte to 1 MB of UTF-8: Slack takes no less and no more. */
  readonly text: string;
}

/** What Planbell asks of Slack. All methods throw {SlackError}, whose `fault` says what to do next. */
export interface Messenger {
  /**
   * Sends once and never again by itself: a lost answer is thrown as `ambiguous`. Posted to a person, it stands in the
   * `D...` that Slack answers with.
   */
  post(message: Message, target: Target, mark: Mark): Promise<Posted>;
  /** Replaces the message. Idempotent. */
  update(message: Message, at: Posted): Promise<void>;
  /**
   * Our own message with this mark, in the channel or in the thread, sent since `oldest` and, where that is known,
   * before `latest`: a busy channel has more history than anybody reads. A person's direct messages are opened for it, and the message is said to stand in their `D...`.
   * @throws {HistoryUnreadable} when the conversation's history is closed to us, or the person's cannot be opened.
   */
  find(mark: Mark, target: Target, oldest: EpochMs, latest?: EpochMs): Promise<Posted | undefined>;
  /**
   * Puts a file into the channel or the thread; `broadcast` means nothing to it. At most once per attempt, and outside
   * the promise of messages: a file has no mark, so one whose answer was lost (`ambiguous`) cannot be looked for.
   * Before its last step nothing stands in Slack, and no failure is `ambiguous`.
   * @throws {FilesRefused} when scope or workspace allow no files; messages are sent all the same
   * @throws {Error} when the text is empty: a bug of the caller's
   */
  upload(file: LogFile, target: Target): Promise<void>;
}

/** Time, as an argument: the same code runs in real time and in a simulated day. */
export interface Clock {
  now(): EpochMs;
  /** Since some instant; goes on evenly when the machine's clock is set. */
  elapsed(): Ms;
  sleep(length: Ms): Promise<void>;
}

/** Slow work, done by somebody else or later. */
export interface Jobs {
  /**
   * Hands the job over; resolves once it is taken, not once it is done. A job of the same id counts once.
   * @param id 1 to 128 of letters, digits, `-` and `_`, a letter or `_` first
   * @throws {PlanbellError} when nobody takes it; it may have been taken all the same where the answer was lost
   */
  submit(job: Job, id: string): Promise<void>;
}

/** An approver for whom Planbell may act, and the person in Slack on whose word it does. */
export interface OnBehalf {
  readonly principal: Principal;
  /** Of the approver's role. */
  readonly roleArn: string;
  /** The person: named in the session, so that the cloud's own audit tells who it was. */
  readonly user: string;
  /** The call that decides does not begin after it. */
  readonly until: EpochMs;
  /** Once, right before that call is sent: whatever is thrown until then, nothing was decided. */
  readonly onSend?: () => void;
}

/** What Planbell changes in Service Catalog: nothing but this. */
export interface Approvals {
  /**
   * Approves or rejects in the approver's own name, once: it is never repeated in here.
   * @param comment at most 128 characters
   * @returns the service's RequestId
   * @throws {RoleRefused} when the role could not be assumed, or not in time: nothing was decided
   * @throws {CatalogError} refused; or, with `retryable`, nobody knows what became of it, and the plan has to be read
   * @see ApproveProvisionedProductPlan; STS, AssumeRole
   */
  decide(plan: PlanId, action: DecisionAction, comment: string, as: OnBehalf): Promise<string>;
}

/** Who is who and where, in Slack. What was asked is remembered for a while. All methods throw {SlackError}. */
export interface Directory {
  /** Our own workspace. @see auth.test */
  team(): Promise<string>;
  /** Undefined: Slack knows nobody of that id. @see users.info */
  person(id: string): Promise<SlackPerson | undefined>;
  /** Who is in a user group; undefined when that is closed to us. @see usergroups.users.list */
  members(group: string): Promise<readonly string[] | undefined>;
  /** Do people of other organisations read along? Undefined when that is closed to us. @see conversations.info */
  isShared(channel: ChannelId): Promise<boolean | undefined>;
}

/** What somebody who asked gets to see. All methods throw {SlackError}. */
export interface Answers {
  /** For whoever asked alone, in answer to a command or a click. The address must be one of Slack's. */
  respond(responseUrl: string, message: Message): Promise<void>;
  /** For this person alone: in the channel where Slack lets us, else in their direct messages. */
  whisper(message: Message, to: { readonly user: string; readonly channel?: ChannelId | undefined }): Promise<void>;
  /** Fills in the modal of this name. It may be a moment until Slack knows that: waited for. @see views.update */
  fillIn(externalId: string, view: View): Promise<void>;
  /** @see views.publish */
  publishHome(user: string, view: View): Promise<void>;
}

/**
 * What Planbell asks of the Security Token Service. Neither call changes anything, both may be repeated.
 *
 * Both methods throw {CatalogError}: with `retryable` when the same call may succeed later.
 */
export interface Identities {
  /** Needs no permission. @see GetCallerIdentity */
  callerIdentity(): Promise<Caller>;
  /**
   * Keys to play the role with.
   * @throws {NotThere} when there is no such role
   * @throws {CatalogError} `NoPermission` when the caller lacks `sts:AssumeRole`, or the role does not trust the caller
   * @see AssumeRole
   */
  assumeRole(session: RoleSession): Promise<TemporaryKeys>;
}

/**
 * What one can learn of Slack without changing anything there. Names are as people wrote them. All methods may be
 * repeated, and throw {SlackError} with Slack's word as its `code`.
 */
export interface SlackFacts {
  /** Needs no scope. @see auth.test, header `x-oauth-scopes` */
  self(): Promise<SlackSelf>;
  /** @throws {SlackError} `missing_scope` without channels:read, of private ones groups:read @see conversations.info */
  channel(id: ChannelId): Promise<SlackChannel>;
  /**
   * Resolves when the app could read the channel's messages, of which none is read: so it is there, and the app in it.
   * @throws {SlackError} `not_in_channel`, `channel_not_found`; `missing_scope` without channels:history, of private
   *   ones groups:history @see conversations.history
   */
  enter(id: ChannelId): Promise<void>;
  /** @param id `U...` or `W...` @throws {SlackError} `user_not_found` @see users.info */
  person(id: string): Promise<SlackAccount>;
  /** All user groups, disabled ones too. @see usergroups.list */
  groups(): Promise<readonly SlackGroup[]>;
  /** Asks for a connection of Socket Mode and leaves it unused. @see apps.connections.open */
  socket(appToken: string): Promise<void>;
}
