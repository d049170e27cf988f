import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactorOf } from "../../lib/text/redactor.ts";
import { ORDINARY } from "./redact-kept.data.ts";

const KEYS = redactorOf({ keys: ["licen[cs]e_?no", "^pin$"], values: [] });
const VALUES = redactorOf({ keys: [], values: ["blue bird & co", 'a"b\\c', "jürgen/4711"] });

describe("a configured name", () => {
  it.each([
    ['licence_no = "4711"', 'licence_no = "••••••"'],
    ["LicenseNo: 4711", "LicenseNo: ••••••"],
    ['{"license_no":"4711","n":1}', '{"license_no":"••••••","n":1}'],
    ['{\\"license_no\\":\\"4711\\",\\"n\\":1}', '{\\"license_no\\":\\"••••••\\",\\"n\\":1}'],
    ["app_licence_no_2 = 4711", "app_licence_no_2 = ••••••"],
    ["run --licence-no 1 --licence_no 4711 -v", "run --licence-no 1 --licence_no •••••• -v"],
    ['{"ParameterKey":"LicenceNo","ParameterValue":"4711"}', '{"ParameterKey":"LicenceNo","ParameterValue":"••••••"}'],
    ["licence_no: |\n  47\n  11\nname: x", "licence_no: ••••••\nname: x"],
    ["PIN=4711 SPIN=4712", "PIN=•••••• SPIN=4712"],
    ["https://x.example/?pin=4711&a=1", "https://x.example/?pin=••••••&a=1"],
  ])("hides its value: %j", (text, expected) => {
    expect(KEYS.text(text)).toBe(expected);
  });

  it.each(["the licence_no is wrong", "pinned: 4711", "https://pin.example/licence_no"])("leaves alone: %j", (text) => {
    expect(KEYS.text(text)).toBe(text);
  });

  it("hides the value of a parameter of that name, and of none other", () => {
    expect(KEYS.parameter("LicenceNo", "4711")).toBe("••••••");
    expect(KEYS.parameter("licence", "4711")).toBe("4711");
    expect(KEYS.parameter("db_password", "4711")).toBe("••••••");
  });

  it("adds nothing when it is the pattern that stands in the documentation: all it means is known", () => {
    const known = redactorOf({ keys: ["pass|secret|token|key|credential"], values: [] });
    expect(known.text('key_name = "web"')).toBe('key_name = "web"');
    expect(known.parameter("key_name", "web")).toBe("••••••");
  });

  it("is asked with short names only, so that no pattern takes long", () => {
    const slow = redactorOf({ keys: ["(a+)+$"], values: [] });
    expect(slow.text(`${"ab".repeat(500_000)} = 1`).length).toBe(1_000_004);
  });
});

describe("a configured value", () => {
  it.each([
    ["as it is", "for blue bird & co only", "for •••••• only"],
    ["twice", "blue bird & co, blue bird & co", "••••••, ••••••"],
    ["in a URL", "?q=blue%20bird%20%26%20co&x=1", "?q=••••••&x=1"],
    ["in a form", "q=blue+bird+%26+co&x=1", "q=••••••&x=1"],
    ["in a URL in a URL", "?to=%3Fq%3Djürgen and j%25C3%25BCrgen%252F4711!", "?to=%3Fq%3Djürgen and ••••••!"],
    ["in a URL in lower case", "j%c3%bcrgen%2f4711", "••••••"],
    ["in HTML", "blue bird &amp; co", "••••••"],
    ["in JSON", '{"q":"a\\"b\\\\c"}', '{"q":"••••••"}'],
    ["in JSON in JSON", '"{\\"q\\":\\"a\\\\\\"b\\\\\\\\c\\"}"', '"{\\"q\\":\\"••••••\\"}"'],
    ["in base64", "Ymx1ZSBiaXJkICYgY28=", "••••••="],
    ["in base64 of more", `x ${btoa("this is for blue bird & co and no other")} y`, "x •••••• y"],
    ["over two lines", "│ blue\n│ bird & co", "│ ••••••"],
    ["over two lines within a word", "│ jürgen/47\n│ 11 was here", "│ •••••• was here"],
  ])("is hidden %s", (_, text, expected) => {
    expect(VALUES.text(text)).toBe(expected);
  });

  it("is no other value, and not the same in other letters", () => {
    expect(VALUES.text("blue bird, Blue Bird & Co, jürgen/4712")).toBe("blue bird, Blue Bird & Co, jürgen/4712");
  });

  it("goes as a whole when it contains another", () => {
    expect(redactorOf({ keys: [], values: ["blue", "bluebird"] }).text("a bluebird is blue")).toBe(
      "a •••••• is ••••••",
    );
  });

  it("is not looked for when it is shorter than four characters", () => {
    expect(redactorOf({ keys: [], values: ["abc", "  a "] }).text("abc")).toBe("abc");
  });

  it("is hidden whatever it is and wherever it stands", () => {
    const letters = fc.stringMatching(/^[a-zA-Z0-9"'\\/&<>%+ .$^(){}[\]|*?äé漢-]{6,20}$/);
    fc.assert(
      fc.property(letters, fc.string(), fc.string(), (middle, before, after) => {
        const value = `q7W2${middle}x9Zk`;
        const { text } = redactorOf({ keys: [], values: [value] });
        for (const form of [
          value,
          encodeURIComponent(value),
          JSON.stringify(value),
          JSON.stringify({ a: JSON.stringify(value) }),
        ]) {
          expect(text(`${before} ${form} ${after}`)).not.toContain("q7W2");
        }
      }),
    );
  });
});

describe("any rules", () => {
  it("leave ordinary text alone", () => {
    for (const { text } of [KEYS, VALUES]) expect(text(ORDINARY.join("\n"))).toBe(ORDINARY.join("\n"));
  });

  it("change nothing the second time", () => {
    const { text } = redactorOf({ keys: ["licence"], values: ["blue bird"] });
    const once = text('licence = "1" blue bird password: 2 blue\n│ bird');
    expect(text(once)).toBe(once);
  });

  it.each(["a", "licence=", "licence: ", "blue ", "blue\n│ ", "=", "name = value, "])(
    "take 1 MB of %j without trouble",
    (piece) => {
      const { text } = redactorOf({ keys: ["licence"], values: ["blue bird"] });
      expect(text(piece.repeat(1_000_000 / piece.length)).length).toBeGreaterThan(0);
    },
  );

  const { text } = redactorOf({ keys: ["licence"], values: ["blue bird"] });
  const M = "••••••";

  it.each([
    "",
    "xoxb-1",
    "LTAI",
    "bearer 1",
    "basic ",
    "https://u:",
    "?Signature=",
    'password is "',
    "ghp_",
    "Error: ",
  ])("hide all of a line of eight megabytes that begins with %j, and nothing of the others", (head) => {
    // Compared by `===`, since a difference of this size takes too long to print.
    expect(text(`Error: before\n${head}${"a1".repeat(4_000_000)}\nafter`) === `Error: before\n${M}\nafter`).toBe(true);
  });

  it("hide base64 without a blank as far as it goes, and no further", () => {
    const coded = Buffer.from(`password = "${"x".repeat(300_000)}"`).toString("base64");
    expect(coded.endsWith("=")).toBe(true);
    expect(text(`a ${coded} b ${"QUFB".repeat(10)}== c`) === `a ${M} b ${"QUFB".repeat(10)}== c`).toBe(true);
  });
});
