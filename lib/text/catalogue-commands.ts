/*
 * Words of the answers to commands. `name` is the command itself, `/planbell`; `usage` a command as it is typed; what
 * stands for a plan or a product is its name or its id. Lengths come in whole seconds.
 */

/** What each command does, behind it in the list; and what stands for what has to be typed. */
export interface HelpTexts {
  readonly canDo: (name: string) => string;
  readonly pending: string;
  readonly plan: string;
  readonly task: string;
  readonly failed: string;
  readonly approve: string;
  readonly reject: string;
  readonly mute: string;
  readonly unmute: string;
  readonly whoami: string;
  readonly why: string;
  readonly status: string;
  readonly help: string;

  readonly aPlan: string;
  readonly aTask: string;
  readonly aProduct: string;
  readonly aPage: string;
  readonly aLength: string;
  readonly aComment: string;
}

export interface CommandTexts {
  readonly waiting: (count: number) => string;
  readonly nothingWaits: string;
  /** The same of plans that wait for whoever asks, and of one product's. */
  readonly waitingForYou: (count: number) => string;
  readonly nothingWaitsForYou: string;
  readonly waitingOf: (count: number, product: string) => string;
  readonly nothingWaitsOf: (product: string) => string;
  /** Behind a plan's name: its id, how long it has waited, and for whom (a list, or "nobody"). */
  readonly waits: (id: string, seconds: number, approvers: string, dangerous: boolean) => string;
  /** How old the answer is: Service Catalog is not asked for it. */
  readonly asOf: (seconds: number) => string;
  /** It was asked. */
  readonly readNow: string;
  readonly neverRead: string;
  /** User groups whose members are not to be seen, so that something may be missing. */
  readonly closedGroups: (count: number) => string;

  /** Nothing is known of what was typed; `nearest` may be meant, or is empty. */
  readonly noPlan: (typed: string, nearest: string) => string;
  readonly noTask: (typed: string, nearest: string) => string;
  readonly noProduct: (typed: string, nearest: string) => string;
  /** Neither a plan nor a product. */
  readonly nothing: (typed: string, nearest: string) => string;
  /** At least 2, of which a list follows. */
  readonly several: (count: number, typed: string) => string;
  readonly catalogFails: (code: string) => string;

  /** The log of a task is empty. */
  readonly noLog: string;
  /** Which command shows the next page. */
  readonly nextPage: (usage: string) => string;
  readonly failures: (count: number, seconds: number) => string;
  readonly noFailures: (seconds: number) => string;
  /** What has failed before is in this state by now. */
  readonly nowIn: (state: string) => string;

  readonly unknown: (typed: string, name: string, nearest: string) => string;
  readonly lacks: (usage: string) => string;
  readonly takesNothing: (usage: string) => string;
  readonly noLength: (typed: string) => string;
  /** It is decided in a form, and there is none. */
  readonly noForm: (usage: string) => string;
  /** The command came under another name than the settings give it. */
  readonly otherName: (name: string) => string;
  /** Said to whoever presses a button and is, as far as Slack says, no person of the workspace. */
  readonly stranger: string;
  readonly stateFails: string;
  readonly tooSlow: string;
  readonly failed: string;
}

/** Instants and people stand behind the labels. */
export interface MuteTexts {
  readonly muted: (name: string) => string;
  readonly means: string;
  readonly ends: (usage: string) => string;
  readonly unmuted: (name: string) => string;
  readonly notMuted: (name: string) => string;
  /** Others wrote at the same moment, again and again. */
  readonly busy: string;
  readonly until: string;
  readonly by: string;
  readonly heading: string;
}

export interface WhoamiTexts {
  readonly title: string;
  readonly slackId: string;
  readonly workspace: string;
  readonly identities: string;
  /** An identity that somebody has as a member of a user group. */
  readonly through: (identity: string, group: string) => string;
  readonly nobody: string;
  /** The map is empty. */
  readonly noPeople: string;

  readonly decides: string;
  /** In whose name. */
  readonly as: (identity: string) => string;
  readonly noRole: (identity: string) => string;
  readonly notSelf: string;
  /** They stand for nobody. */
  readonly noIdentity: string;
  readonly off: string;
  readonly bot: string;
  readonly deactivated: string;
  readonly foreign: string;
  readonly guest: string;
  readonly unread: (code: string) => string;
}

export interface WhyTexts {
  readonly seen: string;
  readonly nothingSeen: string;
  readonly rules: (kind: string) => string;
  /** Places count from 1; lists of values may be empty. */
  readonly takes: (place: number, to: string) => string;
  readonly differs: (place: number, key: string, found: string, expected: string) => string;
  readonly notAsked: (place: number) => string;
  readonly people: string;
  readonly notInPeople: string;
  readonly sent: string;
  readonly nothingSent: string;
  readonly card: string;
  readonly inDigest: string;
  readonly editOwed: string;
  readonly owed: string;
  readonly note: string;
  readonly logPart: string;
  readonly notTried: string;
  readonly underWay: string;
  readonly inDoubt: string;
  readonly givenUp: string;
  readonly tries: (count: number, reason: string) => string;
  readonly nextTry: string;
  readonly decided: string;
  readonly deciding: string;
}

export interface StatusTexts {
  readonly title: string;
  readonly read: (seconds: number, every: number) => string;
  readonly blindSince: string;
  readonly wasBlind: (seconds: number) => string;
  readonly neverBlind: string;
  readonly lag: (seconds: number) => string;
  readonly watched: (plans: number, waiting: number) => string;
  readonly instances: (count: number) => string;
  readonly paused: string;

  readonly queue: string;
  readonly nothingOwed: string;
  readonly owed: (count: number) => string;
  readonly edits: (count: number) => string;
  readonly inDoubt: (count: number) => string;
  readonly oldest: string;

  readonly dead: string;
  /** How one is sent again. */
  readonly replay: string;
  readonly refused: string;
  readonly lastTold: string;

  readonly warnings: string;
  readonly filterBroken: string;
  readonly filterDoubted: (plans: number) => string;
  readonly cut: string;
  readonly catchingUp: string;
  readonly stacksUnread: (count: number) => string;
}
