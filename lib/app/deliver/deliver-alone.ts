import type { ChannelId } from "../../model/brand.ts";
import type { Message } from "../../model/message.ts";
import type { SentWithin } from "../../notify/draft.ts";
import type { AnyRecord } from "../../notify/migrate.ts";
import type { Outcome } from "../../notify/outcome.ts";
import type { Draft } from "../../notify/record.ts";
import type { Mark, Stored } from "../../ports.ts";
import { count, type Delivery, holdOf, isOver, isSpent, NOT_BEGUN, turnIn } from "./deliver.ts";
import { plainText } from "./render.ts";
import { putClaim, settle } from "./settle.ts";
import { look, send } from "./slack-call.ts";

/** A message that stands on its own, without a card. */
export interface Alone<T> {
  readonly channel: ChannelId;
  readonly mark: Mark;
  readonly message: Message;
  /** When it was sent, if it was, and is searched for; undefined when it is sent now. */
  readonly sought: SentWithin | undefined;
  /** Order among those who wait for the same channel. */
  readonly rank: number;
  readonly claim: (record: T) => T;
  /** The draft as it was claimed. */
  readonly draft: (claimed: T) => Draft | undefined;
  readonly settle: (record: T, claimed: Draft, outcome: Outcome) => T;
}

/** Claim, one call, settle. Undefined when there was no turn, or somebody else is at it. */
export async function callAlone<T extends AnyRecord>(
  d: Delivery,
  current: Stored<T>,
  alone: Alone<T>,
): Promise<Stored<T> | undefined> {
  const turn = await turnIn(d, alone.channel, alone.rank);
  if (turn === undefined) return undefined;
  let outcome: Outcome | undefined;
  try {
    const at = d.clock.elapsed();
    const put = await putClaim(d, current, alone.claim(current.value));
    const claimed = put?.held ? alone.draft(put.stored.value) : undefined;
    if (put === undefined || claimed === undefined) return undefined;
    const isLate = isOver(d) || isSpent(d, claimed, claimed.notBefore, at);
    outcome = isLate ? NOT_BEGUN : await call(d, alone, claimed);
    count(d, alone.sought === undefined ? "post" : "find", alone.channel, outcome);
    const came = outcome;
    const settled = await settle(d, put.stored, (record) => alone.settle(record, claimed, came));
    if (came.kind === "unreadable" && alone.draft(settled.value)?.state === "new") d.tally.resent++;
    return settled;
  } finally {
    turn.end(holdOf(outcome));
  }
}

function call<T>(d: Delivery, { channel, mark, message, sought }: Alone<T>, claimed: Draft): Promise<Outcome> {
  if (sought !== undefined) return look(d.messenger, mark, { channel }, sought);
  return send(d.messenger, claimed.plain ? plainText(message) : message, { channel }, mark);
}
