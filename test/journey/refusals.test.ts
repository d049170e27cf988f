import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hours, minutes, seconds } from "../../lib/model/brand.ts";
import type { StoredMessage } from "../../local/slack/workspace.ts";
import { CHANNEL, openStage, type Stage } from "./stage.ts";

const ALICE = { kind: "RamUser", name: "alice" };
const OTHER = "C0OTHER000";
const PERSON = "U0BOB00000";
const TWO = { routes: [{ to: [CHANNEL, OTHER] }] };
const WITH_PERSON = { routes: [{ to: [CHANNEL, PERSON] }] };

let stage: Stage;
beforeEach(async () => {
  stage = await openStage({
    slack: {
      channels: [
        { id: CHANNEL, name: "platform" },
        { id: OTHER, name: "other" },
      ],
      users: [{ id: PERSON, name: "bob" }],
    },
  });
});
afterEach(() => stage.close());

const waiting = (name: string): string => {
  const id = stage.catalog.world.createPlan({ name, approvers: [ALICE], previewMs: 1_000, executeMs: 1_000 });
  stage.pass(seconds(10));
  return id;
};
const approve = (id: string): void => {
  stage.catalog.world.approve(id, ALICE, "go");
  stage.pass(seconds(5));
};
const poll = async (file?: unknown, env: Record<string, string> = {}) => {
  const report = await stage.bot(env, file).poll();
  stage.pass(seconds(60));
  return report;
};
/** With it no pause of a test is a gap in the watch, of which a notice would tell. */
const PATIENT = { PLANBELL_POLL_SECONDS: "86400" };
const titles = (messages: readonly StoredMessage[], channel: string): string[] =>
  messages.filter((m) => m.channel === channel).map((m) => m.text.split("\n")[0] as string);
const notices = (): string[] =>
  stage.slack.workspace
    .messages()
    .filter((m) => String(m.metadata?.event_payload["key"]).startsWith("note:watch:"))
    .map((m) => m.text);

describe("a card that was posted", () => {
  it.each([
    ["was deleted by a person", (card: StoredMessage) => stage.slack.workspace.delete(card.channel, card.ts)],
    ["fell to the retention rule", () => Object.assign(stage.slack.workspace, { retention: seconds(30) })],
    ["may not be edited any more", () => Object.assign(stage.slack.workspace, { editWindow: seconds(30) })],
    [
      "is refused to us as not ours",
      () => stage.slack.faults.next("error", { method: "chat.update", error: "cant_update_message" }),
    ],
  ])("and %s is posted anew with what is true now, and its thread goes on there", async (_what, mischief) => {
    await poll();
    const id = waiting("orders-vpc");
    await poll();
    const [card] = stage.cards(id) as [StoredMessage];
    mischief(card);
    approve(id);
    await poll();
    Object.assign(stage.slack.workspace, { retention: undefined, editWindow: undefined });
    const fresh = stage.cards(id).find((one) => one.ts !== card.ts);
    expect(fresh?.text).toMatch(/^Approved, not run yet: orders-vpc/);
    expect(stage.notes(id).map((note) => note.threadTs)).toEqual([fresh?.ts]);
    stage.catalog.world.execute(id);
    stage.pass(seconds(10));
    await poll();
    expect(stage.cards(id).find((one) => one.ts === fresh?.ts)?.text).toMatch(/^Succeeded: orders-vpc/);
    expect(await poll()).toMatchObject({ posted: 0, updated: 0, replied: 0, waiting: 0 });
  });

  it("and stands in a thread itself, where nothing can be replied to, is posted anew for its note", async () => {
    await poll();
    const id = waiting("orders-vpc");
    await poll();
    approve(id);
    stage.slack.faults.next("error", { method: "chat.postMessage", error: "cannot_reply_to_message" });
    await poll();
    expect(stage.cards(id)).toHaveLength(2);
    await poll();
    expect(stage.notes(id).map((note) => note.threadTs)).toEqual([stage.cards(id)[1]?.ts]);
  });
});

