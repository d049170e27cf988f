/** The line that fulfils a duty, and what stands there when it is taken out. */
export interface Fulfilment {
  /** From `lib`, without its ending. */
  readonly in: string;
  readonly line: string;
  /** Nothing where it is left out. */
  readonly instead?: string;
}

/**
 * What Planbell owes Slack and Function Compute at its door: each by the name of its test in `duties*.test.ts`, which
 * fails without the line. `npx tsx test/fc/duties-removed.ts` shows that (docs/mutants.md).
 */
export const DUTIES = {
  "checks the signature before anything is read": {
    in: "fc/shim",
    line: 'if (verdict !== "genuine") return refuse(401, verdict, request);',
  },
  "checks it over the bytes as they came": {
    in: "fc/verify",
    line: ".update(body).digest()",
    instead: '.update(body.toString("utf8")).digest()',
  },
  "refuses what was signed more than five minutes ago": {
    in: "fc/verify",
    line: "Math.abs(now - Number(timestamp) * 1_000)",
    instead: "(Number(timestamp) * 1_000 - now)",
  },
  "refuses what was signed more than five minutes ahead": {
    in: "fc/verify",
    line: "Math.abs(now - Number(timestamp) * 1_000)",
    instead: "(now - Number(timestamp) * 1_000)",
  },
  "takes any of a list of secrets": {
    in: "fc/verify",
    line: "secrets.map((secret)",
    instead: "secrets.slice(0, 1).map((secret)",
  },
  "does not open without a secret": {
    in: "fc/verify",
    line: 'if (secrets.length === 0 || secrets.some((secret) => secret.trim() === ""))',
    instead: "if (false)",
  },
  "refuses a signature that is there twice": {
    in: "fc/http",
    line: "if (more !== undefined || sole !== undefined) return undefined;",
    instead: "if (sole !== undefined) return sole;",
  },
  "asks nothing but the signature of an asynchronous invocation": {
    in: "fc/shim",
    line: 'if (verdict !== "genuine")',
    instead: 'if (verdict !== "genuine" && request.headers["x-fc-invocation-type"] !== "Async")',
  },
  "looks at the path": { in: "fc/shim", line: "if (request.path !== SLACK_PATH) return empty(404);" },
  "decodes the path": { in: "fc/http-event", line: "path: decoded(rawPath),", instead: "path: rawPath," },
  "takes a path that nobody can decode for another": {
    in: "fc/http-event",
    line: "} catch {\n    return path;",
    instead: "} catch (error) {\n    throw error;",
  },
  "looks at the method": {
    in: "fc/shim",
    line: 'if (request.method !== "POST") return { ...empty(405), headers: { allow: "POST" } };',
  },
  "bounds the body": {
    in: "fc/shim",
    line: 'if (request.body.length > LARGEST_BODY) return refuse(413, "too large", request);',
  },
  "does not parse an event that is far larger": {
    in: "fc/http-event",
    line: 'if (bytes > LARGEST_EVENT) return refuse(413, { why: "too large", bytes });',
  },
  "decodes base64 to the bytes that were signed": {
    in: "fc/http-event",
    line: 'isBase64Encoded === true ? "base64" : "utf8"',
    instead: '"utf8"',
  },
  "hands text on as UTF-8": {
    in: "fc/http",
    line: 'body: body.toString("utf8"),',
    instead: 'body: body.toString("ascii"),',
  },
  "hands nothing on in base64": {
    in: "fc/http",
    line: "isBase64Encoded: false,\n    body: body",
    instead: "isBase64Encoded: true as false,\n    body: body",
  },
  "cuts the parameters off the content type": { in: "fc/http", line: '?.split(";")[0]' },
  "reads the content type in any case": { in: "fc/http", line: ".trim().toLowerCase();", instead: ".trim();" },
  "answers 400 to what is signed and malformed": {
    in: "fc/shim",
    line: 'if (!isReadable(request)) return refuse(400, "malformed", request);',
  },
  "answers 400 to what Bolt would trip over": {
    in: "fc/readable",
    line: "if (type === JSON_TYPE) return isEvent(parsed(text));",
    instead: "if (type === JSON_TYPE) return parsed(text) !== undefined;",
  },
  "answers 400 to what is no HTTP request": {
    in: "fc/http-event",
    line: 'if (request === undefined) return refuse(400, { why: "no HTTP request", bytes });',
  },
  "reads an event that comes as text": { in: "fc/event", line: 'if (typeof event === "string") return event;' },
  "takes headers that are missing for none": {
    in: "fc/http-event",
    line: "textsOf(fieldsOf(headers) ?? {})",
    instead: "textsOf(fieldsOf(headers) as Fields)",
  },
  "reads headers of any case": { in: "fc/http", line: "key.toLowerCase() !== name", instead: "key !== name" },
  "drops headers that are no text": {
    in: "fc/http-event",
    line: 'if (typeof value === "string") texts[name] = value;',
    instead: "texts[name] = value as string;",
  },
  "takes a body that is missing for an empty one": {
    in: "fc/http-event",
    line: 'typeof body === "string" ?',
    instead: "true ?",
  },
  "logs nothing of the body": { in: "fc/shim", line: "bytes: body.length", instead: 'bytes: body.toString("utf8")' },
  "keeps Bolt from logging": {
    in: "slack/app",
    line: "signatureVerification: false, logger: SILENT",
    instead: "signatureVerification: false",
  },
  "calls nobody at a cold start": {
    in: "slack/app",
    line: "authorize: async () => ({ botToken: token }),",
    instead: "token,",
  },
  "loads Bolt once": { in: "fc/shim", line: "handler ??= load();", instead: "handler = load();" },
  "loads Bolt again when that failed": { in: "fc/shim", line: "handler = undefined;\n" },
  "stays at 200 when the listener throws after its answer": {
    in: "slack/app",
    line: "if (!answered.has(body)) throw error;",
    instead: "throw error;",
  },
  "answers 500, and nothing else, when the listener throws before its answer": {
    in: "fc/shim",
    line: 'if (answer.status >= 500) return refuse(answer.status, "failed", request);',
  },
  "takes what nobody listens to": {
    in: "fc/shim",
    line: "return answer.status === 404 ? empty(200) : answer;",
    instead: "return answer;",
  },
  "answers 500 to whatever fails in here": {
    in: "fc/http-event",
    line: 'return refuse(500, { why: error instanceof Error ? error.name : "failed", bytes });',
    instead: "throw error;",
  },
  "answers also when the log cannot be written": {
    in: "fc/http-event",
    line: "} catch {\n      // A log",
    instead: "} catch (error) {\n      throw error; // A log",
  },
  "answers in four fields": { in: "fc/http-event", line: "isBase64Encoded: false,\n  body,", instead: "body," },
  "answers with headers that are text": { in: "fc/http", line: "String(value)", instead: "value as string" },
} as const satisfies Readonly<Record<string, Fulfilment>>;

export type Duty = keyof typeof DUTIES;
