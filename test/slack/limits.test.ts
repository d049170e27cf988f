import { describe, expect, it } from "vitest";
import { LIMITS } from "../../lib/slack/limits.ts";
import { validateMessage } from "../../lib/slack/validate-message.ts";
import { OVER_LIMIT } from "./over-limit.ts";

describe("Slack's limits", () => {
  it("stay as documented", () =>
    expect(LIMITS).toMatchObject({
      headerText: 150,
      sectionText: 3000,
      fields: 10,
      fieldText: 2000,
      blocks: 50,
      actionsElements: 25,
      buttonText: 75,
      buttonValue: 2000,
      contextElements: 10,
      tableRows: 100,
      tableCells: 20,
      tableText: 10000,
      blockId: 255,
      actionId: 255,
      url: 3000,
    }));

  it("leave room below what Slack was seen to refuse", () => {
    expect(LIMITS.messageText).toBeLessThan(11_341);
    expect(LIMITS.text).toBeLessThan(LIMITS.updateText);
  });
});

describe("a message at a limit", () => {
  it.each(OVER_LIMIT)("is valid with $most, one more is refused: $name", ({ most, build, pointer, code }) => {
    expect(validateMessage(build(most))).toEqual([]);
    expect(validateMessage(build(most + 1)).map((one) => ({ code: one.code, pointer: one.pointer }))).toContainEqual({
      code,
      pointer,
    });
  });
});
