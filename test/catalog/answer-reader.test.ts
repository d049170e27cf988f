import { describe, expect, it } from "vitest";
import { AnswerReader } from "../../lib/catalog/bundled/answer-reader.ts";
import { Chance } from "../sweep/chance.ts";
import { read, readByNode } from "./answers.ts";

const HEAD = "HTTP/1.1 200 OK\r\n";
const LENGTH = `${HEAD}Content-Length: 2\r\n`;
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n`;

describe("a plain answer", () => {
  it.each([
    ["of a given length", `${LENGTH}\r\n{}`, { statusCode: 200, body: "{}", isKept: true }],
    ["without a body", `${HEAD}Content-Length: 0\r\n\r\n`, { statusCode: 200, body: "", isKept: true }],
    ["in chunks", `${CHUNKED}\r\n1\r\n{\r\n0a\r\n 2345678\r\n\r\n1\r\n}\r\n0\r\n\r\n`, { body: "{ 2345678\r\n}" }],
    ["in no chunks", `${CHUNKED}\r\n0\r\n\r\n`, { body: "" }],
    ["of a refusal", `HTTP/1.1 503 \r\ncontent-length:2\r\n\r\n{}`, { statusCode: 503, body: "{}" }],
    ["that is the last one", `${LENGTH}Connection: Close\r\n\r\n{}`, { body: "{}", isKept: false }],
    ["that says when to ask again", `${LENGTH}X-Acs-Retry-After: \t 1500 \r\n\r\n{}`, { retryAfter: "1500" }],
  ])("%s is read, wherever it is cut", (_, text, expected) => {
    for (let cut = 0; cut <= text.length; cut++) {
      expect(read([text.slice(0, cut), text.slice(cut)])).toMatchObject(expected);
    }
    expect(read([...text])).toMatchObject(expected);
  });

  it("leaves the reader ready for the next one", () => {
    const reader = new AnswerReader();
    for (const text of [`${CHUNKED}\r\n2\r\n{}\r\n0\r\n\r\n`, `${LENGTH}\r\n[]`, `${CHUNKED}\r\n0\r\n\r\n`]) {
      expect(reader.hasBegun).toBe(false);
      expect(reader.read(Buffer.from(text))).toMatchObject({ isKept: true });
    }
  });
});

describe("an answer is unusual", () => {
  it.each([
    ["of HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\n{}"],
    ["that says only that more will come", `HTTP/1.1 100 Continue\r\n\r\n${LENGTH}\r\n{}`],
    ["that has no body by its status", "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}"],
    ["with two lengths", `${LENGTH}Content-Length: 2\r\n\r\n{}`],
    ["with a length and chunks", `${LENGTH}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ["with a length that is no number", `${HEAD}Content-Length: 0x2\r\n\r\n{}`],
    ["with a length below zero", `${HEAD}Content-Length: -2\r\n\r\n{}`],
    ["with an empty length", `${HEAD}Content-Length:\r\n\r\n`],
    ["that ends with its connection", `${HEAD}\r\n{}`],
    ["that is packed", `${LENGTH}Content-Encoding: gzip\r\n\r\n{}`],
    // Node takes that for a body that ends with its connection.
    ["in chunks, with a tab behind the word", `${HEAD}Transfer-Encoding: chunked\t\r\n\r\n0\r\n\r\n`],
    ["in packed chunks", `${HEAD}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`],
    ["that changes the protocol", `${LENGTH}Connection: upgrade\r\nUpgrade: h2c\r\n\r\n{}`],
    ["with a header that goes on in the next line", `${LENGTH}X: a\r\n b\r\n\r\n{}`],
    ["with a blank before a colon", `${HEAD}Content-Length : 2\r\n\r\n{}`],
    ["with lines that end without CR", `${HEAD}Content-Length: 2\n\n{}\r\n\r\n`],
    ["with a byte beyond ASCII in its head", `${LENGTH}X: \u00e9\r\n\r\n{}`],
    ["with something behind it", `${LENGTH}\r\n{}{}`],
    ["with something behind its chunks", `${CHUNKED}\r\n0\r\n\r\nHTTP/1.1`],
    ["with a trailer", `${CHUNKED}\r\n0\r\nX: y\r\n\r\n`],
    ["with an extension of a chunk", `${CHUNKED}\r\n2;a=b\r\n{}\r\n0\r\n\r\n`],
    ["with a chunk of a size below zero", `${CHUNKED}\r\n1\r\n{\r\n-6\r\nxx`],
    ["with a chunk that is longer than it says", `${CHUNKED}\r\n1\r\n{}\r\n0\r\n\r\n`],
    ["with a head that is too long", `${LENGTH}X: ${"x".repeat(16_384)}\r\n\r\n{}`],
    ["with a head without an end", `${LENGTH}X: ${"x".repeat(16_384)}`],
    ["with a wait that is no number", `${LENGTH}X-Acs-Retry-After: soon\r\n\r\n{}`],
    ["of another protocol", "SSH-2.0-OpenSSH_9.6\r\n\r\n\r\n"],
  ])("%s", (_, text) => {
    expect(read([text])).toBe("unusual");
    expect(read([...text])).toBe("unusual");
  });
});

