import { describe, expect, it } from "vitest";
import { createVerify } from "../../lib/fc/verify.ts";
import { instant } from "../../lib/model/brand.ts";
import { ConfigFault } from "../../lib/model/errors.ts";
import { SECRET, SIGNED_AT, signatureHeaders, signed } from "../build/signed.ts";

const verify = createVerify([SECRET]);
const BODY = "command=%2Fplanbell&text=h%C3%A4lp";
const HEADERS = signatureHeaders(BODY);
const withHeaders = (headers: Readonly<Record<string, string | readonly string[] | undefined>>) =>
  verify({ headers, body: Buffer.from(BODY) }, SIGNED_AT);
const later = (ms: number) => instant(SIGNED_AT + ms);

describe("a signature", () => {
  it("that Slack publishes as an example is genuine", () => {
    const body =
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V" +
      "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=" +
      "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN" +
      "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    const headers = {
      "X-Slack-Signature": "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
      "X-Slack-Request-Timestamp": "1531420618",
    };
    expect(verify({ headers, body: Buffer.from(body) }, instant(1_531_420_618_000))).toBe("genuine");
  });

  it("is over the bytes, also where they are no text", () => {
    const bytes = Buffer.from([0xff, 0x00, 0xc3, 0x28]);
    expect(verify(signed(bytes), SIGNED_AT)).toBe("genuine");
    expect(verify({ ...signed(bytes), body: Buffer.from([0xfe, 0x00, 0xc3, 0x28]) }, SIGNED_AT)).toBe("forged");
  });

  it("of another body, time or secret is forged", () => {
    const { headers } = signed(BODY);
    expect(verify({ headers, body: Buffer.from(`${BODY}&`) }, SIGNED_AT)).toBe("forged");
    const moved = { ...HEADERS, "x-slack-request-timestamp": String(SIGNED_AT / 1_000 + 1) };
    expect(withHeaders(moved)).toBe("forged");
    expect(verify(signed(BODY, { secret: "another" }), SIGNED_AT)).toBe("forged");
  });

  it.each([
    [-300_000, "genuine"],
    [-300_001, "stale"],
    [300_000, "genuine"],
    [300_001, "stale"],
    [86_400_000, "stale"],
    [-86_400_000, "stale"],
  ])("seen %i ms after it was made is %s", (ms, verdict) => {
    expect(verify(signed(BODY), later(ms))).toBe(verdict);
  });

  it("by any of several secrets is genuine", () => {
    const both = createVerify(["new", "old"]);
    expect(both(signed(BODY, { secret: "new" }), SIGNED_AT)).toBe("genuine");
    expect(both(signed(BODY, { secret: "old" }), SIGNED_AT)).toBe("genuine");
    expect(both(signed(BODY, { secret: "new,old" }), SIGNED_AT)).toBe("forged");
  });
});

describe("headers without a signature", () => {
  const good = HEADERS["x-slack-signature"];
  it.each<[string, string | readonly string[] | undefined]>([
    ["none", undefined],
    ["an empty one", ""],
    ["another version", good.replace("v0", "v1")],
    ["no version", good.slice(3)],
    ["a digit too few", good.slice(0, -1)],
    ["a digit too many", `${good}0`],
    ["capitals", good.toUpperCase().replace("V0", "v0")],
    ["no hex", `${good.slice(0, -1)}g`],
    ["a line behind it", `${good}\n`],
    ["two", [good, good]],
    ["two in one", `${good}, ${good}`],
    ["two letters of another size", `v0=${"é".repeat(32)}`],
  ])("are unsigned: %s", (_, signature) => {
    expect(withHeaders({ ...HEADERS, "x-slack-signature": signature })).toBe("unsigned");
  });

  it("are unsigned: two in different spelling", () => {
    expect(withHeaders({ ...HEADERS, "X-Slack-Signature": good })).toBe("unsigned");
  });

  const time = HEADERS["x-slack-request-timestamp"];
  it.each<[string, string | readonly string[] | undefined]>([
    ["none", undefined],
    ["an empty one", ""],
    ["a fraction", `${time}.0`],
    ["another notation", "1.79545e9"],
    ["hex", `0x${Number(time).toString(16)}`],
    ["a zero before it", `0${time}`],
    ["a blank", ` ${time}`],
    ["minus", `-${time}`],
    ["too long", "9".repeat(12)],
    ["two", [time, time]],
  ])("are unsigned by their time: %s", (_, timestamp) => {
    expect(withHeaders({ ...HEADERS, "x-slack-request-timestamp": timestamp })).toBe("unsigned");
  });
});

describe("an empty secret", () => {
  it.each([[[]], [[""]], [[SECRET, ""]], [[" "]]])("is refused at the start: %j", (secrets) => {
    expect(() => createVerify(secrets)).toThrow(ConfigFault);
  });
});
