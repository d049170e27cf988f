import { type Ms, ms } from "../../model/brand.ts";

/** What came of asking for one thing. */
export type Finding<T> = Found<T> | Failed;

interface Found<T> {
  readonly kind: "found";
  readonly value: T;
  /** How long the answer took, tries inside the call and the connection included. */
  readonly took: Ms;
}

export interface Failed {
  readonly kind: "failed";
  readonly took: Ms;
  /** Of the error: Slack's word, the cloud's code, or ours. */
  readonly code: string;
  readonly why: string;
}

/** Codes of failures that say nothing of what was asked: nobody was reached, or not in time. */
const UNREACHED =
  /^(Network|Timeout|timeout|network|bad_answer|BadResponse|ServiceUnavailable|InternalError|http_5\d\d|E[A-Z_]+|UND_ERR_\w+)$/;

/** Was nobody reached? Then whatever else is asked there fails the same way. */
export const isUnreached = ({ code }: Failed): boolean => UNREACHED.test(code);

/** How long the quickest answer took, refusals too; undefined when nobody answered. */
export function quickest(findings: readonly Finding<unknown>[]): Ms | undefined {
  const answered = findings.filter((one) => one.kind === "found" || !isUnreached(one));
  return answered.length === 0 ? undefined : ms(Math.min(...answered.map(({ took }) => took)));
}
