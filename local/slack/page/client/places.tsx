import type { JSX } from "preact";
import type { PageState } from "../page-state.ts";
import { Back } from "./back.tsx";
import { Composer } from "./composer.tsx";
import { hashOf } from "./route.ts";
import { Stream } from "./stream.tsx";
import type { Sight } from "./threads.ts";

interface Seen {
  readonly state: PageState;
  readonly sight: Sight;
  readonly person: string;
}

/** How a channel is called here. */
export const titleOf = ({ channels, app }: PageState, id: string): string => {
  const channel = channels.find((one) => one.id === id);
  if (channel === undefined) return id;
  return channel.direct === undefined ? `#${channel.name}` : app.name;
};

export function Channel({ state, sight, person, id }: Seen & { readonly id: string }): JSX.Element {
  const title = titleOf(state, id);
  const { trouble, direct } = state.channels.find((one) => one.id === id) ?? {};
  const others = direct !== undefined && direct !== person;
  const archived = trouble?.includes("archived") ?? false;
  return (
    <main class="pane" id="main" tabIndex={-1}>
      <header class="pane-head">
        <Back />
        <h1>{title}</h1>
        <small>{id}</small>
        {trouble !== undefined && <span class="trouble">{trouble}</span>}
      </header>
      <Stream
        key={`${id} ${person}`}
        people={state.people}
        sight={sight}
        messages={others ? [] : sight.ofChannel(id)}
        label={`Messages in ${title}`}
        empty={emptyWords(others, archived)}
      />
      <Composer
        key={`to ${id}`}
        app={state.app}
        channel={id}
        to={title}
        closed={others ? "Not your conversation" : archived ? "Archived: nothing can be said here" : undefined}
      />
    </main>
  );
}

function emptyWords(others: boolean, archived: boolean): string {
  if (others) return "These are the direct messages of somebody else.";
  return archived ? "Nothing was said here." : "No messages yet. The first card comes when a plan waits.";
}

export function Thread({
  state,
  sight,
  channel,
  ts,
}: Seen & { readonly channel: string; readonly ts: string }): JSX.Element {
  return (
    <aside class="pane thread" aria-label="Thread">
      <header class="pane-head">
        <h2 id="thread-title" tabIndex={-1}>
          Thread
        </h2>
        <small>{titleOf(state, channel)}</small>
        <a class="plain-button close" href={hashOf({ place: "channel", channel })} aria-label="Close the thread">
          ✕
        </a>
      </header>
      <Stream
        key={ts}
        inThread
        people={state.people}
        sight={sight}
        messages={sight.ofThread(channel, ts)}
        label="The thread"
        empty="There is no such message."
      />
      <Composer key={`in ${ts}`} app={state.app} channel={channel} threadTs={ts} to="the thread" />
    </aside>
  );
}
