import { STATEFUL_KINDS, type StatefulKind } from "../../lib/model/stateful.ts";
import type { ChangeCounts, ChangedThing, Texts } from "../../lib/text/catalogue.ts";
import { HINTS, type HintKey } from "../../lib/text/hints/words.ts";

type Calls<Group> = {
  readonly [Key in keyof Group as Group[Key] extends (...args: never[]) => unknown ? Key : never]: Group[Key] extends (
    ...args: infer Args
  ) => unknown
    ? readonly Args[]
    : never;
};

/** Arguments for every function of a catalogue; one that lacks does not compile. `words` stand for outside text. */
export type AllCalls = { readonly [Group in Exclude<keyof Texts, "hint">]: Calls<Texts[Group]> } & {
  readonly hint: readonly (readonly [HintKey])[];
};

const COUNTS = [0, 1, 2, 11, 1_000];
const counts = COUNTS.map((count) => [count] as [number]);
/** In seconds. */
const lengths: [number][] = [...counts, [59], [60], [86_400], [90_000], [100_000_000]];

/** Every function with each of these words in every place, and with all the catalog's own words it may know. */
export function callsWith(words: string): AllCalls {
  const one: [string][] = [[words]];
  const two: [string, string][] = [
    [words, words],
    [words, ""],
  ];
  const changes: (string | undefined)[] = [undefined, words];
  const pairs = changes.flatMap((before) => changes.map((after): [typeof before, typeof after] => [before, after]));
  const things = thingsOf(words, Object.keys(STATEFUL_KINDS) as StatefulKind[]);
  return {
    state: {
      status: known(STATUSES, words),
      operation: known(OPERATIONS, words),
      principal: principals(words),
      outsider: principals(words),
    },
    plan: {
      anyOneOf: [[[]], [[words]], [[words, words, words]]],
      atNode: [[words, words]],
      runsIt: one,
      danger: things.map((thing): [ChangedThing] => [thing]),
      terminatesUnseen: one,
      moreDangers: counts,
      counts: countsOf(words).map((of): [ChangeCounts] => [of]),
      action: ["Add", "Modify", "Remove", "None", words].flatMap((name) =>
        [undefined, "True", "False", "Conditional", words].map((how): [string, string | undefined] => [name, how]),
      ),
      andMore: counts,
      otherPeople: counts,
      record: ["Submit", "Approve", "Reject", "Cancel", words].flatMap((action): [string, string, string][] => [
        [action, words, words],
        [action, words, ""],
      ]),
    },
    button: {
      named: [
        ["approve", words],
        ["reject", words],
      ],
      question: one,
      detailsOf: one,
      logOf: one,
      nextPageOf: one,
    },
    home: { waiting: counts, asOf: one },
    note: {
      by: two,
      inSlack: one,
      runIt: one,
      afterRejection: one,
      changedParameter: pairs.map(([before, after]): [string, typeof before, typeof after] => [words, before, after]),
      changedOperation: pairs,
      changedVersion: pairs,
      changedResource: thingsOf(words, ["database"]).flatMap(
        (thing): [ChangedThing | undefined, ChangedThing | undefined][] => [
          [thing, undefined],
          [undefined, thing],
          [thing, thing],
        ],
      ),
      fromTo: two,
    },
    instance: {
      status: known(["Available", "UnderChange", "Error"], words),
      task: known(OPERATIONS, words).flatMap(([operation]) =>
        ["InProgress", "Succeeded", "Failed", words].map((status): [string, string, string] => [
          operation,
          status,
          words,
        ]),
      ),
      taskFailed: known(OPERATIONS, words),
      taskStarted: known(OPERATIONS, words),
      taskSucceeded: known(OPERATIONS, words),
      digest: counts,
      mixedDigest: counts,
    },
    log: {
      of: one,
      endOf: one,
      part: COUNTS.map((count): [number, number] => [count, count]),
      leftOut: counts,
    },
    hint: (Object.keys(HINTS) as HintKey[]).map((key) => [key] as const),
    digest: {
      waiting: counts,
      changed: counts,
      line: [true, false].flatMap((dangerous): [string, string, string, boolean][] => [
        [words, words, words, dangerous],
        [words, words, "", dangerous],
      ]),
    },
    watch: {
      listsFail: one,
      wasBlind: [...counts, [59], [60], [61], [100_000]],
      refused: one,
      refusedWhy: one,
      refusedMeans: known(["is_archived", "not_in_channel", "channel_not_found", "user_not_found"], words),
    },
    help: { canDo: [["/planbell"]] },
    command: {
      waiting: counts,
      waitingForYou: counts,
      waitingOf: COUNTS.map((count): [number, string] => [count, words]),
      nothingWaitsOf: one,
      waits: COUNTS.flatMap((seconds): [string, number, string, boolean][] => [
        [words, seconds, words, false],
        [words, seconds, words, true],
      ]),
      asOf: lengths,
      closedGroups: counts,
      noPlan: two,
      noTask: two,
      noProduct: two,
      nothing: two,
      several: COUNTS.map((count): [number, string] => [count, words]),
      catalogFails: one,
      nextPage: [["/planbell task task-1 2"]],
      failures: COUNTS.map((count): [number, number] => [count, 86_400]),
      noFailures: lengths,
      nowIn: one,
      unknown: [[words, "/planbell", "pending"]],
      lacks: [["/planbell plan"]],
      takesNothing: [["/planbell status"]],
      noLength: one,
      noForm: [["/planbell approve"]],
      otherName: [["/planbell"]],
    },
    form: {
      title: [["approve"], ["reject"]],
      submit: [["approve"], ["reject"]],
      typeName: one,
      commentTooLong: COUNTS.map((count): [number, number] => [128, count]),
      nameDiffers: one,
      buttonUnreadable: [["/planbell"]],
      notOpened: one,
      noWorker: one,
      notWaiting: one,
    },
    decision: {
      sharedUnknown: one,
      closedGroup: one,
      ambiguous: one,
      approvedBy: one,
      rejectedBy: one,
      decidingNow: one,
      cloudRefused: one,
      cloudBusy: one,
      roleRefused: one,
      unsure: one,
      brokeOff: one,
    },
    mute: { muted: one, ends: [["/planbell unmute"]], unmuted: one, notMuted: one },
    whoami: { through: [[words, words]], as: one, noRole: one, unread: one },
    why: {
      rules: one,
      takes: COUNTS.map((place): [number, string] => [place, words]),
      differs: [
        [1, words, words, words],
        [1, words, "", words],
      ],
      notAsked: counts,
      tries: COUNTS.flatMap((count): [number, string][] => [
        [count, words],
        [count, ""],
      ]),
    },
    status: {
      read: COUNTS.map((seconds): [number, number] => [seconds, 60]),
      wasBlind: lengths,
      lag: lengths,
      watched: COUNTS.map((count): [number, number] => [count, count]),
      instances: counts,
      owed: counts,
      edits: counts,
      inDoubt: counts,
      filterDoubted: counts,
      stacksUnread: counts,
    },
    join: { label: one, list: [[[]], [[words]], [[words, words]]] },
  };
}

