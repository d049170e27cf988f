import { describe, expect, it } from "vitest";
import { type StoredMessage, Workspace } from "../../local/slack/workspace.ts";
import { brokenPromises } from "./promises.ts";

const CHANNELS = ["C0FIRST000", "C0SECOND00"];
const OWED = [{ id: "plan-a", name: "vpc", fate: { moves: [], card: "Failed", notes: ["Approved", "Failed"] } }];

/** Two channels in which the plan stands as it is owed; `change` alters that. */
function brokenAfter(change: (post: Post, cards: readonly StoredMessage[]) => void): string[] {
  const workspace = new Workspace({ clock: { now: () => 1_764_000_000_000 } });
  const post: Post = (channel, key, text, threadTs) =>
    workspace.post({
      channel,
      text,
      blocks: [],
      botId: "B0PLANBELL",
      userId: "U0PLANBELL",
      metadata: { event_type: "planbell_card", event_payload: { key } },
      ...(threadTs === undefined ? {} : { threadTs }),
    });
  const cards = CHANNELS.map((channel) => {
    const card = post(channel, `card:plan-a:17:${channel}:0`, "Failed: vpc\nmore");
    post(channel, `note:plan-a:17:2:${channel}`, "Approved: vpc", card.ts);
    return card;
  });
  change(post, cards);
  return brokenPromises(workspace.messages(), OWED, CHANNELS);
}
type Post = (channel: string, key: string, text: string, threadTs?: string) => StoredMessage;

const failedNotes = (post: Post, cards: readonly StoredMessage[]): void => {
  for (const { channel, ts } of cards) post(channel, `note:plan-a:17:4:${channel}`, "Failed: vpc", ts);
};

describe("what stands in Slack after a burst", () => {
  it("is well when everything owed stands once in each channel", () => {
    expect(brokenAfter(failedNotes)).toEqual([]);
  });

  it("is broken by a note that is lost in one channel", () => {
    expect(brokenAfter((post, [first]) => failedNotes(post, first === undefined ? [] : [first]))).toEqual([
      'owed ["Approved: vpc","Failed: vpc"], told ["Approved: vpc"]: the notes of plan-a in C0SECOND00',
    ]);
  });

  it("is broken by a message that stands twice, which is named by its key", () => {
    const broken = brokenAfter((post, cards) => {
      failedNotes(post, cards);
      post("C0SECOND00", "note:plan-a:17:2:C0SECOND00", "Approved: vpc", cards[1]?.ts);
      post("C0FIRST000", "card:plan-a:17:C0FIRST000:0", "Failed: vpc");
    });
    expect(broken).toEqual([
      "stands 2 times: card:plan-a:17:C0FIRST000:0",
      "stands 2 times: note:plan-a:17:2:C0SECOND00",
    ]);
  });

  it("is broken by a second card, also under a key of its own", () => {
    const broken = brokenAfter((post, cards) => {
      failedNotes(post, cards);
      post("C0FIRST000", "card:plan-a:17:C0FIRST000:1", "Failed: vpc");
    });
    expect(broken).toEqual(["a second card: card:plan-a:17:C0FIRST000:1"]);
  });

  it("is broken by a card that shows an older state", () => {
    const broken = brokenAfter((post, cards) => {
      failedNotes(post, cards);
      for (const card of cards.slice(0, 1)) card.text = "Running: vpc";
    });
    expect(broken).toEqual(['says "Running: vpc", the cloud "Failed: vpc": card:plan-a:17:C0FIRST000:0']);
  });

  it("is broken by notes in another order, by one that is not below its card, and by a stranger's message", () => {
    const broken = brokenAfter((post, cards) => {
      failedNotes(post, cards);
      for (const { ts } of cards.slice(0, 1)) post("C0FIRST000", "note:plan-a:17:5:C0FIRST000", "Approved: vpc", ts);
      post("C0SECOND00", "note:plan-b:17:5:C0SECOND00", "Approved: other");
      post("C0SECOND00", "note:plan-a:17:5:C0SECOND00", "Canceled: vpc");
    });
    expect(broken).toEqual([
      "nobody's: note:plan-b:17:5:C0SECOND00",
      'owed ["Approved: vpc","Failed: vpc"], told ["Approved: vpc","Failed: vpc","Approved: vpc"]: ' +
        "the notes of plan-a in C0FIRST000",
      'owed ["Approved: vpc","Failed: vpc"], told ["Approved: vpc","Failed: vpc","Canceled: vpc"]: ' +
        "the notes of plan-a in C0SECOND00",
      "not below its card: note:plan-a:17:5:C0SECOND00",
    ]);
  });

  it("is broken when nothing stands", () => {
    expect(brokenPromises([], OWED, CHANNELS)).toEqual([
      "missing: the card of plan-a in C0FIRST000",
      "missing: the card of plan-a in C0SECOND00",
    ]);
  });
});
