import { describe, expect, it } from "vitest";
import { discreetAnswers } from "../../lib/app/jobs/discreet-answers.ts";
import { redactorOf } from "../../lib/text/redactor.ts";

const CANARY = "canary-of-the-settings";
const MESSAGE = { text: `a ${CANARY}`, blocks: [{ type: "section", text: `b ${CANARY}` }] };
const VIEW = { type: "modal" as const, title: `c ${CANARY}`, blocks: [{ type: "section", text: `d ${CANARY}` }] };

describe("answers that leave", () => {
  it("hold no configured value, wherever they go", async () => {
    const sent: unknown[] = [];
    const note = async (...given: unknown[]) => void sent.push(given);
    const answers = discreetAnswers(
      { respond: note, whisper: note, fillIn: note, publishHome: note },
      redactorOf({ keys: [], values: [CANARY] }),
    );
    await answers.respond("https://hooks.slack.com/1", MESSAGE);
    await answers.whisper(MESSAGE, { user: "U01ALICE01" });
    await answers.fillIn("slack_1", VIEW);
    await answers.publishHome("U01ALICE01", { ...VIEW, type: "home" });
    expect(sent).toHaveLength(4);
    expect(sent).toMatchObject([
      ["https://hooks.slack.com/1", { text: expect.stringMatching(/^a /) }],
      [{ text: expect.stringMatching(/^a /) }, { user: "U01ALICE01" }],
      ["slack_1", { type: "modal" }],
      ["U01ALICE01", { type: "home" }],
    ]);
    expect(JSON.stringify(sent)).not.toContain(CANARY);
  });
});
