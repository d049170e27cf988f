import type { PageEvent, PageMessage, PageState } from "../page-state.ts";

/** Messages and exchanges that the page remembers of what happened while it was open. */
const MOST_EXCHANGES = 300;

/** The state after the event; undefined before the first whole state. */
export function reduce(state: PageState | undefined, event: PageEvent): PageState | undefined {
  if (event.kind === "state") return event.state;
  if (state === undefined) return undefined;
  switch (event.kind) {
    case "message":
      return { ...state, messages: withMessage(state.messages, event.message) };
    case "workspace":
      return { ...state, channels: event.channels, people: event.people, app: event.app };
    case "views":
      return { ...state, views: { ...state.views, [event.user]: event.views } };
    case "exchange":
      return { ...state, traffic: [...state.traffic, event.exchange].slice(-MOST_EXCHANGES) };
    case "show":
      return { ...state, show: event.show };
    case "faults":
      return { ...state, faults: event.faults };
  }
}

/** New ones at the end, changed ones in their place. */
function withMessage(messages: readonly PageMessage[], message: PageMessage): PageMessage[] {
  const at = messages.findLastIndex(({ channel, ts }) => channel === message.channel && ts === message.ts);
  return at < 0 ? [...messages, message] : messages.with(at, message);
}
