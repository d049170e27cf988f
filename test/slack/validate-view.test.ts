import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { validateView } from "../../lib/slack/validate-view.ts";

const plain = (text: string) => ({ type: "plain_text", text });
const modal = (more: Record<string, unknown> = {}) => ({
  type: "modal",
  title: plain("a"),
  blocks: [{ type: "divider" }],
  ...more,
});
const home = (more: Record<string, unknown> = {}) => ({ type: "home", blocks: [{ type: "divider" }], ...more });
const input = { type: "input", label: plain("Reason"), element: { type: "plain_text_input" } };

/** The rules a view breaks, as "code pointer". */
const broken = (view: unknown, rules = {}) =>
  validateView(view, rules).map(({ code, pointer }) => `${code} ${pointer}`);

describe("the modal that asks for a decision", () => {
  it("is valid", () =>
    expect(
      broken({
        type: "modal",
        callback_id: "plan_decide",
        title: plain("Approve plan?"),
        submit: plain("Approve"),
        close: plain("Cancel"),
        private_metadata: '{"p":"plan-1"}',
        notify_on_close: false,
        clear_on_close: true,
        blocks: [
          { type: "alert", level: "warning", text: plain("2 databases are replaced.") },
          { type: "section", text: { type: "mrkdwn", text: "*vpc-prod*", verbatim: true } },
          {
            type: "input",
            block_id: "comment",
            optional: true,
            label: plain("Comment"),
            hint: plain("The requester sees it."),
            element: { type: "plain_text_input", action_id: "comment", multiline: true, max_length: 500 },
          },
          { ...input, block_id: "confirm_name", dispatch_action: false },
        ],
      }),
    ).toEqual([]));
});

describe("a view of the wrong shape", () => {
  it.each<[string, unknown, string]>([
    ["no view", undefined, "not_allowed /view/type"],
    ["a list", [], "not_allowed /view/type"],
    ["a type of its own", modal({ type: "sheet" }), "not_allowed /view/type"],
    ["no title", modal({ title: undefined }), "missing /view/title"],
    ["a title that is formatted", modal({ title: { type: "mrkdwn", text: "a" } }), "not_allowed /view/title/type"],
    ["an empty word for submitting", modal({ submit: plain("") }), "empty /view/submit/text"],
    ["a flag that is none", modal({ notify_on_close: "yes" }), "type /view/notify_on_close"],
    ["what Slack answered, sent back", modal({ id: "V1" }), "unknown_key /view"],
    ["a title on a Home", home({ title: plain("a") }), "unknown_key /view"],
    ["no blocks", home({ blocks: undefined }), "missing /view/blocks"],
    ["a number for metadata", home({ private_metadata: 1 }), "type /view/private_metadata"],
    ["an input without a word for submitting", modal({ blocks: [input] }), "missing /view/blocks/0/input"],
    ["an alert on a Home", home({ blocks: [{ type: "alert", text: plain("a") }] }), "surface /view/blocks/0/type"],
    ["a table in a modal", modal({ blocks: [{ type: "table", rows: [] }] }), "surface /view/blocks/0/type"],
    [
      "an alert of its own level",
      modal({ blocks: [{ type: "alert", level: "bad", text: plain("a") }] }),
      "not_allowed /view/blocks/0/level",
    ],
    [
      "a block id used twice",
      home({
        blocks: [
          { type: "divider", block_id: "a" },
          { type: "divider", block_id: "a" },
        ],
      }),
      "duplicate /view/blocks/1/block_id",
    ],
  ])("is refused: %s", (_name, view, rule) => expect(broken(view)).toEqual([rule]));

  it("is none for a Home with an input, nor with nothing to submit or to close by", () => {
    expect(broken(home({ blocks: [input] }))).toEqual([]);
    expect(broken(modal({ submit: null, close: null, callback_id: "", private_metadata: "" }))).toEqual([]);
  });

  it("is an empty one by our own rules alone", () => {
    expect(broken(home({ blocks: [] }))).toEqual(["empty /view/blocks"]);
    expect(broken(home({ blocks: [] }), { strict: false })).toEqual([]);
  });

  it("is one with a newer block only for us, and only where the block may stand", () => {
    const blocks = [{ type: "card" }];
    expect(broken(modal({ blocks }))).toEqual(["unknown_type /view/blocks/0/type"]);
    expect(broken(modal({ blocks }), { strict: false })).toEqual([]);
    expect(broken(modal({ blocks: [{ type: "markdown", text: "a" }] }), { strict: false })).toEqual([
      "surface /view/blocks/0/type",
    ]);
  });
});

describe("hostile JSON", () => {
  it("never makes it throw, and always gets an answer of bounded size", () => {
    const types = ["static_select", "checkboxes", "overflow", "plain_text_input", "number_input", "blink", "button"];
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.boolean(), (one, other, strict) => {
        const element = (type: string) => ({
          type,
          options: one,
          option_groups: other,
          initial_option: one,
          initial_options: other,
          confirm: one,
          placeholder: other,
        });
        const blocks = [
          one,
          ...types.map((type) => ({ type: "input", label: one, element: element(type) })),
          ...types.map((type) => ({ type: "section", text: other, accessory: element(type) })),
          { type: "container", child_blocks: one },
          { type: "card", actions: other },
        ];
        const found = validateView({ type: "modal", title: one, submit: other, blocks }, { strict });
        expect(found.length).toBeGreaterThan(0);
        expect(found.length).toBeLessThanOrEqual(100);
        validateView(one, { strict });
        validateView({ type: "home", blocks: one }, { strict });
      }),
    );
  });

  it("may nest deeper than any stack", () => {
    let deep: unknown = "x";
    for (let level = 0; level < 200_000; level += 1) deep = [deep];
    const select = { type: "static_select", options: [{ text: deep, value: "a" }], initial_option: deep };
    expect(broken(home({ blocks: [{ type: "actions", elements: [select] }] })).length).toBeGreaterThan(0);
  });
});
