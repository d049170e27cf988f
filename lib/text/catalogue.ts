import type { Effect } from "../model/effect.ts";
import type { DecisionAction } from "../model/job.ts";
import type { StatefulKind } from "../model/stateful.ts";
import type { CommandTexts, HelpTexts, MuteTexts, StatusTexts, WhoamiTexts, WhyTexts } from "./catalogue-commands.ts";
import type { FormTexts } from "./catalogue-form.ts";
import type { DecisionTexts } from "./decision-texts.ts";
import type { HintKey } from "./hints/words.ts";

/**
 * Every word people read, in one language. A language is one value of this type, so none can lack a word.
 *
 * Arguments are plain text, never markup: what comes out is plain text too, and the caller escapes it.
 */
export interface Texts {
  readonly state: StateTexts;
  readonly plan: PlanTexts;
  readonly note: NoteTexts;
  readonly instance: InstanceTexts;
  readonly log: LogTexts;
  /** What may have caused a failure and what helps, at most two lines of at most 120 UTF-16 units. */
  readonly hint: (key: HintKey) => readonly string[];
  readonly digest: DigestTexts;
  readonly watch: WatchTexts;
  readonly button: ButtonTexts;
  readonly home: HomeTexts;
  readonly help: HelpTexts;
  readonly command: CommandTexts;
  readonly decision: DecisionTexts;
  readonly form: FormTexts;
  readonly mute: MuteTexts;
  readonly whoami: WhoamiTexts;
  readonly why: WhyTexts;
  readonly status: StatusTexts;
  readonly join: JoinTexts;
}

/** How words are put together: punctuation differs as much as words do. */
export interface JoinTexts {
  /** `Label: `, in front of what it is the label of. */
  readonly label: (label: string) => string;
  /** Names, one after the other: `alice, bob`. */
  readonly list: (names: readonly string[]) => string;
  /** Between counts of one line. */
  readonly comma: string;
}

/** Names of states, operations and identities. Each takes the catalog's own word; an unknown one is shown as it is. */
export interface StateTexts {
  /** The state in words: `Waiting for approval`. */
  readonly status: (status: string) => string;
  /** A plan that is no longer there. */
  readonly gone: string;
  readonly operation: (operation: string) => string;
  /** A RAM identity by its kind and name: `alice (RAM user)`. */
  readonly principal: (kind: string, name: string) => string;
  /** The same of one who has to act and whom the settings do not map to anybody in Slack. */
  readonly outsider: (kind: string, name: string) => string;
  /** Where the catalog gives no name. */
  readonly unnamed: string;
}

/** Words of buttons and menus on messages. */
export interface ButtonTexts {
  readonly approve: string;
  readonly reject: string;
  /** What a screen reader says of the button: at most 20 UTF-16 units beside the name. */
  readonly named: (action: DecisionAction, name: string) => string;
  /** Before approving; as `named`. */
  readonly question: (name: string) => string;
  readonly back: string;
  readonly details: string;
  readonly log: string;
  readonly nextPage: string;
  /** For a screen reader; as `named`. */
  readonly detailsOf: (name: string) => string;
  readonly logOf: (name: string) => string;
  readonly nextPageOf: (name: string) => string;
  /** On a menu of plans, before one is chosen. */
  readonly show: string;
}

/** Words of the app's Home. */
export interface HomeTexts {
  readonly waiting: (count: number) => string;
  readonly nothingWaits: string;
  readonly asked: string;
  readonly nothingAsked: string;
  readonly failed: string;
  readonly nothingFailed: string;
  /** The settings do not say who this is in the cloud. */
  readonly notMapped: string;
  /** `when` is a date as Slack writes it. */
  readonly asOf: (when: string) => string;
  readonly neverRead: string;
}

/** Words on a plan's card. */
export interface PlanTexts {
  readonly operation: string;
  readonly product: string;
  readonly provisionedProduct: string;
  readonly requester: string;
  readonly account: string;
  readonly region: string;
  readonly plan: string;
  readonly waitingSince: string;
  readonly since: string;

  readonly waitingFor: string;
  readonly anyOneOf: (names: readonly string[]) => string;
  /** Nobody is named who could approve. */
  readonly nobody: string;
  /** The approval step these approvers belong to; only when there are several. */
  readonly atNode: (node: string, approvers: string) => string;
  readonly next: string;
  /** Label of those whom a rule wants to be mentioned. */
  readonly attention: string;
  /** Who has to run the plan by hand now. */
  readonly runsIt: (requester: string) => string;

  /** Before each line of `danger`. */
  readonly dangerLabel: string;
  /** One dangerous change: `Removes the database orders (alicloud_db_instance)`. */
  readonly danger: (of: ChangedThing) => string;
  /** A plan to terminate of which nothing that it removes is known. */
  readonly terminatesUnseen: (name: string) => string;
  readonly moreDangers: (count: number) => string;
  /** Marks a plan, behind its name: ` (dangerous)`. */
  readonly dangerous: string;

  readonly changes: string;
  readonly noChanges: string;
  readonly changesUnknown: string;
  /** Counts in words, the dangerous ones first: `removes 1, may replace 2, adds 3`. */
  readonly counts: (counts: ChangeCounts) => string;
  /** What one row of the table does, replacement included. */
  readonly action: (action: string, replacement: string | undefined) => string;
  /** What stands before the number of changes whose actions there was no room to name. */
  readonly otherActions: string;
  readonly actionColumn: string;
  readonly resourceColumn: string;
  readonly typeColumn: string;
  readonly parameters: string;
  /** Closes a list of things. */
  readonly andMore: (count: number) => string;
  /** Closes a list of people. */
  readonly otherPeople: (count: number) => string;

