import { describe, expect, it } from "vitest";
import { openWorkplace } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";

describe("a message whose text is not to be formatted", () => {
  const flagOf = (slack: { workspace: { messages(): { mrkdwn?: false }[] } }) => slack.workspace.messages()[0]?.mrkdwn;

  it("is kept so, by a post and by an edit", async () => {
    const { slack, client } = await openWorkplace();
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "*a*", mrkdwn: false });
    expect(flagOf(slack)).toBe(false);
    await client.chat.update({ channel: CHANNEL, ts, text: "*b*" });
    expect(flagOf(slack)).toBeUndefined();
    await client.apiCall("chat.update", { channel: CHANNEL, ts, text: "*c*", mrkdwn: false });
    expect(flagOf(slack)).toBe(false);
  });

  it("is formatted when the flag says so or is not there", async () => {
    const { slack, client } = await openWorkplace();
    await client.chat.postMessage({ channel: CHANNEL, text: "*a*", mrkdwn: true });
    expect(flagOf(slack)).toBeUndefined();
  });
});
