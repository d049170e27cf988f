import type { Reason, Refusal } from "../../approve/refusal.ts";
import { hashOf } from "../../model/hash.ts";
import type { DecideJob } from "../../model/job.ts";
import type { Principal } from "../../model/plan.ts";
import { principalKey } from "../../notify/people.ts";

/**
 * What the audit keeps of a decision, and of one that did not count: who, on what, in whose name. No secret is in it, and
 * of a comment only its hash.
 */
export interface AuditLine {
  readonly event: "decision";
  readonly result: "approved" | "rejected" | "refused";
  readonly reason?: Reason;
  /** The service's own word, where it refused; ours (`Timeout`, `Bug`) where it gave none. */
  readonly code?: string;
  /** Of the two calls that a decision takes, the one that failed. */
  readonly call?: "AssumeRole" | "ApproveProvisionedProductPlan";
  /** Nobody knows what was done: the answer was lost, or Planbell failed once it had sent it. */
  readonly outcome?: "unknown";
  /** In Slack. */
  readonly user: string;
  /** `RamRole:net-approvers` */
  readonly principal?: string;
  /** Empty where nobody can tell: a command names it as it likes. */
  readonly plan: string;
  /** Empty where nothing had been shown yet. */
  readonly seal: string;
  /** 16 hex digits of SHA-256 of the comment as it was sent; of none, of the empty text. */
  readonly comment: string;
  readonly requestId?: string;
}

/** What became of a decision. */
export type Verdict =
  | { readonly kind: "decided"; readonly as: Principal; readonly requestId?: string | undefined }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly as?: Principal | undefined };

const DECIDES = "ApproveProvisionedProductPlan";

interface Wanted extends Pick<DecideJob, "by" | "action"> {
  readonly on: Pick<AuditLine, "plan" | "seal">;
}

/** The one line of a decision that was judged. @param comment as it was sent, or would have been */
export function auditLine({ by, on, action }: Wanted, comment: string, verdict: Verdict): AuditLine {
  const refusal = verdict.kind === "refused" ? verdict.refusal : undefined;
  const cloud = refusal?.reason === "cloud-refused" ? refusal : undefined;
  const requestId = verdict.kind === "decided" ? verdict.requestId : cloud?.requestId;
  return {
    event: "decision",
    result: refusal !== undefined ? "refused" : action === "approve" ? "approved" : "rejected",
    ...(refusal === undefined ? {} : { reason: refusal.reason }),
    ...(cloud === undefined ? {} : { code: cloud.code, call: cloud.how === "role" ? "AssumeRole" : DECIDES }),
    ...(cloud?.how === "unsure" || cloud?.how === "broken" ? { outcome: "unknown" } : {}),
    user: by.user,
    ...(verdict.as === undefined ? {} : { principal: principalKey(verdict.as) }),
    plan: on.plan,
    seal: on.seal,
    comment: hashOf(comment),
    ...(requestId === undefined ? {} : { requestId }),
  };
}
