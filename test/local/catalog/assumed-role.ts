import type { Role } from "../../../local/catalog/ram/ram.ts";
import { ask, hear } from "./own-catalog.ts";
import type { CallOptions } from "./signed-call.ts";

/** A role that approves plans. */
export const APPROVER: Role = { name: "net-approvers" };
export const APPROVER_ARN = "acs:ram::1466115886170001:role/net-approvers";
export const STS = "2015-04-01";

/** The answer to AssumeRole, for a session of alice's. */
export const assume = (params: Record<string, string> = {}, options: CallOptions = {}) =>
  hear(
    "AssumeRole",
    { RoleArn: APPROVER_ARN, RoleSessionName: "slack.U01ALICE01", ...params },
    { version: STS, ...options },
  );

/** What a call has to be signed with to be the role's. @throws {Error} when it cannot be assumed */
export async function session(params: Record<string, string> = {}): Promise<CallOptions> {
  const { status, body } = await assume(params);
  if (status !== 200) throw new Error(JSON.stringify(body));
  const { AccessKeyId, AccessKeySecret, SecurityToken } = body.Credentials;
  return { keyId: AccessKeyId, secret: AccessKeySecret, token: SecurityToken };
}

/** The answer's body to GetCallerIdentity. */
export const whoAmI = (options: CallOptions = {}) => ask("GetCallerIdentity", {}, { version: STS, ...options });
