import { WebClient } from "@slack/web-api";
import { noteOf } from "../../lib/app/deliver/render-record.ts";
import { SILENT } from "../../lib/slack/web-messenger.ts";
import { Chance } from "../../test/sweep/chance.ts";
import { BucketSlack } from "./bucket-slack.ts";
import { type Burst, plansOf, type Seen, START, seenBy } from "./burst.ts";
import { inFakeTime } from "./fake-time.ts";
import { owedNote } from "./owed-notes.ts";
import { RENDER } from "./planbell.ts";

/** How a burst is written with the client: `Promise.all` over the notes, or a loop that awaits each. */
export type Manner = "all at once" | "one by one";

/** The same burst sent by Slack's own client as it comes, which sends again by itself what was refused or lost. */
export async function drainByWebClient(burst: Burst, manner: Manner, seed: number): Promise<Seen> {
  const chance = new Chance(seed);
  const records = plansOf(burst, 1, START, chance).map(({ record }) => record);
  return inFakeTime(START, new Chance(seed).next, async (clock) => {
    const slack = new BucketSlack(clock, chance, burst.slack);
    const client = new WebClient("xoxb-bench", { fetch: slack.fetch, logger: SILENT });
    const sends = records.map((record) => async (): Promise<void> => {
      const { channel, thread, draft, body } = owedNote(record);
      await client.chat.postMessage({
        channel,
        ...(thread === undefined ? {} : { thread_ts: thread }),
        text: noteOf(RENDER, record, body.transitions, draft).text,
        metadata: { event_type: "planbell_note", event_payload: { key: draft.key } },
      });
    });
    if (manner === "all at once") await Promise.allSettled(sends.map((send) => send()));
    // A note that the client gave up is lost; the next one is sent all the same.
    else for (const send of sends) await send().catch(() => undefined);
    return seenBy(slack, records, START);
  });
}
