import { connect } from "node:net";
import { expect, it, vi } from "vitest";
import { startPage } from "../../../../local/slack/page/server.ts";
import { openWorkplace } from "../workplace.ts";

const CHANNEL = "C0DEFAULT0";
const ALICE = "U01ALICE01";
const MEGABYTE = 1_000_000;
/** More than the sockets of both ends hold by themselves. */
const MUCH = 40;

it("who follows the page and does not read is cut off, and nothing more is kept for them", async () => {
  const { slack } = await openWorkplace({ users: [{ id: ALICE, name: "alice" }] });
  const page = await startPage(slack);
  try {
    const lazy = connect(Number(new URL(page.url).port), "127.0.0.1");
    lazy.write(`GET /events HTTP/1.1\r\nhost: ${new URL(page.url).host}\r\n\r\n`);
    await new Promise((resolve) => lazy.once("data", resolve));
    lazy.pause();
    for (let n = 1; n <= MUCH; n++) slack.workspace.say(CHANNEL, ALICE, `${n} `.padEnd(MEGABYTE, "x"));
    let received = 0;
    lazy.on("data", (chunk) => {
      received += chunk.length;
    });
    const over = new Promise((resolve) => lazy.once("close", resolve));
    const all = vi.waitUntil(() => received > MUCH * MEGABYTE, 20_000);
    lazy.resume();
    await Promise.race([over, all]);
    expect(received).toBeLessThan(MUCH * MEGABYTE);
  } finally {
    await page.close();
  }
});

it("one more message costs the same however many there are: only it is looked at", async () => {
  const { slack } = await openWorkplace({ users: [{ id: ALICE, name: "alice" }] });
  const page = await startPage(slack);
  try {
    const looked = vi.spyOn(slack.workspace, "messages");
    slack.workspace.say(CHANNEL, ALICE, "one more");
    expect(looked).not.toHaveBeenCalled();
  } finally {
    await page.close();
  }
});
