import { describe, expect, it } from "vitest";
import { completionsOf, tabbed } from "../../../../local/slack/page/client/completion.ts";

const COMMANDS = [
  {
    name: "/lunch",
    description: "What there is to eat",
    hint: "menu | order <dish>",
    words: [
      { name: "menu", takes: "", description: "Today's dishes" },
      { name: "order", takes: "<dish> [remark]", description: "Orders one" },
      { name: "open", takes: "", description: "When" },
    ],
  },
  { name: "/luck", description: "Tells yours", hint: "" },
];
const of = (typed: string) => completionsOf(typed, COMMANDS);
const names = (typed: string): string[] => of(typed).map(({ name }) => name);
const tab = (typed: string): string | undefined => tabbed(typed, of(typed));

describe("what is typed after a slash", () => {
  it.each([
    ["/", ["/lunch", "/luck"]],
    ["/lun", ["/lunch"]],
    ["/lunch ", ["menu", "order", "open"]],
    ["/lunch O", ["order", "open"]],
    ["/lunch  or", ["order"]],
    ["/lunch order soup, hot", ["order"]],
    ["/lunch ord soup", []],
    ["/luck ", []],
    ["/dinner ", []],
    ["lunch ", []],
    ["", []],
  ])("%j goes on with one of %j", (typed, expected) => expect(names(typed)).toEqual(expected));

  it("says of each what it takes, and what it is for", () => {
    const order = { name: "order", takes: "<dish> [remark]", description: "Orders one", text: "/lunch order " };
    expect(of("/lunch or")).toEqual([order]);
    expect(of("/luc")).toEqual([{ name: "/luck", takes: "", description: "Tells yours", text: "/luck " }]);
  });
});

describe("the Tab key", () => {
  it.each([
    ["/lu", "/lunch "],
    ["/lunch m", "/lunch menu"],
    ["/lunch O", "/lunch order "],
  ])("makes of %j %j", (typed, expected) => expect(tab(typed)).toBe(expected));

  it.each(["", "hello", "/lunch ", "/lunch menu", "/lunch order ", "/lunch order soup", "/lunch x"])(
    "leads on from %j",
    (typed) => expect(tab(typed)).toBeUndefined(),
  );
});
