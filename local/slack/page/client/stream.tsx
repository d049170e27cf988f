import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { PageMessage, PageState } from "../page-state.ts";
import { Message } from "./message.tsx";
import { hashOf } from "./route.ts";
import { Scroller } from "./scroller.tsx";
import { repliesTo } from "./threads.ts";
import { timeOf } from "./times.ts";

interface StreamProps {
  readonly state: PageState;
  readonly messages: readonly PageMessage[];
  readonly person: string;
  readonly label: string;
  /** In a thread nothing leads to the thread. */
  readonly inThread?: true;
  readonly empty: string;
}

/** Messages one below the other; it stays at its end unless somebody reads further up. */
export function Stream({ state, messages, person, label, inThread, empty }: StreamProps): JSX.Element {
  const box = useRef<HTMLElement>(null);
  const atEnd = useRef(true);
  const [missed, setMissed] = useState(false);
  const last = messages.at(-1)?.ts;
  const toEnd = (): void => box.current?.scrollTo({ top: box.current.scrollHeight });
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
    else setMissed(true);
  }, [last]);
  useLayoutEffect(() => {
    if (atEnd.current) toEnd();
  });
  return (
    <div class="stream-holder">
      <Scroller
        className="stream"
        label={label}
        live
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
            author={state.people.find(({ id }) => id === message.by)}
            {...(inThread ? {} : leads(state, message, person))}
          />
        ))}
      </Scroller>
      {missed && (
        <button type="button" class="missed" onClick={toEnd}>
          New messages ↓
        </button>
      )}
    </div>
  );
}

function leads(state: PageState, message: PageMessage, person: string) {
  const { channel, ts, threadTs } = message;
  if (threadTs !== undefined) return { parentHref: hashOf({ place: "channel", channel, thread: threadTs }) };
  const replies = repliesTo(state.messages, message, person);
  const last = replies.at(-1);
  return {
    replies: last && {
      count: replies.length,
      last: timeOf(last.ts).words,
      href: hashOf({ place: "channel", channel, thread: ts }),
    },
  };
}
