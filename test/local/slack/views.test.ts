import type { View } from "@slack/types";
import { describe, expect, it } from "vitest";
import { openWorkplace, type Workplace, wordOf } from "./workplace.ts";

const ALICE = "U01ALICE01";
const BOB = "U02BOB0000";
const users = [
  { id: ALICE, name: "alice" },
  { id: BOB, name: "bob" },
];
const plain = (text: string) => ({ type: "plain_text" as const, text });
const modal = (title: string, more: Partial<View> = {}): View =>
  ({ type: "modal", title: plain(title), blocks: [{ type: "divider" }], ...more }) as View;
const home = (text: string): View => ({ type: "home", blocks: [{ type: "section", text: plain(text) }] });

const workplace = () => openWorkplace({ users });
const open = ({ slack, client }: Workplace, view: View, user = ALICE) =>
  client.views.open({ trigger_id: slack.triggers.issue(user), view });
const push = ({ slack, client }: Workplace, view: View, user = ALICE) =>
  client.views.push({ trigger_id: slack.triggers.issue(user), view });
const stack = ({ slack }: Workplace, user = ALICE) =>
  slack.views.stackOf(user).map(({ title }) => (title as { text: string }).text);

describe("a modal", () => {
  it("opens for the person of the trigger, and is answered as Slack writes it", async () => {
    const place = await workplace();
    const input = { type: "input", label: plain("Reason"), element: { type: "plain_text_input" } } as const;
    const { view } = await open(
      place,
      modal("Reject", {
        callback_id: "plan_decide",
        submit: plain("Reject"),
        private_metadata: '{"p":"plan-1"}',
        external_id: "plan-1",
        notify_on_close: true,
        blocks: [input],
      } as Partial<View>),
    );
    expect(view).toEqual({
      id: "V0000000001",
      team_id: "T0PLANBELL",
      type: "modal",
      blocks: [{ ...input, block_id: "auto1", element: { type: "plain_text_input", action_id: "act1" } }],
      private_metadata: '{"p":"plan-1"}',
      callback_id: "plan_decide",
      state: { values: {} },
      hash: expect.stringMatching(/^1764000000\.[0-9a-f]{8}$/),
      title: plain("Reject"),
      clear_on_close: false,
      notify_on_close: true,
      close: null,
      submit: plain("Reject"),
      previous_view_id: null,
      root_view_id: "V0000000001",
      app_id: "A0PLANBELL",
      external_id: "plan-1",
      app_installed_team_id: "T0PLANBELL",
      bot_id: "B0PLANBELL",
    });
    expect(stack(place)).toEqual(["Reject"]);
    expect(stack(place, BOB)).toEqual([]);
    expect(place.slack.views.byId("V0000000001")).toMatchObject({ userId: ALICE, callbackId: "plan_decide" });
  });

  it("lies on the one below, and knows it", async () => {
    const place = await workplace();
    await open(place, modal("one"));
    const { view } = await push(place, modal("two"));
    expect(view).toMatchObject({ root_view_id: "V0000000001", previous_view_id: "V0000000001" });
    expect(stack(place)).toEqual(["one", "two"]);
  });

  it("takes the place of all that was open", async () => {
    const place = await workplace();
    await open(place, modal("one"));
    await push(place, modal("two"));
    await open(place, modal("three"));
    expect(stack(place)).toEqual(["three"]);
  });

  it("cannot be pushed onto nothing", async () => {
    const place = await workplace();
    expect(await wordOf(push(place, modal("one")))).toBe("not_found");
  });

  it("goes with all that lies on it, or with all there are", async () => {
    const place = await workplace();
    await open(place, modal("one"));
    await push(place, modal("two"));
    await push(place, modal("three"));
    place.slack.views.close("V0000000002", false);
    expect(stack(place)).toEqual(["one"]);
    await push(place, modal("two"));
    place.slack.views.close("V0000000004", true);
    expect(stack(place)).toEqual([]);
    place.slack.views.close("V0000000004", true);
  });

  it.each([
    ["no trigger", {}, "invalid_arguments"],
    ["a trigger that was not given", { trigger_id: "1.2.abc" }, "invalid_trigger_id"],
  ])("needs a trigger: %s", async (_name, args, word) => {
    const { client } = await workplace();
    expect(await wordOf(client.apiCall("views.open", { view: modal("one"), ...args }))).toBe(word);
  });

  it("needs a view of its kind", async () => {
    const place = await workplace();
    expect(await wordOf(open(place, home("a")))).toBe("invalid_arguments");
    const trigger_id = place.slack.triggers.issue(ALICE);
    await expect(place.client.apiCall("views.open", { trigger_id })).rejects.toMatchObject({
      data: { error: "invalid_arguments", response_metadata: { messages: ["[ERROR] missing required field: view"] } },
    });
    expect(await wordOf(place.client.apiCall("views.open", { trigger_id, view: "{" }))).toBe("invalid_arguments");
  });

  it("with an input needs a word for submitting", async () => {
    const place = await workplace();
    const blocks = [{ type: "input", label: plain("Reason"), element: { type: "plain_text_input" } }] as never;
    await expect(open(place, modal("one", { blocks }))).rejects.toMatchObject({
      data: {
        error: "invalid_arguments",
        response_metadata: {
          messages: [
            "[ERROR] must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]",
          ],
        },
      },
    });
  });
});

