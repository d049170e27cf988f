import { type Ms, ms } from "../model/brand.ts";
import { CatalogError, isThrottled, NotThere } from "../model/errors.ts";

/** What the API said when it refused a call. */
export interface ApiRefusal {
  readonly code: string;
  readonly status: number | undefined;
  readonly retryAfter: Ms | undefined;
  readonly requestId: string | undefined;
}

/** End in NotFound, yet say nothing about the plan, task or provisioned product that was asked for. */
const OTHER_NOT_FOUND = new Set([
  "InvalidAccessKeyId.NotFound",
  // On the gateway: no product behind this host. In Service Catalog: no such catalog product. Neither is "plan deleted".
  "InvalidProduct.NotFound",
  "InvalidApi.NotFound",
  "InvalidAction.NotFound",
  "InvalidVersion.NotFound",
]);
/** Faults of the caller or of the request that some gateways answer with 404. */
const CALLER_FAULT =
  /^(InvalidAccessKeyId|InvalidSecurityToken|InvalidTimeStamp|InvalidProtocol|InvalidApi|InvalidAction|InvalidVersion|Signature|IncompleteSignature|Unsupported|Missing|NoPermission|Forbidden)/;
/** The literal word `undefined` was seen from the live service and went away by itself. */
const PASSING = /^(ServiceUnavailable|InternalError|undefined|SignatureNonceUsed|InvalidSecurityToken\.Expired)$/;

/** Is the refusal one that a fresh nonce or fresh credentials mend, so that one more try is worth it and two are not? */
export const isWorthOneRetry = (code: string): boolean =>
  code === "SignatureNonceUsed" || code.startsWith("InvalidSecurityToken.");

/** Does the refusal say that the thing asked for is not there? Never true for a permission, a key or the host. */
export function isNotFound(code: string, status: number | undefined): boolean {
  if (OTHER_NOT_FOUND.has(code)) return false;
  if (/NotFound$|NotExist/i.test(code)) return true;
  return status === 404 && !isThrottled(code) && !PASSING.test(code) && !CALLER_FAULT.test(code);
}

/**
 * The error for a refusal: `NotThere` when the thing is gone, otherwise a `CatalogError` whose `retryable` is true for
 * throttling, server faults (5xx), a used nonce and an expired token.
 * @see docs/service-catalog.md, error codes
 */
export function apiError(refusal: ApiRefusal, message: string): CatalogError {
  const { code, status, retryAfter, requestId } = refusal;
  if (isNotFound(code, status)) return new NotThere(message, { code, retryable: false, requestId });
  const retryable =
    isThrottled(code) || PASSING.test(code) || (status !== undefined && (status >= 500 || status === 429));
  return new CatalogError(message, { code, retryable, retryAfter, requestId });
}

/** The wait that header `x-acs-retry-after` asks for, in milliseconds; absent unless it is a whole number up to a day. */
export function retryAfterOf(header: unknown): Ms | undefined {
  if (typeof header !== "string" || !/^\d{1,8}$/.test(header)) return undefined;
  return ms(Math.min(Number(header), 86_400_000));
}
