/** What somebody is told who has decided, or tried to. But for the first five all are sentences that say what to do. */
export interface DecisionTexts {
  readonly approved: string;
  readonly rejected: string;
  readonly notApproved: string;
  readonly notRejected: string;
  readonly deciding: string;

  readonly approvedMeans: string;
  readonly rejectedMeans: string;
  /** It was decided before, by the same person. */
  readonly done: string;
  readonly underway: string;
  /** Slack, the catalog or the state could not be asked. */
  readonly tryAgain: string;

  readonly disabled: string;
  readonly disabledRoute: string;
  readonly deactivated: string;
  readonly expired: string;
  readonly bot: string;
  readonly guest: string;
  readonly foreign: string;
  readonly shared: string;
  /** Scopes of Slack, with which it could be told. */
  readonly sharedUnknown: (scopes: string) => string;
  readonly nobody: string;
  readonly stranger: string;
  readonly noRole: string;
  readonly closedGroup: (scope: string) => string;
  readonly ambiguous: (roles: string) => string;
  readonly self: string;
  readonly changed: string;
  readonly notWaiting: string;
  readonly notYours: string;
  readonly unknownPlan: string;
  readonly approvedBy: (who: string) => string;
  readonly rejectedBy: (who: string) => string;
  readonly decidingNow: (who: string) => string;
  /** `code` is the catalog's word. */
  readonly cloudRefused: (code: string) => string;
  /** It came too fast, and nothing was done. */
  readonly cloudBusy: (code: string) => string;
  /** Planbell may not act for the approver's role. */
  readonly roleRefused: (code: string) => string;
  /** The answer was lost, and the plan does not show the decision. */
  readonly unsure: (code: string) => string;
  /** Planbell failed after it had sent the decision. */
  readonly brokeOff: (code: string) => string;
}
