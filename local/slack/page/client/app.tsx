import type { JSX } from "preact";
import { useEffect, useMemo, useReducer, useState } from "preact/hooks";
import type { PageMessage, PageState } from "../page-state.ts";
import { Back } from "./back.tsx";
import { Composer } from "./composer.tsx";
import { type Deed, DeedContext, send } from "./deeds.ts";
import { listen } from "./feed.ts";
import { Home } from "./home.tsx";
import { Modal } from "./modal.tsx";
import { NamesContext, namesOf } from "./names.ts";
import { reduce } from "./reduce.ts";
import { hashOf, type Route, readRoute } from "./route.ts";
import { Sidebar } from "./sidebar.tsx";
import { StageBar } from "./stage-bar.tsx";
import { Stream } from "./stream.tsx";
import { ofChannel, ofThread } from "./threads.ts";
import { TrafficView } from "./traffic.tsx";

/** The whole page. */
export function App(): JSX.Element {
  const [state, dispatch] = useReducer(reduce, undefined);
  const [live, setLive] = useState(true);
  useEffect(() => listen(dispatch, setLive), []);
  if (state === undefined)
    return (
      <main class="loading">
        <p>{live ? "Opening the workspace…" : "The stand-in does not answer. Is `npm start` running?"}</p>
      </main>
    );
  return <Workspace state={state} live={live} />;
}

function Workspace({ state, live }: { readonly state: PageState; readonly live: boolean }): JSX.Element {
  const route = useRoute(state);
  const [chosen, setChosen] = useState<string | undefined>();
  const person = chosen ?? state.people[0]?.id ?? "";
  const names = useMemo(() => namesOf(state), [state.people, state.channels, state.groups, state.app]);
  const act = useMemo(() => (deed: Deed) => send({ ...deed, user: person } as Parameters<typeof send>[0]), [person]);
  const read = useRead(state, route, person);
  const modal = state.views[person]?.modals.at(-1);
  return (
    <NamesContext.Provider value={names}>
      <DeedContext.Provider value={act}>
        <button
          type="button"
          class="skip"
          onClick={() => document.querySelector<HTMLElement>("#main [tabindex]")?.focus()}
        >
          Skip to the messages
        </button>
        {state.show !== undefined && <StageBar show={state.show} faults={state.faults} />}
        {!live && (
          <p class="offline" role="status">
            The stand-in does not answer; trying again…
          </p>
        )}
        <div
          class={`workspace at-${route.place}${route.place === "channel" && route.thread !== undefined ? " with-thread" : ""}`}
        >
          <Sidebar state={state} route={route} person={person} read={read} onPerson={setChosen} />
          {route.place === "traffic" && <TrafficView traffic={state.traffic} />}
          {route.place === "home" && <Home state={state} person={person} />}
          {route.place === "channel" && <Channel state={state} id={route.channel} person={person} />}
          {route.place === "channel" && route.thread !== undefined && (
            <Thread state={state} channel={route.channel} ts={route.thread} person={person} />
          )}
        </div>
        {modal !== undefined && <Modal key={modal.id} view={modal} />}
        <Announcer messages={state.messages} names={names.channels} />
      </DeedContext.Provider>
    </NamesContext.Provider>
  );
}

const titleOf = (state: PageState, id: string): string => {
  const channel = state.channels.find((one) => one.id === id);
  if (channel === undefined) return id;
  return channel.direct === undefined ? `#${channel.name}` : state.app.name;
};

function Channel({
  state,
  id,
  person,
}: {
  readonly state: PageState;
  readonly id: string;
  readonly person: string;
}): JSX.Element {
  const title = titleOf(state, id);
  const trouble = state.channels.find((one) => one.id === id)?.trouble;
  return (
    <main class="pane" id="main">
      <header class="pane-head">
        <Back />
        <h1>{title}</h1>
        <small>{id}</small>
        {trouble !== undefined && <span class="trouble">{trouble}</span>}
      </header>
      <Stream
        key={id}
        state={state}
        person={person}
        messages={ofChannel(state.messages, id, person)}
        label={`Messages in ${title}`}
        empty="No messages yet. The first card comes when a plan waits."
      />
      <Composer key={`to ${id}`} app={state.app} channel={id} to={title} />
    </main>
  );
}

function Thread({
  state,
  channel,
  ts,
  person,
}: {
  readonly state: PageState;
  readonly channel: string;
  readonly ts: string;
  readonly person: string;
}): JSX.Element {
  const back = hashOf({ place: "channel", channel });
  return (
    <aside class="pane thread" aria-label="Thread">
      <header class="pane-head">
        <h2>Thread</h2>
        <small>{titleOf(state, channel)}</small>
        <a class="plain-button close" href={back} aria-label="Close the thread">
          ✕
        </a>
      </header>
      <Stream
        key={ts}
        inThread
        state={state}
        person={person}
        messages={ofThread(state.messages, channel, ts, person)}
        label="The thread"
        empty="There is no such message."
      />
      <Composer key={`in ${ts}`} app={state.app} channel={channel} threadTs={ts} to="the thread" />
    </aside>
  );
}

/** Says new messages to those who do not see them. */
function Announcer({
  messages,
  names,
}: {
  readonly messages: readonly PageMessage[];
  readonly names: Readonly<Record<string, string>>;
}): JSX.Element {
  const last = messages.at(-1);
  const words =
    last === undefined
      ? ""
      : `${last.threadTs === undefined ? "New message" : "New reply"} in ${names[last.channel] ?? last.channel}: ${last.text.split("\n")[0] ?? ""}`;
  return (
    <div class="unseen" role="status" aria-live="polite">
      {words}
    </div>
  );
}

function useRoute(state: PageState): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const turn = (): void => setHash(location.hash);
    addEventListener("hashchange", turn);
    return () => removeEventListener("hashchange", turn);
  }, []);
  return readRoute(hash) ?? { place: "channel", channel: state.channels[0]?.id ?? "C0DEFAULT0" };
}

/** The last message that was looked at, by channel. */
function useRead(state: PageState, route: Route, person: string): Readonly<Record<string, string>> {
  const [read, setRead] = useState<Readonly<Record<string, string>>>({});
  const here = route.place === "channel" ? route.channel : undefined;
  const last = here === undefined ? undefined : ofChannel(state.messages, here, person).at(-1)?.ts;
  useEffect(() => {
    if (here !== undefined && last !== undefined && last > (read[here] ?? "")) setRead({ ...read, [here]: last });
  }, [here, last]);
  return read;
}
