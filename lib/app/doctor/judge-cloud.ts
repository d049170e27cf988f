import type { Caller } from "../../model/keys.ts";
import { shown } from "../../text/shown.ts";
import { type Check, counted, fail, ok, warn } from "./check.ts";
import { type Failed, type Finding, isUnreached } from "./finding.ts";

/** Who calls the cloud: the account and the name are for the operator to recognise. */
export function callerCheck(caller: Finding<Caller>): Check {
  if (caller.kind === "failed") return fail("identity", caller.why, fixOfCloud(caller, "STS_ENDPOINT"));
  const { accountId, arn } = caller.value;
  const who = `account ${shown(accountId, 40)}, ${shown(arn, 200)}`;
  if (!arn.endsWith(":root")) return ok("identity", who);
  return warn("identity", `${who}: the account itself, which may do everything and can play no role`, USER);
}

const USER = "make a RAM user with the rights that docs/service-catalog.md lists, and use its AccessKey";

/** The list that every poll begins with. */
export function catalogCheck(list: Finding<number>): Check {
  if (list.kind === "failed") return fail("catalog", list.why, fixOfCloud(list, "SERVICE_CATALOG_ENDPOINT"));
  return ok("catalog", `${counted(list.value, "plan")}, listed in ${Math.round(list.took)} ms`);
}

/** One action that was tried on something that does not exist: a refusal for lack of a right comes before that. */
export interface Tried {
  /** With its service: `servicecatalog:GetTask`. */
  readonly action: string;
  /** What does not work without it; undefined: nothing does. */
  readonly without?: string;
  readonly finding: Finding<unknown>;
}

const isDenied = ({ code }: Failed): boolean => /^(NoPermission|Forbidden)/.test(code);

/**
 * What the caller may not do of what it should, one line an action. Any answer but a refusal for lack of a right counts
 * as right: what was asked for is not there.
 * @param name of the check where all is right
 */
export function permissionChecks(name: string, tried: readonly Tried[]): readonly Check[] {
  const checks = tried.flatMap(({ action, without, finding }) => {
    if (finding.kind === "found") return [];
    const fix = `grant ${action} to the caller in RAM`;
    if (isDenied(finding)) {
      return without === undefined
        ? [fail(name, `${action} is not allowed: no plan can be told`, fix)]
        : [warn(name, `${action} is not allowed: ${without}`, `${fix}, or live with it`)];
    }
    return isUnreached(finding) ? [warn(name, finding.why, "check the network, and run the doctor again")] : [];
  });
  return checks.length > 0 ? checks : [ok(name, tried.map(({ action }) => action).join(", "))];
}

/** A role that is to be played for the one it is named for. */
export interface PlayedRole {
  /** `RamRole:net-approvers`. */
  readonly principal: string;
  readonly arn: string;
  readonly finding: Finding<unknown>;
}

/** One line a role. */
export function roleChecks(roles: readonly PlayedRole[]): readonly Check[] {
  return roles.map(({ principal, arn, finding }) => {
    const name = `role ${shown(principal, 80)}`;
    if (finding.kind === "found") return ok(name, `${shown(arn, 200)} can be played`);
    const text = `${shown(arn, 200)} cannot be played, so decisions of ${shown(principal, 80)} fail: ${finding.why}`;
    if (isDenied(finding)) {
      return fail(name, text, "allow the caller sts:AssumeRole on it, and name the caller in the role's trust policy");
    }
    return fail(name, text, isUnreached(finding) ? fixOfCloud(finding, "STS_ENDPOINT") : "correct approvals.roles");
  });
}

function fixOfCloud(failed: Failed, variable: string): string {
  const { code } = failed;
  if (isUnreached(failed)) return `check ${variable}, and that this machine reaches it`;
  if (isDenied(failed)) return "grant the caller the rights that docs/service-catalog.md lists";
  if (code.startsWith("InvalidTimeStamp")) return "set this machine's clock";
  if (code.startsWith("InvalidSecurityToken")) return "get new temporary keys, all three of them";
  if (/^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature)/.test(code)) {
    return "copy AccessKey id and secret anew: ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET";
  }
  return `look the code up: https://api.alibabacloud.com/troubleshoot`;
}
