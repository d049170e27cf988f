import { HELP } from "../build/help.ts";
import { commandForm, FORM, interactionForm, JSON_TYPE, SECRET, signed } from "../build/signed.ts";

/** A request as Function Compute hands it over, and what is answered. */
export interface Case {
  readonly name: string;
  readonly event: unknown;
  readonly status: number;
  /** The whole body; or the `text` of an answer for whoever asked alone. */
  readonly body?: string;
  readonly text?: string;
}

interface Over {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of what was signed. */
  readonly body?: string;
  readonly base64?: boolean;
}

/** The event of an HTTP trigger: by default as it comes, in base64. */
export function fcEvent(body: string, how: Parameters<typeof signed>[1] = {}, over: Over = {}): object {
  const request = signed(body, { signedAt: Date.now(), ...how });
  const { method = request.method, path = request.path, headers = {}, base64 = true } = over;
  return {
    version: "v1",
    rawPath: path,
    headers: { ...request.headers, ...headers },
    queryParameters: {},
    body: Buffer.from(over.body ?? body).toString(base64 ? "base64" : "utf8"),
    isBase64Encoded: base64,
    requestContext: { accountId: "1", requestId: "1-64f6", http: { method, path, sourceIp: "10.0.0.1" } },
  };
}

const titled = (event: object): object => {
  const { headers, ...rest } = event as { headers: Record<string, string> };
  const title = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
  return { ...rest, headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [title(name), value])) };
};

const help = commandForm("help");
const person = { user: { id: "U01ALICE01" }, team: { id: "T0PLANBELL" }, api_app_id: "A0PLANBELL" };
const interaction = (payload: object): object => fcEvent(interactionForm({ ...person, ...payload }));
const json = (body: string): object => fcEvent(body, { type: JSON_TYPE });
const MINUTE = 60_000;

/** Every kind of request, genuine or not, on a state that was never polled. All are signed now. */
export const cases = (): readonly Case[] => [
  { name: "help", event: fcEvent(help), status: 200, text: HELP },
  { name: "help, not in base64", event: fcEvent(help, {}, { base64: false }), status: 200, text: HELP },
  { name: "header fields as some gateways write them", event: titled(fcEvent(help)), status: 200, text: HELP },
  {
    name: "a media type with a charset",
    event: fcEvent(help, { type: `${FORM}; charset=UTF-8` }),
    status: 200,
    text: HELP,
  },
  {
    name: "a command that reads the state",
    event: fcEvent(commandForm("pending")),
    status: 200,
    text: "Planbell has not read Service Catalog yet. Try again in a minute.",
  },
  {
    name: "a word that nobody knows",
    event: fcEvent(commandForm("halp")),
    status: 200,
    text: 'There is no command "halp". Did you mean /planbell help?',
  },
  {
    name: "a word in Chinese",
    event: fcEvent(commandForm("网络")),
    status: 200,
    text: 'There is no command "网络". Did you mean /planbell why?',
  },
  {
    name: "a word in Chinese, not in base64",
    event: fcEvent(commandForm("网络"), {}, { base64: false }),
    status: 200,
    text: 'There is no command "网络". Did you mean /planbell why?',
  },
  {
    name: "another command",
    event: fcEvent(commandForm("help", { command: "/lunch" })),
    status: 200,
    text: "Planbell answers to /planbell here: its settings and Slack name its command differently.",
  },
  {
    name: "a press of a button that only opens a page",
    event: interaction({ type: "block_actions", actions: [{ action_id: "plan_open", type: "button" }] }),
    status: 200,
    body: "",
  },
  {
    name: "a modal that nobody here opened",
    event: interaction({ type: "view_submission", view: { callback_id: "of_another", type: "modal" } }),
    status: 200,
    body: "",
  },
  {
    name: "a Home that is opened",
    event: json(
      JSON.stringify({
        type: "event_callback",
        team_id: "T0PLANBELL",
        event: { type: "app_home_opened", user: "U01ALICE01", tab: "messages" },
      }),
    ),
    status: 200,
    body: "",
  },
  {
    name: "Slack's challenge",
    event: json('{"type":"url_verification","challenge":"网abc"}'),
    status: 200,
    body: '{"challenge":"网abc"}',
  },
  { name: "Slack's check of the certificate", event: fcEvent("ssl_check=1&token=x"), status: 200, body: "" },
  { name: "a signature with another secret", event: fcEvent(help, { secret: `${SECRET}x` }), status: 401, body: "" },
  { name: "a body that is another", event: fcEvent(help, {}, { body: commandForm("pending") }), status: 401, body: "" },
  { name: "an old one", event: fcEvent(help, { signedAt: Date.now() - 6 * MINUTE }), status: 401, body: "" },
  { name: "one of the future", event: fcEvent(help, { signedAt: Date.now() + 6 * MINUTE }), status: 401, body: "" },
  {
    name: "an unsigned one",
    event: fcEvent(help, {}, { headers: { "x-slack-signature": "" } }),
    status: 401,
    body: "",
  },
  { name: "another path", event: fcEvent(help, {}, { path: "/" }), status: 404, body: "" },
  { name: "another method", event: fcEvent(help, {}, { method: "GET" }), status: 405, body: "" },
  { name: "another media type", event: fcEvent(help, { type: "text/plain" }), status: 400, body: "" },
  { name: "JSON that is none", event: json("{"), status: 400, body: "" },
  { name: "a payload that is none", event: fcEvent("payload=%7B"), status: 400, body: "" },
  { name: "nothing", event: fcEvent(""), status: 400, body: "" },
  { name: "two megabytes", event: fcEvent(`command=/planbell&text=${"x".repeat(2_000_000)}`), status: 413, body: "" },
  { name: "an event of a timer", event: { triggerName: "poll", triggerTime: "2026-01-01" }, status: 400, body: "" },
  { name: "an event that is none", event: null, status: 400, body: "" },
];
