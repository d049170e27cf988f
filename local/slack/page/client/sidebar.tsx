import type { JSX } from "preact";
import type { PageState } from "../page-state.ts";
import { hashOf, type Route } from "./route.ts";
import type { Sight } from "./threads.ts";

/** The places of the workspace, and whom one acts as. */
export function Sidebar({
  state,
  route,
  person,
  sight,
  read,
  onPerson,
}: {
  readonly state: PageState;
  readonly route: Route;
  readonly person: string;
  /** By channel: the ts of the last message that was looked at. */
  readonly sight: Sight;
  readonly read: Readonly<Record<string, string>>;
  readonly onPerson: (id: string) => void;
}): JSX.Element {
  const here = (one: Route): "page" | undefined =>
    hashOf({ ...one, ...(one.place === "channel" ? { thread: undefined } : {}) } as Route) ===
    hashOf(route.place === "channel" ? { place: "channel", channel: route.channel } : route)
      ? "page"
      : undefined;
  const link = (to: Route, sign: string, name: string, mark?: JSX.Element, closed = false): JSX.Element => (
    <li key={hashOf(to)}>
      <a href={hashOf(to)} aria-current={here(to)} class={closed ? "closed" : undefined}>
        <span class="sign" aria-hidden="true">
          {sign}
        </span>
        <span class="place-name">{name}</span>
        {mark}
      </a>
    </li>
  );
  const mark = (channel: string): JSX.Element | undefined => {
    const unread = sight.ofChannel(channel).filter(({ ts }) => ts > (read[channel] ?? "")).length;
    return unread === 0 ? undefined : (
      <span class="count">
        {unread}
        <span class="unseen"> unread</span>
      </span>
    );
  };
  const channels = state.channels.filter(({ direct }) => direct === undefined);
  const own = state.channels.find(({ direct }) => direct === person);
  return (
    <nav class="sidebar" id="places" aria-label="Workspace" tabIndex={-1}>
      <p class="team">{state.team}</p>
      <h2>Channels</h2>
      <ul>
        {channels.map(({ id, name, trouble }) =>
          link({ place: "channel", channel: id }, "#", name, mark(id), trouble !== undefined),
        )}
      </ul>
      {own !== undefined && (
        <>
          <h2>Direct messages</h2>
          <ul>{link({ place: "channel", channel: own.id }, "@", state.app.name, mark(own.id))}</ul>
        </>
      )}
      <h2>{state.app.name}</h2>
      <ul>
        {link({ place: "home" }, "⌂", "Home")}
        {link({ place: "traffic" }, "⇄", "Traffic")}
      </ul>
      <p class={`app-link${state.app.connected ? " connected" : ""}`}>{state.app.link}</p>
      <label class="acting">
        <span>You are</span>
        <select value={person} onChange={(event) => onPerson(event.currentTarget.value)}>
          {state.people.map(({ id, realName, name }) => (
            <option key={id} value={id}>
              {realName} ({name})
            </option>
          ))}
        </select>
      </label>
    </nav>
  );
}
