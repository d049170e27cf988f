import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PageMessage, PageState } from "../page-state.ts";
import { Message } from "./message.tsx";
import { hashOf } from "./route.ts";
import { Scroller } from "./scroller.tsx";
import type { Sight } from "./threads.ts";
import { timeOf } from "./times.ts";

interface StreamProps {
  readonly people: PageState["people"];
  readonly sight: Sight;
  readonly messages: readonly PageMessage[];
  readonly label: string;
  /** In a thread nothing leads to the thread. */
  readonly inThread?: true;
  readonly empty: string;
}

/** Messages one below the other; it stays at its end unless somebody reads further up. */
export function Stream({ people, sight, messages, label, inThread, empty }: StreamProps): JSX.Element {
  const box = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const [missed, setMissed] = useState(false);
  const last = messages.at(-1)?.ts ?? "";
  const newest = useRef(last);
  const toEnd = (): void => box.current?.scrollTo({ top: box.current.scrollHeight });
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else if (last > newest.current) setMissed(true);
    newest.current = last;
  }, [last]);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  });
  return (
    <div class="stream-holder">
      <Scroller
        className="stream"
        label={label}
        box={box}
        onScroll={({ scrollTop, clientHeight, scrollHeight }) => {
          atEnd.current = scrollTop + clientHeight > scrollHeight - 60;
          if (atEnd.current) setMissed(false);
        }}
      >
        {messages.length === 0 && <p class="empty">{empty}</p>}
        {messages.map((message) => (
          <Message
            key={message.ts}
            message={message}
            author={people.find(({ id }) => id === message.by)}
            {...(inThread ? {} : leads(sight, message))}
          />
        ))}
      </Scroller>
      {missed && (
        <button
          type="button"
          class="missed"
          onClick={() => {
            toEnd();
            box.current?.focus();
          }}
        >
          New messages ↓
        </button>
      )}
    </div>
  );
}

/** Plain values, so that a message whose thread stands still is not drawn again. */
function leads(sight: Sight, { channel, ts, threadTs }: PageMessage) {
  if (threadTs !== undefined) return { parentHref: hashOf({ place: "channel", channel, thread: threadTs }) };
  const replies = sight.repliesTo(channel, ts);
  const last = replies.at(-1);
  if (last === undefined) return {};
  return {
    replyCount: replies.length,
    lastReply: timeOf(last.ts).words,
    threadHref: hashOf({ place: "channel", channel, thread: ts }),
  };
}
