/**
 * Alibaba Cloud's code in the ways its SDKs, ROS and the provider print it, the surest first; a bare number is a
 * status, not a code.
 */
const CODES = [
  /\bErrorCode["']?\s{0,8}[:=]\s{0,8}["']?([A-Za-z][\w.-]{1,100})/i,
  /"Code"\s{0,8}:\s{0,8}"([A-Za-z][\w.-]{1,100})"/i,
  /<Code>([A-Za-z][\w.-]{1,100})<\/Code>/,
  /\bCode\s{0,8}[:=]\s{0,8}["']?([A-Z][\w.-]{1,100})/,
  /错误代?码["']?\s{0,8}[:=：]\s{0,8}["']?([A-Za-z][\w.-]{1,100})/,
  /\bcode:\s{0,8}"?([A-Z][\w.-]{1,100})/,
];
const REQUEST_ID =
  /(?:\brequest[ _-]?id|请求\s{0,2}id)(?:["']?\s{0,8}[:=：]\s{0,8}["']?|>)([0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}|[0-9A-F]{24})\b/i;

/** Alibaba Cloud's error code in an error's text, such as `QuotaExceeded.Vpc`. */
export function errorCode(text: string): string | undefined {
  for (const pattern of CODES) {
    const code = pattern.exec(text)?.[1]?.replace(/[.-]+$/, "");
    if (code !== undefined) return code;
  }
  return undefined;
}

/** The RequestId of the failing call, as it was printed. */
export const requestId = (text: string): string | undefined => REQUEST_ID.exec(text)?.[1];