describe("a trigger", () => {
  it("serves once, also when the view that comes first is refused", async () => {
    const { slack, client } = await workplace();
    const trigger_id = slack.triggers.issue(ALICE);
    expect(trigger_id).toMatch(/^\d+\.\d+\.[0-9a-f]{32}$/);
    expect(await wordOf(client.views.open({ trigger_id, view: modal("x".repeat(25)) }))).toBe("invalid_arguments");
    expect(await client.views.open({ trigger_id, view: modal("one") })).toMatchObject({ ok: true });
    expect(await wordOf(client.views.push({ trigger_id, view: modal("two") }))).toBe("exchanged_trigger_id");
  });

  it("serves for three seconds", async () => {
    const { slack, client, clock } = await workplace();
    const [first, second] = [slack.triggers.issue(ALICE), slack.triggers.issue(ALICE)];
    expect(first).not.toBe(second);
    clock.time += 3_000;
    expect(await client.views.open({ trigger_id: first, view: modal("one") })).toMatchObject({ ok: true });
    clock.time += 1;
    expect(await wordOf(client.views.open({ trigger_id: second, view: modal("two") }))).toBe("expired_trigger_id");
  });
});

describe("an open modal", () => {
  it("gets another content by its id or by the app's own, and another hash", async () => {
    const place = await workplace();
    const first = await open(place, modal("one", { external_id: "plan-1" } as Partial<View>));
    const byId = await place.client.views.update({ view_id: first.view?.id ?? "", view: modal("two") });
    expect(byId.view).toMatchObject({ id: "V0000000001", title: plain("two"), external_id: "" });
    expect(byId.view?.hash).not.toBe(first.view?.hash);
    await place.client.views.update({
      view_id: "V0000000001",
      view: modal("three", { external_id: "e" } as Partial<View>),
    });
    await place.client.views.update({ external_id: "e", view: modal("four", { external_id: "e" } as Partial<View>) });
    expect(stack(place)).toEqual(["four"]);
  });

  it("keeps what the person entered", async () => {
    const place = await workplace();
    await open(place, modal("one"));
    const entered = { reason: { reason: { type: "plain_text_input", value: "too big" } } };
    place.slack.views.enter("V0000000001", entered);
    const { view } = await place.client.views.update({ view_id: "V0000000001", view: modal("two") });
    expect(view?.state).toEqual({ values: entered });
  });

  it("is not changed by who knows an older version", async () => {
    const place = await workplace();
    const { view } = await open(place, modal("one"));
    const change = { view_id: view?.id ?? "", hash: view?.hash ?? "" };
    await place.client.views.update({ ...change, view: modal("two") });
    expect(await wordOf(place.client.views.update({ ...change, view: modal("three") }))).toBe("hash_conflict");
    expect(stack(place)).toEqual(["two"]);
  });

  it("is not found when it is closed, and an id is not for two", async () => {
    const place = await workplace();
    await open(place, modal("one", { external_id: "e" } as Partial<View>));
    expect(await wordOf(push(place, modal("two", { external_id: "e" } as Partial<View>)))).toBe(
      "duplicate_external_id",
    );
    place.slack.views.close("V0000000001", false);
    expect(await wordOf(place.client.views.update({ view_id: "V0000000001", view: modal("two") }))).toBe("not_found");
    expect(await wordOf(place.client.views.update({ external_id: "e", view: modal("two") }))).toBe("not_found");
    expect(await wordOf(place.client.apiCall("views.update", { view: modal("two") }))).toBe("invalid_arguments");
  });
});

