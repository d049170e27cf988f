import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { TaskId } from "../../../lib/model/brand.ts";
import { type LogPart, planLog, planLogFile } from "../../../lib/slack/messages/plan-log.ts";
import { validateMessage } from "../../../lib/slack/validate-message.ts";
import type { Texts } from "../../../lib/text/catalogue.ts";
import { textsFor } from "../../../lib/text/pick.ts";
import { aPlanFacts } from "../../build/facts.ts";
import { ALL_TEXTS, anyTexts, HOSTILE, hostileLike, interpreted, literal, live } from "./hostile.ts";

const options = { texts: textsFor("en") };
const part = (over: Partial<LogPart> = {}, label?: string) =>
  planLog(
    aPlanFacts(),
    { text: "Creating...\nError: <no stock>\n", part: 1, of: 3, whole: true, ...over },
    { ...options, label },
  );

describe("a part of a log", () => {
  it("is shown as it was printed, under the plan's name", () => {
    expect(part().blocks).toEqual([
      {
        type: "rich_text",
        elements: [
          {
            type: "rich_text_section",
            elements: [{ type: "text", text: "Log of vpc-prod, part 1 of 3", style: { bold: true } }],
          },
          { type: "rich_text_preformatted", elements: [{ type: "text", text: "Creating...\nError: <no stock>" }] },
        ],
      },
    ]);
  });

  it("says the same in its text, and which deployment it is", () => {
    expect(part({ part: 2 }, "prod").text).toBe(
      "Log of vpc-prod, part 2 of 3 [prod]\nCreating...\nError: &lt;no stock&gt;",
    );
  });

  it("is no part where one message holds all", () => {
    expect(part({ of: 1 }).text).toMatch(/^Log of vpc-prod\nCreating/);
  });

  it("of the end says so, and once how people get all of it", () => {
    expect(part({ whole: false }).text.split("\n").slice(0, 2)).toEqual([
      "End of the log of vpc-prod, part 1 of 3",
      "All of it is a file, which Planbell may send when its app is granted files:write.",
    ]);
    expect(part({ whole: false, part: 2 }).text).toMatch(/^End of the log of vpc-prod, part 2 of 3\nCreating/);
    expect(literal(part({ whole: false }).blocks)).toContain(
      "All of it is a file, which Planbell may send when its app is granted files:write.",
    );
  });

  it("as long as a part can be is in its blocks whole, and in its text as far as there is room", () => {
    const text = `${"<".repeat(2_899)}\n`;
    const message = part({ text });
    expect(literal(message.blocks)).toContain("<".repeat(2_899));
    expect(message.text).toMatch(/^Log of vpc-prod, part 1 of 3\n(?:&lt;)+…$/);
    expect(message.text.length).toBeLessThanOrEqual(3_000);
    expect(message.text.length).toBeGreaterThan(2_950);
    expect(validateMessage(message)).toEqual([]);
  });

  it("that is a line feed is no empty text", () => {
    expect(validateMessage(part({ text: "\n" }))).toEqual([]);
  });

  const sample = { name: "vpc", text: "log", label: "prod" };
  const isTaken = ({ name, text, label }: typeof sample, whole: boolean, texts: Texts): void => {
    const message = planLog(
      aPlanFacts({ name }),
      { text: text.slice(0, 2_900), part: 1, of: 3, whole },
      { texts, label },
    );
    expect(validateMessage(message)).toEqual([]);
    expect(interpreted(message).flatMap(live)).toEqual([]);
  };

  it("is one that Slack takes and that mentions and links nobody, whatever plan and log say", () => {
    fc.assert(fc.property(hostileLike(sample), fc.boolean(), anyTexts, isTaken), { numRuns: 200 });
  });

  it.each(HOSTILE)("fits with %j in every place at once", (text) => {
    for (const texts of ALL_TEXTS) isTaken({ name: text, text, label: text }, false, texts);
  });
});

describe("a log as a file", () => {
  const file = (leftOut: number) => planLogFile(aPlanFacts(), "task-1" as TaskId, { text: "a\nb", leftOut }, options);

  it("is named after its task, and titled with the plan's name", () => {
    expect(file(0)).toEqual({ name: "task-1.log", title: "Log of vpc-prod", text: "a\nb" });
  });

  it("says in its first line how much is missing", () => {
    expect(file(4_000_001).text).toBe("[The first 4001 KB are left out.]\na\nb");
  });
});
