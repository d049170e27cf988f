import type { JSX } from "preact";
import { useEffect, useMemo, useReducer, useRef, useState } from "preact/hooks";
import type { PageState } from "../page-state.ts";
import { Announcer } from "./announcer.tsx";
import { type Deed, DeedContext, send } from "./deeds.ts";
import { listen } from "./feed.ts";
import { Home } from "./home.tsx";
import { Modal } from "./modal.tsx";
import { NamesContext, namesOf } from "./names.ts";
import { Channel, Thread, titleOf } from "./places.tsx";
import { reduce } from "./reduce.ts";
import { hashOf, type Route, readRoute } from "./route.ts";
import { Sidebar } from "./sidebar.tsx";
import { StageBar } from "./stage-bar.tsx";
import { type Sight, sightOf } from "./threads.ts";
import { TrafficView } from "./traffic.tsx";

/** The whole page. */
export function App(): JSX.Element {
  const [state, dispatch] = useReducer(reduce, undefined);
  const [live, setLive] = useState(true);
  useEffect(() => listen(dispatch, setLive), []);
  if (state === undefined) {
    return (
      <main class="loading">
        <p>{live ? "Opening the workspace…" : "The stand-in does not answer. Is `npm start` running?"}</p>
      </main>
    );
  }
  return <Workspace state={state} live={live} />;
}

function Workspace({ state, live }: { readonly state: PageState; readonly live: boolean }): JSX.Element {
  const route = useRoute(state);
  const [chosen, setChosen] = useState<string | undefined>();
  const person = chosen ?? state.people[0]?.id ?? "";
  const sight = useMemo(() => sightOf(state.messages, person), [state.messages, person]);
  const names = useMemo(() => namesOf(state), [state.people, state.channels, state.groups, state.app]);
  const act = useMemo(() => (deed: Deed) => send({ ...deed, user: person } as Parameters<typeof send>[0]), [person]);
  const read = useRead(sight, route);
  const thread = route.place === "channel" ? route.thread : undefined;
  useThreadFocus(thread);
  useTitle(state, route);
  const modal = state.views[person]?.modals.at(-1);
  return (
    <NamesContext.Provider value={names}>
      <DeedContext.Provider value={act}>
        <button type="button" class="skip" onClick={skip}>
          Skip to the messages
        </button>
        {state.show !== undefined && <StageBar show={state.show} faults={state.faults} />}
        {!live && (
          <p class="offline" role="status">
            The stand-in does not answer; trying again…
          </p>
        )}
        <div class={`workspace at-${route.place}${thread === undefined ? "" : " with-thread"}`}>
          <Sidebar state={state} route={route} person={person} sight={sight} read={read} onPerson={setChosen} />
          {route.place === "traffic" && <TrafficView traffic={state.traffic} />}
          {route.place === "home" && <Home state={state} person={person} />}
          {route.place === "channel" && <Channel state={state} sight={sight} person={person} id={route.channel} />}
          {route.place === "channel" && thread !== undefined && (
            <Thread state={state} sight={sight} person={person} channel={route.channel} ts={thread} />
          )}
        </div>
        {modal !== undefined && <Modal key={modal.id} view={modal} />}
        <Announcer state={state} person={person} />
      </DeedContext.Provider>
    </NamesContext.Provider>
  );
}

/** To what scrolls, or to the place itself where nothing does. */
function skip(): void {
  const places = ["#main .stream[tabindex]", "#main", "#places"];
  places
    .map((place) => document.querySelector<HTMLElement>(place))
    .find((place) => place !== null)
    ?.focus();
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
function useRead(sight: Sight, route: Route): Readonly<Record<string, string>> {
  const [read, setRead] = useState<Readonly<Record<string, string>>>({});
  const here = route.place === "channel" ? route.channel : undefined;
  const last = here === undefined ? undefined : sight.ofChannel(here).at(-1)?.ts;
  useEffect(() => {
    if (here !== undefined && last !== undefined && last > (read[here] ?? "")) setRead({ ...read, [here]: last });
  }, [here, last]);
  return read;
}

/** Whoever opens a thread is in it; whoever closes it is where they came from. */
function useThreadFocus(thread: string | undefined): void {
  const before = useRef(thread);
  useEffect(() => {
    const left = before.current;
    before.current = thread;
    if (thread !== undefined) document.getElementById("thread-title")?.focus();
    else if (left !== undefined) document.querySelector<HTMLElement>(`#main [data-ts="${left}"] .replies`)?.focus();
  }, [thread]);
}

function useTitle(state: PageState, route: Route): void {
  const title = route.place === "channel" ? titleOf(state, route.channel) : hashOf(route).slice(2);
  useEffect(() => {
    document.title = `${title} · ${state.team}`;
  }, [title, state.team]);
}