describe("a Home", () => {
  it("is one for each person, and keeps its id when it is published again", async () => {
    const { slack, client } = await workplace();
    const first = await client.views.publish({ user_id: ALICE, view: home("a") });
    expect(first.view).toMatchObject({ id: "V0000000001", type: "home", title: null, root_view_id: "V0000000001" });
    await client.views.publish({ user_id: BOB, view: home("b") });
    const again = await client.views.publish({ user_id: ALICE, view: home("c") });
    expect(again.view?.id).toBe("V0000000001");
    expect(slack.views.homeOf(ALICE)?.blocks).toMatchObject([{ text: { text: "c" } }]);
    expect(slack.views.homeOf(BOB)?.blocks).toMatchObject([{ text: { text: "b" } }]);
    expect(slack.views.stackOf(ALICE)).toEqual([]);
  });

  it("is not replaced by who knows an older version, and may be updated by its id", async () => {
    const { slack, client } = await workplace();
    const { view } = await client.views.publish({ user_id: ALICE, view: home("a") });
    const hash = view?.hash ?? "";
    await client.views.publish({ user_id: ALICE, view: home("b"), hash });
    expect(await wordOf(client.views.publish({ user_id: ALICE, view: home("c"), hash }))).toBe("hash_conflict");
    await client.views.update({ view_id: view?.id ?? "", view: home("d") });
    expect(slack.views.homeOf(ALICE)?.blocks).toMatchObject([{ text: { text: "d" } }]);
    expect(await wordOf(client.views.update({ view_id: view?.id ?? "", view: modal("e") }))).toBe("invalid_arguments");
  });

  it("is published for people who are there", async () => {
    const { client } = await workplace();
    await expect(client.views.publish({ user_id: "U09NOBODY0", view: home("a") })).rejects.toMatchObject({
      data: { error: "invalid_arguments", response_metadata: { messages: [expect.stringContaining("user_id")] } },
    });
    expect(await wordOf(client.apiCall("views.publish", { view: home("a") }))).toBe("invalid_arguments");
    expect(await wordOf(client.views.publish({ user_id: ALICE, view: modal("a") }))).toBe("invalid_arguments");
  });
});

describe("somebody who watches the views", () => {
  it("is told whose changed, until they stop", async () => {
    const place = await workplace();
    const seen: string[] = [];
    const stop = place.slack.views.subscribe(({ user }) => seen.push(user));
    await open(place, modal("one"));
    await place.client.views.publish({ user_id: BOB, view: home("a") });
    place.slack.views.close("V0000000001", false);
    expect(seen).toEqual([ALICE, BOB, ALICE]);
    stop();
    await open(place, modal("two"));
    expect(seen).toHaveLength(3);
  });
});
