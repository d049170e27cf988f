import type { ModalView } from "@slack/types";
import { describe, expect, it } from "vitest";
import { ALICE, MODAL, openModal, plain } from "./open-modal.ts";

describe("a submission that an input is missing in", () => {
  it.each([
    ["nothing", {}],
    ["an empty text", { comment: { comment: { type: "plain_text_input", value: "" } } }],
  ])("is not told to the app: %s", async (_, values) => {
    const { slack, app, viewId } = await openModal();
    const said = "Please complete this required field.";
    const deed = await slack.people.submit({ user: ALICE, viewId, values });
    expect(deed).toEqual({ ok: false, reason: "errors", said, errors: { comment: said } });
    expect(app.heard).toEqual([]);
  });
});

describe("a submission with too little or too much in an input", () => {
  const LIMITED: ModalView = {
    ...MODAL,
    blocks: [
      {
        type: "input",
        block_id: "comment",
        label: plain("Comment"),
        optional: true,
        element: { type: "plain_text_input", action_id: "comment", min_length: 3, max_length: 5 },
      },
      {
        type: "input",
        block_id: "tell",
        label: plain("Tell"),
        element: { type: "multi_users_select", action_id: "tell", max_selected_items: 1 },
      },
    ],
  };
  const entry = (value: string | null, users: unknown) => ({
    comment: { comment: { type: "plain_text_input", value } },
    tell: { tell: { type: "multi_users_select", selected_users: users } },
  });

  it.each([
    ["too short", entry("ab", [ALICE]), { comment: "Please write at least 3 characters." }],
    ["too long", entry("abcdef", [ALICE]), { comment: "Please write at most 5 characters." }],
    ["too many", entry("abc", [ALICE, "U02BOB0001"]), { tell: "Please choose at most 1." }],
    ["nobody", entry("abc", []), { tell: "Please complete this required field." }],
    ["no list where a list belongs", entry("abc", ALICE), { tell: "Please complete this required field." }],
  ])("is not told to the app: %s", async (_, values, errors) => {
    const { slack, app, viewId } = await openModal(LIMITED);
    const deed = await slack.people.submit({ user: ALICE, viewId, values });
    expect(deed).toEqual({ ok: false, reason: "errors", said: Object.values(errors)[0], errors });
    expect(app.heard).toEqual([]);
  });

  it("names every field at once", async () => {
    const { slack, viewId } = await openModal(LIMITED);
    const deed = await slack.people.submit({ user: ALICE, viewId, values: entry("ab", []) });
    expect(Object.keys(deed.errors ?? {})).toEqual(["comment", "tell"]);
  });

  it.each([
    ["the least", "abc"],
    ["the most", "abcde"],
    ["nothing, which is optional", null],
  ])("is told when it holds %s", async (_, value) => {
    const { slack, app, viewId } = await openModal(LIMITED);
    expect(await slack.people.submit({ user: ALICE, viewId, values: entry(value, [ALICE]) })).toEqual({ ok: true });
    expect(app.heard[0]?.payload).toMatchObject({ view: { state: { values: entry(value, [ALICE]) } } });
  });
});