  /** `Approved by bob (RAM user)`, with the comment in quotes when there is one. */
  readonly record: (action: string, who: string, comment: string) => string;
  readonly noReason: string;
  readonly errorCode: string;
  readonly requestId: string;
  readonly openInConsole: string;
}

/** A resource with what is done to it; `kind` where it would be missed, `action` and `replacement` in the catalog's words. */
export interface ChangedThing {
  readonly name: string;
  readonly type: string;
  readonly kind: StatefulKind | undefined;
  readonly effect: Effect;
  readonly action: string;
  readonly replacement: string | undefined;
}

/** How many resources running a plan touches, by what happens to them. */
export interface ChangeCounts {
  readonly removed: number;
  readonly replaced: number;
  readonly perhapsReplaced: number;
  /** Changed in place. */
  readonly modified: number;
  readonly added: number;
  /** By the catalog's own words, where we do not know what they mean. */
  readonly others: readonly (readonly [what: string, count: number])[];
  /** Not all modified resources were looked at one by one, so replacements may be more. */
  readonly atLeast: boolean;
}

/** Words of the notes that tell what changed. `who` may be undefined when the catalog does not say. */
export interface NoteTexts {
  readonly awaitingApproval: string;
  readonly handedOver: string;
  readonly approved: string;
  readonly rejected: string;
  readonly canceled: string;
  readonly changed: string;
  readonly vanished: string;
  readonly succeeded: string;
  readonly moved: string;
  readonly executing: string;
  readonly previewFailed: string;
  readonly failed: string;

  readonly by: (who: string, comment: string) => string;
  /** The person behind a role: who it was in Slack. */
  readonly inSlack: (who: string) => string;
  /** Approval runs nothing: says who has to run the plan. */
  readonly runIt: (requester: string) => string;
  /** What a rejected requester can do. */
  readonly afterRejection: (requester: string) => string;
  /** What is no longer as it was shown; both values are absent where only that it changed may be said. */
  readonly changedParameter: (key: string, before: string | undefined, after: string | undefined) => string;
  readonly changedOperation: (before: string | undefined, after: string | undefined) => string;
  readonly changedVersion: (before: string | undefined, after: string | undefined) => string;
  /** Absent: nothing is done to it. One of the two is given. */
  readonly changedResource: (before: ChangedThing | undefined, after: ChangedThing | undefined) => string;
  /** In something that is not told one by one. */
  readonly changedResources: string;
  readonly readAgain: string;
  readonly vanishedMeans: string;
  readonly fromTo: (from: string, to: string) => string;
}

/** Words on the card of a provisioned product and in its notes. */
export interface InstanceTexts {
  /** The state in words; an unknown one is shown as it is. */
  readonly status: (status: string) => string;
  readonly gone: string;
  /** What it is: stands before its id. */
  readonly instance: string;
  readonly owner: string;
  readonly portfolio: string;
  readonly lastTask: string;
  /** `Launch failed (task-1)`; operation and status come in the catalog's words. */
  readonly task: (operation: string, status: string, id: string) => string;

  readonly taskFailed: (operation: string) => string;
  /** In error, and no task says why. */
  readonly error: string;
  readonly taskStarted: (operation: string) => string;
  readonly taskSucceeded: (operation: string) => string;
  readonly vanished: string;

  /** How many of them share a digest. */
  readonly digest: (count: number) => string;
  /** The same with plans among them; at least 2. */
  readonly mixedDigest: (count: number) => string;
}

/** Words about the log of a failed task; `name` is that of the plan or the provisioned product. */
export interface LogTexts {
  readonly of: (name: string) => string;
  /** Its last messages, for all of it takes a file that Slack refuses. */
  readonly endOf: (name: string) => string;
  /** Behind one of the two: `, part 1 of 3`. */
  readonly part: (part: number, of: number) => string;
  readonly wholeIsFile: string;
  /** First line of a file that is too long. */
  readonly leftOut: (kilobytes: number) => string;
}

export interface DigestTexts {
  /** `12 more plans wait for approval`. */
  readonly waiting: (count: number) => string;
  /** How many plans changed, when not all of them wait. */
  readonly changed: (count: number) => string;
  /** What stands behind a plan's name: ` (plan-1): Waiting for approval, by bob`; approvers are a list, or empty. */
  readonly line: (id: string, state: string, approvers: string, dangerous: boolean) => string;
}

/** Words about Planbell itself. Instants come as text; lengths in whole minutes. */
export interface WatchTexts {
  /** Nothing is seen, and nobody would learn of it. */
  readonly blind: string;
  readonly sinceWhen: string;
  /** The lists fail; `code` is the catalog's word. */
  readonly listsFail: (code: string) => string;
  /** Nobody polled. */
  readonly nobodyPolls: string;
  readonly blindMeans: string;
  readonly recovered: string;
  /** It was, and is over; the instant at which it began follows. */
  readonly wasBlind: (minutes: number) => string;
  readonly recoveredMeans: string;
  /** A destination refuses messages. */
  readonly refused: (destination: string) => string;
  readonly refusedWhy: (code: string) => string;
  readonly refusedMeans: (code: string) => string;
}
