import type { Principal } from "../../lib/model/plan.ts";
import { ACCOUNT } from "./ids.ts";

/** What the emulated service says instead of an answer: an HTTP status, an error code and a sentence. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** `AccessDeniedDetail` of a missing permission. */
  readonly denied: Readonly<Record<string, string>> | undefined;
  constructor(status: number, code: string, message: string, denied?: Readonly<Record<string, string>>) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.denied = denied;
  }
}

/** 403 `NoPermission`: `by` may not do this to this plan. */
export function noPermission(action: string, by: Principal, why: string): Refusal {
  return new Refusal(403, "NoPermission", `You are not authorized to do this action. ${why}`, {
    AuthAction: `servicecatalog:${action}`,
    AuthPrincipalType: by.kind === "RamRole" ? "AssumedRoleUser" : "SubUser",
    AuthPrincipalOwnerId: ACCOUNT,
    AuthPrincipalDisplayName: by.name,
    NoPermissionType: "ImplicitDeny",
    PolicyType: "AccountLevelIdentityBasedPolicy",
  });
}

/** 400 `Missing<Param>`. */
export const missing = (param: string): Refusal =>
  new Refusal(400, `Missing${param}`, `${param} is mandatory for this action.`);

/** 400 `Invalid<Param>`. */
export const invalid = (param: string, why: string): Refusal => new Refusal(400, `Invalid${param}`, why);

/** 404 `Invalid<What>.NotFound`, where `what` is `Plan`, `Task`, `ProvisionedProduct`, `Product` or `ProductVersion`. */
export const notFound = (what: string, id: string): Refusal =>
  new Refusal(404, `Invalid${what}.NotFound`, `The specified ${what} ${id} does not exist.`);

/**
 * 409 `InvalidPlanStatus`: the plan is in a state from which this cannot be done.
 * The true code of the service is not documented; clients must not depend on it.
 */
export const wrongStatus = (verb: string, id: string, status: string): Refusal =>
  new Refusal(409, "InvalidPlanStatus", `The plan ${id} in status ${status} cannot be ${verb}.`);
