import type { EpochMs } from "../model/brand.ts";
import type { Draft, PollRecord } from "../notify/record.ts";
import { advanceNotice, claimNotice, nextNotice } from "../notify/watch-record.ts";
import type { Stored } from "../ports.ts";
import { type Delivery, isOver, settlingOf } from "./deliver.ts";
import { callAlone } from "./deliver-alone.ts";

/** Sends the notices that are owed, oldest first, to the default destination. @returns the record as it was last seen */
export async function deliverNotices(d: Delivery, start: Stored<PollRecord>): Promise<Stored<PollRecord>> {
  let current = start;
  while (!isOver(d)) {
    const owed = nextNotice(current.value, d.clock.now());
    if (owed === undefined || owed.due.kind === "wait" || owed.due.kind === "dead") break;
    const { draft, due } = owed;
    const after = await call(d, current, draft, due.kind === "find" ? due.since : undefined);
    if (after === undefined) break;
    current = after;
  }
  return current;
}

function call(d: Delivery, current: Stored<PollRecord>, { key, body }: Draft, since: EpochMs | undefined) {
  return callAlone(d, current, {
    channel: d.fallback,
    mark: { type: "planbell_note", key },
    message: d.render.notice(body.what === "notice" ? body.notices : []),
    since,
    claim: (record) => claimNotice(record, key, d.clock.now(), d.me),
    draft: (claimed) => claimed.drafts.find((one) => one.key === key),
    settle: (record, claimed, outcome) => advanceNotice(record, claimed, outcome, settlingOf(d)),
  });
}