const STATUSES = [
  ...["PreviewInProgress", "PreviewSuccess", "PreviewFailed", "Canceled"],
  ...["ApplicationInProgress", "ApplicationApproved", "ApplicationRejected"],
  ...["ExecuteInProgress", "ExecuteSuccess", "ExecuteFailed"],
];
const OPERATIONS = ["LaunchProduct", "UpdateProvisionedProduct", "TerminateProvisionedProduct"];

const known = (all: readonly string[], words: string): [string][] => [...all, words].map((one) => [one]);
const principals = (words: string): [string, string][] =>
  ["RamUser", "RamRole", "", words].map((kind) => [kind, words]);

function thingsOf(words: string, known: readonly StatefulKind[]): ChangedThing[] {
  const effects = ["removes", "replaces", "may-replace", "modifies", "adds", "nothing", "unclear"] as const;
  const kinds = [...known, undefined];
  const thing = { name: words, type: words, action: words, replacement: undefined };
  return [
    ...kinds.flatMap((kind) => effects.map((effect) => ({ ...thing, kind, effect }))),
    { ...thing, kind: undefined, effect: "unclear", action: "Modify", replacement: words },
    { ...thing, kind: "database", effect: "unclear", action: "Modify" },
  ];
}

function countsOf(words: string): ChangeCounts[] {
  return COUNTS.flatMap((count) =>
    [true, false].map((atLeast) => ({
      removed: count,
      replaced: count,
      perhapsReplaced: count,
      modified: count,
      added: count,
      others: [[words, count] as const],
      atLeast,
    })),
  );
}
