import { App, AwsLambdaReceiver, type Receiver, SocketModeReceiver } from "@slack/bolt";
import { type Ms, seconds } from "../model/brand.ts";
import type { Message } from "../model/message.ts";
import type { Connection } from "./socket.ts";
import { clientOptions, SILENT } from "./web-messenger.ts";

/** What somebody typed: the command with its slash, and the text behind it. */
interface Typed {
  readonly command: string;
  readonly text: string;
}

/** The answer for whoever typed it alone. */
interface Reply {
  readonly message: Message;
  /** Once the answer is given. What it throws goes to `onFault` and takes nothing back. */
  readonly after: () => void;
}

/** What the app needs to hear, and who answers for it. */
export interface AppOptions {
  readonly token: string;
  readonly apiUrl: string;
  /** When it throws, Slack tells that person of a failure. */
  readonly onCommand: (typed: Typed) => Promise<Reply>;
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

/** One set of listeners, whatever brings the requests. */
function listenThrough(receiver: Receiver, { token, apiUrl, onCommand, onFault }: AppOptions): void {
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
  // Events are taken by Bolt. A press of a button that nobody here listens to is taken, too, and nothing happens.
  app.use(async (args) => {
    if ("command" in args.body) return args.next();
    if ("ack" in args && typeof args.ack === "function") await (args.ack as () => Promise<void>)();
  });
  const answered = new WeakSet<object>();
  app.command(/^/, async ({ body, command, ack }) => {
    const text = typeof command.text === "string" ? command.text : "";
    const { message, after } = await onCommand({ command: command.command, text });
    await ack({ response_type: "ephemeral", text: message.text, blocks: [...message.blocks] as never });
    answered.add(body);
    after();
  });
  const fail: Parameters<App["error"]>[0] = async ({ error, body }) => {
    onFault(error);
    // Thrown on it becomes a failure that Slack shows: right, unless there is an answer already.
    if (!answered.has(body)) throw error;
  };
  app.error(fail);
}
