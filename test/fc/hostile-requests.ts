import { SECRET, SIGNED_AT, signatureHeaders } from "../build/signed.ts";
import type { Chance } from "../sweep/chance.ts";
import { CANARY, payload } from "./hostile-payloads.ts";

/** What Function Compute might hand over. */
export interface Hostile {
  readonly event: unknown;
  /** Nobody with the secret has signed it for this moment, this path and this method. */
  readonly isForged: boolean;
}

/** An event of the HTTP trigger. */
interface FcEvent {
  rawPath: unknown;
  headers: unknown;
  body: unknown;
  isBase64Encoded: unknown;
  requestContext: unknown;
}

const HUGE = Buffer.from(`command=/planbell&text=${CANARY}${"x".repeat(5_000_000)}`);

/** The event of a request with that body, as the trigger makes it. */
function eventOf(body: Buffer, headers: Readonly<Record<string, unknown>>, chance: Chance): FcEvent {
  const isBase64Encoded = chance.happens(0.4);
  return {
    rawPath: "/slack/events",
    headers: cased(headers, chance),
    body: body.toString(isBase64Encoded ? "base64" : "utf8"),
    isBase64Encoded,
    requestContext: { http: { method: "POST", path: "/slack/events", sourceIp: "1.2.3.4" } },
  };
}

/** Header names as this or that proxy writes them; one with capitals stays another than one without. */
function cased(headers: Readonly<Record<string, unknown>>, chance: Chance): Record<string, unknown> {
  const how = chance.pick<(name: string) => string>([
    (name) => name,
    (name) => name.toUpperCase(),
    (name) => name.replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  ]);
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [/[A-Z]/.test(name) ? name : how(name), value]),
  );
}

const MEDIA_TYPES = ["", "text/plain", "application/json, application/json", ";", "multipart/form-data; boundary=x"];
const typeOf = (type: string, chance: Chance): string =>
  chance.happens(0.7)
    ? type
    : chance.pick([`${type}; charset=utf-8`, type.toUpperCase(), ` ${type} ;x`, ...MEDIA_TYPES]);

/** Signed as Slack signs. */
function signed(chance: Chance): FcEvent {
  const { body, type } = payload(chance);
  const bytes = Buffer.from(body);
  const shift = chance.pick([0, 0, 0, 300_000, -300_000, 150_000]);
  const signature = signatureHeaders(bytes, { signedAt: SIGNED_AT + shift });
  const event = eventOf(bytes, { "content-type": typeOf(type, chance), ...signature, ...more(chance) }, chance);
  // Bytes that are no text come in base64.
  if (bytes.equals(Buffer.from(bytes.toString()))) return event;
  return { ...event, body: bytes.toString("base64"), isBase64Encoded: true };
}

/** Headers that change nothing. */
const more = (chance: Chance): Record<string, unknown> =>
  chance.happens(0.7)
    ? {}
    : chance.pick<Record<string, unknown>>([
        { "x-fc-invocation-type": "Async" },
        { "x-slack-retry-num": "1", "x-slack-retry-reason": CANARY },
        { "x-huge": CANARY.repeat(chance.whole(1, 2_000)) },
        { constructor: "1", tostring: "2", hasownproperty: "3" },
        { list: ["a"], none: null, number: 5 },
        { "X-Forwarded-For": "1.1.1.1", "x-forwarded-for": "2.2.2.2" },
      ]);

/** Signed by somebody else, at another time, not at all, or something else than what is sent. */
function forged(chance: Chance): FcEvent {
  const { body, type } = payload(chance);
  const bytes = Buffer.from(body);
  const right = signatureHeaders(bytes);
  const signature = right["x-slack-signature"];
  const time = right["x-slack-request-timestamp"];
  const far = chance.pick([301_000, 302_000, 3_600_000, 86_400_000, 1e12]);
  const headers = chance.pick<() => Record<string, unknown>>([
    () => ({}),
    () => signatureHeaders(bytes, { secret: chance.pick([SECRET.slice(1), "", " ", `${SECRET}\n`]) }),
    () => signatureHeaders(bytes, { signedAt: SIGNED_AT - far }),
    () => signatureHeaders(bytes, { signedAt: SIGNED_AT + far }),
    () => signatureHeaders(Buffer.concat([bytes, Buffer.from("&")])),
    () => ({ "x-slack-signature": signature }),
    () => ({ "x-slack-request-timestamp": time }),
    () => ({ ...right, "x-slack-request-timestamp": String(Number(time) + 1) }),
    () => ({ ...right, "x-slack-signature": flipped(signature, chance) }),
    () => ({
      ...right,
      "x-slack-signature": chance.pick([`${signature},${signature}`, signature.toUpperCase(), "v0="]),
    }),
    () => ({ ...right, "X-Slack-SIGNATURE": signature, "X-slack-Signature": signature }),
    () => ({ ...right, "x-slack-signature": [signature] }),
    () => ({ "x-slack-request-timestamp": "NaN", "x-slack-signature": signature }),
  ])();
  return eventOf(bytes, { "content-type": typeOf(type, chance), ...headers, ...more(chance) }, chance);
}