/** Whatever is read is what `node:http` reads: of answers as they are, cut anywhere, and of answers with a fault. */
describe("thousands of answers", () => {
  const SIGNS = ["\r", "\n", "\r\n", " ", ":", "0", "9", "a", "-", "\t", "\u00ff", "chunked", "close", ";x"];

  function plain(chance: Chance): string {
    const body = Array.from({ length: chance.whole(0, 60) }, () => chance.pick(["{", "}", "\r\n", "0", "7"])).join("");
    const named = (name: string): string => chance.pick([name, name.toLowerCase(), name.toUpperCase()]);
    const others = [
      `${named("X-Acs-Retry-After")}:${chance.pick(["", " ", "\t "])}${chance.whole(0, 9_999)}${chance.pick(["", " "])}`,
      `${named("Connection")}: ${chance.pick(["close", "keep-alive", "Keep-Alive"])}`,
      "Date: Thu, 26 Nov 2026 04:30:28 GMT",
      "Keep-Alive: timeout=25",
    ].filter(() => chance.happens(0.5));
    const isChunked = chance.happens(0.5);
    const framing = isChunked ? `${named("Transfer-Encoding")}: chunked` : `${named("Content-Length")}: ${body.length}`;
    others.splice(chance.whole(0, others.length), 0, framing);
    const status = chance.pick(["200 OK", "400 Bad Request", "503 ", "302 Found"]);
    return `HTTP/1.1 ${status}\r\n${others.join("\r\n")}\r\n\r\n${isChunked ? chunksOf(body, chance) : body}`;
  }

  function chunksOf(body: string, chance: Chance): string {
    let [text, rest] = ["", body];
    while (rest.length > 0) {
      const size = chance.whole(1, rest.length);
      text += `${chance.pick(["", "0"])}${size.toString(16)}\r\n${rest.slice(0, size)}\r\n`;
      rest = rest.slice(size);
    }
    return `${text}0\r\n\r\n`;
  }

  function piecesOf(text: string, chance: Chance): string[] {
    const pieces: string[] = [];
    for (let at = 0; at < text.length; ) {
      const end = chance.happens(0.3) ? text.length : at + chance.whole(1, 40);
      pieces.push(text.slice(at, end));
      at = end;
    }
    return pieces;
  }

  it("are read as node:http reads them", async () => {
    for (let seed = 1; seed <= 500; seed++) {
      const chance = new Chance(seed);
      const pieces = piecesOf(plain(chance), chance);
      const mine = read(pieces);
      expect(mine, `seed ${seed}`).toHaveProperty("body");
      expect(mine, `seed ${seed}`).toEqual(await readByNode(pieces));
    }
  });

  it("are never read otherwise when they have a fault", async () => {
    let understood = 0;
    for (let seed = 1; seed <= 3_000; seed++) {
      const chance = new Chance(seed);
      const text = plain(chance);
      const at = chance.whole(0, text.length);
      const left = at + chance.pick([0, 1, 2, text.length]);
      const faulty = text.slice(0, at) + (left > text.length ? "" : chance.pick(SIGNS)) + text.slice(left);
      const pieces = piecesOf(faulty, chance);
      const mine = read(pieces);
      if (mine === "unusual" || mine === undefined) continue;
      understood++;
      expect(mine, `seed ${seed}: ${JSON.stringify(faulty)}`).toEqual(await readByNode(pieces));
    }
    // Or nothing would have been compared.
    expect(understood).toBeGreaterThan(300);
  });
});
