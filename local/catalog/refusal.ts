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

interface Denial {
  /** With its service, as in `servicecatalog:GetTask`. */
  readonly action: string;
  readonly by: Principal;
  /** The session in which the role is played. */
  readonly session?: string | undefined;
  readonly why: string;
  /** Nobody allowed it (default), or somebody forbade it. */
  readonly verdict?: "ImplicitDeny" | "ExplicitDeny";
  /** Where the right is missing; default with the principal itself. */
  readonly policyType?: string;
}

/** 403 `NoPermission`: `by` may not do this. */
export function noPermission(denial: Denial): Refusal {
  const { action, by, session, why, verdict = "ImplicitDeny", policyType = "AccountLevelIdentityBasedPolicy" } = denial;
  return new Refusal(403, "NoPermission", `You are not authorized to do this action. ${why}`, {
    AuthAction: action,
    AuthPrincipalType: by.kind === "RamRole" ? "AssumedRoleUser" : "SubUser",
    AuthPrincipalOwnerId: ACCOUNT,
    AuthPrincipalDisplayName: session === undefined ? by.name : `${by.name}:${session}`,
    NoPermissionType: verdict,
    PolicyType: policyType,
    // Opaque, as the cloud's is: only DecodeDiagnosticMessage can read that one.
    EncodedDiagnosticMessage: Buffer.from(`${action} ${why}`).toString("base64"),
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
