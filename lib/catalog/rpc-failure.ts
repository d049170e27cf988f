import { CatalogError, PlanbellError } from "../model/errors.ts";
import { redact } from "../text/redact.ts";
import type { Api } from "./api.ts";
import { apiError, retryAfterOf } from "./api-errors.ts";
import { plainJson } from "./plain-json.ts";
import { type Credentials, scrub, withoutSecrets } from "./scrub.ts";

/** The call that failed, and what must not be told about it. */
export interface FailedCall {
  readonly action: string;
  readonly api: Api;
  /** Scheme, host and port of the endpoint. */
  readonly origin: string;
  readonly credentials: Credentials | undefined;
  /** The text we signed, when it is known: `POST&%2F&...`. */
  readonly stringToSign: string | undefined;
}

/**
 * The error for whatever pop-core threw. Nothing of the thrown thing is kept, neither message nor cause: pop-core puts
 * whole addresses into them, and with GET these hold AccessKeyId, SecurityToken and Signature.
 */
export function failureOf(thrown: unknown, call: FailedCall): PlanbellError {
  if (thrown instanceof PlanbellError) return thrown;
  const fault = recordOf(thrown);
  if (thrown instanceof Error && "data" in fault && "entry" in fault)
    return refused(fault, call) ?? notUnderstood(call);
  const name = textOf(fault["name"]);
  const code = textOf(fault["code"]);
  if (thrown instanceof Error && (name.startsWith("RequestTimeout") || code === "ETIMEDOUT" || code === "ABORT_ERR")) {
    return new CatalogError(`${call.action}: no answer in time from ${call.origin}`, {
      code: "Timeout",
      retryable: true,
    });
  }
  if (thrown instanceof Error && /^[A-Z][A-Z0-9_]{2,50}$/.test(code)) return unreachable(code, call);
  return notUnderstood(call);
}

const notUnderstood = (call: FailedCall): CatalogError =>
  badResponse(call.action, "the body was not understood: it is not the JSON the API gives");

/** An answer that cannot be used. Retryable: a proxy, a restart or a cut line makes such answers, and they pass. */
export function badResponse(action: string, why: string): CatalogError {
  return new CatalogError(`${action}: ${why}`, { code: "BadResponse", retryable: true });
}

function unreachable(code: string, call: FailedCall): CatalogError {
  const text =
    code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "EAI_AGAIN"
      ? `cannot reach ${call.origin}: check ${call.api.variable} (${code})`
      : `the connection to ${call.origin} failed (${code})`;
  return new CatalogError(`${call.action}: ${text}`, { code: "Network", retryable: true });
}

/** Undefined when the code or the message is no text: then it is no refusal of the API. */
function refused(fault: Record<string, unknown>, call: FailedCall): CatalogError | undefined {
  const body = recordOf(fault["data"]);
  const [given, message] = [plainJson(body["Code"]), plainJson(body["Message"])];
  if (isStructure(given) || isStructure(message)) return undefined;
  const response = recordOf(recordOf(fault["entry"])["response"]);
  const status = typeof response["statusCode"] === "number" ? response["statusCode"] : undefined;
  const said = textOf(message);
  const code = wordOf(given, call) ?? "UnknownError";
  const requestId = wordOf(body["RequestId"], call);
  const retryAfter = retryAfterOf(recordOf(response["headers"])["x-acs-retry-after"]);
  const why = adviceFor(code, said, recordOf(body["AccessDeniedDetail"]), call) ?? scrub(said, call.credentials);
  const facts = [code, status && `HTTP ${status}`, requestId && `RequestId ${requestId}`].filter(Boolean).join(", ");
  return apiError({ code, status, retryAfter, requestId }, `${call.action} failed (${facts})${why && `: ${why}`}`);
}

/** What the operator should do, for the refusals that an operator can mend. */
function adviceFor(code: string, said: string, denied: Record<string, unknown>, call: FailedCall): string | undefined {
  if (code === "SignatureDoesNotMatch") return signatureAdvice(said, call);
  if (code.startsWith("InvalidAccessKeyId")) {
    const fault = code.endsWith("Inactive") ? "is disabled" : "is not known";
    return `the AccessKey id ${fault}: check ALIBABA_CLOUD_ACCESS_KEY_ID`;
  }
  if (code.startsWith("InvalidSecurityToken")) {
    return "the security token is expired or does not belong to the AccessKey: check ALIBABA_CLOUD_SECURITY_TOKEN";
  }
  if (code === "InvalidTimeStamp.Expired") {
    return "the clock of this machine is more than 15 minutes off: set it by NTP";
  }
  if (/^(NoPermission|Forbidden(\.RAM)?)$/.test(code)) {
    const missing = wordOf(denied["AuthAction"], call) ?? `${call.api.ram}:${call.action}`;
    const alone = `permission ${missing} is missing: grant it to the caller in RAM`;
    return call.action === "AssumeRole" ? `${alone}, or name the caller in the role's trust policy` : alone;
  }
  if (code === "InvalidProtocol.NeedSsl") return `use https: check ${call.api.variable}`;
  return undefined;
}

/** The gateway ends its message with the text that it signed: the same text as ours means that the keys differ. */
function signatureAdvice(said: string, call: FailedCall): string {
  const theirs = /server string to sign is:\s*(\S+)/i.exec(said)?.[1];
  if (theirs === undefined || call.stringToSign === undefined || theirs === call.stringToSign) {
    return "the AccessKey secret is wrong: check ALIBABA_CLOUD_ACCESS_KEY_SECRET";
  }
  return "the gateway signed another request than was sent: a proxy may change requests, or Planbell has a fault";
}

/** The text, if it is one word such as an error code, an id or a permission; anything else may be a trick or a secret. */
function wordOf(value: unknown, call: FailedCall): string | undefined {
  const text = withoutSecrets(textOf(value), call.credentials);
  return /^[\w.:*-]{1,128}$/.test(text) && redact(text) === text ? text : undefined;
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

const isStructure = (value: unknown): boolean => typeof value === "object" && value !== null;

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