describe("a channel that takes no messages", () => {
  it.each([
    ["is archived", () => stage.slack.workspace.archive(OTHER), () => stage.slack.workspace.unarchive(OTHER)],
    ["lost the app", () => stage.slack.workspace.removeBot(OTHER), () => stage.slack.workspace.inviteBot(OTHER)],
    [
      "is closed to apps",
      () => stage.slack.workspace.refusePosts(OTHER, "restricted_action_read_only_channel"),
      () => stage.slack.workspace.allowPosts(OTHER),
    ],
  ])("since it %s: the default one has it all, and it catches up when it is mended", async (_what, close, open) => {
    const onlyThere = { routes: [{ to: [CHANNEL, OTHER] }] };
    await poll(onlyThere);
    close();
    const id = waiting("orders-vpc");
    await poll(onlyThere);
    approve(id);
    await poll(onlyThere);
    expect(titles(stage.cards(id), CHANNEL)).toEqual(["Approved, not run yet: orders-vpc"]);
    expect(titles(stage.notes(id), CHANNEL)).toEqual(["Approved: orders-vpc"]);
    expect(stage.cards(id).filter((m) => m.channel === OTHER)).toEqual([]);
    open();
    stage.pass(minutes(20));
    await poll(onlyThere);
    expect(titles(stage.cards(id), OTHER)).toEqual(["Approved, not run yet: orders-vpc"]);
    expect(titles(stage.notes(id), OTHER)).toEqual(["Approved: orders-vpc"]);
    expect(titles(stage.cards(id), CHANNEL)).toHaveLength(1);
  });

  it("is told of in the default one once a day", async () => {
    await poll(TWO);
    stage.slack.workspace.archive(OTHER);
    for (let n = 0; n < 3; n++) {
      waiting(`plan ${n}`);
      await poll(TWO);
    }
    expect(notices()).toEqual([
      `Slack does not let Planbell write to ${OTHER}\nSlack answers is_archived.\n` +
        "Its messages come here instead, and there too once it takes them. " +
        "Unarchive the channel, or name another in the routes.",
    ]);
    for (let hour = 0; hour < 25; hour++) {
      stage.pass(hours(1));
      await poll(TWO, PATIENT);
    }
    expect(notices()).toHaveLength(2);
  });

  it("after its cards stood there: the default one gets a card and what is owed", async () => {
    const file = { routes: [{ to: [CHANNEL] }] };
    await poll({ routes: [{ to: [OTHER] }] });
    const id = waiting("orders-vpc");
    await poll({ routes: [{ to: [OTHER] }] });
    expect(titles(stage.cards(id), OTHER)).toHaveLength(1);
    stage.slack.workspace.archive(OTHER);
    approve(id);
    await poll(file);
    expect(titles(stage.cards(id), CHANNEL)).toEqual(["Approved, not run yet: orders-vpc"]);
    await poll(file);
    expect(titles(stage.notes(id), CHANNEL)).toEqual(["Approved: orders-vpc"]);
  });
});

describe("a person who is told in direct messages", () => {
  it("gets card, edit and note in one conversation", async () => {
    await poll(WITH_PERSON);
    const id = waiting("orders-vpc");
    await poll(WITH_PERSON);
    approve(id);
    await poll(WITH_PERSON);
    const direct = stage.cards(id).filter((m) => m.channel !== CHANNEL);
    expect(direct.map((m) => [m.channel, m.edits])).toEqual([["D0BOB00000", 1]]);
    expect(titles(stage.notes(id), "D0BOB00000")).toEqual(["Approved: orders-vpc"]);
  });

  it("finds the card once whose answer was lost", async () => {
    await poll(WITH_PERSON);
    const id = waiting("orders-vpc");
    stage.slack.faults.next("drop-after-accept", { method: "chat.postMessage", times: 2 });
    await poll(WITH_PERSON);
    expect(await poll(WITH_PERSON)).toMatchObject({ posted: 0, ambiguous: 0, resent: 0 });
    approve(id);
    await poll(WITH_PERSON);
    expect(stage.cards(id).map((m) => [m.channel, m.text.split("\n")[0]])).toEqual([
      [CHANNEL, "Approved, not run yet: orders-vpc"],
      ["D0BOB00000", "Approved, not run yet: orders-vpc"],
    ]);
  });

  it("and is gone: the default channel has it, and a notice says why", async () => {
    await poll(WITH_PERSON);
    stage.slack.workspace.deactivate(PERSON);
    const id = waiting("orders-vpc");
    await poll(WITH_PERSON);
    expect(titles(stage.cards(id), CHANNEL)).toHaveLength(1);
    expect(notices()[0]).toContain("Slack answers user_disabled.");
  });
});

describe("what was given up", () => {
  it("is named in the report, and sent when it is replayed", async () => {
    await poll();
    stage.slack.workspace.archive(CHANNEL);
    const id = waiting("orders-vpc");
    for (let n = 0; n < 30; n++) {
      await poll(undefined, PATIENT);
      stage.pass(hours(1));
    }
    const given = await poll(undefined, PATIENT);
    const key = `card:${id}:`;
    expect(given.dead).toBe(1);
    const [dead] = given.warnings.filter((w) => w.code === "dead-drafts");
    expect(dead?.text).toContain(key);
    const whole = /card:\S+/.exec(dead?.text ?? "")?.[0] as string;
    stage.slack.workspace.unarchive(CHANNEL);
    expect((await poll(undefined, PATIENT)).dead).toBe(1);
    const bot = stage.bot(PATIENT);
    await expect(bot.poll({ replay: "card:nothing:1:C1:0" })).rejects.toThrow(whole);
    const replayed = await bot.poll({ replay: whole });
    expect(replayed).toMatchObject({ posted: 1, dead: 0 });
    expect(stage.cards(id)).toHaveLength(1);
    await expect(bot.poll({ replay: whole })).rejects.toThrow(/none was/);
  });
});
