import type { HttpRequest, LambdaAnswer, LambdaEvent } from "../../lib/fc/http.ts";
import { type FcAnswer, onHttp } from "../../lib/fc/http-event.ts";
import { openDoor } from "../../lib/fc/shim.ts";
import { commandForm, JSON_TYPE, SECRET, SIGNED_AT, signed } from "../build/signed.ts";

export const CONTEXT = { requestId: "1-64f6" };

/** An event of Function Compute's HTTP trigger with that request; a few of its members may be otherwise. */
export const eventOf = ({ method, path, headers, body }: HttpRequest, over: object = {}): Buffer =>
  Buffer.from(
    JSON.stringify({
      version: "v1",
      rawPath: path,
      headers,
      body: body.toString("utf8"),
      isBase64Encoded: false,
      requestContext: { http: { method, path, protocol: "HTTP/1.1", sourceIp: "1.2.3.4" } },
      ...over,
    }),
  );
/** What makes that event carry the body in base64. */
export const inBase64 = ({ body }: HttpRequest) => ({ body: body.toString("base64"), isBase64Encoded: true });

export const HELP = signed(commandForm("help"));
export const json = (value: unknown) => signed(JSON.stringify(value), { type: JSON_TYPE });
export const ok: LambdaAnswer = { statusCode: 200, body: "" };

export interface Behind {
  readonly secrets?: readonly string[];
  readonly load?: () => Promise<(event: LambdaEvent, context: object) => Promise<LambdaAnswer>>;
  readonly log?: (event: string, fields: object) => void;
}

/** The function's handler, what came through its door, and what was logged. */
export function start({ secrets = [SECRET], load, log }: Behind = {}) {
  const passed: LambdaEvent[] = [];
  const lines: string[] = [];
  const note = log ?? ((event: string, fields: object) => void lines.push(JSON.stringify({ event, ...fields })));
  const noting = async () => async (event: LambdaEvent) => {
    passed.push(event);
    return ok;
  };
  const door = openDoor({
    secrets,
    clock: { now: () => SIGNED_AT },
    load: load ?? noting,
    log: note,
  });
  const handler = onHttp(door, note);
  return { call: (event: unknown): Promise<FcAnswer> => handler(event, CONTEXT), passed, lines };
}

export const statusOf = async (event: unknown, behind?: Behind): Promise<number> =>
  (await start(behind).call(event)).statusCode;