/** One hexadecimal digit of the signature is another. */
function flipped(signature: string, chance: Chance): string {
  const at = chance.whole(3, signature.length - 1);
  const digit = chance.pick([..."0123456789abcdef"].filter((other) => other !== signature[at]));
  return signature.slice(0, at) + digit + signature.slice(at + 1);
}

/** Signed, and sent to another place or in another way. */
function astray(chance: Chance): FcEvent {
  const event = signed(chance);
  if (chance.happens(0.5)) {
    const paths = [
      "/",
      "",
      "/slack/events/",
      "/slack/events2",
      "//slack/events",
      "/slack/events%00",
      "/slack/%E0%A4%A",
    ];
    return { ...event, rawPath: chance.pick([...paths, "/SLACK/EVENTS", "/slack/../slack/events", "x".repeat(9_000)]) };
  }
  const method = chance.pick(["GET", "PUT", "DELETE", "post", "HEAD", "OPTIONS", "", "POST ", "CANARY"]);
  return { ...event, requestContext: { http: { method } } };
}

/** Another body than the one that was signed. */
function altered(chance: Chance): FcEvent {
  const event = { ...signed(chance), isBase64Encoded: true };
  const bytes = Buffer.from(payload(chance).body);
  const at = chance.whole(0, Math.max(0, bytes.length - 1));
  const other = chance.pick<() => Buffer>([
    () => Buffer.concat([bytes, Buffer.from([chance.whole(0, 255)])]),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from("\0"), bytes.subarray(at)]),
    () => Buffer.concat([Buffer.from("\ufeff"), bytes]),
  ])();
  return { ...event, body: other.toString("base64") };
}

const ODD: readonly unknown[] = [null, 5, true, "", "x", [], {}, [[]], { length: 1 }];

/** A member of the event is of another kind, or is not there. */
function bent(event: FcEvent, chance: Chance): FcEvent {
  const member = chance.pick(["rawPath", "headers", "body", "isBase64Encoded", "requestContext"] as const);
  return { ...event, [member]: chance.happens(0.2) ? undefined : chance.pick(ODD) };
}

/** The event's bytes, cut, or changed in a few places. */
function garbled(event: FcEvent, chance: Chance): Buffer {
  const bytes = Buffer.from(JSON.stringify(event));
  if (chance.happens(0.3)) return bytes.subarray(0, chance.whole(0, bytes.length - 1));
  for (let flips = chance.whole(1, 4); flips > 0; flips--) {
    const at = chance.whole(0, bytes.length - 1);
    bytes[at] = (bytes[at] ?? 0) ^ (1 << chance.whole(0, 7));
  }
  return bytes;
}

const NO_EVENTS: readonly unknown[] = [
  ...[null, 0, true, "", "null", "{}", "[]", "{", "5", Symbol("x"), {}, [], () => "x", Object.create(null)],
  ...[
    Buffer.alloc(0),
    Buffer.from([0xff]),
    Buffer.from("\ufeff{}"),
    new Uint8Array([123, 125]),
    new Date(0),
    new Map(),
  ],
  ...['{"triggerName":"poll","triggerTime":"x"}', '{"__proto__":{"rawPath":"/slack/events"}}', "[".repeat(50_000)],
];

const asEvent = (event: FcEvent, chance: Chance): unknown => {
  const text = JSON.stringify(event);
  return chance.happens(0.9) ? Buffer.from(text) : chance.pick<unknown>([text, new Uint8Array(Buffer.from(text))]);
};

/** One input; the same chance makes the same. */
export function hostile(chance: Chance): Hostile {
  const kind = chance.next();
  if (kind < 0.4) return { event: asEvent(signed(chance), chance), isForged: false };
  if (kind < 0.65) return { event: asEvent(forged(chance), chance), isForged: true };
  if (kind < 0.73) return { event: asEvent(astray(chance), chance), isForged: true };
  if (kind < 0.8) return { event: asEvent(altered(chance), chance), isForged: true };
  if (kind < 0.86) return { event: asEvent(bent(signed(chance), chance), chance), isForged: false };
  if (kind < 0.96) return { event: garbled(signed(chance), chance), isForged: false };
  if (kind < 0.999) return { event: chance.happens(0.1) ? undefined : chance.pick(NO_EVENTS), isForged: true };
  const headers = { "content-type": "application/x-www-form-urlencoded", ...signatureHeaders(HUGE) };
  return { event: asEvent(eventOf(HUGE, headers, chance), chance), isForged: true };
}
