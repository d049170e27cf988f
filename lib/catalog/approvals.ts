import { CatalogError, isThrottled, RoleRefused } from "../model/errors.ts";
import type { TemporaryKeys } from "../model/keys.ts";
import type { Approvals, Clock, OnBehalf } from "../ports.ts";
import { STS } from "./api.ts";
import { createRpc, type Rpc, type RpcOptions } from "./rpc.ts";
import { createIdentities } from "./sts.ts";

const ACTION = "ApproveProvisionedProductPlan";

/**
 * What the keys are good for, whatever else the role may do. The service knows no resource for a plan, and which one it
 * asks for here was never seen.
 */
const POLICY = JSON.stringify({
  Version: "1",
  Statement: [{ Effect: "Allow", Action: `servicecatalog:${ACTION}`, Resource: "*" }],
});

/** The shortest session there is. */
const SECONDS = 900;

export interface ApprovalsOptions extends Pick<RpcOptions, "credentials" | "timeouts" | "onCall"> {
  /** Of Service Catalog. */
  readonly endpoint: string;
  readonly stsEndpoint: string;
  readonly clock: Clock;
  /** What calls; by default over HTTP. */
  readonly connect?: (options: RpcOptions) => Rpc;
}

/**
 * Decides by assuming the approver's role for the one call: in a session that names the person, may do nothing else, and
 * whose keys are forgotten afterwards.
 */
export function createApprovals({ endpoint, stsEndpoint, ...options }: ApprovalsOptions): Approvals {
  const { clock, connect = createRpc } = options;
  const identities = createIdentities(connect({ ...options, endpoint: stsEndpoint, api: STS }));
  return {
    async decide(plan, action, comment, as) {
      const latest = clock.elapsed() + (as.until - clock.now());
      const keys = await keysFor(as);
      if (clock.now() > as.until || clock.elapsed() > latest) {
        const why = `${ACTION} of plan ${plan} was not begun: AssumeRole took too long`;
        throw new RoleRefused(why, { code: "Timeout", retryable: false });
      }
      as.onSend?.();
      return once(plan, action === "approve" ? "Approve" : "Reject", comment, keys);
    },
  };

  async function keysFor({ roleArn, user }: OnBehalf): Promise<TemporaryKeys> {
    const sessionName = `planbell-${user}`;
    try {
      return await identities.assumeRole({ roleArn, sessionName, policy: POLICY, seconds: SECONDS });
    } catch (error) {
      // No missing role for a missing plan, and nothing to be looked for: the plan is as it was.
      if (!(error instanceof CatalogError)) throw error;
      const { message, code, requestId } = error;
      throw new RoleRefused(message, { code, retryable: false, requestId });
    }
  }

  async function once(PlanId: string, ApprovalAction: string, comment: string, keys: TemporaryKeys): Promise<string> {
    const rpc = connect({ ...options, endpoint, credentials: keys, attempts: 1 });
    const Comment = comment === "" ? undefined : comment;
    try {
      const { RequestId } = await rpc.call(ACTION, { PlanId, ApprovalAction, Comment }, "RequestId");
      return String(RequestId);
    } catch (error) {
      if (!(error instanceof CatalogError && isThrottled(error.code))) throw error;
      // Such a call was not executed.
      const { message, code, requestId } = error;
      throw new CatalogError(message, { code, retryable: false, requestId });
    }
  }
}
