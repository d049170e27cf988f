import type { Clock } from "../ports.ts";
import {
  fromLambda,
  type HttpAnswer,
  type HttpRequest,
  type LambdaAnswer,
  type LambdaEvent,
  toLambdaEvent,
} from "./http.ts";
import { logLine } from "./log.ts";
import { isReadable } from "./readable.ts";
import { createVerify } from "./verify.ts";

/** Where Slack sends commands, interactions and events. */
export const SLACK_PATH = "/slack/events";
/** Bytes; Slack's own requests are far smaller. */
export const LARGEST_BODY = 1_000_000;

type LambdaHandler = (event: LambdaEvent, context: object) => Promise<LambdaAnswer>;

export interface DoorOptions {
  /** `SLACK_SIGNING_SECRET`, taken apart. */
  readonly secrets: readonly string[];
  readonly clock: Pick<Clock, "now">;
  /** Gives Bolt's handler; asked at the first genuine request, and again when it failed. */
  readonly load: () => Promise<LambdaHandler>;
  /** One line of the log: never anything of a body. */
  readonly log?: typeof logLine;
}

/** Answers one HTTP request; never throws. */
export type Door = (request: HttpRequest) => Promise<HttpAnswer>;

/**
 * The one way in for Slack over HTTP: looks at path, method, size and signature, and only then lets Bolt read.
 *
 * 404, 405, 413, 401 in this order; 400 for what is signed but no request of Slack's; 500 when we fail. The same code
 * answers in `serve` and in a function, so it holds nothing between two requests but Bolt itself.
 * @throws {ConfigFault} without a secret
 */
export function openDoor({ secrets, clock, load, log = logLine }: DoorOptions): Door {
  const verify = createVerify(secrets);
  let handler: Promise<LambdaHandler> | undefined;
  const opened = (): Promise<LambdaHandler> => {
    handler ??= load();
    return handler.catch((error: unknown) => {
      handler = undefined;
      throw error;
    });
  };
  const refuse = (status: number, why: string, { body }: HttpRequest): HttpAnswer => {
    log("slack-refused", { status, why, bytes: body.length });
    return empty(status);
  };

  return async (request) => {
    if (request.path !== SLACK_PATH) return empty(404);
    if (request.method !== "POST") return { ...empty(405), headers: { allow: "POST" } };
    if (request.body.length > LARGEST_BODY) return refuse(413, "too large", request);
    const verdict = verify(request, clock.now());
    if (verdict !== "genuine") return refuse(401, verdict, request);
    if (!isReadable(request)) return refuse(400, "malformed", request);
    try {
      const answer = fromLambda(await (await opened())(toLambdaEvent(request), {}));
      if (answer.status >= 500) return refuse(answer.status, "failed", request);
      // Of a kind that Bolt does not know. Anything but 200 would be sent again, or shown to a person as a failure.
      return answer.status === 404 ? empty(200) : answer;
    } catch (error) {
      return refuse(500, error instanceof Error ? error.name : "failed", request);
    }
  };
}

const empty = (status: number): HttpAnswer => ({ status, headers: {}, body: "" });
