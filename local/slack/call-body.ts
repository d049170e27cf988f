import { type Args, parseJson, Refused } from "./call.ts";

/**
 * The fields of a call's body and query.
 * @throws {Refused} when the body cannot be read, with Slack's word; `invalid_form_data` of a form with files too
 * @see https://docs.slack.dev/apis/web-api
 */
export async function readArgs(query: URLSearchParams, contentType: string, body: Buffer): Promise<Args> {
  if (body.length === 0) return Object.fromEntries(query);
  if (isJson(contentType)) {
    const json = parseJson(body.toString("utf8"), "invalid_json");
    if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Refused("json_not_object");
    return { ...Object.fromEntries(query), ...json };
  }
  return { ...Object.fromEntries(query), ...(await formOf(contentType, body)) };
}

/** Says the header that the body is JSON? */
export const isJson = (contentType: string): boolean => contentType.startsWith("application/json");

async function formOf(contentType: string, body: Buffer): Promise<Args> {
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  if (!contentType.startsWith("multipart/form-data")) throw new Refused("invalid_post_type");
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData().catch(() => undefined);
  const fields = [...(form?.entries() ?? [])];
  if (!form || fields.some(([, value]) => typeof value !== "string")) throw new Refused("invalid_form_data");
  return Object.fromEntries(fields);
}
