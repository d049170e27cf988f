import type { SentWithin } from "../../notify/draft.ts";
import type { Draft, PollRecord } from "../../notify/record.ts";
import { advanceNotice, claimNotice, nextNotice } from "../../notify/watch-record.ts";
import type { Stored } from "../../ports.ts";
import { type Delivery, isOver, settlingOf } from "./deliver.ts";
import { callAlone } from "./deliver-alone.ts";

/** Sends the notices that are owed, oldest first, to the default destination. @returns the record as it was last seen */
export async function deliverNotices(d: Delivery, start: Stored<PollRecord>): Promise<Stored<PollRecord>> {
  let current = start;
  while (!isOver(d)) {
    const owed = nextNotice(current.value, d.clock.now());
    if (owed === undefined || owed.due.kind === "wait" || owed.due.kind === "dead") break;
    const { draft, due } = owed;
    const after = await call(d, current, draft, due.kind === "find" ? due : undefined);
    if (after === undefined) break;
    current = after;
  }
  return current;
}

function call(d: Delivery, current: Stored<PollRecord>, draft: Draft, sought: SentWithin | undefined) {
  const { key, body } = draft;
  const channel = sought === undefined ? d.fallback : draft.destination;
  return callAlone(d, current, {
    channel,
    mark: { type: "planbell_note", key },
    message: d.render.notice(body.what === "notice" ? body.notices : []),
    sought,
    rank: 0,
    claim: (record) => claimNotice(record, key, channel, d.clock.now(), d.me),
    draft: (claimed) => claimed.drafts.find((one) => one.key === key),
    settle: (record, claimed, outcome) => advanceNotice(record, claimed, outcome, settlingOf(d)),
  });
}
