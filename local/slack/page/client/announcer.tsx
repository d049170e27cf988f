import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PageState } from "../page-state.ts";
import { announcementOf } from "./announcement.ts";

/** Says new messages to those who do not see them; edits and what was there before are not news. */
export function Announcer({ state, person }: { readonly state: PageState; readonly person: string }): JSX.Element {
  const known = useRef(state.messages.length);
  const [words, setWords] = useState("");
  useEffect(() => {
    const last = state.messages.at(-1);
    const isNews = state.messages.length > known.current;
    known.current = state.messages.length;
    const said = isNews && last !== undefined ? announcementOf(last, state.channels, person) : undefined;
    if (said !== undefined) setWords(said);
  }, [state.messages]);
  return (
    <div class="unseen" role="status" aria-live="polite">
      {words}
    </div>
  );
}
