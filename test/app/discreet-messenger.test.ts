import { describe, expect, it } from "vitest";
import { discreetMessenger } from "../../lib/app/deliver/discreet-messenger.ts";
import type { ChannelId, MessageTs } from "../../lib/model/brand.ts";
import { createMessenger } from "../../lib/slack/web-messenger.ts";
import { redactorOf } from "../../lib/text/redactor.ts";
import { startSlack } from "../../local/slack/server.ts";

const CHANNEL = "C0DEFAULT0" as ChannelId;
const MARK = { type: "planbell_card", key: "card:blue-bird:1" } as const;

describe("a value that was kept before it was configured", () => {
  it("leaves in no message, no edit and no file, and stays in the mark by which a message is found", async () => {
    const slack = await startSlack({
      clock: { now: () => Date.now() },
      token: "xoxb-1",
      channels: [{ id: CHANNEL, name: "platform" }],
    });
    try {
      const redactor = redactorOf({ keys: [], values: ["blue-bird"] });
      const messenger = discreetMessenger(createMessenger({ token: "xoxb-1", apiUrl: slack.apiUrl }), redactor);
      const text = { type: "plain_text", text: "of blue-bird" };
      const message = { text: "Waiting: blue-bird", blocks: [{ type: "header", text }] };
      const at = await messenger.post(message, { channel: CHANNEL }, MARK);
      const sent = (): string => JSON.stringify(slack.traffic.all().at(-1)?.sent);
      expect(sent()).toContain("Waiting: ••••••");
      expect(sent()).toContain("of ••••••");
      expect(sent().match(/blue-bird/g)).toHaveLength(1);
      await messenger.update(message, at);
      expect(sent()).toContain("of ••••••");
      expect(sent()).not.toContain("blue-bird");
      await messenger.upload({ name: "a.log", title: "blue-bird", text: "a blue-bird" }, { channel: CHANNEL });
      expect(sent()).toContain("••••••");
      expect(sent()).not.toContain("blue-bird");
      expect(await messenger.find(MARK, { channel: CHANNEL }, 0 as never)).toEqual({ ...at, ts: at.ts as MessageTs });
    } finally {
      await slack.close();
    }
  });
});
