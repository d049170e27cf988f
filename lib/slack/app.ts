import { App, AwsLambdaReceiver, type Receiver, SocketModeReceiver } from "@slack/bolt";
import type { Act, Press, Submission, Typed, Visit } from "../model/act.ts";
import { type Ms, seconds } from "../model/brand.ts";
import type { Message } from "../model/message.ts";
import { never } from "../model/never.ts";
import { actOf } from "./acts.ts";
import { type Connection, survive } from "./socket.ts";
import { clientOptions, SILENT } from "./web-messenger.ts";

/** What is answered, and what comes after. */
export interface Reply<T = never> {
  /** Undefined: nothing but that the request was taken. */
  readonly answer?: T | undefined;
  /** Once the answer is given. What it throws goes to `onFault` and takes nothing back. */
  readonly after?: (() => void) | undefined;
}

/** By block id of a modal: what is wrong with what stands there. */
export type FieldErrors = Readonly<Record<string, string>>;

/**
 * What the app needs to hear, and who answers for it within Slack's patience. When one of them throws, Slack tells that
 * person of a failure; an event it sends again.
 */
export interface AppOptions {
  readonly token: string;
  readonly apiUrl: string;
  /** Its message is for whoever typed it alone. */
  readonly onCommand: (typed: Typed) => Promise<Reply<Message>>;
  /** Of a button, whichever it is. */
  readonly onPress: (press: Press) => Promise<Reply>;
  /** With errors the modal stays open and shows them, else it closes. */
  readonly onSubmit: (submission: Submission) => Promise<Reply<FieldErrors>>;
  readonly onHome: (visit: Visit) => Promise<Reply>;
  /** What nobody expected. */
  readonly onFault: (error: unknown) => void;
}

/**
 * Bolt behind an aws-lambda-style handler, `(event, context) => answer`. The signature is not looked at: whoever calls it
 * has done so, on the bytes. Makes no call of its own, now or when it is called.
 * @see AwsLambdaReceiver of @slack/bolt
 */
export function createHandler(options: AppOptions): ReturnType<AwsLambdaReceiver["toHandler"]> {
  const receiver = new AwsLambdaReceiver({ signingSecret: "", signatureVerification: false, logger: SILENT });
  listenThrough(receiver, options);
  return receiver.toHandler();
}

/** For the one call that may be made before an answer. */
const PATIENCE: Ms = seconds(2);
/** Between asking for a connection and Slack's greeting on it. */
const GREETING: Ms = seconds(20);

/**
 * Bolt in Socket Mode: gives what opens one connection. It is not opened again by itself: Bolt's own reconnecting ends
 * the process when Slack's Web API is down meanwhile.
 * @param appToken `xapp-...`; it appears in no error and no log
 */
export function createSocket(options: AppOptions, appToken: string): () => Promise<Connection> {
  const receiver = new SocketModeReceiver({
    appToken,
    logger: SILENT,
    autoReconnectEnabled: false,
    installerOptions: {
      clientOptions: { ...clientOptions({ apiUrl: options.apiUrl }), retryConfig: { retries: 0 } },
    },
    processEventErrorHandler: async ({ error }) => {
      options.onFault(error);
      return false;
    },
  });
  listenThrough(receiver, options);
  const { client } = receiver;
  survive(client, options.onFault);
  return async () => {
    const late = setTimeout(() => void client.disconnect(), GREETING);
    try {
      await receiver.start();
    } finally {
      clearTimeout(late);
    }
    const closed = new Promise<void>((resolve) => client.once("disconnected", () => resolve()));
    return { closed, close: () => void client.disconnect() };
  };
}

/** One listener for all, whatever brings the requests. */
function listenThrough(receiver: Receiver, options: AppOptions): void {
  const { token, apiUrl, onFault } = options;
  const app = new App({
    receiver,
    logger: SILENT,
    convoStore: false,
    // No message is answered, so none of our own needs to be told apart.
    ignoreSelf: false,
    extendedErrorHandler: true,
    // A token alone would be tried at once, and at every request again.
    authorize: async () => ({ botToken: token }),
    // Slack waits for an answer, and what it gave to open a modal with is void after three seconds.
    clientOptions: { ...clientOptions({ apiUrl, timeout: PATIENCE }), retryConfig: { retries: 0 } },
  });
  const answered = new WeakSet<object>();
  app.use(async (args) => {
    const { body } = args;
    const act = actOf(body);
    // What Planbell does not listen to is taken, and nothing happens: else Slack shows a failure.
    const { answer, after } = act === undefined ? NOTHING : await replyTo(act, options);
    // Events have no answer: Bolt has taken them already.
    if ("ack" in args && typeof args.ack === "function") await (args.ack as (answer?: object) => Promise<void>)(answer);
    answered.add(body);
    after?.();
  });
  const fail: Parameters<App["error"]>[0] = async ({ error, body }) => {
    onFault(error);
    // Thrown on it becomes a failure that Slack shows: right, unless there is an answer already.
    if (!answered.has(body)) throw error;
  };
  app.error(fail);
}

const NOTHING: Reply<object> = {};

/** The answer as Slack takes it for this kind of act. */
async function replyTo(act: Act, options: AppOptions): Promise<Reply<object>> {
  switch (act.kind) {
    case "command": {
      const { answer, after } = await options.onCommand(act);
      return { answer: answer && { response_type: "ephemeral", text: answer.text, blocks: answer.blocks }, after };
    }
    case "press":
      return options.onPress(act);
    case "submission": {
      const { answer, after } = await options.onSubmit(act);
      return { answer: answer && { response_action: "errors", errors: answer }, after };
    }
    case "visit":
      return options.onHome(act);
    default:
      return never(act);
  }
}
