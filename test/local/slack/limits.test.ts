import { describe, expect, it } from "vitest";
import { SERVED_LIMITS, type ServedLimit } from "./limit-cases.ts";
import { openWorkplace, type Workplace, wordOf } from "./workplace.ts";

const CHANNEL = "C0DEFAULT0";
const ALICE = "U01ALICE01";
const users = [{ id: ALICE, name: "alice" }];

/** What Slack answers, by its error word and where it says the fault is. */
async function answerTo({ slack, client }: Workplace, { method, args }: ReturnType<ServedLimit["build"]>) {
  const trigger = method === "views.open" ? { trigger_id: slack.triggers.issue(ALICE) } : {};
  const call = client.apiCall(method, { ...args, ...trigger });
  const data = await call.then(
    () => ({ error: "taken", response_metadata: undefined }),
    (error: { data: Record<string, unknown> }) => error.data,
  );
  const [, pointer] = /\[json-pointer:([^\]]*)\]/.exec(JSON.stringify(data["response_metadata"] ?? "")) ?? [];
  return { word: data["error"], pointer };
}

describe("a limit of Slack's", () => {
  it.each(SERVED_LIMITS)("takes $most and refuses one more: $name", async (limit) => {
    const { build, most, word, pointer, foreign } = limit;
    const place = await openWorkplace({ users, strict: !foreign });
    expect(await answerTo(place, build(most))).toEqual({ word: "taken", pointer: undefined });
    expect(await answerTo(place, build(most + 1))).toEqual({ word, pointer });
    expect(place.slack.workspace.messages().length + place.slack.views.stackOf(ALICE).length).toBeLessThanOrEqual(1);
  });

  it("refuses a text object with nothing in it", async () => {
    const { client } = await openWorkplace();
    const blocks = [{ type: "section" as const, text: { type: "mrkdwn" as const, text: "" } }];
    expect(await wordOf(client.chat.postMessage({ channel: CHANNEL, text: "a", blocks }))).toBe("invalid_blocks");
  });

  it("lets three modals lie on each other", async () => {
    const { slack, client } = await openWorkplace({ users });
    const view = { type: "modal", title: { type: "plain_text", text: "a" }, blocks: [{ type: "divider" }] };
    const call = (method: string) => client.apiCall(method, { view, trigger_id: slack.triggers.issue(ALICE) });
    await call("views.open");
    await call("views.push");
    await call("views.push");
    expect(await wordOf(call("views.push"))).toBe("push_limit_reached");
    expect(slack.views.stackOf(ALICE)).toHaveLength(3);
  });

  it("lets another app's edit have 4,000 characters, and cuts its posts at 40,000", async () => {
    const { slack, client } = await openWorkplace({ strict: false });
    const { ts = "" } = await client.chat.postMessage({ channel: CHANNEL, text: "x".repeat(40_001) });
    expect(slack.workspace.message(CHANNEL, ts)?.text).toHaveLength(40_000);
    const edit = (length: number) => client.chat.update({ channel: CHANNEL, ts, text: "x".repeat(length) });
    expect(await edit(4_000)).toMatchObject({ ok: true });
    expect(await wordOf(edit(4_001))).toBe("msg_too_long");
  });
});
