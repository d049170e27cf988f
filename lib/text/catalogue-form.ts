import type { DecisionAction } from "../model/job.ts";

/** Words of the modal in which a plan is approved or rejected, and of what is said when a click comes to nothing. */
export interface FormTexts {
  /** At most 24 UTF-16 units, as the two below. */
  readonly title: (action: DecisionAction) => string;
  readonly submit: (action: DecisionAction) => string;
  readonly cancel: string;
  readonly close: string;

  /** Of an empty modal that is about to be filled in. */
  readonly reading: string;
  readonly readingLong: string;

  readonly comment: string;
  readonly reason: string;
  readonly commentMeans: string;
  /** Label of the field in which the name has to be typed. */
  readonly typeName: (name: string) => string;
  readonly typeNameMeans: string;

  readonly reasonMissing: string;
  readonly commentTooLong: (most: number, length: number) => string;
  readonly nameDiffers: (name: string) => string;
  /** The modal does not say what it is on. */
  readonly formUnreadable: string;

  /** @param name of the command, `/planbell` */
  readonly buttonUnreadable: (name: string) => string;
  readonly clickAgain: string;
  readonly typeAgain: string;
  /** Nobody knows whether the modal is open. */
  readonly perhapsOpen: string;
  /** Slack refused to open the modal, by this word. */
  readonly notOpened: (code: string) => string;
  /** Nobody took the work. */
  readonly notTaken: string;
  /** Nobody can take any on Function Compute while this setting is missing. */
  readonly noWorker: (setting: string) => string;
  /** Slack's request does not say who asks. */
  readonly nobody: string;
  /** The answer to a command comes later. */
  readonly follows: string;

  readonly notWaiting: (state: string) => string;
  readonly notReadYet: string;
}
